"""Whether patrol points were visited as often as they are to be; with Missed, each turn that was left out."""

from frappe import _

from community_gov.registry.care.visit_coverage import labelled
from community_gov.team import visible_figures

DASH = "—"
TITLES = {"Point": ("Patrol Point", "point_name"), "Grid": ("Grid", "grid_name")}


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	period = (filters.get("from_date"), filters.get("to_date"))
	kind, area = filters.get("by") or "Grid", filters.get("area")
	formula = _(
		"Share visited = turns with a check-in ÷ turns that ended in the period. A turn is a day, or as many days as "
		"the point names; today is left out."
	)
	if kind == "Missed":
		return _missed_columns(), _missed_rows(visible_figures.missed_turns(*period, area)["rows"]), formula
	rows = visible_figures.coverage_of_points(*period, kind, area)["rows"]
	rows = [{**row, "label": row["key"]} for row in rows] if kind == "Day" else labelled(rows, *_titles(kind))
	return _columns(), _with_dashes(rows), formula, _chart(rows)


def _titles(kind: str) -> tuple[str, str]:
	return TITLES.get(kind, TITLES["Grid"])


def _columns() -> list[dict]:
	whole = (
		("points", _("Patrol Points")),
		("due", _("Turns")),
		("visited", _("Turns with a Check-in")),
		("missed", _("Missed Turns")),
	)
	return [
		{"fieldname": "label", "label": _("Name"), "fieldtype": "Data", "width": 220},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 130} for name, label in whole),
		{
			"fieldname": "rate",
			"label": f"{_('Share Visited')} %",
			"fieldtype": "Data",
			"width": 120,
			"align": "right",
		},
	]


def _with_dashes(rows: list[dict]) -> list[dict]:
	return [{name: DASH if value is None else value for name, value in row.items()} for row in rows]


def _missed_columns() -> list[dict]:
	return [
		{"fieldname": "due_on", "label": _("Date"), "fieldtype": "Date", "width": 120},
		{"fieldname": "label", "label": _("Grid"), "fieldtype": "Data", "width": 180},
		{"fieldname": "point_name", "label": _("Patrol Point"), "fieldtype": "Data", "width": 220},
		{"fieldname": "every_days", "label": _("Every … Days"), "fieldtype": "Int", "width": 120},
	]


def _missed_rows(rows: list[dict]) -> list[dict]:
	return labelled([{**row, "key": row["grid"]} for row in rows], "Grid", "grid_name")


def _chart(rows: list[dict]) -> dict | None:
	if not any(row["rate"] for row in rows):
		# A chart of nothing but zeros has no scale.
		return None
	shown = rows[:31]
	data = {
		"labels": [row["label"] for row in shown],
		"datasets": [{"name": _("Share Visited"), "values": [row["rate"] or 0 for row in shown]}],
	}
	return {"type": "bar", "data": data}
