"""The year's list for 最美网格员: rank, mean of the months, and the figures behind it."""

from frappe import _
from frappe.utils import cint, getdate

from community_gov.team import visible_figures
from community_gov.team.assessment_items import weights

DASH = "—"


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	of_year = cint(filters.get("of_year")) or getdate().year
	rows = visible_figures.year_list(of_year, filters.get("area"))["rows"]
	told = _("Mean of the final monthly scores. Who was assessed in too few months has no rank.")
	return _columns(), [_with_items(row) for row in rows], told, _chart(rows)


def _columns() -> list[dict]:
	items = [(row.item, _(row.item, context="Worker Assessment Item")) for row in weights()]
	return [
		{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Data", "width": 70},
		{"fieldname": "worker_name", "label": _("Grid Worker"), "fieldtype": "Data", "width": 140},
		{"fieldname": "grid", "label": _("Grid"), "fieldtype": "Link", "options": "Grid", "width": 160},
		{"fieldname": "months", "label": _("Months"), "fieldtype": "Int", "width": 80},
		{
			"fieldname": "mean_score",
			"label": _("Mean Score"),
			"fieldtype": "Float",
			"precision": 2,
			"width": 100,
		},
		*(
			{"fieldname": item, "label": label, "fieldtype": "Float", "precision": 1, "width": 110}
			for item, label in items
		),
	]


def _with_items(row: dict) -> dict:
	return {**row, **row["items"], "rank": row["rank"] or DASH}


def _chart(rows: list[dict]) -> dict:
	shown = [row for row in rows if row["rank"]][:15]
	values = [row["mean_score"] for row in shown]
	data = {
		"labels": [row["worker_name"] for row in shown],
		"datasets": [{"name": _("Mean Score"), "values": values}],
	}
	return {"type": "bar", "data": data}
