"""The job that follows a changed limit, committed: two workers at once, a unit that acts meanwhile, one that was killed."""

import os
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import WATER_BUREAU
from tests.rest.conftest import ok

CONDITION = {"condition": "present", "limit_unit": "Emergency Hours", "is_default": 1}


def work(name: str, times: int = 1) -> None:
	"""Workers in threads of their own, each with a connection of its own."""
	with ThreadPoolExecutor(times) as pool:
		list(pool.map(_work, [name] * times))


def _work(name: str) -> None:
	import frappe

	from community_gov.casework.deadlines import recalculation_runs
	from tests.conftest import SITE

	frappe.init(site=SITE, sites_path=os.getcwd(), force=True)
	frappe.connect()
	try:
		recalculation_runs.run(name)
	finally:
		frappe.destroy()


@pytest.fixture
def category(login):
	"""A category whose cases have forty hours; set_limit(hours) changes it and returns the run that follows."""
	admin = login("admin")
	values = {"code": "M06987", "category_name": "核算试验", "kind": "Matter"}
	if "M06987" not in admin.names("Case Category", [["name", "=", "M06987"]]):
		ok(admin.create("Case Category", **values, filing_conditions=[{**CONDITION, "limit_value": 40}]))

	def set_limit(hours: float) -> str:
		rows = [{**CONDITION, "limit_value": hours}]
		ok(admin.update("Case Category", "M06987", filing_conditions=rows))
		source = [["source_doctype", "=", "Case Category"], ["source_name", "=", "M06987"]]
		return ok(admin.rows("Clock Run", source, order_by="creation desc"))[0]["name"]

	work(set_limit(41))
	work(set_limit(40))
	return set_limit


def limit_of(login, case: str) -> float:
	return ok(login("chief").query("case.clock", case=case))["limit_hours"]


def test_a_changed_limit_reaches_every_open_case_once(login, dispatched, category, fresh):
	cases = [dispatched(category="M06987") for _number in range(4)]
	run = category(30)
	accepting = {"dispatch": cases[0][1], "action": "Accept"}
	with ThreadPoolExecutor(1) as pool:
		accepted = pool.submit(lambda: login("handler").call("dispatch.act", **accepting))
		work(run, times=2)
		answer = accepted.result()
	assert answer.status in (200, 409), answer
	assert [limit_of(login, case) for case, _dispatch in cases] == [30] * 4
	frappe = fresh()
	for case, dispatch in cases:
		stored = frappe.db.get_value("Case", case, ["due_at", "stage", "clock_started_at"], as_dict=True)
		assert (stored.due_at - stored.clock_started_at).total_seconds() == 30 * 3600
		assert frappe.db.get_value("Case Dispatch", dispatch, "due_at") == stored.due_at
		told = frappe.get_all(
			"Case Event", {"case_file": case, "event": "Deadline Recalculated"}, pluck="note"
		)
		assert len(told) == 1 and "Due:" in told[0], told
	expected = "Handling" if answer.status == 200 else "Dispatched"
	assert frappe.db.get_value("Case", cases[0][0], "stage") == expected
	done = ok(login("admin").read("Clock Run", run))
	assert (done["status"], done["failed"]) == ("Done", 0) and done["done_count"] >= 4


def test_a_holiday_added_over_rest_moves_open_deadlines_and_is_told_on_each_case(login, dispatched, fresh):
	"""The calendar of the unit that leads; its cases have work days, so a day off moves them by one."""
	admin = login("admin")
	unit = ok(
		admin.rows(
			"Responsible Unit", [["unit_name", "=", WATER_BUREAU]], fields='["name","working_calendar"]'
		)
	)[0]
	case, _dispatch = dispatched()
	before = ok(login("chief").query("case.clock", case=case))["due_at"]
	week = {"monday": 1, "tuesday": 1, "wednesday": 1, "thursday": 1, "friday": 1, "saturday": 1, "sunday": 1}
	periods = [{"start_time": "08:00", "end_time": "18:00"}]
	calendar = ok(
		admin.create("Working Calendar", calendar_name=f"历{uuid4().hex[:8]}", periods=periods, **week)
	)["name"]
	try:
		ok(admin.update("Responsible Unit", unit["name"], working_calendar=calendar))
		work(latest_run(admin, "Responsible Unit", unit["name"]))
		moved = ok(login("chief").query("case.clock", case=case))["due_at"]
		off = [{"day": moved[:10], "kind": "Holiday", "day_name": "停电日"}]
		ok(admin.update("Working Calendar", calendar, exceptions=off))
		work(latest_run(admin, "Working Calendar", calendar))
		again = ok(login("chief").query("case.clock", case=case))["due_at"]
		assert again > moved and again[:10] != moved[:10], (before, moved, again)
		told = [["case_file", "=", case], ["event", "=", "Deadline Recalculated"]]
		notes = [row["note"] for row in ok(login("chief").rows("Case Event", told, fields='["note"]'))]
		of_day = [note for note in notes if f"Due: {moved[:16]} → {again[:16]}" in note and calendar in note]
		assert len(of_day) == 1, notes
	finally:
		ok(admin.update("Responsible Unit", unit["name"], working_calendar=unit["working_calendar"]))
		work(latest_run(admin, "Responsible Unit", unit["name"]))


def latest_run(user, doctype: str, name: str) -> str:
	source = [["source_doctype", "=", doctype], ["source_name", "=", name]]
	return ok(user.rows("Clock Run", source, order_by="creation desc"))[0]["name"]


def test_a_killed_run_goes_on_where_it_stopped(login, dispatched, category, fresh, monkeypatch):
	from community_gov.casework.deadlines import recalculation_runs

	cases = sorted(dispatched(category="M06987")[0] for _number in range(3))
	run = category(20)
	monkeypatch.setattr(recalculation_runs, "BATCH", 1)
	frappe = fresh()
	stopped = {"status": "Running", "part": "Case", "reached": cases[0], "progress_at": "2024-01-01 08:00:00"}
	frappe.db.set_value("Clock Run", run, stopped)
	frappe.db.commit()
	taken_up = []
	monkeypatch.setattr(recalculation_runs, "_enqueue", lambda found: taken_up.append(found.name))
	recalculation_runs.resume_stalled()
	frappe.db.commit()
	assert taken_up.count(run) == 1, "others may have been left by other tests"
	work(run)
	assert [limit_of(login, case) for case in cases[1:]] == [20, 20]
	assert ok(login("admin").read("Clock Run", run))["status"] == "Done"


def test_one_broken_case_stops_no_other(login, dispatched, category, monkeypatch):
	from community_gov.casework.deadlines import recalculation, recalculation_runs

	broken, other = dispatched(category="M06987")[0], dispatched(category="M06987")[0]

	def breaks(case, reason):
		return 1 / 0 if case.name == broken else recalculation.recalculate_case(case, reason)

	parts = (recalculation_runs.Part("Case", recalculation_runs._open_cases, breaks),)
	monkeypatch.setattr(recalculation_runs, "PARTS", parts)
	run = category(10)
	work(run)
	done = ok(login("admin").read("Clock Run", run))
	assert (done["status"], done["failed"]) == ("Done", 1) and broken in done["detail"]
	assert (limit_of(login, other), limit_of(login, broken)) == (10, 40)
