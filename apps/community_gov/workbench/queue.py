"""The queue of the workbench: what waits, with place, picture and clock, sorted by what is left."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from community_gov.casework.deadlines import clock
from community_gov.casework.intake import thumbnails
from community_gov.workbench import sources

CASE_FIELDS = ("name", "title", "address", "grid", "urgency", "due_at", "warn_at", "category")
TOLD = ("doctype", "name", "case", "task", "stage", "title", "address", "urgent", "place", "thumbnail")


def queue_of(user: str) -> list[dict]:
	"""What waits for the session user, those with least time first, those without a limit last by age.

	Returns:
	        [{doctype, name, case, task, stage, title, place, address, urgent, thumbnail, due_at, light, minutes_left}]; light is Red, Yellow,
	        Green or None without a limit; minutes_left is negative once the time is over, by the wall clock
	"""
	rows, now = sources.rows_waiting(user), now_datetime()
	cases = _cases_of({row.case for row in rows if row.case})
	pictures = thumbnails.first_photos(list(cases))
	for row in rows:
		_add_case(row, cases.get(row.case), pictures.get(row.case))
	rows.sort(key=lambda row: (_moment(row.due_at), _moment(row.since), row.name))
	return [_told(row, now) for row in rows]


def _moment(value) -> datetime:
	return get_datetime(value) if value else datetime.max


def _cases_of(names: set[str]) -> dict[str, frappe._dict]:
	"""The cases behind the rows, as far as the session user may list them."""
	if not names:
		return {}
	rows = frappe.get_list(
		"Case",
		filters={"name": ["in", sorted(names)]},
		fields=list(CASE_FIELDS),
		order_by="name asc",
		limit_page_length=0,
	)
	return {row.name: row for row in rows}


def _add_case(row: frappe._dict, case: frappe._dict | None, picture: str | None) -> None:
	case = case or frappe._dict()
	row.title = row.title or case.title
	row.address = row.address or case.address
	row.grid = case.grid or row.grid
	row.urgent = bool(row.urgent or case.urgency == "Urgent")
	row.thumbnail = picture
	row.warn_at = case.warn_at if row.due_at and row.due_at == case.due_at else None
	# What fits a line is the grid's own name; the path stands where the row leads.
	row.place = frappe.get_cached_value("Grid", row.grid, "grid_name") if row.grid else None


def _told(row: frappe._dict, now: datetime) -> dict:
	due = get_datetime(row.due_at) if row.due_at else None
	return {
		**{name: row.get(name) for name in TOLD},
		"due_at": str(due) if due else None,
		"light": light_of(now, due, row.since, row.warn_at),
		"minutes_left": int((due - now) / timedelta(minutes=1)) if due else None,
	}


def light_of(now: datetime, due: datetime | None, since, warn=None) -> str | None:
	"""Red past the time, Yellow from its warning or from four fifths of it, else Green; None without a limit."""
	if not due:
		return None
	if now > due:
		return "Red"
	warned = get_datetime(warn) if warn else None
	if not warned and since:
		began = get_datetime(since)
		warned = began + clock.WARNING * (due - began)
	return "Yellow" if warned and now >= warned else "Green"
