"""How long a case may wait at a post (岗位时限): until it is accepted, filed, dispatched, closed.

The standard judges posts by on-time rates (GB/T 30428.4-2016); the limits are data of the settings.
"""

from datetime import datetime

import frappe
from frappe.utils import flt, get_datetime, now_datetime

from community_gov.casework.deadlines import clock
from community_gov.casework.deadlines.calendars import calendar_for

# The stage in which a case waits -> the field that keeps until when, for the figures.
DUE_FIELD = {
	"Reported": "accept_due_at",
	"Accepted": "file_due_at",
	"Filed": "dispatch_due_at",
	"Checking": "close_due_at",
}


def set_stage_due(case) -> None:
	"""Until when the post should have taken the next step; empty where the settings name no limit."""
	row = limit_of(case.stage, case.urgency)
	put_stage_due(case, due_by(row) if row else None)


def put_stage_due(case, due) -> None:
	if case.stage in DUE_FIELD:
		case.stage_due_at = due
		case.set(DUE_FIELD[case.stage], due)


def renew_stage_due(case) -> None:
	"""The same since the case entered its stage, on what holds now; without a calendar it stays as it was."""
	row = limit_of(case.stage, case.urgency)
	due = due_by(row, get_datetime(case.stage_since)) if row else None
	if due or not row:
		put_stage_due(case, due)


def end_stage_due(case) -> None:
	"""The units' own clock runs now, or none."""
	case.stage_due_at = None


def limit_of(stage: str, urgency: str):
	"""The row of the settings for a stage; a stage without a row for urgent cases takes the normal one."""
	rows = [row for row in frappe.get_cached_doc("Community Gov Settings").stage_limits if row.stage == stage]
	exact = next((row for row in rows if row.urgency == urgency), None)
	return exact or next((row for row in rows if row.urgency == "Normal"), None)


def due_by(row, start: datetime | None = None) -> datetime | None:
	"""The deadline of a limit that starts then (now), on the default calendar; None where a site has no calendar."""
	now = start or now_datetime()
	if not clock.runs_on_duty_time(row.limit_unit):
		return now + clock.plain_length(flt(row.limit_value), row.limit_unit)
	calendar = calendar_for(None)
	if not calendar:
		return None
	length = clock.length_of(flt(row.limit_value), row.limit_unit, calendar)
	return clock.add(now, length, row.limit_unit, calendar)
