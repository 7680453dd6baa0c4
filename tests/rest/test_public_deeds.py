"""Livelihood deeds and lectures over REST: what everybody may see and do, one voice a number, also at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.rest.conftest import ok
from tests.support.http import User
from tests.support.participation import bound, step
from tests.support.registry import GRID

POLICY = {"speaker": "街道", "policy_title": "养老服务条例", "issued_by": "市人大"}


@pytest.fixture
def guest(login) -> User:
	return login(None)


def numbers(count: int) -> list[str]:
	first = uuid4().int % 9_000_000
	return [f"1540{first + index:07d}" for index in range(count)]


def new_list(login, **values) -> str:
	given = {"title": "民生实事", "grid": GRID[:12], "list_year": 2024, "budget": 100_000, "seats": 1}
	return ok(login("manager").create("Deed List", **given, collected_until="2099-01-01", **values))["name"]


def new_lecture(login, **values) -> str:
	times = {"begins_at": "2099-01-01 19:00", "ends_at": "2099-01-01 20:00", "place": "广场"}
	clerk = login("clerk")
	made = ok(clerk.create("Policy Lecture", title="养老补贴", grid=GRID, **times, **POLICY, **values))[
		"name"
	]
	ok(step(clerk, "Policy Lecture", made, "Open Sign-up"))
	return made


def at_once(work, things) -> list:
	with ThreadPoolExecutor(12) as pool:
		return list(pool.map(work, things))


def test_a_guest_proposes_and_is_not_kept(login, guest):
	deed_list = new_list(login)
	key = uuid4().hex
	given = {"deed_list": deed_list, "title": "健身角", "reason": "没有地方锻炼", "idempotency_key": key}
	signed_in = login("volunteer")
	made = ok(signed_in.call("public_deed.propose", **given))
	assert ok(signed_in.call("public_deed.propose", **given))["deed"] == made["deed"], (
		"a retry proposes nothing more"
	)
	stored = ok(login("manager").read("Livelihood Deed", made["deed"]))
	assert (stored["owner"], stored["origin"], stored["stage"]) == ("Guest", "Resident", "Collected")
	told = next(one for one in ok(guest.query("public_deed.lists")) if one["deed_list"] == deed_list)
	assert [deed["title"] for deed in told["deeds"]] == ["健身角"]
	assert told["collects"]
	for more in ({"budget": 1}, {"stage": "Chosen"}, {"origin": "Unit"}):
		assert (
			guest.call("public_deed.propose", **{**given, "idempotency_key": uuid4().hex}, **more).status
			== 422
		)


@pytest.mark.parametrize(
	("values", "status"),
	[
		({"deed_list": "DL-0"}, 422),
		({"title": ""}, 422),
		({"title": "字" * 141}, 422),
		({"title": ["a"]}, 417),
		({"reason": "字" * 100_000}, 422),
		({"reason": "<script>alert(1)</script>没有地方锻炼"}, 200),
		({"place": "字" * 200}, 422),
	],
)
def test_bad_proposals_change_nothing(login, guest, values, status):
	deed_list = new_list(login)
	given = {"deed_list": deed_list, "title": "健身角", "reason": "没有地方锻炼", **values}
	answer = guest.call("public_deed.propose", **given, idempotency_key=uuid4().hex)
	assert answer.status == status, answer
	names = login("manager").names("Livelihood Deed", [["deed_list", "=", deed_list]])
	assert len(names) == (status == 200)
	if names:
		assert "<script" not in str(ok(guest.query("public_deed.lists")))


def test_one_number_supports_once_even_at_the_same_moment(login, guest):
	deed_list = new_list(login)
	deed = ok(guest.call("public_deed.propose", deed_list=deed_list, title="健身角", reason="没有地方锻炼"))[
		"deed"
	]
	tokens = [bound(number) for number in numbers(6)]
	answers = at_once(
		lambda token: guest.call("public_deed.support", binding=token, deed=deed).status, tokens * 3
	)
	assert sorted(answers) == [200] * 6 + [409] * 12
	assert ok(login("manager").read("Livelihood Deed", deed))["supports"] == 6
	assert guest.call("public_deed.support", binding="0" * 24, deed=deed).status == 404
	assert guest.call("public_deed.rate", binding=tokens[0], deed=deed, rating=5).status == 409
	assert guest.call("public_deed.rate", binding=tokens[0], deed=deed, rating=9).status == 422
	assert guest.query("public_deed.photo", deed=deed, which="photo_after").status == 404


def test_seats_are_not_sold_twice(login, guest):
	lecture = new_lecture(login, seats=5)
	tokens = [bound(number) for number in numbers(12)]
	answers = at_once(
		lambda token: guest.call("public_lecture.sign_up", binding=token, lecture=lecture).status, tokens
	)
	assert sorted(answers) == [200] * 5 + [409] * 7
	assert ok(login("clerk").read("Policy Lecture", lecture))["sign_ups"] == 5
	winner = tokens[answers.index(200)]
	assert ok(guest.call("public_lecture.seat", binding=winner, lecture=lecture))["has_seat"]
	assert ok(guest.call("public_lecture.give_seat_back", binding=winner, lecture=lecture))["sign_ups"] == 4
	(told,) = [one for one in ok(guest.query("public_lecture.ahead")) if one["lecture"] == lecture]
	assert told["free_seats"] == 1
	assert "hall_code" not in told


def test_questions_are_asked_and_answered(login, guest):
	lecture = new_lecture(login)
	given = {"lecture": lecture, "text": "外地户口能领吗?", "idempotency_key": uuid4().hex}
	for _retry in range(2):
		assert ok(guest.call("public_lecture.ask", **given))["is_noted"]
	(asked,) = login("clerk").names("Lecture Question", [["lecture", "=", lecture]])
	assert ok(login("clerk").read("Lecture Question", asked))["owner"] == "Guest"
	assert login("gridworker").call("lecture.answer", question=asked, text="能").status == 403
	assert ok(login("clerk").call("lecture.answer", question=asked, text="能"))["result"] == "Answered"
	assert login("clerk").call("lecture.answer", question=asked, text="不能").status == 409
	assert login("clerk").call("lecture.make_case", question=asked).status == 409
	refused = guest.call(
		"public_lecture.feedback", binding=bound(numbers(1)[0]), lecture=lecture, code="1", rating=5
	)
	assert refused.status == 409
	assert "until 7 days after" in refused.messages


def test_only_the_server_writes_numbers_and_codes(login):
	lecture, clerk = new_lecture(login), login("clerk")
	before = ok(clerk.read("Policy Lecture", lecture))
	ok(clerk.update("Policy Lecture", lecture, hall_code="111111", sign_ups=9, feedback_count=9))
	after = ok(clerk.read("Policy Lecture", lecture))
	for field in ("hall_code", "sign_ups", "feedback_count"):
		assert after[field] == before[field], field
	slot = {"subject_doctype": "Policy Lecture", "subject": lecture, "purpose": "Rating"}
	assert login("admin").create("Participation Slot", **slot).status in (403, 409, 417, 422)
