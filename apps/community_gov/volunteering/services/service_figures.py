"""Hours, points and active people by team, project, grid, month or volunteer, as SQL aggregates.

Only confirmed service counts (志愿服务记录与证明出具办法: confirmed line by line).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, flt

from community_gov.core.compat import left_part
from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError
from community_gov.core.ranking import ranked

CONFIRMED = "Confirmed"
BY = ("Team", "Project", "Grid", "Month", "Volunteer")


def figures(start: datetime, end: datetime, by: str, area: str | None = None, visible=None) -> list[dict]:
	"""Figures of the service that began in [start, end).

	Args:
	        by: one of BY.
	        area: code of a place; its whole subtree counts.
	        visible: criterion over Service Record that limits what is counted.
	Returns:
	        [{key, label, records, hours, points, people, hours_per_person, rank}], best first by hours; months in
	        their order without rank. rank is None below the smallest sample of records.
	Raises:
	        BadInputError: `by` is none of them.
	"""
	if by not in BY:
		frappe.throw(
			_("Figures by {0} do not exist. Choose one of: {1}.").format(by, ", ".join(BY)), exc=BadInputError
		)
	rows = _labelled([_counted(row) for row in _rows_by(by, start, end, area, visible)], by)
	if by == "Month":
		return sorted(rows, key=lambda row: row["key"])
	return ranked(rows, "hours", "records", smallest_sample())


def smallest_sample() -> int:
	return cint(frappe.get_cached_doc("Community Gov Settings").ranking_minimum)


def _rows_by(by: str, start: datetime, end: datetime, area: str | None, visible) -> list[dict]:
	record, volunteer = frappe.qb.DocType("Service Record"), frappe.qb.DocType("Volunteer")
	key = {
		"Team": volunteer.team,
		"Project": record.project,
		"Grid": record.grid,
		"Month": left_part(record.started_at, 7),
		"Volunteer": record.volunteer,
	}[by]
	query = _counting_query(record, volunteer, start, end).select(key.as_("key")).groupby(key)
	if area:
		query = query.where(record.grid.like(f"{area}%"))
	return (query.where(visible) if visible is not None else query).run(as_dict=True)


def _counting_query(record, volunteer, start: datetime, end: datetime):
	"""What is counted of the confirmed service that began in [start, end)."""
	return (
		frappe.qb.from_(record)
		.join(volunteer)
		.on(volunteer.name == record.volunteer)
		.select(
			Count("*").as_("records"),
			Sum(record.hours).as_("hours"),
			Sum(record.points).as_("points"),
			Count(record.volunteer).distinct().as_("people"),
		)
		.where((record.stage == CONFIRMED) & (record.started_at >= start) & (record.started_at < end))
	)


def _counted(row: dict) -> dict:
	"""Numbers as numbers, and the hours of each active person."""
	hours, people = flt(row["hours"], 2), cint(row["people"])
	return {
		**row,
		"hours": hours,
		"points": flt(row["points"], 2),
		"people": people,
		"hours_per_person": flt(hours / people, 2) if people else None,
	}


def _labelled(rows: list[dict], by: str) -> list[dict]:
	"""Adds what people call each key; service without a team or project has a line of its own."""
	names = _names_of(by, [row["key"] for row in rows if row["key"]])
	nothing = {"Team": _("No Team"), "Project": _("No Project")}.get(by, "")
	return [{**row, "label": names.get(row["key"]) or row["key"] or nothing} for row in rows]


def _names_of(by: str, keys: list[str]) -> dict[str, str]:
	doctype, field = {"Grid": ("Grid", "grid_name"), "Volunteer": ("Volunteer", "full_name")}.get(
		by, (None, None)
	)
	if not doctype or not keys:
		return {}
	rows = frappe.get_all(
		doctype, filters={"name": ["in", keys]}, fields=["name", field], order_by="name asc"
	)
	return {row.name: row[field] for row in rows}


def of_team(team: str, start: datetime, end: datetime) -> dict:
	"""What a team did in a period and who belongs to it: {members, records, hours, points, people, hours_per_person}."""
	record, volunteer = frappe.qb.DocType("Service Record"), frappe.qb.DocType("Volunteer")
	row = _counting_query(record, volunteer, start, end).where(volunteer.team == team).run(as_dict=True)[0]
	return {"members": count_shown("Volunteer", {"team": team, "status": "Active"}), **_counted(row)}
