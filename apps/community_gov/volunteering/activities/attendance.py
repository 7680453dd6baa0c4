"""Who was there: checking in and out by a code that lives a minute, or by the organiser; who did not come."""

from datetime import datetime, timedelta
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, flt, get_datetime, now_datetime

from community_gov.core.codes import keyed_hash
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, BadPositionError, ConflictError
from community_gov.grids.distance import distance_km
from community_gov.volunteering.activities import check_codes, sign_ups
from community_gov.volunteering.activities.sign_ups import ATTENDED, MISSED, SIGNED_UP, WAITING
from community_gov.volunteering.registration import persons
from community_gov.volunteering.services import service_records

IN, OUT = "in", "out"
EARLY, LATE = timedelta(hours=1), timedelta(hours=2)
GUESSES, GUESS_SECONDS = 10, 600


def _seconds_of_code() -> int:
	return max(cint(frappe.get_cached_doc("Community Gov Settings").check_in_seconds), 15)


def current_code(activity: str, kind: str, volunteer: str | None = None) -> dict:
	"""The code that the organiser shows now, or the own one of a volunteer that the organiser scans.

	Returns:
	        {code, kind, seconds}; seconds until another one is shown
	"""
	seconds, now = _seconds_of_code(), now_datetime()
	subject = _subject_of(kind, activity, volunteer)
	code = check_codes.code_for(_secret_of(activity), subject, check_codes.period_of(now, seconds))
	return {"code": code, "kind": kind, "seconds": seconds - int(now.timestamp()) % seconds}


def _secret_of(activity: str) -> str:
	"""The key behind an activity's codes, made from the site's own, so that it stands in no document."""
	return keyed_hash(f"activity:{activity}")


def _subject_of(kind: str, activity: str, volunteer: str | None = None) -> str:
	return f"{kind}:{activity}:{volunteer or ''}"


def volunteer_of_code(activity: str, kind: str, code: str) -> str:
	"""Whose own code the organiser has scanned.

	Raises:
	        BadInputError: nobody's; ConflictError: it has run out.
	"""
	doc, period = sign_ups.lock(activity), check_codes.period_of(now_datetime(), _seconds_of_code())
	for row in sign_ups.rows_of(activity, (SIGNED_UP, WAITING, ATTENDED)):
		subject = _subject_of(kind, activity, row.volunteer)
		if stands := check_codes.standing(code, _secret_of(doc.name), subject, period):
			_refuse_expired(stands)
			return row.volunteer
	_refuse_guess()


def _check_code(doc, kind: str, volunteer: str, code: str | None) -> None:
	"""Volunteers alone prove with the organiser's code that they are there.

	Raises:
	        BadInputError: no code, a wrong one, one of the other kind or of another person.
	        ConflictError: it has run out.
	        frappe.TooManyRequestsError: too many wrong ones.
	"""
	_refuse_guessing()
	period = check_codes.period_of(now_datetime(), _seconds_of_code())
	stands = check_codes.standing(code or "", _secret_of(doc.name), _subject_of(kind, doc.name), period)
	if stands:
		_refuse_expired(stands)
		return
	_refuse_own_code(doc, kind, code, period)
	_refuse_guess()


def _refuse_expired(stands: str) -> None:
	if stands == "expired":
		frappe.throw(_("This code has run out. Scan the one that is shown now."), exc=ConflictError)


def _refuse_own_code(doc, kind: str, code: str | None, period: int) -> None:
	"""The code of a volunteer is for the organiser's eyes: neither the own nor another's checks anybody in."""
	for row in sign_ups.rows_of(doc.name):
		subject = _subject_of(kind, doc.name, row.volunteer)
		if check_codes.standing(code or "", _secret_of(doc.name), subject, period):
			frappe.throw(
				_("This is the code of a person. Scan the one that the organiser shows."), exc=BadInputError
			)


def guess_key() -> str:
	return f"community_gov:guesses:{frappe.session.user}"


def _refuse_guessing() -> None:
	"""Raises frappe.TooManyRequestsError (429) for an account that has guessed too often within ten minutes."""
	if cint(frappe.cache.get_value(guess_key(), expires=True)) >= GUESSES:
		frappe.throw(
			_("Too many wrong codes. Wait ten minutes, or ask the organiser."),
			exc=frappe.TooManyRequestsError,
		)


def _refuse_guess() -> NoReturn:
	guesses = cint(frappe.cache.get_value(guess_key(), expires=True)) + 1
	frappe.cache.set_value(guess_key(), guesses, expires_in_sec=GUESS_SECONDS)
	frappe.throw(_("This code is not right. Scan the one that is shown now."), exc=BadInputError)


def check_in(activity: str, volunteer: str, by_organiser: bool, code: str | None = None, position=None):
	"""Notes that somebody is there, by the server's clock.

	Args:
	        by_organiser: somebody who may write the activity says so, and needs no code.
	        position: (latitude, longitude) of who checks in, or None.
	Raises:
	        BadInputError, ConflictError, BadPositionError, ConsentWithdrawnError
	"""
	doc, entry = locked(activity, volunteer)
	persons.require_consent(volunteer)
	if not by_organiser:
		_check_code(doc, IN, volunteer, code)
	_refuse_outside(doc, get_datetime(doc.starts_at) - EARLY, get_datetime(doc.ends_at))
	if entry.status != SIGNED_UP:
		frappe.throw(
			_("This volunteer has no place here. Sign up first, or wait to move up."), exc=ConflictError
		)
	if entry.checked_in_at:
		frappe.throw(_("This volunteer is checked in already. Check out at the end."), exc=ConflictError)
	entry.distance = _distance_to(doc, position)
	entry.update({"checked_in_at": now_datetime(), "checked_in_by": frappe.session.user})
	return sign_ups.written(entry)


def locked(activity: str, volunteer: str) -> tuple:
	sign_ups.lock_volunteer_row(volunteer)
	doc = sign_ups.lock(activity)
	return doc, sign_ups.entry_of(activity, volunteer)


def _refuse_outside(doc, first: datetime, last: datetime) -> None:
	if doc.stage not in ("Recruiting", "Sign-up Closed"):
		frappe.throw(
			_("{0} is not under way. Ask the organiser to enter the service by hand.").format(
				doc.activity_title
			),
			exc=ConflictError,
		)
	if not first <= now_datetime() <= last:
		frappe.throw(
			_("This is possible from {0} to {1}. Ask the organiser where that is too narrow.").format(
				str(first)[:16], str(last)[:16]
			),
			exc=ConflictError,
		)


def _distance_to(doc, position) -> int:
	"""Metres from the meeting place, 0 where either is unknown. Raises BadPositionError farther than the settings."""
	if not position or not doc.latitude:
		return 0
	metres = round(1000 * distance_km(tuple(position[:2]), (doc.latitude, doc.longitude)))
	allowed = cint(frappe.get_cached_doc("Community Gov Settings").check_in_distance)
	if metres > allowed:
		frappe.throw(
			_("You are {0} m away from {1}, where {2} m are allowed. Go nearer and check in again.").format(
				metres, doc.place, allowed
			),
			exc=BadPositionError,
		)
	return metres


def check_out(activity: str, volunteer: str, by_organiser: bool, code: str | None = None):
	"""Checks somebody out, computes the hours within the activity's time, and opens the service record.

	Raises:
	        BadInputError, ConflictError
	"""
	doc, entry = locked(activity, volunteer)
	if not by_organiser:
		_check_code(doc, OUT, volunteer, code)
	if not entry.checked_in_at:
		frappe.throw(
			_("This volunteer has not checked in. Check in first, or ask the organiser."), exc=ConflictError
		)
	if entry.checked_out_at:
		frappe.throw(_("This volunteer is checked out already. There is nothing to do."), exc=ConflictError)
	_refuse_outside(doc, get_datetime(doc.starts_at) - EARLY, get_datetime(doc.ends_at) + LATE)
	entry.update({"checked_out_at": now_datetime(), "status": ATTENDED})
	entry.hours = hours_there(doc, entry)
	entry.service_record = hand_on(doc, entry)
	return sign_ups.written(entry)


def hours_there(doc, entry) -> float:
	"""Hours between the two check-ins that lie within the activity's time; coming early counts for nothing."""
	begin = max(get_datetime(entry.checked_in_at), get_datetime(doc.starts_at))
	end = min(get_datetime(entry.checked_out_at), get_datetime(doc.ends_at))
	return flt(max((end - begin).total_seconds(), 0) / 3600, 2)


def hand_on(doc, entry) -> str | None:
	"""Opens the service record of an attendance; None where it was too short to count."""
	begin = max(get_datetime(entry.checked_in_at), get_datetime(doc.starts_at))
	end = min(get_datetime(entry.checked_out_at), get_datetime(doc.ends_at))
	if end <= begin:
		return None
	filters = {"parent": doc.name, "parenttype": "Volunteer Activity", "role_title": entry.activity_role}
	intensity = frappe.db.get_value("Activity Role", filters, "intensity")
	source = {"source_doctype": "Activity Sign-up", "source_name": entry.name}
	project, role = doc.service_project, entry.activity_role
	values = (entry.volunteer, project, intensity, role, begin, end)
	return service_records.open_record(*values, **source, stated_by=entry.out_stated_by)


def close(activity) -> None:
	"""Who signed up and did not come is marked as missed, once, and counted; who waited is let go."""
	for row in sign_ups.rows_of(activity.name, (SIGNED_UP, WAITING)):
		status = sign_ups.CANCELLED if row.status == WAITING else _was_there(row)
		frappe.db.set_value("Activity Sign-up", row.name, "status", status)
		if status == MISSED:
			_count_missed(row.volunteer)
	sign_ups.recount(activity.name)


def _was_there(row) -> str:
	return ATTENDED if row.checked_in_at else MISSED


def _count_missed(volunteer: str) -> None:
	frappe.db.get_value("Volunteer", volunteer, "name", for_update=True)
	missed = count_locked("Activity Sign-up", {"volunteer": volunteer, "status": MISSED})
	frappe.db.set_value("Volunteer", volunteer, "no_shows", missed, update_modified=False)
