"""When a case is due: the limit of its filing condition on the lead unit's calendar, standing still while paused."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import add_days, cint, flt, get_datetime, getdate, now_datetime

from community_gov.casework.deadlines import clock
from community_gov.casework.deadlines.calendars import calendar_for, notice_of_unknown_year
from community_gov.casework.lifecycle import events
from community_gov.core.step_context import step_context

ONE_HOUR = timedelta(hours=1)
# Stages in which nobody's time for disposal runs any more: answered, closed, forced to close, rejected, merged.
STOPPED = ("Checking", "Closed", "Rejected")


def set_limit(case) -> None:
	"""Copies the limit of the filing condition; after a later change of the category a job renews it."""
	row = _condition_of(case)
	case.limit_value, case.limit_unit = (row.limit_value, row.limit_unit) if row else (None, None)


def renew_limit(case) -> None:
	"""Takes over a changed limit; a condition that is gone leaves the limit that it gave. Extensions keep their length."""
	row, unit, extended = _condition_of(case), case.limit_unit, flt(case.extended_by)
	calendar = calendar_for(lead_unit(case))
	if not row or not calendar:
		return
	case.limit_value, case.limit_unit = row.limit_value, row.limit_unit
	if unit and extended and unit != row.limit_unit:
		length = clock.length_of(extended, unit, calendar)
		case.extended_by = length / clock.length_of(1, row.limit_unit, calendar)


def _condition_of(case):
	if not (case.category and case.filing_condition):
		return None
	category = frappe.get_cached_doc("Case Category", case.category)
	return next((row for row in category.filing_conditions if row.condition == case.filing_condition), None)


def can_reckon(case) -> bool:
	"""Whether there is a calendar to reckon on; without one a due time stays as it was."""
	return bool(calendar_for(lead_unit(case)))


def start_clock(case) -> None:
	"""The time for disposal (处置时限) runs from the first dispatch; rework does not start it again."""
	case.clock_started_at = case.clock_started_at or now_datetime()
	set_due(case)


def reset_clock(case) -> None:
	"""A reopened case or one that was escalated starts a clock of its own; that it was late once stays known."""
	case.clock_started_at = case.due_at = case.warn_at = case.reminded_at = case.breached_at = None
	case.extended_by = 0


def set_due(case) -> None:
	"""Computes `due_at` and `warn_at`; both empty while the case is paused or has no limit, as they were once it stopped."""
	if case.stage in STOPPED:
		return
	case.due_at = case.warn_at = None
	calendar = _running_calendar(case)
	if not calendar or case.stage_category == "Paused":
		return
	length, started = _time_allowed(case, calendar), get_datetime(case.clock_started_at)
	pauses = _pauses_of(case)
	case.due_at = clock.deadline(started, length, case.limit_unit, calendar, pauses)
	case.warn_at = clock.deadline(started, clock.WARNING * length, case.limit_unit, calendar, pauses)


def _running_calendar(case) -> clock.Calendar | None:
	"""The calendar of a case whose clock has started; None without a clock or a limit."""
	return calendar_for(lead_unit(case)) if case.clock_started_at and case.limit_unit else None


def _time_allowed(case, calendar: clock.Calendar) -> timedelta:
	"""The limit with what was granted on top of it."""
	return clock.length_of(flt(case.limit_value) + flt(case.extended_by), case.limit_unit, calendar)


def extend(case, amount: float) -> None:
	"""Adds a granted extension (延期), in the unit of the limit, and moves the deadline."""
	case.extended_by, case.extensions = flt(case.extended_by) + amount, case.extensions + 1
	case.reminded_at = None
	set_due(case)


def begin_suspension(case) -> None:
	"""Counts a suspension (挂账) and says when it ends by itself."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	case.suspensions += 1
	case.resume_on = step_context(case).resume_on or add_days(getdate(), cint(settings.max_suspension_days))
	set_due(case)


def end_suspension(case) -> None:
	case.resume_on = None


def stop_clock(case) -> None:
	"""The clock ends with the last answer, or with the case: what was used, and whether it was too much, stays as it is."""
	before = case.get_doc_before_save()
	if before and before.stage in STOPPED:
		return
	if case.due_at and now_datetime() > get_datetime(case.due_at):
		mark_breached(case)
	case.clock_stopped_at = now_datetime()
	used, limit = _time_used(case, case.clock_stopped_at)
	case.used_hours, case.limit_hours = used / ONE_HOUR, limit / ONE_HOUR


def mark_breached(case) -> None:
	"""The moment at which the time ran out, not the one at which somebody looked."""
	case.breached_at = case.breached_at or case.due_at
	case.first_breached_at = case.first_breached_at or case.due_at


def is_overdue(case) -> bool:
	return bool(case.due_at and now_datetime() > get_datetime(case.due_at) and not _stopped_at(case))


def due_in_duty_hours(setting: str, unit: str, start: datetime | None = None) -> datetime | None:
	"""When the duty hours that a setting names have run on a unit's calendar since `start` (now); None without either."""
	calendar = calendar_for(unit)
	amount = flt(frappe.get_cached_doc("Community Gov Settings").get(setting))
	if not calendar or not amount:
		return None
	length = clock.length_of(amount, clock.DUTY_HOURS, calendar)
	return clock.add(start or now_datetime(), length, clock.DUTY_HOURS, calendar)


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
	"""The unit that answers for a case: its row of duty Lead, as it stands in memory."""
	return next((row.unit for row in case.units if row.duty == "Lead"), None)


def _pauses_of(case) -> list[tuple[datetime, datetime]]:
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
	        {due_at, light, used_hours, limit_hours, paused, notice}; light is Green, Yellow, Red or None without
	        a limit. Hours are those of the unit's own clock, rounded to two decimals; notice says where the
	        deadline reaches into a year whose holidays the calendar does not know.
	"""
	answer = {"due_at": case.due_at, "light": None, "used_hours": None, "limit_hours": None}
	answer |= {"paused": case.stage_category == "Paused", "notice": None}
	calendar = _running_calendar(case)
	if not calendar:
		return answer
	if case.stage in STOPPED and case.clock_stopped_at:
		used, limit = timedelta(hours=flt(case.used_hours)), timedelta(hours=flt(case.limit_hours))
	else:
		used, limit = _time_used(case, _stopped_at(case) or now_datetime())
	notice = notice_of_unknown_year(
		calendar, case.limit_unit, get_datetime(case.clock_started_at), case.due_at
	)
	return answer | {
		"light": clock.light_of_time(used, limit),
		"used_hours": _hours(used),
		"limit_hours": _hours(limit),
		"notice": None if case.stage in STOPPED else notice,
	}


def _time_used(case, end: datetime) -> tuple[timedelta, timedelta]:
	"""What has run on a case's clock until a moment, and what it is allowed; nothing of both without a clock."""
	calendar = _running_calendar(case)
	if not calendar:
		return clock.ZERO, clock.ZERO
	started = get_datetime(case.clock_started_at)
	used = clock.used(started, end, case.limit_unit, calendar, _pauses_of(case))
	return used, _time_allowed(case, calendar)


def _stopped_at(case) -> datetime | None:
	"""When the clock of an answered or ended case stopped; None while it runs.

	Cases that ended before the moment was stored have it in their events.
	"""
	if case.stage not in STOPPED:
		return None
	if case.clock_stopped_at:
		return get_datetime(case.clock_stopped_at)
	stopped = None
	for row in events.stage_entries(case.name):
		if row.to_stage not in STOPPED:
			stopped = None
		elif stopped is None:
			stopped = row.happened_at
	return stopped or get_datetime(case.stage_since)


def _hours(length: timedelta) -> float:
	return round(length / ONE_HOUR, 2)
