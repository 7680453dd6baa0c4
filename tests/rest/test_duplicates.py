"""Duplicates over REST: staff see their own cases, the public nearly nothing; following and merging."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, new_code, ok

PLACE = {"latitude": 29.7195, "longitude": 113.8801}
FAR = {"latitude": 31.3421, "longitude": 118.3781}


@pytest.fixture
def words() -> str:
	return f"渠边堆放{uuid4().hex}"


def test_staff_see_their_own_cases_and_a_hint_of_others(login, report, words):
	case = report(description=words, grid=CHIBI_GRID, **PLACE)
	query = {"description": words, "category": "M06010", **PLACE}
	found = ok(login("operator").query("case.similar", **query))
	assert found["similar"][0]["case"] == case
	stranger = login("gridworker.zhelu").query("case.similar", **query)
	assert ok(stranger)["similar"] == [] and stranger.data["hidden"] >= 1
	assert case not in stranger.text and words not in stranger.text
	assert login(None).query("case.similar", **query).status == 403


def test_public_learns_nothing_of_words_people_or_numbers(login, report, words):
	case = report(description=words, grid=CHIBI_GRID, reporter_name="王演示", **PLACE)
	code = new_code(login, case)
	answer = login(None).query("public.similar", description=words, category="M06010", **PLACE)
	rows = ok(answer)
	assert rows and set(rows[0]) == {"category", "stage", "distance", "reported_on", "followers", "handle"}
	for secret in (words, "演示", case, code, CHIBI_GRID):
		assert secret not in answer.text


def test_guest_follows_with_a_code_of_the_own(login, report, words):
	case = report(description=words, grid=CHIBI_GRID, **PLACE)
	guest = login(None)
	rows = ok(guest.query("public.similar", description=words, category="M06010", **PLACE))
	body = {"handle": rows[0]["handle"], "text": "还在", "idempotency_key": uuid4().hex}
	answer = ok(guest.call("public.follow", **body))
	assert ok(guest.call("public.follow", **body)) == answer
	ok(login("operator").call("case.act", case=case, action="Accept"))
	status = ok(guest.query("public.track", code=answer["tracking_code"]))
	assert (status["stage"], status["following"]) == ("Accepted", True)
	assert ok(login("operator").read("Case", case))["followers"] == 1
	for method in ("public.rate", "public.appeal"):
		values = {"rating": "Satisfied"} if method.endswith("rate") else {"reason": "x"}
		assert guest.call(method, code=answer["tracking_code"], **values).status == 404


def test_forged_handle_is_refused(login, report):
	case = report()
	assert login(None).call("public.follow", handle=case).status == 404


def test_merge_and_its_refusals(login, report, words):
	into = report(description=words, grid=CHIBI_GRID, **PLACE)
	case = report(description=words, grid=CHIBI_GRID, **PLACE)
	for key in ("gridworker", "manager", "handler", "admin"):
		answer = login(key).call("case.merge", case=case, into=into, reason="Same heap.")
		assert answer.status == 403, (key, answer)
	body = {"case": case, "into": into, "reason": "Same heap.", "idempotency_key": uuid4().hex}
	answer = ok(login("operator").call("case.merge", **body))
	assert (answer["stage"], answer["into"]) == ("Rejected", into)
	assert ok(login("operator").call("case.merge", **body)) == answer
	again = login("operator").call("case.merge", case=into, into=case, reason="Back.")
	assert (again.status, again.exc_type) == (409, "ConflictError")
	assert ok(login("operator").read("Case", into))["stage"] == "Reported"


def test_follow_and_unfollow(login, report):
	case = report()
	for _time in range(2):
		assert ok(login("gridworker").call("case.follow", case=case))["followers"] == 1
	row = ok(login("operator").rows("Case Follower", [["case_file", "=", case]]))[0]["name"]
	assert login("gridworker.zhelu").call("case.follow", case=case).status == 403
	assert login("operator").update("Case Follower", row, user="x").status == 403
	assert login("operator").create("Case Follower", case_file=case).status == 403
	for _time in range(2):
		assert ok(login("gridworker").query("case.follows", case=case))["following"] is True
	assert ok(login("operator").query("case.follows", case=case))["following"] is False
	assert login("gridworker.zhelu").query("case.follows", case=case).status == 403
	for _time in range(2):
		answer = ok(login("gridworker").call("case.unfollow", case=case))
		assert (answer["following"], answer["followers"]) == (False, 0)


def test_following_with_a_key_is_done_once(login, report):
	case, key = report(), uuid4().hex
	body = {"case": case, "text": "Here too", "idempotency_key": key}
	first = ok(login("gridworker").call("case.follow", **body))
	assert ok(login("gridworker").call("case.follow", **body)) == first
	assert len(login("operator").names("Case Follower", [["case_file", "=", case]])) == 1
	other = login("gridworker").call("case.follow", **{**body, "text": "Else"})
	assert (other.status, other.exc_type) == (409, "ConflictError")


def test_places_without_cases_are_empty(login):
	found = ok(
		login("operator").query(
			"case.similar", description="x", grid=ZHELU_GRID, latitude=36.0, longitude=100.0
		)
	)
	assert found["similar"] == []
	assert ok(login(None).query("public.similar", latitude=36.0, longitude=100.0)) == []


@pytest.mark.parametrize(
	("values", "exc_type"),
	[
		({"latitude": 91, "longitude": 1}, "BadPositionError"),
		({"latitude": "nan", "longitude": 1}, "BadPositionError"),
		({"latitude": 30, "longitude": "' or 1=1"}, "BadPositionError"),
		({"latitude": 30, "longitude": 114, "category": "no such"}, "BadInputError"),
	],
)
def test_senseless_questions_are_refused(login, values, exc_type):
	for user, method in ((login(None), "public.similar"), (login("operator"), "case.similar")):
		answer = user.query(method, **values)
		# Frappe refuses text in place of a number before our code is asked.
		refusal = (422, exc_type) if answer.status == 422 else (417, answer.exc_type)
		assert (answer.status, answer.exc_type) == refusal, answer
