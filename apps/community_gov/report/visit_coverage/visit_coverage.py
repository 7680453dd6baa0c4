"""Visits due in a period: how many were made, and on time, by place or by person."""

from frappe import _

from community_gov.registry.care import visible_figures
from community_gov.registry.care.visit_coverage import labelled

DASH = "—"


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	period = (filters.get("from_date"), filters.get("to_date"))
	if filters.get("by") == "Person":
		rows = labelled(
			visible_figures.coverage_by_person(*period, filters.get("area"))["rows"], "User", "full_name"
		)
	else:
		found = visible_figures.coverage_by_place(*period, filters.get("by") or "Grid", filters.get("area"))
		rows = labelled(found["rows"], "Grid", "grid_name")
	formula = _("Coverage = visits done as planned ÷ visits due. Cancelled visits count nowhere.")
	return _columns(), _with_dashes(rows), formula, _chart(rows)


def _columns() -> list[dict]:
	whole = (
		("people", _("People")),
		("due", _("Visits Due")),
		("done_as_planned", _("Done as Planned")),
		("on_time", _("On Time")),
		("missed", _("Missed Visits")),
		("done", _("Visits Made")),
		("met", _("People Met")),
		("evening", _("Evening Visits")),
	)
	rates = (("coverage_rate", _("Coverage")), ("on_time_rate", _("On Time")))
	return [
		{"fieldname": "label", "label": _("Name"), "fieldtype": "Data", "width": 200},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 110} for name, label in whole),
		*(
			{"fieldname": name, "label": f"{label} %", "fieldtype": "Data", "width": 110, "align": "right"}
			for name, label in rates
		),
	]


def _with_dashes(rows: list[dict]) -> list[dict]:
	return [{name: DASH if value is None else value for name, value in row.items()} for row in rows]


def _chart(rows: list[dict]) -> dict:
	shown = rows[:15]
	values = [row["coverage_rate"] or 0 for row in shown]
	data = {
		"labels": [row["label"] for row in shown],
		"datasets": [{"name": _("Coverage"), "values": values}],
	}
	return {"type": "bar", "data": data}
