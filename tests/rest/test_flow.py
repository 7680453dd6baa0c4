"""The branches of a case: rework, return, withdrawal, suspension, reopening, and who may not do both."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import CITY_BUREAU, PASSWORD, WATER_BUREAU, email
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.http import User
from tests.support.requests_of_units import suspend


@pytest.fixture
def act(login):
	def run(key: str, case: str, action: str, **body):
		return login(key).call("case.act", case=case, action=action, **body)

	return run


@pytest.fixture
def stage(login):
	return lambda case: ok(login("admin").read("Case", case))["stage"]


def test_failed_inspection_opens_a_new_round(login, checking, stage, act):
	case, dispatch, check = checking()
	answer = ok(login("supervisor").call("check.answer", check=check, result="Failed", note="Half is left."))
	assert (answer["case_stage"], answer["round"]) == ("Dispatched", 2)
	rows = ok(login("chief").rows("Case Dispatch", [["case_file", "=", case], ["round", "=", 2]]))
	assert len(rows) == 1 and rows[0]["name"] != dispatch
	ok(login("handler").call("dispatch.answer", dispatch=rows[0]["name"], answer="All gone."))
	refused = act("chief", case, "Close")
	assert (refused.status, refused.exc_type) == (422, "StageGuardError"), "round 2 needs its own check"
	second = login("operator").names("Case Check", [["case_file", "=", case], ["round", "=", 2]])[0]
	ok(login("supervisor").call("check.answer", check=second, result="Passed"))
	ok(act("chief", case, "Close"))
	assert stage(case) == "Closed"


def test_withdrawn_dispatch_is_not_the_units_any_more(login, dispatched, stage):
	case, dispatch = dispatched()
	ok(login("chief").call("dispatch.act", dispatch=dispatch, action="Withdraw", note="Wrong unit."))
	assert stage(case) == "Filed"
	answer = login("handler").call("dispatch.answer", dispatch=dispatch, answer="Too late.")
	assert answer.status == 422, answer


def test_suspension_and_resumption(login, dispatched, stage, act):
	case, _dispatch = dispatched()
	assert act("chief", case, "Suspend").status == 422, "a suspension is asked for and granted"
	suspend(login, case, "Waiting for the flood to fall.")
	doc = ok(login("admin").read("Case", case))
	assert (doc["stage"], doc["stage_category"]) == ("Suspended", "Paused")
	ok(act("chief", case, "Resume"))
	assert stage(case) == "Dispatched"
	assert ok(login("admin").read("Case", case))["open_dispatches"] == 1, "no second dispatch"


def test_verification_must_confirm_before_acceptance(login, report, stage, act):
	case = report("manager")
	ok(act("operator", case, "Verify"))
	assert act("operator", case, "Accept").status == 422
	check = login("operator").names("Case Check", [["case_file", "=", case]])[0]
	ok(login("supervisor").call("check.answer", check=check, result="Failed", note="Nothing there."))
	assert act("operator", case, "Accept").status == 422
	assert act("operator", case, "Reject").status == 422, "a rejection needs its reason"
	ok(act("operator", case, "Reject", note="Nothing found on site."))
	assert stage(case) == "Rejected"


def test_done_case_is_read_only_until_reopened_with_a_reason(login, report, stage, act):
	case = report()
	ok(act("operator", case, "Reject", note="Private ground."))
	answer = login("operator").update("Case", case, title="changed")
	assert (answer.status, answer.exc_type) == (409, "DoneDocumentError"), answer
	assert act("chief", case, "Reopen").status == 422
	ok(act("chief", case, "Reopen", note="It is public after all."))
	doc = ok(login("admin").read("Case", case))
	assert (doc["stage"], doc["round"]) == ("Accepted", 2), "an old inspection cannot close it again"


def test_who_handled_cannot_check_or_close(login, checking, administrator):
	"""handler gets the supervisor's role and area for a moment: the person is refused, not the role."""
	_case, _dispatch, check = checking()
	give_role(administrator, "handler", "Grid Supervisor", True)
	try:
		ok(administrator.update("Case Check", check, assignee=email("handler")))
		user = User(administrator.url, email("handler"), PASSWORD)
		answer = user.call("check.answer", check=check, result="Passed")
		assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	finally:
		give_role(administrator, "handler", "Grid Supervisor", False)


def give_role(administrator, key: str, role: str, add: bool) -> None:
	user = ok(administrator.read("User", email(key)))
	roles = [{"role": row["role"]} for row in user["roles"] if row["role"] != role]
	ok(administrator.update("User", email(key), roles=roles + ([{"role": role}] if add else [])))


def test_who_dispatched_cannot_check(login, checking):
	_case, _dispatch, check = checking()
	answer = login("chief").call("check.answer", check=check, result="Passed")
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer


def test_two_people_acting_at_once(server, report):
	"""One wins, one gets a clear refusal, no event is lost or doubled."""
	users = [User(server, email("operator"), PASSWORD) for _number in range(2)]
	for _number in range(3):
		case = report()
		with ThreadPoolExecutor(2) as pool:
			answers = list(pool.map(lambda user: user.call("case.act", case=case, action="Accept"), users))  # noqa: B023
		assert sorted(answer.status for answer in answers) == [200, 422], answers
		events = ok(users[0].query("case.timeline", case=case))
		assert [event["event"] for event in events] == ["Reported", "Accept"]


def test_two_units_answering_at_once(server, login, dispatched):
	"""Whoever is last moves the case; it is never left behind by two answers that overlap."""
	handlers = [User(server, email(key), PASSWORD) for key in ("handler", "handler2")]
	for _number in range(3):
		case, first = dispatched()
		second = ok(login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Helping"))[
			"name"
		]
		jobs = list(zip(handlers, (first, second), strict=True))
		with ThreadPoolExecutor(2) as pool:
			answers = list(
				pool.map(lambda job: job[0].call("dispatch.answer", dispatch=job[1], answer="Done."), jobs)
			)
		assert [answer.status for answer in answers] == [200, 200], answers
		doc = ok(login("admin").read("Case", case))
		assert (doc["stage"], doc["open_dispatches"]) == ("Checking", 0)


def test_parallel_reports_with_one_key_make_one_case(server, login):
	body = {"description": f"Parallel {uuid4().hex}", "grid": CHIBI_GRID, "idempotency_key": uuid4().hex}
	users = [User(server, email("gridworker"), PASSWORD) for _number in range(6)]
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda user: user.call("case.report", **body), users))
	assert {answer.status for answer in answers} == {200}, answers
	assert len({answer.data["case"] for answer in answers}) == 1
	assert len(login("admin").names("Case", [["description", "=", body["description"]]])) == 1


def test_bulk_action_reports_what_failed(login, report):
	good, bad = report(), report()
	ok(login("operator").call("case.act", case=bad, action="Verify"))
	result = ok(login("operator").call("case.bulk_act", cases=[good, bad, "CASE-0"], action="Accept"))
	assert result["done"] == [good]
	assert [row["case"] for row in result["failed"]] == [bad, "CASE-0"]


def test_water_bureau_sees_only_what_it_needs(login, dispatched):
	case, _dispatch = dispatched()
	user = login("handler")
	doc = ok(user.read("Case", case))
	assert "reporter" not in doc and "tracking_code_fingerprint" not in doc
	assert WATER_BUREAU in [row["unit"] for row in doc["units"]]
	assert login("handler2").read("Case", case).status == 403
