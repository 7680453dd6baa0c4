"""Team of each grid, 1+1+N, with what is missing."""

from frappe import _

from community_gov.grids.strength import GAPS, gap_words, visible_strength


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	rows = visible_strength(filters.get("area"))
	rows = [row for row in rows if row["gaps"] or not filters.get("only_gaps")]
	told = _(
		"1+1+N: one grid worker, a leader for each building, volunteers as many as the settings ask for."
	)
	return _columns(), [_with_words(row) for row in rows], told, _chart(rows)


def _columns() -> list[dict]:
	numbers = (
		("grid_workers", _("Grid Workers")),
		("building_leaders", _("Building Leaders")),
		("buildings", _("Buildings")),
		("volunteers", _("Volunteers")),
		("households", _("Households")),
		("residents", _("Residents")),
	)
	return [
		{"fieldname": "grid", "label": _("Grid"), "fieldtype": "Link", "options": "Grid", "width": 160},
		{"fieldname": "grid_name", "label": _("Grid Name"), "fieldtype": "Data", "width": 140},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 100} for name, label in numbers),
		{"fieldname": "missing", "label": _("Gaps"), "fieldtype": "Data", "width": 260},
	]


def _with_words(row: dict) -> dict:
	words = gap_words()
	return {**row, "missing": ", ".join(words[gap] for gap in row["gaps"])}


def _chart(rows: list[dict]) -> dict:
	"""How many grids have each gap."""
	values = [sum(gap in row["gaps"] for row in rows) for gap in GAPS]
	data = {"labels": list(gap_words().values()), "datasets": [{"name": _("Grids"), "values": values}]}
	return {"type": "bar", "data": data}
