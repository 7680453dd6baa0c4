"""Whether patrol points were visited as often as they are to be 巡查到位率, over windows that have ended."""

from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Date as Day
from frappe.utils import getdate

from community_gov.core.errors import BadInputError
from community_gov.team.visit_intervals import Window, windows

LONGEST = 92  # days of one question
KEYS = {
	"Grid": lambda point, window: point.grid,
	"Community": lambda point, window: point.grid[:12],
	"Day": lambda point, window: str(window.last),
	"Point": lambda point, window: point.name,
}


def coverage_by(kind: str, first: date, last: date, area: str | None = None, visible=None) -> list[dict]:
	"""Windows that ended from `first` to `last` by Grid, Community, Day or Point.

	Args:
	        area: code prefix, or None for all.
	        visible: criterion of what a user may list of Patrol Point, or None.
	Returns:
	        [{key, points, due, visited, missed, rate}]; rate = visited ÷ due in per cent, None where nothing was due.
	"""
	groups: dict[str, dict] = {}
	for point, window, visited in _judge_coverage(first, last, area, visible):
		group = groups.setdefault(KEYS[kind](point, window), {"points": set(), "due": 0, "visited": 0})
		group["points"].add(point.name)
		group["due"] += 1
		group["visited"] += visited
	return [coverage_row(key, groups[key]) for key in sorted(groups)]


def coverage_row(key: str, group: dict) -> dict:
	due, visited = group["due"], group["visited"]
	row = {"key": key, "points": len(group["points"]), "due": due, "visited": visited}
	return {**row, "missed": due - visited, "rate": round(100 * visited / due, 2) if due else None}


def missed(first: date, last: date, area: str | None = None, visible=None) -> list[dict]:
	"""Each window without a check-in: [{due_on, grid, point, point_name, every_days}], by day and grid."""
	rows = [
		{"due_on": window.last, "grid": point.grid, "point": point.name, **_named(point)}
		for point, window, visited in _judge_coverage(first, last, area, visible)
		if not visited
	]
	return sorted(rows, key=lambda row: (row["due_on"], row["grid"], row["point_name"]))


def _named(point) -> dict:
	return {"point_name": point.point_name, "every_days": point.every_days}


def _judge_coverage(
	first: date, last: date, area: str | None, visible
) -> Iterator[tuple[frappe._dict, Window, bool]]:
	"""Each window that ended in the time, and whether somebody checked in; today has not ended.

	Raises:
	        BadInputError: more than LONGEST days.
	"""
	if (last - first).days >= LONGEST:
		frappe.throw(
			_("The period is longer than {0} days. Choose a shorter one.").format(LONGEST), exc=BadInputError
		)
	last = min(last, getdate() - timedelta(days=1))
	points = _points_of(first, last, area, visible)
	longest = max((point.every_days for point in points), default=1)
	days = _days_of_check_ins(first - timedelta(days=longest), last, area)
	for point in points:
		mine = days.get(point.name, ())
		for window in windows(point.active_from, point.active_to, point.every_days, first, last):
			yield point, window, any(window.first <= day <= window.last for day in mine)


def _points_of(first: date, last: date, area: str | None, visible) -> list[frappe._dict]:
	point = frappe.qb.DocType("Patrol Point")
	fields = ("name", "point_name", "grid", "every_days", "active_from", "active_to")
	query = frappe.qb.from_(point).select(*(point[name] for name in fields)).orderby(point.name)
	query = query.where((point.active_from <= last) & (point.active_to.isnull() | (point.active_to >= first)))
	if area:
		query = query.where(point.grid.like(f"{area}%"))
	return (query if visible is None else query.where(visible)).run(as_dict=True)


def _days_of_check_ins(first: date, last: date, area: str | None) -> dict[str, list[date]]:
	"""{point: days with a check-in}, by one statement."""
	row, point = frappe.qb.DocType("Patrol Check-in"), frappe.qb.DocType("Patrol Point")
	day = Day(row.checked_in_at)
	query = frappe.qb.from_(row).join(point).on(point.name == row.point).select(row.point, day).distinct()
	query = query.where((row.checked_in_at >= first) & (row.checked_in_at < last + timedelta(days=1)))
	if area:
		query = query.where(point.grid.like(f"{area}%"))
	found: dict[str, list[date]] = {}
	for name, on in query.run():
		found.setdefault(name, []).append(getdate(on))
	return found
