"""Reminders, overdue marks, supervision orders and escalation, one case at a time with a travelling clock."""

import pytest

from community_gov.casework.deadlines import due_times, escalation, escalation_levels, supervision, watch
from community_gov.core.errors import BadInputError, OutOfScopeError, SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU, email
from tests.support.clocks import acting, dispatch_of, dispatched_case, events_of, make_category, minute, step

MORNING = "2024-09-25 08:00"


@pytest.fixture
def case(site, travel):
	"""Ten clock hours from eight in the morning, first settled by the community: yellow at four, due at six."""
	travel(MORNING)
	category = make_category(site, 10, "Emergency Hours", handling_level="Community")
	return dispatched_case(site, category)


def fresh(site, case):
	return site.get_doc("Case", case.name)


def told(site, doctype: str, name: str) -> list[str]:
	filters = {"document_type": doctype, "document_name": name}
	return site.get_all("Notification Log", filters, pluck="for_user", order_by="creation asc")


def settings(site, **values):
	for name, value in values.items():
		site.db.set_single_value("Community Gov Settings", name, value)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")


def test_the_warning_lies_at_eighty_percent(case):
	assert (minute(case.warn_at), minute(case.due_at)) == ("2024-09-25 16:00", "2024-09-25 18:00")


def test_one_reminder_to_the_handlers_of_the_unit(site, case, travel):
	travel("2024-09-25 15:59")
	assert case.name not in watch.to_remind() and watch.remind(fresh(site, case)) == []
	travel("2024-09-25 16:00")
	assert case.name in watch.to_remind()
	assert watch.remind(fresh(site, case)) == ["reminded"]
	assert told(site, "Case", case.name) == [email("handler")]
	assert case.name not in watch.to_remind() and watch.remind(fresh(site, case)) == []
	assert events_of(site, case)[-1] == "Reminder"


def test_an_extension_reminds_again(site, case, travel):
	travel("2024-09-25 16:00")
	watch.remind(fresh(site, case))
	case = fresh(site, case)
	due_times.extend(case, 10)
	case.save_clock()
	assert (fresh(site, case).reminded_at, minute(fresh(site, case).warn_at)) == (None, "2024-09-26 00:00")


def test_the_nearest_limit_follows_a_clock_that_moves(site, case, travel):
	site.db.set_value("Case", case.name, "upstream_due_at", "2024-09-25 23:00")
	case = fresh(site, case)
	due_times.extend(case, 10)
	case.save_clock()
	assert minute(fresh(site, case).nearest_due_at) == "2024-09-25 23:00"
	travel("2024-09-25 10:00")
	escalation.escalate(fresh(site, case), "The dam is the city's.")
	case = fresh(site, case)
	assert minute(case.nearest_due_at) == minute(case.due_at) == "2024-09-25 20:00"


def test_overdue_is_marked_supervised_and_is_escalated_once_a_level(site, case, travel):
	travel("2024-09-25 18:05")
	assert case.name in watch.to_mark_overdue()
	assert watch.mark_overdue(fresh(site, case)) == ["breached", "supervised", "escalated"]
	case = fresh(site, case)
	assert (case.handling_level, case.escalation_count, minute(case.first_breached_at)) == (
		"Street",
		1,
		"2024-09-25 18:00",
	)
	assert (case.breached_at, minute(case.due_at)) == (None, "2024-09-26 04:05"), "a clock of its own"
	assert case.name not in watch.to_mark_overdue()
	order = site.get_doc("Supervision Order", {"case_file": case.name})
	assert (order.unit, order.ground, order.is_automatic) == (WATER_BUREAU, "Overdue", 1)
	assert told(site, order.doctype, order.name) == [email("handler")]
	travel("2024-09-26 05:00")
	watch.mark_overdue(fresh(site, case))
	assert fresh(site, case).handling_level == "City"
	travel("2024-09-27 05:00")
	assert watch.mark_overdue(fresh(site, case)) == ["breached", "supervised"], "nothing above the city"
	assert watch.mark_overdue(fresh(site, case)) == []
	assert site.db.count("Supervision Order", {"case_file": case.name}) == 3, "one a clock"
	assert minute(fresh(site, case).first_breached_at) == "2024-09-25 18:00", "the first time stays"


def test_a_clock_without_a_limit_takes_no_place_in_a_run(site, case, travel):
	travel("2024-10-25 18:05")
	assert case.name in watch.to_mark_overdue() and case.name in watch.to_remind()
	site.db.set_value("Case", case.name, {"due_at": None, "warn_at": None})
	assert case.name not in watch.to_mark_overdue() and case.name not in watch.to_remind()


def test_settings_switch_climbing_and_supervision_off(site, case, travel):
	settings(site, escalate_automatically=0, supervise_automatically=0)
	travel("2024-09-25 18:05")
	assert watch.mark_overdue(fresh(site, case)) == ["breached"]
	assert fresh(site, case).handling_level == "Community"


def test_a_late_answer_is_known_even_if_nobody_looked(site, case, travel):
	# Frappe compares `modified` as text, where a whole second looks different before and after storing.
	travel("2024-09-25 18:30:00.500000")
	from community_gov.core.stages.steps import take_step, transition_to_stage

	doc = site.get_doc("Case Dispatch", dispatch_of(site, case))
	doc.answer = "Done"
	take_step(doc, transition_to_stage(doc, "Closed"), None, None)
	case = fresh(site, case)
	assert (case.stage, minute(case.first_breached_at)) == ("Checking", "2024-09-25 18:00")


def test_a_reopened_case_starts_a_clock_of_its_own_and_stays_late(site, case, travel):
	travel("2024-09-25 18:05")
	watch.mark_overdue(fresh(site, case))
	doc = site.get_doc("Case Dispatch", dispatch_of(site, case))
	doc.move_to_stage("Rejected", "Withdraw", "Wrong unit")
	case = step(site, case, "Void", note="Double")
	case = step(site, case, "Reopen", note="It is there after all")
	assert (case.due_at, case.breached_at, minute(case.first_breached_at)) == (None, None, "2024-09-25 18:00")


def test_the_first_level_is_that_of_the_category_its_class_or_the_settings(site):
	site.db.set_value("Case Category", "M06", "handling_level", "Grid")
	site.clear_document_cache("Case Category", "M06")
	settings(site, handling_level="Street")
	try:
		assert escalation_levels.first_level("M06010") == "Grid"
		assert escalation_levels.first_level("M07001") == "Street"
	finally:
		site.db.rollback()
		site.clear_document_cache("Case Category", "M06")


def test_the_holder_asks_for_escalation_with_a_reason(site, case, travel):
	travel("2024-09-25 09:00")
	with acting(site, "handler"):
		escalation.refuse_stranger(fresh(site, case))
		with pytest.raises(StageGuardError, match="reason"):
			escalation.escalate(fresh(site, case), " ")
		assert escalation.escalate(fresh(site, case), "The dam is the city's.") == "Street"
	case = fresh(site, case)
	assert (minute(case.due_at), case.first_breached_at) == ("2024-09-25 19:00", None)
	with acting(site, "handler2"), pytest.raises(OutOfScopeError, match="do not hold"):
		escalation.refuse_stranger(case)


def test_nothing_is_escalated_above_the_city_or_before_filing(site, case):
	escalation.escalate(fresh(site, case), "one")
	escalation.escalate(fresh(site, case), "two")
	with pytest.raises(StageGuardError, match="highest level"):
		escalation.escalate(fresh(site, case), "three")
	doc = site.new_doc("Case")
	doc.update({"description": "x", "grid": "421281001002001", "source": "Patrol"})
	doc.insert()
	with pytest.raises(StageGuardError, match="between filing and answer"):
		escalation.escalate(doc, "why")


def issue(site, case, key: str = "chief", **values):
	with acting(site, key):
		doc = site.new_doc("Supervision Order")
		doc.update({"case_file": case.name, "unit": WATER_BUREAU, "ground": "Harmful", "demand": "Clear it."})
		return doc.update(values).insert()


def move(site, order, action: str, key: str, note: str | None = None, **values):
	from community_gov.core.stages.states import transition_for_action
	from community_gov.core.stages.steps import take_step

	with acting(site, key):
		doc = site.get_doc("Supervision Order", order.name)
		doc.update(values)
		take_step(doc, transition_for_action(doc, action), note, None)
		return doc


def test_an_order_is_answered_sent_back_answered_and_settled(site, case, travel):
	travel("2024-09-25 09:00")
	order = issue(site, case)
	assert minute(order.answer_due_at) == "2024-09-25 15:00", "four duty hours over noon"
	with pytest.raises(StageGuardError, match="has no answer"):
		move(site, order, "Answer", "handler")
	move(site, order, "Answer", "handler", answer="Tomorrow.")
	with pytest.raises(StageGuardError, match="reason"):
		move(site, order, "Send Back", "chief")
	assert move(site, order, "Send Back", "chief", note="Today.").stage == "Issued"
	move(site, order, "Answer", "handler", answer="Cleared.")
	settled = move(site, order, "Settle", "chief")
	assert (settled.stage, settled.answered_by, settled.ended_by) == (
		"Settled",
		email("handler"),
		email("chief"),
	)
	assert events_of(site, case)[-5:] == [
		"Supervision Order Issued",
		"Supervision Order Answered",
		"Supervision Order Issued",
		"Supervision Order Answered",
		"Supervision Order Settled",
	]


def test_the_answering_unit_does_not_settle(site, case):
	order = issue(site, case)
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.append("users", {"user": email("chief")})
	unit.save()
	move(site, order, "Answer", "handler", answer="Done.")
	with pytest.raises(SeparationOfDutiesError, match="cannot settle"):
		move(site, order, "Settle", "chief")


def test_an_order_goes_to_a_unit_of_the_case_and_into_the_future(site, case, travel):
	with pytest.raises(BadInputError, match="holds no dispatch"):
		issue(site, case, unit="赤壁市城市管理执法局")
	travel("2024-09-25 12:00")
	with pytest.raises(BadInputError, match="passed already"):
		issue(site, case, answer_due_at="2024-09-25 11:00:00")


def test_an_unanswered_order_is_marked_and_the_chief_told_once(site, case, travel):
	order = issue(site, case)
	travel("2024-09-25 13:00")
	assert order.name in watch.unanswered_orders()
	assert watch.mark_order_overdue(site.get_doc("Supervision Order", order.name)) == ["breached"]
	assert email("chief") in told(site, order.doctype, order.name)
	assert order.name not in watch.unanswered_orders()


def test_stamps_and_stages_of_an_order_cannot_be_forged(site, case):
	order = issue(
		site, case, stage="Settled", workflow_state="Settled", ended_by="Administrator", is_automatic=1
	)
	assert (order.stage, order.ended_by, order.is_automatic, order.source_key) == ("Issued", None, 0, None)


def test_supervision_does_not_repeat_within_a_clock(site, case, travel):
	travel("2024-09-25 18:05")
	assert len(supervision.issue_when_overdue(fresh(site, case))) == 1
	assert supervision.issue_when_overdue(fresh(site, case)) == []


def test_posts_have_their_own_time(site, travel):
	travel("2024-09-25 11:45")
	doc = site.new_doc("Case")
	doc.update({"description": "x", "grid": "421281001002001", "source": "Patrol", "category": "M06010"})
	doc.insert()
	assert minute(doc.accept_due_at) == minute(doc.stage_due_at) == "2024-09-25 14:15", "half a duty hour"
	doc = step(site, doc, "Accept")
	assert minute(doc.file_due_at) == "2024-09-25 14:15"
	doc = step(site, doc, "Reject", note="Double")
	assert doc.stage_due_at is None and minute(doc.file_due_at) == "2024-09-25 14:15"


def test_urgent_cases_have_less(site, travel):
	travel("2024-09-25 23:00")
	doc = site.new_doc("Case")
	doc.update({"description": "x", "grid": "421281001002001", "source": "Patrol", "urgency": "Urgent"})
	doc.insert()
	assert minute(doc.accept_due_at) == "2024-09-25 23:10"


def test_a_year_without_holidays_is_announced_once(site, travel):
	from community_gov.casework.deadlines.calendars import warn_of_unknown_year

	travel("2098-12-01 09:00")
	assert warn_of_unknown_year() >= 1
	name = site.db.get_value("Working Calendar", {"is_default": 1})
	number = len(told(site, "Working Calendar", name))
	assert number >= 1
	warn_of_unknown_year()
	assert len(told(site, "Working Calendar", name)) == number


def test_a_deadline_in_an_unknown_year_says_so(site, travel):
	travel("2098-12-30 09:00")
	case = dispatched_case(site, make_category(site, 5, "Working Days"))
	assert due_times.standing(case)["notice"] == (
		"The holidays of 2098 are not in the calendar yet. Load them, then deadlines move."
	)


def test_a_case_that_is_escalated_goes_to_the_unit_of_its_new_level(site, case, travel):
	rule = site.new_doc("Routing Rule")
	rule.update({"rule_name": "街道兜底", "enabled": 1, "handling_level": "Street"})
	rule.append("units", {"unit": CITY_BUREAU, "duty": "Lead"})
	rule.insert()
	travel("2024-09-25 18:05")
	assert "escalated" in watch.mark_overdue(fresh(site, case))
	rows = site.get_all(
		"Case Dispatch", {"case_file": case.name}, ["unit", "stage", "due_at"], order_by="creation asc"
	)
	assert [(row.unit, row.stage) for row in rows] == [
		(WATER_BUREAU, "Rejected"),
		(CITY_BUREAU, "Dispatched"),
	]
	case = fresh(site, case)
	assert (case.stage, case.handling_level, case.open_dispatches) == ("Dispatched", "Street", 1)
	assert [row.unit for row in case.units] == [CITY_BUREAU]
	assert minute(rows[1].due_at) == minute(case.due_at) == "2024-09-26 04:05"
	assert {"Escalated", "Sent Up"} <= set(events_of(site, case))


def test_without_a_rule_for_the_level_the_holder_keeps_the_case(site, case, travel):
	rule = site.new_doc("Routing Rule")
	rule.update({"rule_name": "不分层级", "enabled": 1, "category": case.category})
	rule.append("units", {"unit": CITY_BUREAU, "duty": "Lead"})
	rule.insert()
	travel("2024-09-25 18:05")
	watch.mark_overdue(fresh(site, case))
	open_units = site.get_all(
		"Case Dispatch", {"case_file": case.name, "stage_category": "Open"}, pluck="unit", order_by="creation"
	)
	assert open_units == [WATER_BUREAU]
