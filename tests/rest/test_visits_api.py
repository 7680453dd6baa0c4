"""Visits over REST: the list of the day, a result with findings that become cases, coverage, proposals."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.site_clock import in_days, today


@pytest.fixture
def person(login) -> str:
	return ok(login("gridworker").create("Resident", full_name="冯演示走访", grid=CHIBI_GRID))["name"]


@pytest.fixture
def planned(login, person) -> str:
	return ok(login("gridworker").create("Visit", resident=person, assignee="gridworker@demo.example"))[
		"name"
	]


def test_the_list_of_the_day(login, planned, person):
	listed = ok(login("gridworker").query("visit.day_list", mine=1))["visits"]
	row = next(row for row in listed if row["name"] == planned)
	assert (row["resident"], row["full_name"], row["overdue"]) == (person, "冯演示走访", 0)
	assert planned not in [
		row["name"] for row in ok(login("manager").query("visit.day_list", mine=1))["visits"]
	]
	assert planned in [row["name"] for row in ok(login("manager").query("visit.day_list"))["visits"]]
	assert planned not in login("gridworker.zhelu").query("visit.day_list").text
	yesterday = in_days(-1)
	early = ok(login("gridworker").query("visit.day_list", on=yesterday))["visits"]
	assert planned not in [row["name"] for row in early]
	for key in ("operator", "handler", "volunteer", None):
		assert login(key).query("visit.day_list").status == 403


def test_findings_become_cases_that_name_nobody(login, planned):
	key, words = uuid4().hex, f"楼道堆物 {uuid4().hex}"
	findings = [
		{"kind": "Case", "description": words, "category": "M06010"},
		{"kind": "Note", "description": "身体很好"},
	]
	body = {"visit": planned, "result": "Met", "findings": findings, "idempotency_key": key}
	worker = login("gridworker")
	first = ok(worker.call("visit.record", **body))
	assert ok(worker.call("visit.record", **body)) == first
	assert (first["status"], first["on_time"], len(first["cases"])) == ("Done", 1, 1)
	case = ok(login("operator").read("Case", first["cases"][0]))
	assert (case["description"], case["source"], case["grid"]) == (words, "Visit", CHIBI_GRID)
	assert "冯演示走访" not in str(case)
	look = ok(worker.query("resident.in_one_look", resident=ok(worker.read("Visit", planned))["resident"]))
	assert [row["name"] for row in look["cases"]] == [case["name"]]
	rows = ok(worker.read("Visit", planned))["findings"]
	assert [row.get("case_file") for row in rows] == [case["name"], None]
	again = ok(worker.call("visit.finding_to_case", visit=planned, finding=rows[0]["name"]))
	assert again["case"] == case["name"]
	later = ok(
		worker.call("visit.finding_to_case", visit=planned, finding=rows[1]["name"], category="M06010")
	)
	assert later["case"] != case["name"]
	assert worker.call("visit.record", **{**body, "idempotency_key": None}).status == 409
	assert worker.call("visit.finding_to_case", visit=planned, finding="nothing").status == 422


def test_one_request_follows_all_findings_of_a_saved_visit(login, planned):
	worker, words = login("gridworker"), [f"楼道堆物 {uuid4().hex}", f"井盖松动 {uuid4().hex}"]
	findings = [{"kind": "Case", "description": text, "category": "M06010"} for text in words]
	findings.append({"kind": "Note", "description": "身体很好"})
	ok(worker.update("Visit", planned, result="Met", findings=findings))
	assert login("gridworker.zhelu").call("visit.follow_findings", visit=planned).status == 403
	first = ok(worker.call("visit.follow_findings", visit=planned))
	assert [ok(login("operator").read("Case", name))["description"] for name in first["cases"]] == words
	again = ok(worker.call("visit.follow_findings", visit=planned))
	assert again == {"visit": planned, "cases": [], "help_requests": []}


def test_a_finding_that_cannot_be_a_case_writes_no_visit(login, planned):
	findings = [{"kind": "Case", "description": "", "category": "M06010"}]
	assert (
		login("gridworker").call("visit.record", visit=planned, result="Met", findings=findings).status >= 400
	)
	findings = [{"kind": "Case", "description": "堆物", "category": "X99999"}]
	assert (
		login("gridworker").call("visit.record", visit=planned, result="Met", findings=findings).status >= 400
	)
	assert ok(login("gridworker").read("Visit", planned))["status"] == "Planned"


def test_an_unplanned_visit(login, person):
	values = {"resident": person, "visit_kind": "Evening Visit", "result": "Declined"}
	answer = ok(login("gridworker").call("visit.record", **values))
	assert ok(login("manager").read("Visit", answer["visit"]))["visit_kind"] == "Evening Visit"
	assert login("gridworker.zhelu").call("visit.record", **values).status == 403
	assert login("gridworker").call("visit.record", **{**values, "result": "Happy"}).status >= 400


def test_a_forged_case_of_a_finding_is_dropped(login, person, report):
	findings = [{"kind": "Note", "description": "x", "case_file": report()}]
	doc = ok(login("gridworker").create("Visit", resident=person, result="Met", findings=findings))
	assert doc["findings"][0].get("case_file") is None


def test_coverage_and_proposals(login, planned):
	period = {"from_date": str(today()), "to_date": str(today())}
	ok(login("gridworker").call("visit.record", visit=planned, result="Met"))
	rows = ok(login("gridworker").query("visit.coverage_by_place", **period))["rows"]
	assert [row["key"] for row in rows] == [CHIBI_GRID] and rows[0]["met"] >= 1
	people = ok(login("manager").query("visit.coverage_by_person", **period))["rows"]
	assert "gridworker@demo.example" in [row["key"] for row in people]
	assert login("gridworker.zhelu").query("visit.coverage_by_place", **period).data["rows"] == []
	assert login("operator").query("visit.coverage_by_place", **period).status == 403
	assert "proposals" in ok(login("gridworker").query("visit.proposed_tags"))
	assert login("operator").query("visit.proposed_tags").status == 403
	assert (
		login("gridworker").query("visit.coverage_by_place", from_date="x", to_date=str(today())).status
		== 422
	)
