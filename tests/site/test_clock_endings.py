"""Every ending stops the clock: what was used and the light stay as they were, and what came too late is known."""

import pytest

from community_gov.casework.deadlines import due_times
from community_gov.casework.lifecycle import closing, merging
from community_gov.demo.people import WATER_BUREAU
from tests.support.clocks import acting, dispatch_of, dispatched_case, make_category

# A fraction, since Frappe compares a document's time of change as text.
BEGUN, ENDED, LATER = "2024-09-25 08:00", "2024-09-25 10:00:00.500000", "2024-09-30 10:00:00.500000"


@pytest.fixture
def case(site, travel):
	travel(BEGUN)
	return dispatched_case(site, make_category(site, 8, "Emergency Hours"))


def fresh(site, case):
	return site.get_doc("Case", case.name)


def force(site, case):
	with acting(site, "chief"):
		closing.force_close(fresh(site, case), "Seen twice")


def answer(site, case):
	dispatch = site.get_doc("Case Dispatch", dispatch_of(site, case))
	dispatch.answer = "Cleared"
	dispatch.move_to_stage("Closed", "Answer")


def return_dispatches(site, case):
	dispatch = site.get_doc("Case Dispatch", dispatch_of(site, case))
	dispatch.move_to_stage("Rejected", "Return", "not ours")


def reject(site, case):
	return_dispatches(site, case)
	fresh(site, case).move_to_stage("Rejected", "Reject", "no case")


def merge(site, case):
	survivor = dispatched_case(site, case.category)
	return_dispatches(site, case)
	merging.merge(fresh(site, case), survivor, "the same")


def force_when_suspended(site, case):
	fresh(site, case).move_to_stage("Suspended", "Suspend", "flood")
	force(site, case)


@pytest.mark.parametrize("end", [force, reject, merge, force_when_suspended, answer])
def test_an_ending_stops_the_clock(site, travel, case, end):
	travel(ENDED)
	end(site, case)
	told = {}
	for moment in (ENDED, LATER):
		travel(moment)
		told[moment] = due_times.standing(fresh(site, case))
	assert told[ENDED] == told[LATER]
	assert (told[LATER]["used_hours"], told[LATER]["light"]) == (2, "Green")
	case = fresh(site, case)
	assert (case.breached_at, case.first_breached_at) == (None, None)


def test_a_later_holiday_does_not_move_what_has_ended(site, travel):
	travel(BEGUN)
	case = dispatched_case(site, make_category(site, 8, "Duty Hours"))
	travel(LATER)
	answer(site, case)
	before = due_times.standing(fresh(site, case))
	calendar = site.get_doc("Working Calendar", {"is_default": 1})
	calendar.append("exceptions", {"day": "2024-09-26", "kind": "Holiday"})
	calendar.save()
	assert due_times.standing(fresh(site, case)) == before
	assert before["light"] == "Red"


def test_another_category_does_not_move_what_has_stopped(site, travel, case):
	travel(ENDED)
	answer(site, case)
	before = fresh(site, case)
	other = fresh(site, case)
	other.category = make_category(site, 1, "Natural Days")
	other.save()
	assert other.limit_unit == "Natural Days", "a rework goes on with it"
	assert (other.due_at, due_times.standing(other)) == (before.due_at, due_times.standing(before))


def test_a_late_ending_is_known_as_late_before_the_watch_has_seen_it(site, travel, case):
	travel("2024-09-25 16:03")
	force(site, case)
	case = fresh(site, case)
	assert str(case.first_breached_at) == str(case.due_at) == "2024-09-25 16:00:00"
	assert due_times.standing(case)["light"] == "Red"


def test_a_case_forced_to_close_after_its_answer_counts_to_the_answer(site, travel, case):
	travel(ENDED)
	answer(site, case)
	travel(LATER)
	force(site, case)
	case = fresh(site, case)
	assert due_times.standing(case)["used_hours"] == 2
	assert case.first_breached_at is None, "answered in time, closed late"


def test_an_order_that_is_answered_late_is_marked_at_the_answer(site, travel, case):
	order = site.new_doc("Supervision Order")
	order.update({"case_file": case.name, "unit": WATER_BUREAU, "ground": "Harmful", "demand": "Clear it."})
	order.update({"answer_due_at": "2024-09-25 09:00:00"}).insert()
	travel(ENDED)
	order = site.get_doc("Supervision Order", order.name)
	order.answer = "done"
	order.move_to_stage("Answered", "Answer")
	assert str(site.db.get_value("Supervision Order", order.name, "breached_at")) == "2024-09-25 09:00:00"
