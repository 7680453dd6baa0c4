"""Routing, reassigning and transferring over REST."""

from uuid import uuid4

import pytest

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU, email
from tests.rest.conftest import ok


@pytest.fixture
def rule(login):
	"""A rule of its own category for one test; other tests do not meet it."""
	name = f"rule {uuid4().hex[:8]}"
	units = [{"unit": CITY_BUREAU, "duty": "Lead"}]
	ok(login("admin").create("Routing Rule", rule_name=name, category="C05", grid="421281", units=units))
	yield name
	assert login("admin").delete("Routing Rule", name).status == 202


@pytest.fixture
def below(login):
	"""A unit below the Water Bureau with the handler of the other bureau."""
	name = f"渠道所{uuid4().hex[:6]}"
	users = [{"user": email("handler2")}]
	ok(login("admin").create("Responsible Unit", unit_name=name, parent_unit=WATER_BUREAU, users=users))
	yield name
	ok(login("admin").update("Responsible Unit", name, users=[], enabled=0))


def filed(login, report, **values) -> str:
	case = report(**values)
	ok(login("operator").call("case.act", case=case, action="Accept"))
	ok(login("chief").call("case.act", case=case, action="File"))
	return case


def test_preview_and_route_again(login, report):
	category = ok(login("chief").rows("Case Category", [["parent_case_category", "=", "C05"]]))[0]["name"]
	case = filed(login, report, category=category)
	assert ok(login("chief").read("Case", case))["routing_status"] == "No Rule"
	name, units = f"rule {uuid4().hex[:8]}", [{"unit": CITY_BUREAU, "duty": "Lead"}]
	ok(login("admin").create("Routing Rule", rule_name=name, category="C05", grid="421281", units=units))
	try:
		found = ok(login("chief").query("case.route", case=case))
		assert (found["status"], found["rule"]) == ("Routed", name)
		assert ok(login("chief").read("Case", case))["routing_status"] == "No Rule"
		assert login("gridworker.zhelu").query("case.route", case=case).status == 403
		assert login("gridworker").call("case.reroute", case=case).status == 403
		answer = ok(login("chief").call("case.reroute", case=case))
		assert (answer["rule"], answer["units"][0]["unit"]) == (name, CITY_BUREAU)
		ok(login("chief").call("case.act", case=case, action="Dispatch"))
		refused = login("chief").call("case.reroute", case=case)
		assert (refused.status, refused.exc_type) == (422, "StageGuardError")
	finally:
		ok(login("admin").update("Routing Rule", name, enabled=0))


def test_reassign_moves_the_dispatch_in_one_step(login, dispatched):
	case, dispatch = dispatched()
	body = {
		"dispatch": dispatch,
		"unit": CITY_BUREAU,
		"reason": "The road is theirs.",
		"idempotency_key": uuid4().hex,
	}
	answer = ok(login("chief").call("dispatch.reassign", **body))
	assert (answer["replaced"], answer["case_stage"]) == (dispatch, "Dispatched")
	assert ok(login("chief").call("dispatch.reassign", **body)) == answer, "a retry does nothing more"
	doc = ok(login("chief").read("Case", case))
	assert (doc["open_dispatches"], doc["round"], doc["routing_status"]) == (1, 1, "By Hand")
	assert [(row["unit"], row["duty"]) for row in doc["units"]] == [(CITY_BUREAU, "Lead")]
	old = ok(login("chief").read("Case Dispatch", dispatch))
	assert (old["stage_category"], old["replaced_by"]) == ("Done", answer["dispatch"])
	event = [
		row for row in ok(login("chief").query("case.timeline", case=case)) if row["event"] == "Reassigned"
	]
	assert len(event) == 1
	assert all(word in event[0]["note"] for word in (WATER_BUREAU, CITY_BUREAU, "The road is theirs."))
	late = login("handler").call("dispatch.answer", dispatch=dispatch, answer="Too late.")
	assert late.status == 422
	ok(login("handler2").call("dispatch.answer", dispatch=answer["dispatch"], answer="Done."))
	assert ok(login("chief").read("Case", case))["stage"] == "Checking"


@pytest.mark.parametrize(
	("values", "status"),
	[({"reason": " "}, 422), ({"unit": WATER_BUREAU}, 422), ({"unit": "no such unit"}, 422)],
)
def test_senseless_reassignment_changes_nothing(login, dispatched, values, status):
	case, dispatch = dispatched()
	body = {"dispatch": dispatch, "unit": CITY_BUREAU, "reason": "why", **values}
	assert login("chief").call("dispatch.reassign", **body).status == status
	doc = ok(login("chief").read("Case", case))
	assert (doc["open_dispatches"], doc["stage"]) == (1, "Dispatched")
	assert len(login("chief").names("Case Dispatch", [["case_file", "=", case]])) == 1


@pytest.mark.parametrize("key", ["operator", "handler", "gridworker", "manager", None])
def test_only_the_chief_reassigns(login, dispatched, key):
	_case, dispatch = dispatched()
	answer = login(key).call("dispatch.reassign", dispatch=dispatch, unit=CITY_BUREAU, reason="mine")
	assert answer.status == 403, answer


def test_reassigned_to_a_unit_that_helps_already_is_refused(login, dispatched):
	case, dispatch = dispatched()
	ok(login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Helping"))
	answer = login("chief").call("dispatch.reassign", dispatch=dispatch, unit=CITY_BUREAU, reason="x")
	assert (answer.status, answer.exc_type) == (409, "ConflictError")
	assert ok(login("chief").read("Case", case))["open_dispatches"] == 2


def test_handler_transfers_to_a_unit_below(login, dispatched, below):
	case, dispatch = dispatched()
	ok(login("handler").call("dispatch.act", dispatch=dispatch, action="Accept"))
	answer = ok(
		login("handler").call("dispatch.transfer", dispatch=dispatch, unit=below, reason="Your canal.")
	)
	event = [
		row for row in ok(login("chief").query("case.timeline", case=case)) if row["event"] == "Transferred"
	]
	assert WATER_BUREAU in event[0]["note"] and below in event[0]["note"]
	assert login("handler").read("Case", case).status == 200, "who passed it on still sees the case"
	ok(login("handler2").call("dispatch.answer", dispatch=answer["dispatch"], answer="Done."))
	doc = ok(login("chief").read("Case", case))
	assert (doc["stage"], doc["units"][0]["unit"]) == ("Checking", WATER_BUREAU)


def test_transfer_leads_down_the_own_tree_only(login, dispatched, below):
	_case, dispatch = dispatched()
	across = login("handler").call("dispatch.transfer", dispatch=dispatch, unit=CITY_BUREAU, reason="x")
	assert (across.status, across.exc_type) == (403, "OutOfScopeError")
	chief = login("chief").call("dispatch.transfer", dispatch=dispatch, unit=below, reason="x")
	assert chief.status == 403, "the chief reassigns"
	assert (
		login("handler2").call("dispatch.transfer", dispatch=dispatch, unit=below, reason="x").status == 403
	)


def test_one_unit_leads(login, dispatched):
	case, _dispatch = dispatched()
	answer = login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Lead")
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer


def test_helpers_answer_alone_does_not_close(login, dispatched):
	"""The lead withdrawn, a helper's answer brings the case back to the chief, not to its check."""
	case, lead = dispatched()
	helper = ok(login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Helping"))[
		"name"
	]
	ok(login("chief").call("dispatch.act", dispatch=lead, action="Withdraw", note="Wrong unit."))
	ok(login("handler2").call("dispatch.answer", dispatch=helper, answer="My part is done."))
	assert ok(login("chief").read("Case", case))["stage"] == "Filed"


def test_rules_are_the_administrators(login, rule):
	assert login("chief").read("Routing Rule", rule).status == 200
	assert login("chief").update("Routing Rule", rule, note="x").status == 403
	assert login("gridworker").read("Routing Rule", rule).status == 403
