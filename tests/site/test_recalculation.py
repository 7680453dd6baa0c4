"""Open deadlines follow their source: calendar, unit, limit, condition; ended and paused clocks keep what they have."""

import pytest

from community_gov.casework.deadlines import due_times, recalculation, recalculation_runs, watch
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU
from tests.support.clocks import (
	dispatch_of,
	dispatched_case,
	events_of,
	filed_case,
	make_category,
	minute,
	step,
)

MORNING = "2024-09-25 08:00"


@pytest.fixture
def case(site, travel):
	"""Eight duty hours from eight in the morning: due at six."""
	travel(MORNING)
	made = dispatched_case(site, make_category(site, 8, "Duty Hours", handling_level="Community"))
	# A fraction, since Frappe compares a document's time of change as text.
	travel("2024-09-25 08:00:01.500000")
	return made


def fresh(site, case):
	return site.get_doc("Case", case.name)


def add_holiday(site, day: str = "2024-09-25"):
	calendar = site.get_doc("Working Calendar", {"is_default": 1})
	calendar.append("exceptions", {"day": day, "kind": "Holiday"})
	calendar.save()


def set_limit(site, case, value: float, unit: str = "Duty Hours"):
	category = site.get_doc("Case Category", case.category)
	category.filing_conditions[0].update({"limit_value": value, "limit_unit": unit})
	category.save()


def recalculate(site, case) -> bool:
	return recalculation.recalculate_case(fresh(site, case), "test")


def last_note(site, case) -> str:
	filters = {"case_file": case.name, "event": "Deadline Recalculated"}
	return site.get_all("Case Event", filters, pluck="note", order_by="happened_at desc, sequence desc")[0]


def test_a_holiday_moves_the_deadline_and_its_dispatch(site, case):
	add_holiday(site)
	assert recalculate(site, case)
	case = fresh(site, case)
	assert (minute(case.due_at), minute(case.warn_at)) == ("2024-09-26 18:00", "2024-09-26 16:24")
	assert minute(site.db.get_value("Case Dispatch", dispatch_of(site, case), "due_at")) == "2024-09-26 18:00"
	assert "Due: 2024-09-25 18:00 → 2024-09-26 18:00." in last_note(site, case)
	number = len(events_of(site, case))
	assert not recalculate(site, case), "a second run changes nothing"
	assert len(events_of(site, case)) == number


def test_the_calendar_of_the_unit_counts(site, case):
	calendar = site.new_doc("Working Calendar").update({"calendar_name": "夜班"})
	calendar.append("periods", {"start_time": "22:00", "end_time": "06:00"})
	calendar.insert()
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.working_calendar = "夜班"
	unit.save()
	assert recalculate(site, case)
	assert minute(fresh(site, case).due_at) == "2024-09-26 06:00"


def test_a_changed_limit_keeps_extensions_and_their_length(site, case):
	case = fresh(site, case)
	due_times.extend(case, 4)
	case.save_clock()
	set_limit(site, case, 2, "Working Days")
	assert recalculate(site, case)
	case = fresh(site, case)
	assert (case.limit_value, case.limit_unit, case.extended_by) == (2, "Working Days", 0.5)
	assert minute(case.due_at) == "2024-09-27 12:00"
	assert "Limit: 8 Duty Hours → 2 Working Days." in last_note(site, case)


def test_a_condition_that_is_gone_leaves_its_limit(site, case):
	category = site.get_doc("Case Category", case.category)
	category.filing_conditions[0].condition = "another"
	category.save()
	assert not recalculate(site, case)
	assert fresh(site, case).limit_value == 8


def test_a_suspended_case_stands_still_and_goes_on_with_the_new_limit(site, travel, case):
	travel("2024-09-25 10:00")
	fresh(site, case).move_to_stage("Suspended", "Suspend", "flood")
	set_limit(site, case, 4)
	assert recalculate(site, case)
	assert (fresh(site, case).due_at, fresh(site, case).limit_value) == (None, 4)
	travel("2024-09-26 10:00")
	assert minute(step(site, case, "Resume").due_at) == "2024-09-26 12:00"


def test_a_case_that_became_overdue_is_treated_as_the_clock_does(site, travel, case):
	travel("2024-09-25 12:30")
	set_limit(site, case, 2)
	assert recalculate(site, case)
	case = fresh(site, case)
	assert minute(case.first_breached_at) == "2024-09-25 10:00"
	assert {"Overdue", "Escalated", "Supervision Order Issued"} <= set(events_of(site, case))


def test_a_case_that_is_not_late_any_more_loses_its_marks_and_is_reminded_anew(site, travel, case):
	site.db.set_single_value("Community Gov Settings", "escalate_automatically", 0)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	travel("2024-09-25 18:05")
	watch.remind(fresh(site, case))
	watch.mark_overdue(fresh(site, case))
	assert fresh(site, case).first_breached_at
	add_holiday(site)
	assert recalculate(site, case)
	case = fresh(site, case)
	assert (case.breached_at, case.first_breached_at, case.reminded_at) == (None, None, None)
	travel("2024-09-26 18:05")
	assert watch.remind(fresh(site, case)) == ["reminded"]
	assert watch.mark_overdue(fresh(site, case))[0] == "breached"
	assert minute(fresh(site, case).first_breached_at) == "2024-09-26 18:00"
	orders = site.get_all("Supervision Order", {"case_file": case.name}, pluck="name", order_by="name asc")
	assert len(orders) == 1, "once a clock"


def test_what_was_late_on_an_earlier_clock_stays_known(site, travel, case):
	travel("2024-09-25 18:05")
	watch.mark_overdue(fresh(site, case))
	first = fresh(site, case).first_breached_at
	add_holiday(site, "2024-09-26")
	assert recalculate(site, case)
	assert (fresh(site, case).first_breached_at, fresh(site, case).breached_at) == (first, None)


def test_answered_and_ended_cases_stay(site, travel, case):
	dispatch = site.get_doc("Case Dispatch", dispatch_of(site, case))
	dispatch.answer = "Cleared"
	dispatch.move_to_stage("Closed", "Answer")
	before = fresh(site, case)
	set_limit(site, case, 1)
	recalculate(site, case)
	after = fresh(site, case)
	assert (after.limit_value, after.due_at) == (before.limit_value, before.due_at)
	assert due_times.standing(after) == due_times.standing(before)


def test_the_time_of_the_post_moves(site, travel):
	travel(MORNING)
	case = filed_case(site, make_category(site, 8, "Duty Hours"))
	settings = site.get_doc("Community Gov Settings")
	settings.set("stage_limits", [])
	row = {"stage": "Filed", "urgency": "Normal", "limit_value": 3, "limit_unit": "Duty Hours"}
	settings.append("stage_limits", row)
	settings.save()
	assert recalculate(site, case)
	assert (
		minute(fresh(site, case).stage_due_at)
		== minute(fresh(site, case).dispatch_due_at)
		== "2024-09-25 11:00"
	)
	assert "Next step due:" in last_note(site, case)


def test_dispatches_and_orders_move_unless_somebody_named_the_deadline(site, case):
	orders = []
	for more in ({}, {"answer_due_at": "2024-09-25 15:00:00"}):
		order = site.new_doc("Supervision Order")
		order.update(
			{"case_file": case.name, "unit": WATER_BUREAU, "ground": "Harmful", "demand": "Clear it."}
		)
		orders.append(order.update(more).insert().name)
	add_holiday(site)
	docs = [site.get_doc("Supervision Order", name) for name in orders]
	assert [recalculation.recalculate_order(doc, "test") for doc in docs] == [True, False]
	dues = [minute(site.db.get_value("Supervision Order", name, "answer_due_at")) for name in orders]
	assert dues == ["2024-09-26 12:00", "2024-09-25 15:00"]
	dispatch = site.get_doc("Case Dispatch", dispatch_of(site, case))
	before = dispatch.respond_due_at
	assert recalculation.recalculate_dispatch(dispatch, "test")
	assert site.db.get_value("Case Dispatch", dispatch.name, "respond_due_at") > before


@pytest.fixture
def begun(site, monkeypatch) -> list:
	# What tests over REST have left waiting stands in the way of none of these.
	site.db.delete("Clock Run", {"source_doctype": ["is", "set"]})
	found = []
	monkeypatch.setattr(recalculation_runs, "_enqueue", lambda run: found.append(run.source_doctype))
	return found


def test_only_changes_that_move_deadlines_begin_a_run_and_one_waits_at_a_time(site, case, begun):
	add_holiday(site, "2024-10-15")
	add_holiday(site, "2024-10-16")
	assert begun == ["Working Calendar"]
	site.get_doc("Working Calendar", {"is_default": 1}).save()
	category = site.get_doc("Case Category", case.category)
	category.category_name = "改名"
	category.save()
	set_limit(site, case, 8)
	assert begun == ["Working Calendar"]
	set_limit(site, case, 9)
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.save()
	unit.working_calendar = site.db.get_value("Working Calendar", {"is_default": 1})
	unit.save()
	settings = site.get_doc("Community Gov Settings")
	settings.save()
	settings.response_hours += 1
	settings.save()
	assert begun == ["Working Calendar", "Case Category", "Responsible Unit", "Community Gov Settings"]


def test_the_scope_of_a_run(site, case):
	def names(doctype: str, name: str) -> bool:
		run = site._dict(source_doctype=doctype, source_name=name)
		found = recalculation_runs._names_of(
			recalculation_runs.PARTS[0], recalculation_runs._scope_of(run), case.name[:-1]
		)
		return case.name in found

	default = site.db.get_value("Working Calendar", {"is_default": 1})
	assert names("Working Calendar", default) and names("Community Gov Settings", "Community Gov Settings")
	assert names("Case Category", case.category) and not names("Case Category", "M06010")
	assert names("Responsible Unit", WATER_BUREAU) and not names("Responsible Unit", CITY_BUREAU)
	other = site.new_doc("Working Calendar").update({"calendar_name": "夜班"})
	other.append("periods", {"start_time": "22:00", "end_time": "06:00"})
	other.insert()
	assert not names("Working Calendar", "夜班")
	site.db.set_value("Responsible Unit", WATER_BUREAU, "working_calendar", "夜班")
	assert names("Working Calendar", "夜班")
