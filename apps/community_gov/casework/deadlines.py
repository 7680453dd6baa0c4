"""When a case is due: the limit of its filing condition on the lead unit's calendar, standing still while paused."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import flt, get_datetime, now_datetime

from community_gov.casework import clock, events
from community_gov.casework.calendars import calendar_for


def set_limit(case) -> None:
	"""Copies the limit of the filing condition: editing the category later does not move a running clock."""
	case.limit_value, case.limit_unit = None, None
	if not (case.category and case.filing_condition):
		return
	category = frappe.get_cached_doc("Case Category", case.category)
	row = next((row for row in category.filing_conditions if row.condition == case.filing_condition), None)
	if row:
		case.limit_value, case.limit_unit = row.limit_value, row.limit_unit


def start_clock(case) -> None:
	"""The time for disposal (处置时限) runs from the first dispatch; rework does not start it again."""
	case.clock_started_at = case.clock_started_at or now_datetime()
	set_due(case)


def reset_clock(case) -> None:
	case.clock_started_at = case.due_at = None


def set_due(case) -> None:
	"""Computes `due_at`; empty while the case is paused or has no limit."""
	case.due_at = None
	if not (case.clock_started_at and case.limit_unit) or case.stage_category == "Paused":
		return
	calendar = calendar_for(lead_unit(case))
	if not calendar:
		return
	length = clock.length_of(flt(case.limit_value), case.limit_unit, calendar)
	started = get_datetime(case.clock_started_at)
	case.due_at = clock.deadline(started, length, case.limit_unit, calendar, pauses_of(case))


def share_due(case) -> None:
	"""Open dispatches show when their case is due."""
	for name in frappe.get_all(
		"Case Dispatch",
		filters={"case_file": case.name, "stage_category": "Open"},
		pluck="name",
		order_by="creation asc",
	):
		frappe.db.set_value("Case Dispatch", name, "due_at", case.due_at, update_modified=False)


def lead_unit(case) -> str | None:
	return next((row.unit for row in case.units if row.duty == "Lead"), None)


def pauses_of(case) -> list[tuple[datetime, datetime]]:
	"""When the case stood still since its clock started, from its events; a pause that lasts ends now."""
	rows = events.stage_entries(case.name)
	pauses, begin = [], None
	for row in rows:
		if begin is None and row.to_stage == "Suspended":
			begin = row.happened_at
		elif begin is not None and row.to_stage != "Suspended":
			pauses.append((begin, row.happened_at))
			begin = None
	return pauses + ([(begin, now_datetime())] if begin else [])


def standing(case) -> dict:
	"""How a case stands against its limit.

	Returns:
	        {due_at, light, used_hours, limit_hours, paused}; light is Green, Yellow, Red or None without a limit.
	        Hours are those of the unit's own clock, rounded to two decimals.
	"""
	answer = {"due_at": case.due_at, "light": None, "used_hours": None, "limit_hours": None}
	answer["paused"] = case.stage_category == "Paused"
	calendar = calendar_for(lead_unit(case)) if case.clock_started_at and case.limit_unit else None
	if not calendar:
		return answer
	limit = clock.length_of(flt(case.limit_value), case.limit_unit, calendar)
	end = get_datetime(case.checking_at) if stands_still(case) else now_datetime()
	started = get_datetime(case.clock_started_at)
	used = clock.used(started, end, case.limit_unit, calendar, pauses_of(case))
	return answer | {
		"light": clock.light(used, limit),
		"used_hours": hours(used),
		"limit_hours": hours(limit),
	}


def stands_still(case) -> bool:
	"""The units' clock ends with their last answer."""
	return bool(case.stage in ("Checking", "Closed") and case.checking_at)


def hours(length: timedelta) -> float:
	return round(length.total_seconds() / 3600, 2)
