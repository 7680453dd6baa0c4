"""The team of each grid, 1+1+N: one grid worker, a leader for each building, volunteers; and what is missing."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate

from community_gov.permissions.access import require
from community_gov.permissions.scope import AREA_ROLES, CENTRE_ROLES, areas_of, roles_of

VOLUNTEERS = 10
GAPS = ("No Grid Worker", "Building Leaders Missing", "Volunteers Missing")


def strength(area: str | None = None) -> list[dict]:
	"""Strength and gaps of the enabled grids of an area, in the order of codes.

	Returns:
	        [{grid, grid_name, grid_workers, building_leaders, buildings, volunteers, households, residents, gaps}];
	        volunteers are those on record in the grid; gaps is a list of GAPS.
	"""
	wanted = cint(frappe.get_cached_doc("Community Gov Settings").volunteers_per_grid) or VOLUNTEERS
	rows = _grids_of(area)
	members = _team_counts(area)
	places = {doctype: _counts(doctype, area, status) for doctype, status in STATUS.items()}
	return [_with_gaps(_grid_row(row, members, places), wanted) for row in rows]


def gap_words() -> dict[str, str]:
	"""The gaps in the language of the session."""
	return {
		"No Grid Worker": _("No Grid Worker"),
		"Building Leaders Missing": _("Building Leaders Missing"),
		"Volunteers Missing": _("Volunteers Missing"),
	}


STATUS = {
	"Building": None,
	"Volunteer": ("=", "Active"),
	"Household": ("!=", "Dissolved"),
	"Resident": ("=", "Present"),
}


def _grids_of(area: str | None) -> list[frappe._dict]:
	filters = {"level": "Grid", "enabled": 1}
	if area:
		filters["code"] = ["like", f"{area}%"]
	return frappe.get_all("Grid", filters=filters, fields=["name", "grid_name"], order_by="code asc")


def _team_counts(area: str | None) -> dict[tuple[str, str], int]:
	"""Members whose days have begun and not ended, by grid and role."""
	member, today = frappe.qb.DocType("Grid Team Member"), getdate()
	active = (member.from_date <= today) & (member.to_date.isnull() | (member.to_date >= today))
	query = (
		frappe.qb.from_(member)
		.select(member.parent, member.team_role, Count(member.name).as_("number"))
		.where((member.parenttype == "Grid") & active)
		.groupby(member.parent, member.team_role)
	)
	if area:
		query = query.where(member.parent.like(f"{area}%"))
	return {(row.parent, row.team_role): row.number for row in query.run(as_dict=True)}


def _counts(doctype: str, area: str | None, status: tuple | None) -> dict[str, int]:
	"""Records by grid; those of a micro-grid count in the grid above."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.grid, Count(table.name).as_("number")).groupby(table.grid)
	if area:
		query = query.where(table.grid.like(f"{area}%"))
	if status:
		compare = table.status == status[1] if status[0] == "=" else table.status != status[1]
		query = query.where(compare)
	found: dict[str, int] = {}
	for row in query.run(as_dict=True):
		key = (row.grid or "")[:15]
		found[key] = found.get(key, 0) + row.number
	return found


def _grid_row(row, members: dict, places: dict) -> dict:
	return {
		"grid": row.name,
		"grid_name": row.grid_name,
		"grid_workers": members.get((row.name, "Grid Worker"), 0),
		"building_leaders": members.get((row.name, "Building Leader"), 0),
		"buildings": places["Building"].get(row.name, 0),
		"volunteers": places["Volunteer"].get(row.name, 0),
		"households": places["Household"].get(row.name, 0),
		"residents": places["Resident"].get(row.name, 0),
	}


def _with_gaps(row: dict, wanted: int) -> dict:
	"""What a grid lacks: its worker, a leader for each building, the volunteers of the settings."""
	missing = (
		row["grid_workers"] < 1,
		row["building_leaders"] < row["buildings"],
		row["volunteers"] < wanted,
	)
	return {**row, "gaps": [gap for gap, lacks in zip(GAPS, missing, strict=True) if lacks]}


def visible_strength(area: str | None) -> list[dict]:
	"""Of a place; without one of the user's own areas, and of everywhere for the centre."""
	require("Building", "read")
	user = frappe.session.user
	own = [None] if roles_of(user) & CENTRE_ROLES else areas_of(user, AREA_ROLES)
	return [row for part in ([area] if area else own) for row in strength(part)]
