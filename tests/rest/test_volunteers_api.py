"""Volunteers over REST: registered at the counter or on the public page, decided on by somebody else, once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.core import codes
from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, ok, publish_over_rest
from tests.support.http import User
from tests.support.volunteers import random_person, registration_values


@pytest.fixture(scope="module", autouse=True)
def text(login) -> str:
	return publish_over_rest(login)


def of_code(code: str) -> dict:
	return {"tracking_code_fingerprint": codes.fingerprint(code)}


def apply(user, **values) -> dict:
	return ok(user.call("public_volunteer.register", **registration_values(**values)))


def test_from_the_page_to_the_own_number(login, fresh):
	guest, person = login(None), random_person()
	offered = ok(guest.query("public_volunteer.form", place=CHIBI_GRID))
	assert [place["code"] for place in offered["places"]] == [CHIBI_GRID] and offered["consent"]["text"]
	assert "英语" in [row["name"] for row in offered["languages"]]
	body = registration_values(mobile=person["mobile"], skills=["理发"], languages=["英语"])
	body |= {"availability": [{"weekday": "Monday", "from_time": "09:00", "until_time": "11:00"}]}
	key = uuid4().hex
	answer = ok(guest.call("public_volunteer.register", **body, idempotency_key=key))
	assert ok(guest.call("public_volunteer.register", **body, idempotency_key=key)) == answer
	assert set(answer) == {"tracking_code", "stage"}
	name = fresh().db.get_value("Volunteer Registration", of_code(answer["tracking_code"]))
	stored = ok(login("coordinator").read("Volunteer Registration", name))
	assert stored["source"] == "Public Form" and person["mobile"] not in str(stored)
	assert answer["tracking_code"] not in str(stored)
	steps = ok(login("coordinator").query("volunteer.next_steps", registration=name))
	assert {step["stage"]: step["needs_reason"] for step in steps} == {
		"Approved": False,
		"Declined": True,
		"Withdrawn": True,
	}
	made = ok(login("coordinator").call("volunteer.act", registration=name, action="Approve"))
	status = ok(guest.query("public_volunteer.track", code=answer["tracking_code"].lower()))
	assert (status["stage"], status["volunteer"], status["may_withdraw"]) == (
		"Approved",
		made["volunteer"],
		False,
	)
	late = guest.call("public_volunteer.withdraw", code=answer["tracking_code"])
	assert late.status == 409 and "decided already" in late.messages
	volunteer = ok(login("coordinator").read("Volunteer", made["volunteer"]))
	assert [row["language"] for row in volunteer["languages"]] == ["英语"]
	assert volunteer["mobile"] == stored["mobile"] and person["mobile"] not in str(volunteer)


def test_the_page_does_not_tell_whose_number_is_known(login):
	mobile = random_person()["mobile"]
	first, second = (apply(login(None), mobile=mobile) for _number in range(2))
	assert first["stage"] == second["stage"] == "Submitted"
	counter = login("manager").call("volunteer.register", **registration_values(mobile=mobile))
	assert counter.status == 409 and "已有待审核的注册单" in counter.messages


def test_two_registrations_of_one_number_make_one_volunteer(server, login, fresh):
	"""Both are approved in the same second by two people."""
	mobile = random_person()["mobile"]
	codes = [apply(login(None), mobile=mobile)["tracking_code"] for _number in range(2)]
	site = fresh()
	names = [site.db.get_value("Volunteer Registration", of_code(code)) for code in codes]
	users = [User(server, email(key), PASSWORD) for key in ("coordinator", "manager")]
	with ThreadPoolExecutor(2) as pool:
		calls = [
			pool.submit(user.call, "volunteer.act", registration=name, action="Approve")
			for user, name in zip(users, names, strict=True)
		]
		answers = [call.result(60) for call in calls]
	assert sorted(answer.status for answer in answers) == [200, 409], answers
	made = next(answer.data["volunteer"] for answer in answers if answer.status == 200)
	of_number = fresh().get_all("Volunteer", {"registration": ["in", names]}, pluck="name", order_by="name")
	assert of_number == [made]


def test_an_account_applies_for_itself_and_does_not_decide(login, fresh):
	code = apply(login("coordinator"))["tracking_code"]
	row = fresh().db.get_value("Volunteer Registration", of_code(code), ["name", "user", "source"])
	assert row[1:] == (email("coordinator"), "Own Account")
	refused = login("coordinator").call("volunteer.act", registration=row[0], action="Approve")
	assert refused.status == 403 and "不能由您审核" in refused.messages
	ok(login("manager").call("volunteer.act", registration=row[0], action="Decline", note="演示"))


def test_the_applicant_takes_it_back(login):
	code = apply(login(None))["tracking_code"]
	assert ok(login(None).query("public_volunteer.track", code=code))["may_withdraw"] is True
	assert ok(login(None).call("public_volunteer.withdraw", code=code)) == {"stage": "Withdrawn"}
	unknown = login(None).query("public_volunteer.track", code="AAAA-BBBB-CCCC")
	assert unknown.status == 404 and "No registration has this code." in unknown.messages


def test_nothing_else_is_written_by_the_page(login, fresh):
	forged = {
		"stage": "Approved",
		"volunteer": "x",
		"source": "Counter",
		"user": email("admin"),
		"tracking_code_fingerprint": "A",
	}
	answer = login(None).call("public_volunteer.register", **registration_values(**forged))
	assert answer.status >= 400 or fresh().db.get_value(
		"Volunteer Registration", of_code(answer.data["tracking_code"]), ["stage", "source", "user"]
	) == ("Submitted", "Public Form", None)


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"grid": "999"}, "is unknown"),
		({"skills": ["飞行"]}, "is called exactly so"),
		({"consents": 0}, "Nobody has agreed"),
		({"age_group": "Under 14"}, "need a guardian"),
		(
			{"availability": [{"weekday": "Monday", "from_time": "25:99", "until_time": "x"}]},
			"no time of the day",
		),
		({"availability": ["x"]}, "has no day"),
		({"age_group": "Old"}, ""),
	],
)
def test_bad_values_are_refused(values, words, login):
	answer = login(None).call("public_volunteer.register", **registration_values(**values))
	assert 400 <= answer.status < 500 and words in answer.messages, answer


def test_steps_and_stamps_are_not_forged(login):
	doc = ok(login("manager").create("Volunteer Registration", **registration_values()))
	forged = {
		"stage": "Approved",
		"volunteer": "V2026000001",
		"consented_at": "2020-01-01",
		"source": "Public Form",
	}
	stored = ok(login("coordinator").update("Volunteer Registration", doc["name"], **forged))
	assert (stored["stage"], stored.get("volunteer"), stored["source"]) == ("Submitted", None, "Counter")
	skipped = login("manager").update("Volunteer Registration", doc["name"], workflow_state="Approved")
	assert (
		skipped.status == 403 and login("manager").delete("Volunteer Registration", doc["name"]).status >= 400
	)


def test_the_form_can_be_switched_off(login):
	admin = login("admin")
	ok(admin.update("Community Gov Settings", "Community Gov Settings", allow_volunteer_registration=0))
	try:
		for answer in (
			login(None).query("public_volunteer.form"),
			login(None).call("public_volunteer.register", **registration_values()),
		):
			assert answer.status == 403 and "switched off" in answer.messages
	finally:
		ok(admin.update("Community Gov Settings", "Community Gov Settings", allow_volunteer_registration=1))


def test_the_own_record(login):
	own = ok(login("volunteer").query("volunteer.mine"))
	assert own["volunteer"].startswith("V") and own["hours"] >= 0 and "mobile" not in own
	assert login("gridworker").query("volunteer.mine").status == 403


def test_anybody_verifies_a_certificate_and_staff_revoke_it(login, records):
	"""The one of the matrix stays; a second of the same hours is issued and revoked."""
	volunteer = records[("Volunteer", "near")]
	period = {"volunteer": volunteer, "from_date": "2020-12-01", "to_date": "2025-12-31"}
	key = uuid4().hex
	made = ok(login("coordinator").call("certificate.issue", **period, idempotency_key=key))
	assert ok(login("coordinator").call("certificate.issue", **period, idempotency_key=key)) == made
	told = ok(login(None).query("certificate.verify", code=made["verification_code"].lower()))
	assert (told["certificate"], told["status"], told["hours"]) == (
		made["certificate"],
		"Valid",
		made["hours"],
	)
	full = ok(login("admin").read("Volunteer", volunteer))["full_name"]
	assert full not in str(told) and told["volunteer_name"][0] == full[0] and volunteer not in str(told)
	for stranger in ("volunteer", "gridworker", "manager"):
		refused = login(stranger).call("certificate.revoke", certificate=made["certificate"], reason="x")
		assert refused.status == 403, stranger
	assert login("coordinator").update("Service Certificate", made["certificate"], hours=900).status == 403
	ended = {"certificate": made["certificate"], "reason": "时长有误"}
	assert ok(login("coordinator").call("certificate.revoke", **ended))["status"] == "Revoked"
	assert ok(login(None).query("certificate.verify", code=made["verification_code"]))["status"] == "Revoked"
	unknown = login(None).query("certificate.verify", code="AAAABBBBCCCC")
	assert unknown.status == 404 and "No certificate has this code." in unknown.messages
