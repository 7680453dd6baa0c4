"""Shares of participation with what they are counted of: opinions, topics, sessions, tasks, objections, turnout."""

from frappe import _

from community_gov.participation.figures import figures
from community_gov.participation.standing_figures import EACH


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	rows = figures(filters.get("from_date"), filters.get("to_date"), filters.get("area"))
	told = _("Counted of what began in the period. Where nothing was counted there is no rate.")
	return _columns(), [_with_dash(row) for row in rows], told, _chart(rows)


def _columns() -> list[dict]:
	number = {"fieldtype": "Int", "width": 130}
	return [
		{"fieldname": "figure", "label": _("Figure"), "fieldtype": "Data", "width": 340},
		{"fieldname": "numerator", "label": _("How many"), **number},
		{"fieldname": "denominator", "label": _("Out of"), **number},
		{"fieldname": "rate", "label": _("Share or Quotient"), "fieldtype": "Data", "width": 130},
	]


def _with_dash(row: dict) -> dict:
	sign = "" if row["unit"] == EACH else " %"
	return {**row, "rate": "—" if row["rate"] is None else f"{row['rate']:g}{sign}"}


def _chart(rows: list[dict]) -> dict:
	shown = [row for row in rows if row["rate"] is not None and row["unit"] != EACH]
	data = {
		"labels": [row["figure"] for row in shown],
		"datasets": [{"name": _("Share in Percent"), "values": [row["rate"] for row in shown]}],
	}
	return {"type": "bar", "data": data}
