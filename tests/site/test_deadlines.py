"""When a case is due: limits, calendars, pauses, on the site with a travelling clock."""

import json
from datetime import timedelta

import pytest

from frappe.utils import now_datetime

from community_gov.casework.deadlines import calendars, clock, due_times
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.demo.people import WATER_BUREAU
from tests.support.clocks import UNITS, make_category, minute, step
from tests.support.clocks import filed_case as new_case


@pytest.fixture
def category(site):
	"""category(value, unit) -> a category whose default condition has that limit."""
	return lambda value, unit: make_category(site, value, unit)


@pytest.mark.parametrize(
	("value", "unit", "dispatched", "due"),
	[
		(2, "Emergency Hours", "2024-09-28 23:00", "2024-09-29 01:00"),
		(4, "Duty Hours", "2024-09-27 16:00", "2024-09-29 10:00"),  # Friday to the worked Sunday
		(1, "Working Days", "2024-09-30 10:00", "2024-10-08 10:00"),  # over National Day
		(3, "Natural Days", "2024-09-30 10:00", "2024-10-03 10:00"),
	],
)
def test_due_by_the_limit_of_the_condition(site, travel, category, value, unit, dispatched, due):
	travel(dispatched)
	case = step(site, new_case(site, category(value, unit)), "Dispatch", UNITS)
	assert minute(case.due_at) == due
	assert minute(site.get_value("Case Dispatch", {"case_file": case.name}, "due_at")) == due


def test_suspension_stops_the_clock_and_resumption_moves_the_deadline(site, travel, category):
	travel("2024-09-25 08:00")
	case = step(site, new_case(site, category(8, "Duty Hours")), "Dispatch", UNITS)
	assert minute(case.due_at) == "2024-09-25 18:00"
	travel("2024-09-25 10:00")
	case.move_to_stage("Suspended", "Suspend", "flood")
	case = site.get_doc("Case", case.name)
	assert case.due_at is None and due_times.standing(case)["paused"]
	travel("2024-09-26 10:00")
	assert due_times.standing(case)["used_hours"] == 2, "a day later still two hours"
	case = step(site, case, "Resume")
	assert minute(case.due_at) == "2024-09-26 18:00"
	assert minute(site.get_value("Case Dispatch", {"case_file": case.name}, "due_at")) == "2024-09-26 18:00"


def test_lights(site, travel, category):
	travel("2024-09-25 08:00")
	case = step(site, new_case(site, category(10, "Emergency Hours")), "Dispatch", UNITS)
	lights = {}
	for hour in (15, 16, 17, 18, 19):
		travel(f"2024-09-25 {hour}:00")
		lights[hour] = due_times.standing(case)["light"]
	assert lights == {15: "Green", 16: "Green", 17: "Yellow", 18: "Yellow", 19: "Red"}


def test_a_later_edit_of_the_category_does_not_move_a_running_clock(site, travel, category):
	travel("2024-09-25 08:00")
	code = category(8, "Duty Hours")
	case = step(site, new_case(site, code), "Dispatch", UNITS)
	doc = site.get_doc("Case Category", code)
	doc.filing_conditions[0].limit_value = 1
	doc.save()
	case = site.get_doc("Case", case.name)
	case.title = "Another title"
	case.save()
	assert (case.limit_value, minute(case.due_at)) == (8, "2024-09-25 18:00")


def test_a_unit_with_its_own_calendar(site, travel, category):
	calendar = site.new_doc("Working Calendar")
	calendar.update({"calendar_name": "夜班", **dict.fromkeys(("saturday", "sunday"), 1)})
	calendar.append("periods", {"start_time": "20:00:00", "end_time": "23:00:00"})
	calendar.insert()
	site.db.set_value("Responsible Unit", WATER_BUREAU, "working_calendar", "夜班")
	site.clear_document_cache("Responsible Unit", WATER_BUREAU)
	travel("2024-09-25 08:00")
	case = step(site, new_case(site, category(4, "Duty Hours")), "Dispatch", UNITS)
	assert minute(case.due_at) == "2024-09-26 21:00"
	site.db.rollback()
	site.clear_document_cache("Responsible Unit", WATER_BUREAU)


def test_without_a_limit_there_is_no_deadline(site, travel):
	travel("2024-09-25 08:00")
	case = step(site, new_case(site, "M06025"), "Dispatch", UNITS)
	assert case.due_at is None and due_times.standing(case)["light"] is None


def test_forged_limits_are_dropped(site, category):
	case = new_case(site, category(8, "Duty Hours"))
	case.update({"limit_value": 999, "due_at": "2099-01-01", "clock_started_at": "2099-01-01"})
	case.save()
	assert (case.limit_value, case.due_at, case.clock_started_at) == (8, None, None)


def calendar_with(site, **values):
	doc = site.new_doc("Working Calendar")
	doc.update({"calendar_name": "试验日历"})
	for start, end in values.pop("periods", (("08:00:00", "12:00:00"),)):
		doc.append("periods", {"start_time": start, "end_time": end})
	for row in values.pop("exceptions", ()):
		doc.append("exceptions", row)
	return doc.update(values)


@pytest.mark.parametrize(
	("values", "word"),
	[
		({"periods": (("12:00:00", "12:00:00"),)}, "ends when it begins"),
		({"periods": (("06:00:00", "12:00:00"), ("22:00:00", "07:00:00"))}, "overlap"),
		({"periods": (("08:00:00", "12:00:00"), ("11:00:00", "13:00:00"))}, "overlap"),
		({"periods": ()}, "no duty periods"),
		(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), 0), "no working day"),
		({"exceptions": [{"day": "2024-10-01", "kind": "Holiday"}] * 2}, "stands twice"),
	],
)
def test_calendars_that_cannot_tell_time(site, values, word):
	with pytest.raises(BadInputError, match=word):
		calendar_with(site, **values).insert()


@pytest.mark.parametrize(
	("period", "stored", "due"),
	[
		(("22:00", "06:00"), ("22:00:00", "6:00:00"), "2024-09-25 23:00"),
		(("00:00", "24:00"), ("0:00:00", "0:00:00"), "2024-09-25 11:00"),
		(("09:00", "24:00:00"), ("9:00:00", "0:00:00"), "2024-09-25 11:00"),
	],
)
def test_duty_over_midnight_survives_a_save_in_the_desk(site, travel, period, stored, due):
	name = calendar_with(site, periods=(period,)).insert().name
	for _save in range(2):
		sent = json.loads(site.as_json(site.get_doc("Working Calendar", name)))
		assert (sent["periods"][0]["start_time"], sent["periods"][0]["end_time"]) == stored
		site.get_doc(sent).save()
	travel("2024-09-25 10:00")
	calendar = calendars._plain_calendar(site.get_doc("Working Calendar", name))
	end = clock.add(now_datetime(), timedelta(hours=1), "Duty Hours", calendar)
	assert minute(end) == due


def test_filling_a_year_twice_changes_nothing(site):
	from community_gov.casework.deadlines.calendars import fill_year

	doc = calendar_with(site).insert()
	days = fill_year(doc, 2024)
	doc.save()
	assert fill_year(doc, 2024) == days == len(doc.exceptions)
	doc.save()
	sunday = next(row for row in doc.exceptions if str(row.day) == "2024-09-29")
	assert (sunday.kind, doc.loaded_years) == ("Make-up Workday", "2024")


def days_of(doc) -> dict[str, tuple[str, int]]:
	return {str(row.day): (row.kind, row.is_published) for row in doc.exceptions}


def test_filling_a_year_again_keeps_days_entered_by_hand(site):
	by_hand = [{"day": "2024-07-01", "kind": "Holiday"}, {"day": "2024-09-29", "kind": "Holiday"}]
	doc = calendar_with(site, exceptions=by_hand).insert()
	calendars.fill_year(doc, 2024)
	doc.save()
	changed = next(row for row in doc.exceptions if str(row.day) == "2024-10-07")
	changed.kind = "Make-up Workday"
	doc.remove(next(row for row in doc.exceptions if str(row.day) == "2024-10-06"))
	doc.append("exceptions", {"day": "2024-08-01", "kind": "Holiday", "is_published": 1})
	doc.save()
	calendars.fill_year(doc, 2024)
	doc.save()
	found = days_of(site.get_doc("Working Calendar", doc.name))
	kept = {"2024-07-01": "Holiday", "2024-08-01": "Holiday", "2024-09-29": "Holiday"}
	assert {day: found[day] for day in (*kept, "2024-10-07")} == {
		**{day: (kind, 0) for day, kind in kept.items()},
		"2024-10-07": ("Make-up Workday", 0),
	}
	assert found["2024-10-06"] == ("Holiday", 1)
	assert len(found) == len(calendars.published_days(2024)) + 2


def test_days_filled_in_before_the_upgrade_are_known_again(site):
	from community_gov.patches import mark_published_days

	doc = calendar_with(site, exceptions=[{"day": "2024-07-01", "kind": "Holiday"}]).insert()
	calendars.fill_year(doc, 2024)
	doc.save()
	site.db.set_value("Calendar Exception", {"parent": doc.name}, "is_published", 0)
	for _run in range(2):
		mark_published_days.execute()
	found = days_of(site.get_doc("Working Calendar", doc.name))
	assert {day for day, (_kind, published) in found.items() if not published} == {"2024-07-01"}


def test_a_year_that_is_not_published_says_so(site):
	from community_gov.casework.deadlines.calendars import fill_year

	with pytest.raises(BadInputError, match="not known yet"):
		fill_year(calendar_with(site), 2099)


def test_one_default_that_is_not_deleted(site):
	first = site.db.get_value("Working Calendar", {"is_default": 1})
	calendar_with(site, is_default=1).insert()
	assert site.get_all("Working Calendar", {"is_default": 1}, pluck="name", order_by="name") == ["试验日历"]
	with pytest.raises(ConflictError, match="default calendar"):
		site.delete_doc("Working Calendar", "试验日历")
	assert first != "试验日历"


@pytest.mark.parametrize("unit", ["Emergency Hours", "Duty Hours", "Working Days", "Natural Days"])
def test_limits_of_zero_less_or_too_much_are_refused(site, category, unit):
	for value, words in ((0, "is zero"), (-3, "is zero"), (10_001, "above 10000"), (1e300, "above 10000")):
		with pytest.raises(BadInputError, match=words):
			category(value, unit)
		settings = site.get_doc("Community Gov Settings")
		settings.append("stage_limits", {"stage": "Filed", "limit_value": value, "limit_unit": unit})
		with pytest.raises(BadInputError, match=words):
			settings.save()
	assert not site.db.exists("Case Category", {"category_name": "试验"})


@pytest.mark.parametrize(
	("unit", "due"),
	[
		("Emergency Hours", "2025-11-16 00:00"),
		("Natural Days", "2052-02-11 08:00"),
		("Working Days", "2063-03"),  # the day depends on the holidays loaded
	],
)
def test_ten_thousand_of_a_unit_are_dated(site, travel, category, unit, due):
	"""The end of 10,000 days lies in years nobody has published: dated all the same, and the case says so."""
	travel("2024-09-25 08:00")
	case = step(site, new_case(site, category(10_000, unit)), "Dispatch", UNITS)
	assert minute(case.due_at).startswith(due)
	assert due_times.standing(case)["light"] == "Green"


@pytest.mark.parametrize(("fieldname", "value"), [("rating_days", -1), ("max_photos", 101)])
def test_figures_of_the_settings_have_a_range(site, fieldname, value):
	settings = site.get_doc("Community Gov Settings")
	before = settings.get(fieldname)
	settings.set(fieldname, value)
	with pytest.raises(BadInputError, match="out of range"):
		settings.save()
	assert site.db.get_single_value("Community Gov Settings", fieldname) == before
