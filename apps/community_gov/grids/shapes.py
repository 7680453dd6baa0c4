"""Boundaries as maps draw them: few points, few digits. Degrees WGS 84."""

import json

import shapely
from shapely.geometry import mapping, shape

import frappe

LEVELS = ("Community", "Grid")
LIMIT = 80
TOLERANCE = 0.00005  # degrees, about five metres
DECIMALS = 5


def in_box(west: float, south: float, east: float, north: float) -> list[dict]:
	"""Grids and communities at work whose middle lies in a box.

	Returns:
	        [{code, name, level, shape}] with a simplified GeoJSON geometry; communities first, at most 80.
	"""
	grid = frappe.qb.DocType("Grid")
	rows = (
		frappe.qb.from_(grid)
		.select(grid.name, grid.grid_name, grid.level, grid.boundary)
		.where((grid.enabled == 1) & grid.level.isin(LEVELS) & grid.boundary_on.isnotnull())
		.where(grid.latitude.between(south, north) & grid.longitude.between(west, east))
		.orderby(grid.name)
		.limit(LIMIT)
	).run(as_dict=True)
	drawn = [
		{"code": row.name, "name": row.grid_name, "level": row.level, "shape": _simplified(row.boundary)}
		for row in rows
	]
	return sorted(drawn, key=lambda row: LEVELS.index(row["level"]))


def of_grids(codes: list[str]) -> dict[str, dict]:
	"""Simplified GeoJSON geometries of grids that have a boundary, by code."""
	# Frappe takes an empty list of names for "has no value".
	if not codes:
		return {}
	rows = frappe.get_all(
		"Grid",
		filters={"name": ["in", codes], "boundary_on": ["is", "set"]},
		fields=["name", "boundary"],
		order_by="name asc",
	)
	return {row.name: _simplified(row.boundary) for row in rows}


def _simplified(boundary: str) -> dict:
	"""A stored boundary with the points that a map of a few kilometres can show."""
	found = json.loads(boundary)
	geometries = [part.get("geometry", part) for part in found.get("features", [found])]
	whole = shapely.union_all([shape(geometry) for geometry in geometries])
	return mapping(shapely.set_precision(whole.simplify(TOLERANCE), 10**-DECIMALS))
