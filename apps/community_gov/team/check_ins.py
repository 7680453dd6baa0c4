"""One check-in: which point, from where, how far away; the server computes, the client only sends its position."""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import cint, getdate

from community_gov.core.code_text import plain_code
from community_gov.core.documents import as_number
from community_gov.core.errors import BadInputError, BadPositionError
from community_gov.grids.distance import distance_km
from community_gov.team.patrol_points import refuse_off_earth
from community_gov.team.visit_intervals import is_active

BY_POSITION, BY_CODE = "By Position", "By Scan"
POINT_FIELDS = (
	*("name", "point_name", "grid", "latitude", "longitude", "radius", "code", "active_from", "active_to"),
)
ROW_FIELDS = ("point", "checked_in_at", "method", "distance", "with_position", "latitude", "longitude")


class Position(NamedTuple):
	"""Degrees WGS 84, and how far off they may be in metres."""

	latitude: float
	longitude: float
	accuracy: float = 0


def read_position(latitude, longitude, accuracy) -> Position | None:
	"""What a client sent as its position; None without one.

	Raises:
	        BadPositionError: half a position, no numbers, or off the earth.
	"""
	sent = (latitude, longitude)
	if all(value in (None, "") for value in sent):
		return None
	numbers = [number for value in (*sent, accuracy or 0) if (number := as_number(value)) is not None]
	if len(numbers) < 3 or numbers[2] < 0:
		frappe.throw(
			_("The position cannot be read. Send latitude and longitude in degrees, accuracy in metres."),
			exc=BadPositionError,
		)
	refuse_off_earth(*numbers[:2])
	return Position(*numbers)


def row_of(patrol, name: str | None, code: str | None, position: Position | None, at: datetime) -> dict:
	"""The values of a check-in at a moment, refused where the worker cannot be at the point.

	Raises:
	        BadInputError: no such point, one of another grid, or one that is not visited today.
	        BadPositionError: neither position nor code, or too far away.
	"""
	point = _point_of(name, code)
	_refuse_foreign(patrol, point, getdate(at))
	if not position and not code:
		frappe.throw(
			_("Your position is missing. Switch on locating, or scan the code of the point."),
			exc=BadPositionError,
		)
	row = {"point": point.name, "checked_in_at": at, "method": BY_CODE if code else BY_POSITION}
	if not position:
		return row
	distance = metres((position.latitude, position.longitude), (point.latitude, point.longitude))
	_refuse_far(point, distance, position.accuracy if code else min(position.accuracy, _allowed_accuracy()))
	row |= {"with_position": 1, "distance": distance, "accuracy": round(position.accuracy)}
	return row | {"latitude": position.latitude, "longitude": position.longitude}


def _point_of(name: str | None, code: str | None) -> frappe._dict:
	code = plain_code(code)
	if not name and not code:
		frappe.throw(_("No point is named. Send the point or its code."), exc=BadInputError)
	filters = {"name": name} if name else {"code": code}
	point = frappe.db.get_value("Patrol Point", filters, POINT_FIELDS, as_dict=True)
	if not point or (code and point.code != code) or (name and point.name != name):
		frappe.throw(
			_("No patrol point fits. Scan the code again, or choose the point from the list."),
			exc=BadInputError,
		)
	return point


def _refuse_foreign(patrol, point, day: date) -> None:
	if not point.grid.startswith(patrol.grid):
		frappe.throw(
			_("This point lies outside grid {0} of the patrol. Choose one of this grid.").format(patrol.grid),
			exc=BadInputError,
		)
	if not is_active(point.active_from, point.active_to, day):
		frappe.throw(
			_("{0} is not visited at this time. Choose another point.").format(point.point_name),
			exc=BadInputError,
		)


def _refuse_far(point, distance: int, accuracy: float) -> None:
	if distance > point.radius + accuracy:
		frappe.throw(
			_("You are {0} m away from {1}, where {2} m are allowed. Go nearer and check in again.").format(
				distance, point.point_name, round(point.radius + accuracy)
			),
			exc=BadPositionError,
		)


def _allowed_accuracy() -> int:
	"""Metres of error that a position may bring along; a client could claim any."""
	return cint(frappe.get_cached_doc("Community Gov Settings").patrol_accuracy)


def metres(one: tuple[float, float], other: tuple[float, float]) -> int:
	return round(1000 * distance_km(one, other))


def stored_rows(patrol: str) -> list[frappe._dict]:
	"""The check-ins of a patrol by their time, as they are now and not as they were when the request began."""
	row = frappe.qb.DocType("Patrol Check-in")
	query = frappe.qb.from_(row).select(*(row[name] for name in ROW_FIELDS)).where(row.parent == patrol)
	return query.orderby(row.checked_in_at).orderby(row.idx).for_update().run(as_dict=True)


def length_of(rows: list) -> int:
	"""Metres straight from one check-in to the next; who checked in by code stood at the point."""
	spots = _spots_of([row.point for row in rows if not row.latitude])
	way = [(row.latitude, row.longitude) if row.latitude else spots[row.point] for row in rows]
	return sum(metres(one, other) for one, other in pairwise(way))


def _spots_of(points: list[str]) -> dict[str, tuple[float, float]]:
	if not points:
		return {}
	# get_all: the points that this patrol has checked.
	rows = frappe.get_all(
		"Patrol Point", {"name": ["in", points]}, ["name", "latitude", "longitude"], order_by="name asc"
	)
	return {row.name: (row.latitude, row.longitude) for row in rows}
