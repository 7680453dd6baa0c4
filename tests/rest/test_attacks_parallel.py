"""Many hands at one case at once: one of them wins, the rest are told, and nothing is half-written."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from community_gov.demo.people import CITY_BUREAU, PASSWORD, email
from tests.rest.conftest import ok
from tests.support.http import User
from tests.support.site_clock import in_days


@pytest.fixture(scope="module")
def clients(server):
	"""clients(key) -> a new session of that account: one session is one connection."""
	return lambda key: User(server, email(key), PASSWORD)


def at_once(*calls):
	with ThreadPoolExecutor(len(calls)) as pool:
		return list(pool.map(lambda call: call(), calls))


def check_whole(login, case: str) -> dict:
	"""The case agrees with its dispatches and its trace."""
	admin = login("admin")
	doc = ok(admin.read("Case", case))
	rows = ok(admin.rows("Case Dispatch", [["case_file", "=", case]], fields='["stage_category"]'))
	assert doc["open_dispatches"] == sum(row["stage_category"] == "Open" for row in rows), doc
	events = ok(
		admin.rows(
			"Case Event",
			[["case_file", "=", case], ["reference_doctype", "is", "not set"]],
			fields='["from_stage", "to_stage"]',
			order_by="happened_at asc, sequence asc",
		)
	)
	stages = [row["to_stage"] for row in events if row["to_stage"]]
	assert stages[-1] == doc["stage"], (stages, doc["stage"])
	starts = [row["from_stage"] for row in events if row["to_stage"]]
	assert starts[1:] == stages[:-1], "each step starts where the one before ended"
	return doc


def told(answers) -> None:
	"""Whoever lost hears a reason, also where the database ended a deadlock."""
	assert [answer for answer in answers if answer.status >= 500] == []
	assert all(answer.exc_type for answer in answers if answer.status in (409, 422)), answers


@pytest.mark.parametrize("attempt", range(3))
def test_dispatch_answered_and_withdrawn_at_once(attempt, login, clients, dispatched):
	case, dispatch = dispatched()
	handler, chief, other = clients("handler"), clients("chief"), clients("handler")
	answers = at_once(
		lambda: handler.call("dispatch.answer", dispatch=dispatch, answer="Done."),
		lambda: chief.call("dispatch.act", dispatch=dispatch, action="Withdraw", note="wrong unit"),
		lambda: other.call("dispatch.answer", dispatch=dispatch, answer="Done again."),
	)
	told(answers)
	assert [answer.status for answer in answers].count(200) == 1
	check_whole(login, case)


@pytest.mark.parametrize("attempt", range(3))
def test_two_units_answer_at_once(attempt, login, clients, dispatched):
	case, dispatch = dispatched()
	helping = ok(login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Helping"))[
		"name"
	]
	handler, handler2, chief = clients("handler"), clients("handler2"), clients("chief")
	wanted = {"case": case, "kind": "Suspension", "reason": "weather", "resume_on": in_days(9)}
	asked = ok(login("operator").call("clock.ask", **wanted))["adjustment"]
	answers = at_once(
		lambda: handler.call("dispatch.answer", dispatch=dispatch, answer="Done."),
		lambda: handler2.call("dispatch.answer", dispatch=helping, answer="Done too."),
		lambda: chief.call("clock.rule", adjustment=asked, action="Grant"),
	)
	told(answers)
	check_whole(login, case)


@pytest.mark.parametrize("attempt", range(3))
def test_two_results_and_a_closing_at_once(attempt, login, clients, checking):
	case, _dispatch, check = checking()
	one, two, chief = clients("supervisor"), clients("supervisor"), clients("chief")
	answers = at_once(
		lambda: one.call("check.answer", check=check, result="Passed"),
		lambda: two.call("check.answer", check=check, result="Failed", note="still there"),
		lambda: chief.call("case.act", case=case, action="Close"),
	)
	told(answers)
	assert [answer.status for answer in answers[:2]].count(200) == 1
	check_whole(login, case)


@pytest.mark.parametrize("attempt", range(3))
def test_one_step_by_many(attempt, login, clients, report):
	case = report()
	users = [clients("operator") for _number in range(5)]
	calls = [lambda user=user: user.call("case.act", case=case, action="Accept") for user in users[:3]]
	calls += [lambda: users[3].update("Case", case, workflow_state="Accepted")]
	calls += [lambda: users[4].call("case.act", case=case, action="Reject", note="no")]
	answers = at_once(*calls)
	told(answers)
	check_whole(login, case)


def test_second_dispatch_for_a_unit_at_once(login, clients, dispatched):
	case, _dispatch = dispatched()
	users = [clients("chief") for _number in range(4)]
	body = {"case_file": case, "unit": CITY_BUREAU, "duty": "Helping"}
	answers = at_once(*[lambda user=user: user.create("Case Dispatch", **body) for user in users])
	assert [answer.status for answer in answers].count(200) == 1
	assert {a.status for a in answers} <= {200, 409, 417}, answers
	check_whole(login, case)
