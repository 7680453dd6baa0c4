"""What the public map shows: kind, stage and day of cases near, each moved to a coarse raster; never a person."""

from datetime import datetime
from math import cos, radians

import frappe
from frappe import _
from frappe.utils import add_days, cint, now_datetime

from community_gov.casework.intake.replies import category_name
from community_gov.core.errors import BadInputError, BadPositionError
from community_gov.grids import shapes

RADIUS_KM = 1.5
DEGREE_KM = 111.2
# Three digits of a degree are about a hundred metres: a case on a doorstep shows no door.
DECIMALS = 3
LIMIT = 200
DEFAULT_DAYS = 30


def around(latitude: float | None, longitude: float | None, place: str | None) -> dict:
	"""What is open near a position, a place, or else the site's default grid.

	Args:
	        latitude, longitude: degrees WGS 84.
	        place: code of a grid, as its poster names it.
	Returns:
	        {centre: {latitude, longitude}, place: {code, name} or None, boundaries: [{code, name, level, shape}],
	        cases: [{category, stage, stage_category, reported_on, latitude, longitude}]}
	Raises:
	        BadInputError: an unknown place. BadPositionError: no position on earth, or none known.
	"""
	grid = grid_of(place) if place else None
	if latitude is None or longitude is None:
		latitude, longitude = _middle_of(grid)
	box = box_around(latitude, longitude)
	return {
		"centre": {"latitude": latitude, "longitude": longitude},
		"place": grid and {"code": grid.name, "name": full_name(grid.name)},
		"boundaries": shapes.in_box(*box),
		"cases": cases_in(box),
	}


def grid_of(place: str):
	"""{name, latitude, longitude} of a grid at work.

	Raises:
	        BadInputError
	"""
	fields = ["name", "latitude", "longitude"]
	grid = frappe.db.get_value("Grid", {"name": place, "enabled": 1}, fields, as_dict=True)
	if not grid:
		frappe.throw(
			_("No place has the code {0}. Scan the code again, or show the place on the map.").format(place),
			exc=BadInputError,
		)
	return grid


def _middle_of(grid) -> tuple[float, float]:
	if not grid:
		default = frappe.get_cached_doc("Community Gov Settings").default_grid
		grid = grid_of(default) if default else None
	if not grid or not grid.latitude:
		frappe.throw(
			_("No position is known. Allow the phone to tell its position, or scan the code of a place."),
			exc=BadPositionError,
		)
	return grid.latitude, grid.longitude


def box_around(latitude: float, longitude: float) -> tuple[float, float, float, float]:
	"""(west, south, east, north) of a square of RADIUS_KM around a point.

	Raises:
	        BadPositionError
	"""
	if not (-85 <= latitude <= 85 and -180 <= longitude <= 180):
		frappe.throw(
			_("Position {0}, {1} is not on the earth. Send latitude and longitude in degrees.").format(
				latitude, longitude
			),
			exc=BadPositionError,
		)
	high = RADIUS_KM / DEGREE_KM
	wide = high / cos(radians(latitude))
	return longitude - wide, latitude - high, longitude + wide, latitude + high


def full_name(code: str) -> str:
	"""Names from the street down to the grid."""
	codes = [code[:length] for length in (9, 12, 15, 17) if length <= len(code)]
	rows = frappe.get_all("Grid", filters={"name": ["in", codes]}, pluck="grid_name", order_by="code asc")
	return "".join(rows) if frappe.local.lang.startswith("zh") else " ".join(rows)


def cases_in(box: tuple[float, float, float, float]) -> list[dict]:
	"""Cases that the public may know of, newest first: open ones and those closed lately, without rejected ones."""
	case = frappe.qb.DocType("Case")
	is_open = case.stage_category.isin(["Open", "Paused"])
	lately = (case.stage == "Closed") & (case.closed_at >= _earliest())
	# One by one, as each has an index of its own.
	rows = [*_newest_in(box, is_open, "case_open_place"), *_newest_in(box, lately, "case_closed_place")]
	rows.sort(key=lambda row: row.reported_at, reverse=True)
	chinese = frappe.local.lang.startswith("zh")
	return [_shown(row, chinese) for row in rows[:LIMIT]]


def _newest_in(box: tuple[float, float, float, float], criterion, index: str) -> list[frappe._dict]:
	"""Cases in a box that are not confidential, the newest reports first.

	Args:
	        index: by place; the database would rather go by time, and read every case where few lie in the box.
	"""
	west, south, east, north = box
	case = frappe.qb.DocType("Case")
	names = ("category", "stage", "stage_category", "reported_at", "latitude", "longitude")
	return (
		frappe.qb.from_(case)
		.force_index(index)
		.select(*(case[name] for name in names))
		.where(case.latitude.between(south, north) & case.longitude.between(west, east))
		.where(criterion & (case.is_confidential == 0))
		.orderby(case.reported_at, order=frappe.qb.desc)
		.limit(LIMIT)
	).run(as_dict=True)


def _earliest() -> datetime:
	days = frappe.db.get_single_value("Community Gov Settings", "public_map_days")
	return add_days(now_datetime(), -(DEFAULT_DAYS if days is None else cint(days)))


def _shown(row: frappe._dict, chinese: bool) -> dict:
	return {
		"category": category_name(row.category, chinese) or None,
		"stage": row.stage,
		"stage_category": row.stage_category,
		"reported_on": str(row.reported_at.date()),
		"latitude": round(row.latitude, DECIMALS),
		"longitude": round(row.longitude, DECIMALS),
	}
