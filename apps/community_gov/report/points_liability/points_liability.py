"""Points that volunteers can still spend, by the month in which they expire."""

from frappe import _

from community_gov.volunteering.services import visible_figures


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart, summary)."""
	found = visible_figures.points_outstanding((filters or {}).get("area"))
	rows = [{**row, "month": row["month"] or _("No Expiry")} for row in found["months"]]
	return _columns(), rows, None, _chart(rows), _summary(found)


def _columns() -> list[dict]:
	return [
		{"fieldname": "month", "label": _("Expires in"), "fieldtype": "Data", "width": 140},
		{"fieldname": "points", "label": _("Points"), "fieldtype": "Float", "width": 140, "precision": 2},
		{"fieldname": "volunteers", "label": _("Volunteers"), "fieldtype": "Int", "width": 120},
	]


def _chart(rows: list[dict]) -> dict:
	values = [row["points"] for row in rows]
	data = {"labels": [row["month"] for row in rows], "datasets": [{"name": _("Points"), "values": values}]}
	return {"type": "bar", "data": data}


def _summary(found: dict) -> list[dict]:
	"""What is outstanding, and what is held for goods that nobody has collected yet."""
	return [
		{"label": _("Points Outstanding"), "value": found["total"], "datatype": "Float"},
		{"label": _("Held for Redemptions"), "value": found["held"], "datatype": "Float"},
	]
