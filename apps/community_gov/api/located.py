"""Positions as clients send them: endpoints take the system of coordinates with them and work in WGS 84."""

import inspect
from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _

from community_gov.core.compat import add_arguments
from community_gov.core.documents import as_number
from community_gov.core.errors import BadPositionError
from community_gov.grids.coordinates import BD_09, GCJ_02, WGS_84, system_of, to_wgs_84

# Metres or seconds; beyond, a number says nothing of a position.
FAR = 1e8


def located(function: Callable[..., object]) -> Callable[..., object]:
	"""Gives an endpoint with `latitude` and `longitude` the arguments `crs`, `position_accuracy` (metres) and
	`position_age` (seconds since the phone found it). Under idempotent.

	The function gets degrees WGS 84; what came is in frappe.flags.sent_position, for whoever stores it.

	Raises:
	        BadPositionError (422): an unknown system, or no numbers.
	"""
	signature = inspect.signature(function)

	@wraps(function)
	def answer(*args, crs=None, position_accuracy=None, position_age=None, **kwargs):
		bound = signature.bind(*args, **kwargs)
		bound.arguments.update(_converted(bound.arguments, crs))
		_note_quality(bound.arguments, position_accuracy, position_age)
		return function(*bound.args, **bound.kwargs)

	add_arguments(
		answer, function, {"crs": str | None, "position_accuracy": float | None, "position_age": float | None}
	)
	return answer


def _note_quality(arguments: dict, accuracy, age) -> None:
	"""Adds to what is kept of the position how good it was, where the phone told.

	Raises:
	        BadPositionError (422): no numbers, or negative ones.
	"""
	sent = [None if value == "" else value for value in (accuracy, age)]
	values = [as_number(value) for value in sent]
	good = [number is not None and 0 <= number < FAR for number in values]
	if any(value is not None and not is_good for value, is_good in zip(sent, good, strict=True)):
		frappe.throw(
			_(
				"The accuracy or age of the position is no number. Send metres and seconds, or leave them out."
			),
			exc=BadPositionError,
		)
	if values == [None, None] or arguments.get("latitude") is None:
		return
	came = frappe.flags.sent_position or f"{WGS_84} {arguments['latitude']}, {arguments['longitude']}"
	parts = [
		f"±{values[0]:.0f} m" if values[0] is not None else "",
		f"{values[1]:.0f} s" if values[1] is not None else "",
	]
	frappe.flags.sent_position = " ".join(filter(None, [came, *parts]))


def _converted(arguments: dict, crs: str | None) -> dict:
	"""latitude and longitude of the arguments in WGS 84; nothing where they are that already, or are missing."""
	system = system_of(crs)
	if system is None:
		frappe.throw(
			_("{0} is no known system of coordinates. Send one of: {1}.").format(
				str(crs)[:40], ", ".join((WGS_84, GCJ_02, BD_09))
			),
			exc=BadPositionError,
		)
	sent = arguments.get("latitude"), arguments.get("longitude")
	if system == WGS_84 or None in sent or "" in sent:
		return {}
	latitude, longitude = _numbers(sent)
	frappe.flags.sent_position = f"{system} {latitude}, {longitude}"
	return dict(zip(("latitude", "longitude"), to_wgs_84(latitude, longitude, system), strict=True))


def _numbers(sent: tuple) -> tuple[float, float]:
	try:
		latitude, longitude = (float(value) for value in sent)
	except (TypeError, ValueError):
		latitude = longitude = float("nan")
	if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
		frappe.throw(
			_("Position {0}, {1} is not on the earth. Send latitude and longitude in degrees.").format(*sent),
			exc=BadPositionError,
		)
	return latitude, longitude
