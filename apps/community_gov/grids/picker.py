"""Choosing a place in a form: one's own area first, each with the path that leads to it."""

import re

import frappe

from community_gov.grids.codes import CodeError, ancestors_of
from community_gov.permissions.scope import AREA_ROLES, areas_of

# How many places are looked at where words of the path narrow them down.
LOOKED_AT = 500


def find(text: str, filters: list, user: str, start: int = 0, length: int = 10) -> list[tuple[str, str, str]]:
	"""Places by code or name, those of the user's own areas first; without a text only those, where there are any.

	Args:
	        text: the beginning of a code, or words: the last is part of the name, the others of names above it
	            (`北街 第一`).
	        filters: what the form asks for besides, as Frappe's lists take it.
	Returns:
	        [(code, name, path)], the path from the province down
	"""
	own = areas_of(user, AREA_ROLES)
	words = re.split(r"[\s/·、，,]+", text.strip())
	conditions = _conditions(words[-1])
	rows = [row for area in own for row in _rows([*filters, *_within(area)], conditions)]
	if text.strip() or not rows:
		known = {row.name for row in rows}
		rows += [row for row in _rows(filters, conditions) if row.name not in known]
	paths = _paths_of([row.name for row in rows])
	found = [
		(row.name, row.grid_name, paths[row.name])
		for row in rows
		if all(word in paths[row.name] for word in words[:-1])
	]
	return found[start : start + length]


def own_grid(user: str) -> dict | None:
	"""The place that a new document of a user is most likely about: the first grid of their team; None without one.

	Returns:
	        {name, grid_name}
	"""
	areas = areas_of(user, AREA_ROLES)
	lowest = max(areas, key=len, default=None)
	if not lowest or frappe.db.get_value("Grid", lowest, "enabled") != 1:
		return None
	return {"name": lowest, "grid_name": frappe.db.get_value("Grid", lowest, "grid_name")}


def path_of(code: str) -> str:
	"""Names from the province down to the place itself; what is not registered is left out."""
	above = _paths_of([code])[code]
	return " / ".join(filter(None, (above, frappe.db.get_value("Grid", code, "grid_name"))))


def short_paths_of(codes: list[str | None]) -> dict[str | None, str]:
	"""The names of places with that of the place right above: `北街社区 / 第一网格`; two queries for all of them."""
	known = sorted({code for code in codes if code})
	if not known:
		return {}
	above = _paths_of(known)
	grid = frappe.qb.DocType("Grid")
	query = frappe.qb.from_(grid).select(grid.name, grid.grid_name)
	names = dict(query.where(grid.name.isin(known)).run())
	return {
		code: " / ".join([*above[code].split(" / ")[-1:], names[code]]) for code in known if code in names
	}


def _conditions(word: str) -> list:
	return [["name", "like", f"{word}%"], ["grid_name", "like", f"%{word}%"]] if word else []


def _within(area: str) -> list:
	return [["name", "like", f"{area}%"]]


def _rows(filters: list, conditions: list) -> list:
	return frappe.get_list(
		"Grid",
		filters=filters,
		or_filters=conditions or None,
		fields=["name", "grid_name"],
		order_by="name asc",
		limit_page_length=LOOKED_AT,
	)


def _paths_of(codes: list[str]) -> dict[str, str]:
	"""The names above each place, province first, in one query."""
	above = {code: _ancestors(code) for code in codes}
	wanted = sorted({one for ones in above.values() for one in ones})
	if not wanted:
		return dict.fromkeys(codes, "")
	grid = frappe.qb.DocType("Grid")
	names = dict(frappe.qb.from_(grid).select(grid.name, grid.grid_name).where(grid.name.isin(wanted)).run())
	return {code: " / ".join(names[one] for one in ones if one in names) for code, ones in above.items()}


def _ancestors(code: str) -> list[str]:
	try:
		return ancestors_of(code)
	except CodeError:
		return []
