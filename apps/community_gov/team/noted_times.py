"""When a step of a patrol happened: a phone without a network notes the time and sends it later, within a limit."""

from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.core.time import TOLERANCE, as_moment

LATE_HOURS, PATROL_HOURS = 24, 12


class Moment(NamedTuple):
	"""The site's time at which something happened, and, of what was sent later only, at which the server received it."""

	at: datetime
	received_at: datetime | None = None


def read_moment(sent: str | None) -> Moment:
	"""The moment that a phone noted; now without one, and for a clock that runs ahead.

	Raises:
	        BadInputError (422): no time, or longer ago than the settings allow.
	"""
	present = now_datetime()
	if sent in (None, ""):
		return Moment(present)
	at = min(as_moment(sent, "at"), present)
	if present - at <= TOLERANCE:
		return Moment(at)
	_refuse_old(at, present)
	return Moment(at, present)


def _refuse_old(at: datetime, present: datetime) -> None:
	hours = late_hours()
	if present - at > timedelta(hours=hours):
		frappe.throw(
			_(
				"This happened at {0}, and the server takes what is up to {1} hours old. Tell your manager."
			).format(str(at)[:16], hours),
			exc=BadInputError,
		)


def late_hours() -> int:
	"""Hours after which the server takes no more what a phone noted."""
	return cint(frappe.get_cached_doc("Community Gov Settings").patrol_late_hours) or LATE_HOURS


def patrol_hours() -> int:
	"""Hours after which a patrol is ended by the system."""
	return cint(frappe.get_cached_doc("Community Gov Settings").patrol_hours) or PATROL_HOURS


def within_patrol(patrol, at: datetime) -> datetime:
	"""A moment of a patrol; seconds before its beginning are its beginning.

	Raises:
	        BadInputError (422): before the patrol began.
	"""
	begun = get_datetime(patrol.begun_at)
	if at < begun - TOLERANCE:
		frappe.throw(
			_("{0} lies before the beginning of patrol {1}. Choose the patrol of that time.").format(
				str(at)[:16], patrol.name
			),
			exc=BadInputError,
		)
	return max(at, begun)


def latest_end(patrol) -> datetime:
	"""Until when a patrol that has ended may have gone on: an end that the system assumed gives way to what a phone noted."""
	if patrol.ended_by_system:
		return add_to_date(get_datetime(patrol.begun_at), hours=patrol_hours())
	return get_datetime(patrol.ended_at)
