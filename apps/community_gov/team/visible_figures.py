"""Figures of the work of grid workers over what the session user may list: for reports and endpoints alike."""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.core.errors import BadInputError
from community_gov.core.time import as_day
from community_gov.permissions.access import require
from community_gov.permissions.listing import visible_of
from community_gov.team import annual_ranking, patrol_coverage, training


def coverage_of_points(from_date: str, to_date: str, by: str = "Grid", area: str | None = None) -> dict:
	"""Whether points were visited as often as they are to be, over turns that have ended.

	Args:
	        by: Grid, Community, Day or Point.
	        area: code prefix.
	Returns:
	        {rows: [{key, points, due, visited, missed, rate}]}; rate = visited ÷ due in per cent, None without any due
	"""
	require("Patrol Point", "read")
	period = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	kind = by if by in patrol_coverage.KEYS else "Grid"
	return {"rows": patrol_coverage.coverage_by(kind, *period, area, visible_of("Patrol Point"))}


def missed_turns(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Turns of points in which nobody checked in, by day and grid.

	Returns:
	        {rows: [{due_on, grid, point, point_name, every_days}]}
	"""
	require("Patrol Point", "read")
	period = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	return {"rows": patrol_coverage.missed(*period, area, visible_of("Patrol Point"))}


def hours_by_person(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Sessions held in a period by person, among those that the user may list.

	Permission: who may plan sessions.
	Returns:
	        {rows: [{key: account, invited, attended, hours, rate}]}; rate = attended ÷ invited in per cent
	"""
	require("Training Session", "create")
	period = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	return {"rows": training.by_person(*period, area, visible_of("Training Session"))}


def year_list(of_year: int, area: str | None = None) -> dict:
	"""The year's list for 最美网格员: final assessments by the mean of the months, over what the user may list.

	Returns:
	        {year, rows: [{rank, worker, worker_name, grid, months, mean_score, items}]}; see annual_ranking.standings
	"""
	require("Worker Assessment", "read")
	number = cint(of_year)
	if not 2000 <= number <= 2100:
		frappe.throw(_("{0} is no year. Send four digits.").format(of_year), exc=BadInputError)
	return {"year": number, "rows": annual_ranking.standings(number, area, visible_of("Worker Assessment"))}
