"""The generated REST of Frappe: no guard skipped, no stage, event, reporter or timestamp forged."""

import json

import pytest

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU
from tests.rest.conftest import CHIBI_GRID, ok

FORGED = {
	"stage": "Closed",
	"stage_category": "Done",
	"workflow_state": "Closed",
	"reporter": "chief@demo.example",
	"owner": "chief@demo.example",
	"creation": "2020-01-01 00:00:00",
	"reported_at": "2020-01-01 00:00:00",
	"closed_at": "2020-01-02 00:00:00",
	"stage_since": "2020-01-01 00:00:00",
	"tracking_code_fingerprint": "A" * 64,
	"tracking_code_shown_to": "chief@demo.example",
	"round": 7,
	"open_dispatches": 9,
	"docstatus": 0,
}


def stored(login, case: str) -> dict:
	return ok(login("admin").read("Case", case))


def assert_not_forged(doc: dict, stage: str, reporter: str):
	assert (doc["stage"], doc["stage_category"]) == (stage, "Open")
	assert (doc["reporter"], doc["owner"]) == (reporter, reporter)
	assert not doc.get("closed_at") and not doc["reported_at"].startswith("2020")
	assert not doc["creation"].startswith("2020")
	assert not {"tracking_code_fingerprint", "tracking_code_shown_to"} & set(doc)
	assert (doc["round"], doc["open_dispatches"]) == (1, 0)


def test_insert_with_forged_fields(login):
	values = {"title": "x", "description": "x", "grid": CHIBI_GRID, "source": "Patrol", **FORGED}
	case = ok(login("gridworker").create("Case", **values))["name"]
	assert_not_forged(stored(login, case), "Reported", "gridworker@demo.example")


@pytest.mark.parametrize("way", ["put", "client.save", "client.set_value"])
def test_update_with_forged_fields(way, login, report):
	case, user = report(), login("operator")
	forged = {key: value for key, value in FORGED.items() if key != "workflow_state"}
	if way == "put":
		ok(user.update("Case", case, **forged))
	elif way == "client.save":
		doc = {**ok(user.read("Case", case)), **forged}
		answer = user.request("POST", "/api/method/frappe.client.save", json={"doc": json.dumps(doc)})
		assert answer.status in (200, 417), answer
	else:
		for field in ("stage", "closed_at", "reporter", "round"):
			body = {"doctype": "Case", "name": case, "fieldname": field, "value": forged[field]}
			ok(user.request("POST", "/api/method/frappe.client.set_value", json=body))
	assert_not_forged(stored(login, case), "Reported", "gridworker@demo.example")


@pytest.mark.parametrize("key", ["operator", "chief", "admin"])
@pytest.mark.parametrize("state", ["Filed", "Dispatched", "Checking", "Closed", "Not Filed"])
def test_state_cannot_jump(key, state, login, report):
	"""Nobody reaches a state without its transition, role and guard, whatever endpoint is used."""
	case = report()
	answers = [
		login(key).update("Case", case, workflow_state=state),
		login(key).request(
			"POST",
			"/api/method/frappe.client.set_value",
			json={"doctype": "Case", "name": case, "fieldname": "workflow_state", "value": state},
		),
	]
	assert all(answer.status >= 400 for answer in answers), answers
	assert stored(login, case)["stage"] == "Reported"


def test_frappes_own_workflow_call_keeps_the_guards(login, report):
	case = report()
	path = "/api/method/frappe.model.workflow.apply_workflow"

	def apply(key: str, action: str):
		doc = json.dumps({"doctype": "Case", "name": case})
		return login(key).request("POST", path, json={"doc": doc, "action": action})

	ok(apply("operator", "Accept"))
	ok(apply("chief", "File"))
	answer = apply("chief", "Dispatch")
	assert (answer.status, answer.exc_type) == (422, "StageGuardError"), answer
	answer = apply("chief", "Void")
	assert answer.status == 422, "voiding needs its reason"
	assert stored(login, case)["stage"] == "Filed"


def test_bulk_workflow_keeps_the_guards(login, report):
	cases = [report(), report()]
	body = {"doctype": "Case", "docnames": json.dumps(cases), "action": "Reject"}
	path = "/api/method/frappe.model.workflow.bulk_workflow_approval"
	login("operator").request("POST", path, json=body)
	assert {stored(login, case)["stage"] for case in cases} == {"Reported"}


@pytest.mark.parametrize("key", ["chief", "admin", "Administrator"])
def test_events_can_be_neither_written_nor_changed_nor_deleted(key, login, report, administrator):
	case, user = report(), administrator if key == "Administrator" else login(key)
	event = ok(login("admin").rows("Case Event", [["case_file", "=", case]]))[0]["name"]
	assert user.create("Case Event", case_file=case, event="Close", happened_at="2020-01-01").status == 403
	assert user.update("Case Event", event, note="forged").status == 403
	assert user.delete("Case Event", event).status == 403
	body = {"doctype": "Case Event", "old_name": event, "new_name": "forged"}
	assert user.request("POST", "/api/method/frappe.client.rename_doc", json=body).status >= 400
	assert login("admin").read("Case Event", event).data.get("note") is None


@pytest.mark.parametrize("doctype", ["Case", "Case Dispatch", "Case Check"])
def test_files_of_a_case_are_not_deleted_even_by_the_administrator(doctype, records, administrator):
	answer = administrator.delete(doctype, records[(doctype, "near")])
	assert (answer.status, answer.exc_type) == (403, "ImmutableError"), answer


def test_dispatch_cannot_be_forged(login, dispatched):
	case, dispatch = dispatched()
	forged = {
		"answered_by": "chief@demo.example",
		"answered_at": "2020-01-01",
		"accepted_by": "chief@demo.example",
		"open_key": "free",
		"round": 5,
		"stage": "Closed",
	}
	ok(login("handler").update("Case Dispatch", dispatch, **forged))
	doc = ok(login("admin").read("Case Dispatch", dispatch))
	assert (doc["stage"], doc["round"], doc["open_key"]) == ("Dispatched", 1, f"{case}:{WATER_BUREAU}")
	assert not doc.get("answered_by") and not doc.get("accepted_by") and not doc.get("answered_at")
	answer = login("handler").update("Case Dispatch", dispatch, unit=CITY_BUREAU)
	assert answer.status >= 400, "the unit is set once"


def test_second_open_dispatch_for_a_unit_is_refused(login, dispatched):
	case, _dispatch = dispatched()
	answer = login("chief").create("Case Dispatch", case_file=case, unit=WATER_BUREAU, duty="Helping")
	assert (answer.status, answer.exc_type) == (409, "ConflictError"), answer


def test_helping_unit_joins_and_both_must_answer(login, dispatched):
	case, dispatch = dispatched()
	helping = ok(login("chief").create("Case Dispatch", case_file=case, unit=CITY_BUREAU, duty="Helping"))[
		"name"
	]
	assert stored(login, case)["open_dispatches"] == 2
	ok(login("handler").call("dispatch.answer", dispatch=dispatch, answer="Done."))
	assert stored(login, case)["stage"] == "Handling", "one answer is missing"
	ok(login("handler2").call("dispatch.answer", dispatch=helping, answer="Done too."))
	assert stored(login, case)["stage"] == "Checking"


def test_check_cannot_be_forged(login, checking):
	_case, _dispatch, check = checking()
	supervisor = login("supervisor")
	assert supervisor.update("Case Check", check, result="Withdrawn").status == 422
	forged = {
		"answered_by": "chief@demo.example",
		"answered_at": "2020-01-01",
		"requested_by": "chief@demo.example",
	}
	ok(supervisor.update("Case Check", check, **forged))
	doc = ok(login("admin").read("Case Check", check))
	assert doc["result"] == "Pending" and not doc.get("answered_by")
	ok(supervisor.update("Case Check", check, result="Passed"))
	doc = ok(login("admin").read("Case Check", check))
	assert (doc["result"], doc["answered_by"]) == ("Passed", "supervisor@demo.example")
	again = supervisor.call("check.answer", check=check, result="Failed")
	assert (again.status, again.exc_type) == (409, "ConflictError")


def test_reporter_is_hidden_from_those_who_do_not_need_it(login, dispatched):
	case, _dispatch = dispatched(reporter_name="王演示", reporter_phone="15400000001")
	assert stored(login, case)["reporter_phone"] == "15400000001"
	for key in ("handler", "gridworker", "supervisor"):
		user = login(key)
		assert "15400000001" not in user.read("Case", case).text
		rows = user.rows("Case", [["name", "=", case]], fields=json.dumps(["name", "reporter_phone"]))
		assert "15400000001" not in rows.text
		body = {"doctype": "Case", "fieldname": "reporter_phone", "filters": case}
		answer = user.request("GET", "/api/method/frappe.client.get_value", params=body)
		assert "15400000001" not in answer.text
