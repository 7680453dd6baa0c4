"""Services over HTTP: two confirmations at once, organisers, and what a volunteer may and may not do."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, free_hour, grant_points, ok
from tests.support.http import User


def enter(user, volunteer: str, **values) -> dict:
	return ok(user.call("service.record", volunteer=volunteer, intensity="轻度", **free_hour(), **values))


@pytest.fixture
def person(login) -> str:
	"""A volunteer of Chibi without points."""
	values = {"full_name": f"服务演示{uuid4().hex[:4]}", "grid": CHIBI_GRID}
	return ok(login("coordinator").create("Volunteer", **values))["name"]


@pytest.fixture
def own(login) -> str:
	return login("volunteer").names("Volunteer")[0]


def with_evidence(user, volunteer: str, **values) -> str:
	"""A service by hand with the signed sheet."""
	files = {"file": (f"{uuid4().hex}.txt", b"signed", "text/plain")}
	url = ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))["file_url"]
	return enter(user, volunteer, evidence=url, **values)["service_record"]


def balance(login, volunteer: str) -> float:
	return login("admin").read("Volunteer", volunteer).data["balance"]


def test_two_confirmations_at_once_give_one_credit(server, login, person):
	name = with_evidence(login("admin"), person)
	users = [User(server, email(key), PASSWORD) for key in ("coordinator", "manager") * 3]
	ways = (
		lambda user: user.call("service.act", service_record=name, action="Confirm"),
		lambda user: user.update("Service Record", name, workflow_state="Confirmed"),
	)
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda pair: ways[pair[0] % 2](pair[1]), enumerate(users)))
	# A plain update that finds the state already reached changes nothing and is answered as done.
	assert [answer.status for answer in answers[::2]].count(200) <= 1, answers
	assert all(answer.status in (200, 403, 409, 417, 422) for answer in answers), answers
	credits = login("admin").rows("Point Entry", [["volunteer", "=", person]]).data
	assert (len(credits), balance(login, person)) == (1, 1.0)


def test_a_revocation_and_redemptions_at_once_keep_the_books(server, login, person):
	"""Whoever comes first, the whole credit is taken back: what was redeemed is owed."""
	name = with_evidence(login("admin"), person)
	ok(login("manager").call("service.act", service_record=name, action="Confirm"))
	granted = balance(login, person)
	goods = {"item_name": f"并发{uuid4().hex[:6]}", "points": granted, "stock": 9}
	prize = ok(login("coordinator").create("Reward Item", **goods))["name"]
	users = [User(server, email(key), PASSWORD) for key in ("coordinator", "manager") * 3]

	def act(pair):
		number, user = pair
		if number % 2:
			return user.call("service.act", service_record=name, action="Revoke", note="弄错了人")
		return user.call("redemption.redeem", volunteer=person, reward_item=prize)

	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(act, enumerate(users)))
	assert all(answer.status in (200, 403, 409, 417, 422) for answer in answers), answers
	assert [answer.status for answer in answers[1::2]].count(200) == 1, answers
	held = login("admin").read("Volunteer", person).data["held_points"]
	assert (balance(login, person), held) in ((-granted, granted), (0, 0)), answers
	told = ok(login("coordinator").query("points.balance", volunteer=person))
	assert (told["debt"], told["lots"]) == (held, [])


def test_a_service_revoked_after_its_points_are_gone_is_a_debt_and_certifies_nothing(login, person):
	coordinator, manager = login("coordinator"), login("manager")
	name = with_evidence(login("admin"), person)
	ok(manager.call("service.act", service_record=name, action="Confirm"))
	period = {"from_date": "2020-12-01", "to_date": "2025-12-31"}
	code = ok(coordinator.call("certificate.issue", volunteer=person, **period))["verification_code"]
	assert ok(login(None).query("certificate.verify", code=code))["status"] == "Valid"
	goods = {"item_name": f"欠分{uuid4().hex[:6]}", "points": balance(login, person), "stock": 1}
	prize = ok(coordinator.create("Reward Item", **goods))["name"]
	ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=prize))
	ok(manager.call("service.act", service_record=name, action="Revoke", note="弄错了人"))
	owed = ok(coordinator.query("points.balance", volunteer=person))["debt"]
	assert owed == goods["points"]
	assert ok(login(None).query("certificate.verify", code=code))["status"] == "Revoked"
	grant_points(login, person, owed + 2)
	settled = ok(coordinator.query("points.balance", volunteer=person))
	assert (settled["debt"], sum(lot["remaining"] for lot in settled["lots"])) == (0, 2)


def test_the_same_key_enters_one_service(login, person):
	body = {"volunteer": person, **free_hour(), "idempotency_key": uuid4().hex}
	names = {ok(login("coordinator").call("service.record", **body))["service_record"] for _try in range(2)}
	assert len(names) == 1


def test_parallel_entries_of_one_hour_leave_one(server, login, person):
	users, body = [User(server, email("coordinator"), PASSWORD) for _n in range(6)], free_hour()
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda user: user.call("service.record", volunteer=person, **body), users))
	assert sorted(answer.status for answer in answers) == [200] + [409] * 5, answers


def test_a_volunteer_enters_disputes_and_never_confirms_the_own_service(login, own):
	user, coordinator = login("volunteer"), login("coordinator")
	name = with_evidence(user, own)
	answer = user.call("service.act", service_record=name, action="Confirm")
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	ok(coordinator.call("service.act", service_record=name, action="Reject", note="没有来"))
	assert user.call("service.act", service_record=name, action="Dispute").status == 422
	ok(user.call("service.act", service_record=name, action="Dispute", note="我在场"))
	answer = coordinator.call("service.act", service_record=name, action="Confirm")
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert (
		ok(login("manager").call("service.act", service_record=name, action="Confirm"))["stage"]
		== "Confirmed"
	)


def test_a_volunteer_enters_nothing_for_others(login, person):
	answer = login("volunteer").call("service.record", volunteer=person, **free_hour())
	assert answer.status == 403, answer


def test_the_leader_of_the_team_confirms_the_project_s_services_and_rewrites_none(login, own, person):
	coordinator, leader, mark = login("coordinator"), login("volunteer"), uuid4().hex[:6]
	team = ok(coordinator.create("Volunteer Team", team_name=f"队{mark}", grid=CHIBI_GRID, leader=own))[
		"name"
	]
	values = {"project_name": f"项目{mark}", "project_kind": "Environment", "grid": CHIBI_GRID, "team": team}
	project = ok(coordinator.create("Service Project", **values))["name"]
	name, other = with_evidence(coordinator, person, project=project), with_evidence(coordinator, person)
	assert leader.read("Service Record", other).status == 403
	ok(leader.update("Service Record", name, break_minutes=30, content="改写"))
	stored = ok(leader.read("Service Record", name))
	assert (stored["break_minutes"], stored.get("content")) == (0, None)
	assert ok(leader.call("service.act", service_record=name, action="Confirm"))["points"] == 1


def test_a_stale_confirmation_is_refused(login, person):
	name = with_evidence(login("admin"), person)
	seen = ok(login("manager").read("Service Record", name))["modified"]
	ok(login("admin").update("Service Record", name, content="改过"))
	answer = login("manager").call("service.act", service_record=name, action="Confirm", modified=seen)
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer


@pytest.mark.parametrize("field", ["hours", "points", "stage", "workflow_state", "decided_by", "point_rule"])
def test_nothing_is_forged_through_rest(field, login, own):
	user = login("volunteer")
	name = enter(user, own)["service_record"]
	before = ok(login("admin").read("Service Record", name))
	user.update("Service Record", name, **{field: "Confirmed" if "sta" in field else 99})
	assert ok(login("admin").read("Service Record", name)).get(field) == before.get(field)
