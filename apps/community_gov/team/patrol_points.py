"""Patrol points: where they are, how one shows to have been there, and the order of a walk past them."""

from collections.abc import Set
from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import cint, flt, getdate

from community_gov.core.codes import secret_code
from community_gov.core.errors import BadInputError, BadPositionError
from community_gov.core.labels import label_of
from community_gov.grids.distance import distance_km
from community_gov.grids.index_cache import get_index
from community_gov.team.visit_intervals import is_active, window_of

CODE_LENGTH = 12
# Metres that a radius may have, and days that may lie between two visits.
RADIUS, EVERY = (1, 2_000), (1, 366)
MOST = 500
FIELDS = (
	*("name", "point_name", "grid", "latitude", "longitude", "radius", "instruction", "category"),
	*("every_days", "active_from", "active_to"),
)


def check_point(point) -> None:
	"""Numbers, days and the position of a point.

	Raises:
	        BadInputError, BadPositionError
	"""
	for fieldname, (least, most) in (("radius", RADIUS), ("every_days", EVERY)):
		if not least <= cint(point.get(fieldname)) <= most:
			frappe.throw(
				_("{0} is out of range. Enter a number from {1} to {2}.").format(
					label_of(point.meta, fieldname), least, most
				),
				exc=BadInputError,
			)
	if point.active_to and getdate(point.active_to) < getdate(point.active_from):
		frappe.throw(_("The last day lies before the first. Correct the days."), exc=BadInputError)
	_check_position(point)


def _check_position(point) -> None:
	"""On the earth, and not in another grid.

	Raises:
	        BadPositionError
	"""
	point.latitude, point.longitude = flt(point.latitude, 7), flt(point.longitude, 7)
	refuse_off_earth(point.latitude, point.longitude)
	if not point.latitude and not point.longitude:
		frappe.throw(_("The point has no position. Enter latitude and longitude."), exc=BadPositionError)
	found = get_index().locate(point.longitude, point.latitude)
	if found and not (found.startswith(point.grid) or point.grid.startswith(found)):
		frappe.throw(
			_("The position lies in grid {0}, not in {1}. Correct the position or the grid.").format(
				found, point.grid
			),
			exc=BadPositionError,
		)


def refuse_off_earth(latitude: float, longitude: float) -> None:
	if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
		frappe.throw(
			_("Position {0}, {1} is not on the earth. Send latitude and longitude in degrees.").format(
				latitude, longitude
			),
			exc=BadPositionError,
		)


def set_code(point) -> None:
	point.code = point.code or secret_code(CODE_LENGTH)


def renew_code(point) -> str:
	"""A new code for a point whose poster got around; the old one checks nobody in any more."""
	point.db_set("code", secret_code(CODE_LENGTH))
	return point.code


def walk(points: list[dict], start: tuple[float, float] | None = None) -> list[dict]:
	"""Points in the order of a walk: from `start`, or else the northernmost, always on to the nearest one left.

	Args:
	        points: rows with latitude and longitude in degrees.
	        start: (latitude, longitude).
	"""
	left = sorted(points, key=lambda row: (-row["latitude"], row["longitude"], row["name"]))
	if not left:
		return []
	here = start or (left[0]["latitude"], left[0]["longitude"])
	order: list[dict] = []
	while left:
		nearest = min(left, key=lambda row: distance_km(here, (row["latitude"], row["longitude"])))
		left.remove(nearest)
		order.append(nearest)
		here = (nearest["latitude"], nearest["longitude"])
	return order


def of_the_day(
	grid: str, day: date, done: Set[str] = frozenset(), start: tuple[float, float] | None = None
) -> list[dict]:
	"""Active points of a grid that the user may list, in the order of a walk.

	Args:
	        done: points of the running patrol.
	Returns:
	        [{name, point_name, grid, latitude, longitude, radius (metres), instruction, category, every_days,
	        last_checked_at, due, checked_in}]; due: nobody was there in the present window.
	"""
	# get_list: each sees the points of the own area.
	rows = frappe.get_list(
		"Patrol Point",
		filters={"grid": ["like", f"{grid}%"], "active_from": ["<=", day]},
		fields=list(FIELDS),
		order_by="name asc",
		limit=MOST,
	)
	rows = [row for row in rows if is_active(row.active_from, row.active_to, day)]
	last = _last_checks([row.name for row in rows])
	for row in rows:
		window = window_of(row.active_from, row.every_days, day)
		row.last_checked_at = last.get(row.name)
		row.due = int(not row.last_checked_at or getdate(row.last_checked_at) < window.first)
		row.checked_in = int(row.name in done)
	return walk(rows, start)


def _last_checks(names: list[str]) -> dict:
	"""{point: time of its last check-in}."""
	if not names:
		return {}
	row = frappe.qb.DocType("Patrol Check-in")
	query = frappe.qb.from_(row).select(row.point, Max(row.checked_in_at)).groupby(row.point)
	return dict(query.where(row.point.isin(names)).run())
