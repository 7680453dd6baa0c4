"""Places: the tree, the grid at a point, and loading divisions."""

import frappe
from frappe import _

from community_gov.api.access import require
from community_gov.grids.index_cache import get_index


@frappe.whitelist(methods=["GET", "POST"])
def children(doctype: str = "Grid", parent: str = "", is_root: bool = False, **filters: str) -> list[dict]:
	"""Nodes below a place for the desk's tree; the provinces for the root.

	Returns:
	        [{value, title, expandable, level}]
	"""
	require("Grid", "read")
	at_root = is_root or parent in ("", "Grid", _("Grid"), _("All Places"))
	rows = frappe.get_list(
		"Grid",
		filters={"parent_grid": ["is", "not set"]} if at_root else {"parent_grid": parent},
		fields=["name", "grid_name", "level", "is_group"],
		order_by="code asc",
		limit_page_length=0,
	)
	return [
		{"value": row.name, "title": f"{row.grid_name} · {row.name}", "expandable": row.is_group, "level": row.level}
		for row in rows
	]


@frappe.whitelist(methods=["GET"])
def locate(latitude: float, longitude: float) -> dict:
	"""The deepest grid whose boundary holds a point (degrees WGS 84).

	Returns:
	        {grid, grid_name}; both None where no boundary holds it.
	"""
	require("Grid", "read")
	code = get_index().locate(longitude, latitude)
	return {"grid": code, "grid_name": frappe.db.get_value("Grid", code, "grid_name") if code else None}
