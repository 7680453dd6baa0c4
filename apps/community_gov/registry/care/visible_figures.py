"""Figures of visits over what the session user may list: for reports and endpoints alike."""

from community_gov.core.time import as_day
from community_gov.permissions.listing import visible_of
from community_gov.registry.care import visit_coverage
from community_gov.registry.homes import places


def coverage_by_place(from_date: str, to_date: str, level: str = "Grid", area: str | None = None) -> dict:
	"""Visits due in a period by place, over what the user may list.

	Args:
	        level: Street, Community, Grid or Micro-grid.
	Returns:
	        {rows: [{key, people, due, done, done_as_planned, on_time, met, missed, evening, coverage_rate, on_time_rate}]}
	"""
	length = places.LENGTH_OF.get(level, 15)
	first, last = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	return {"rows": visit_coverage.by_place(first, last, length, area, visible_of("Visit"))}


def coverage_by_person(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""The same by the account that is to go there, or went."""
	first, last = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	return {"rows": visit_coverage.by_person(first, last, area, visible_of("Visit"))}
