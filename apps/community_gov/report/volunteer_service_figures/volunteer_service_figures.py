"""Hours, points and active people of confirmed volunteer service, ranked by hours."""

from frappe import _

from community_gov.volunteering.services import visible_figures


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	by = filters.get("by") or "Team"
	rows = visible_figures.hours_of_service(
		filters.get("from_date"), filters.get("to_date"), by, filters.get("area")
	)
	told = _("Confirmed service only, by the day it began. Without enough records nobody is ranked.")
	return _columns(by), [_with_dashes(row) for row in rows], told, _chart(by, rows)


def _columns(by: str) -> list[dict]:
	label = {"fieldname": "label", "label": _title_of(by), "fieldtype": "Data", "width": 220}
	rank = {"fieldname": "rank", "label": _("Rank"), "fieldtype": "Data", "width": 70}
	numbers = (
		("records", _("Services"), "Int"),
		("hours", _("Service Hours"), "Float"),
		("points", _("Points"), "Float"),
		("people", _("Active People"), "Int"),
		("hours_per_person", _("Hours per Person"), "Float"),
	)
	found = [
		{"fieldname": name, "label": text, "fieldtype": kind, "width": 130, "precision": 2}
		for name, text, kind in numbers
	]
	return [label, *found] if by == "Month" else [rank, label, *found]


def _title_of(by: str) -> str:
	titles = {
		"Team": _("Team"),
		"Project": _("Project"),
		"Grid": _("Grid"),
		"Month": _("Month"),
		"Volunteer": _("Volunteer"),
	}
	return titles.get(by, by)


def _with_dashes(row: dict) -> dict:
	return {**row, "rank": row.get("rank") or "—"}


def _chart(by: str, rows: list[dict]) -> dict:
	shown = rows if by == "Month" else rows[:15]
	data = {
		"labels": [row["label"] for row in shown],
		"datasets": [{"name": _("Service Hours"), "values": [row["hours"] for row in shown]}],
	}
	return {"type": "line" if by == "Month" else "bar", "data": data}
