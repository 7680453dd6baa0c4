"""Requests, rulings, supervision orders and climbing over REST, by the people whose part it is."""

from uuid import uuid4

from tests.rest.conftest import ok
from tests.support.site_clock import in_days


def test_a_return_is_asked_for_and_ruled_on(login, dispatched, report):
	case, dispatch = dispatched()
	assert login("handler").call("dispatch.act", dispatch=dispatch, action="Return", note="x").status == 422
	asked = ok(
		login("handler").call(
			"clock.ask", case=case, kind="Return", reason="Not our canal.", dispatch=dispatch
		)
	)
	assert ok(login("admin").read("Case", case))["stage"] == "Dispatched", "asking ends nothing"
	steps = ok(login("chief").query("clock.next_steps", doctype="Case Adjustment", name=asked["adjustment"]))
	assert {step["action"]: step["needs_reason"] for step in steps} == {
		"Grant": False,
		"Refuse": True,
		"Withdraw": False,
	}
	ok(login("chief").call("clock.rule", adjustment=asked["adjustment"], action="Grant"))
	assert ok(login("admin").read("Case", case))["stage"] == "Filed"
	events = [event["event"] for event in ok(login("chief").query("case.timeline", case=case))]
	assert events[-4:] == ["Return Requested", "Return Granted", "Return", "All Dispatches Returned"]


def test_an_extension_is_sent_once(login, dispatched):
	case, dispatch = dispatched()
	body = {"case": case, "kind": "Extension", "reason": "Rain", "dispatch": dispatch}
	key = uuid4().hex
	first = ok(login("handler").call("clock.ask", **body, idempotency_key=key))
	assert ok(login("handler").call("clock.ask", **body, idempotency_key=key)) == first
	before = first["due_at"]
	ruled = ok(login("chief").call("clock.rule", adjustment=first["adjustment"], action="Grant", amount=2))
	assert ruled["due_at"] > before
	limit = ok(login("admin").read("Case", case))["limit_value"]
	assert ok(login("chief").query("case.clock", case=case))["limit_hours"] == limit + 2


def test_only_the_unit_of_the_dispatch_asks(login, dispatched):
	case, dispatch = dispatched()
	body = {"case": case, "kind": "Extension", "reason": "Rain", "dispatch": dispatch}
	assert login("handler2").call("clock.ask", **body).status == 403
	assert login("gridworker").call("clock.ask", **body).status == 403
	assert login(None).call("clock.ask", **body).status == 403
	assert (
		login("handler").create("Case Adjustment", case_file=case, kind="Extension", reason="x").status == 403
	)


def test_a_unit_does_not_rule(login, dispatched):
	case, dispatch = dispatched()
	body = {"case": case, "kind": "Extension", "reason": "Rain", "dispatch": dispatch}
	asked = ok(login("handler").call("clock.ask", **body))["adjustment"]
	assert login("handler").call("clock.rule", adjustment=asked, action="Grant").status == 422
	answer = login("handler").update("Case Adjustment", asked, stage="Granted", decided_by="Administrator")
	stored = ok(login("admin").read("Case Adjustment", asked))
	assert (stored["stage"], stored.get("decided_by")) == ("Requested", None), answer
	assert login("handler").update("Case Adjustment", asked, workflow_state="Granted").status >= 400


def test_bad_requests_change_nothing(login, dispatched):
	case, dispatch = dispatched()
	body = {"case": case, "dispatch": dispatch, "reason": "Rain"}
	handler = login("handler")
	assert handler.call("clock.ask", **body, kind="Holiday").status >= 400
	assert handler.call("clock.ask", **body, kind="Extension", amount=10_000).status == 422
	assert handler.call("clock.ask", **body, kind="Suspension", resume_on="2020-01-01").status == 422
	assert handler.call("clock.ask", **{**body, "reason": " "}, kind="Extension").status >= 400
	assert login("admin").names("Case Adjustment", [["case_file", "=", case]]) == []


def test_a_supervision_order_from_issue_to_settlement(login, dispatched):
	case, _dispatch = dispatched()
	unit = ok(login("chief").rows("Case Dispatch", [["case_file", "=", case]], fields='["unit"]'))[0]["unit"]
	demand = {"case": case, "unit": unit, "ground": "Unsolved", "demand": "Clear it."}
	assert login("handler").call("clock.supervise", **demand).status == 403
	assert login("operator").call("clock.supervise", **demand).status == 403
	issued = ok(login("chief").call("clock.supervise", **demand))
	order = issued["order"]
	assert issued["answer_due_at"]
	assert login("handler2").read("Supervision Order", order).status == 403
	ok(login("handler").call("clock.answer_order", order=order, action="Answer", answer="Cleared."))
	assert login("handler").call("clock.answer_order", order=order, action="Settle").status == 422
	settled = ok(login("chief").call("clock.answer_order", order=order, action="Settle"))
	assert settled["stage"] == "Settled"
	assert login("chief").update("Supervision Order", order, answer="Other").status == 409


def test_the_holder_sends_a_case_up(login, dispatched, administrator):
	case, _dispatch = dispatched()
	administrator.call("clock.climb", case=case, reason="x")
	answer = login("handler").call("clock.climb", case=case, reason="Beyond us.")
	assert answer.status == 422, "the demo's cases start at the highest level"
	assert "最高层级" in answer.messages
	assert login("handler2").call("clock.climb", case=case, reason="x").status == 403


def test_suspended_cases_come_back_by_a_step_too(login, dispatched):
	case, dispatch = dispatched()
	body = {"case": case, "dispatch": dispatch, "reason": "Flood", "resume_on": in_days(20)}
	asked = ok(login("handler").call("clock.ask", **body, kind="Suspension"))["adjustment"]
	ok(login("chief").call("clock.rule", adjustment=asked, action="Grant"))
	stored = ok(login("admin").read("Case", case))
	assert (stored["stage"], stored["resume_on"]) == ("Suspended", in_days(20))
	ok(login("chief").call("case.act", case=case, action="Resume"))
	stored = ok(login("admin").read("Case", case))
	assert (stored["stage"], stored.get("resume_on")) == ("Dispatched", None)
