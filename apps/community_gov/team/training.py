"""Training sessions: who was invited, who came, and the hours that count for each."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import add_to_date, flt, get_datetime, getdate, now_datetime

from community_gov.core.counting import count_shown
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.grids.team import workers_in

PLANNED, HELD, CALLED_OFF = "To Be Held", "Held", "Called Off"
LONGEST = 24  # hours of one session
MOST_ATTENDEES = 1_000
COUNTED = ("status", "ends_at", "invited_count", "attended_count")


def check_session(session) -> None:
	"""Hours, list of attendees, and that what was held or called off stays as it was.

	Raises:
	        BadInputError: hours out of range, or somebody listed twice. ConflictError: it was held or called off.
	"""
	if not 0 < flt(session.hours) <= LONGEST:
		frappe.throw(
			_("{0} hours are no length of a session. Enter more than 0 and at most {1}.").format(
				flt(session.hours), LONGEST
			),
			exc=BadInputError,
		)
	session.ends_at = add_to_date(get_datetime(session.begins_at), hours=flt(session.hours))
	_check_attendees(session)
	before = session.get_doc_before_save()
	if before and before.status != PLANNED and not step_context(session).by_training:
		_refuse_changes(session)


def _check_attendees(session) -> None:
	users = [row.attendee for row in session.attendance]
	twice = next((user for user in users if users.count(user) > 1), None)
	if twice:
		frappe.throw(_("{0} is listed twice. Remove one row.").format(twice), exc=BadInputError)
	if len(users) > MOST_ATTENDEES:
		frappe.throw(
			_("More than {0} people are listed. Make two sessions of it.").format(MOST_ATTENDEES),
			exc=BadInputError,
		)


def _refuse_changes(session) -> None:
	if changed_fields(session, ignore=(*COUNTED, "note")):
		frappe.throw(
			_("Session {0} was held or called off. Correct the attendance, or plan another session.").format(
				session.name
			),
			exc=ConflictError,
		)


def count(session) -> None:
	"""Who attended stays as it was taken; hours and counts follow from it."""
	present = step_context(session).present
	if present is None:
		before = session.get_doc_before_save()
		present = {row.attendee for row in before.attendance if row.attended} if before else set()
	for row in session.attendance:
		row.attended = int(session.status == HELD and row.attendee in present)
		row.hours = flt(session.hours, 2) if row.attended else 0
	session.invited_count = len(session.attendance)
	session.attended_count = sum(row.attended for row in session.attendance)


def invite(session) -> int:
	"""Lists all grid workers of the session's place and of those in it. Returns how many were added."""
	_refuse_unless_planned(session)
	listed = {row.attendee for row in session.attendance}
	users = [user for user in workers_in(session.grid, getdate(session.begins_at)) if user not in listed]
	for user in users:
		session.append("attendance", {"attendee": user})
	if users:
		session.save()
	return len(users)


def take_attendance(session, present: list[str]) -> None:
	"""Marks who came; who was not on the list is added. May be repeated to correct it.

	Raises:
	        ConflictError: called off, or not begun yet. BadInputError: an account that does not exist.
	"""
	if session.status == CALLED_OFF or get_datetime(session.begins_at) > now_datetime():
		frappe.throw(
			_(
				"Session {0} was called off or has not begun. Take the attendance of a session that began."
			).format(session.name),
			exc=ConflictError,
		)
	_refuse_unknown(present)
	listed = {row.attendee for row in session.attendance}
	for user in dict.fromkeys(present):
		if user not in listed:
			session.append("attendance", {"attendee": user})
	_save_by_training(session, HELD, set(present))


def _refuse_unknown(users: list[str]) -> None:
	names = [user for user in users if isinstance(user, str)]
	found = count_shown("User", {"name": ["in", names], "enabled": 1}) if names else 0
	if found != len(set(names)) or len(names) != len(users):
		frappe.throw(
			_("Somebody in the list has no account at work here. Send the accounts of those present."),
			exc=BadInputError,
		)


def call_off(session) -> None:
	"""Raises ConflictError where it was held or called off."""
	_refuse_unless_planned(session)
	_save_by_training(session, CALLED_OFF, set())


def _refuse_unless_planned(session) -> None:
	if session.status != PLANNED:
		frappe.throw(
			_("Session {0} was held or called off. Plan another session.").format(session.name),
			exc=ConflictError,
		)


def _save_by_training(session, status: str, present: set[str]) -> None:
	step_context(session).tell(by_training=True, new_status=status, present=present)
	session.save()
	step_context(session).tell(by_training=False, new_status=None, present=None)


def hours(users: list[str], first: date, last: date) -> dict[str, float]:
	"""Hours that each user attended in sessions held from `first` to `last` (days, both included)."""
	figures = dict.fromkeys(users, 0.0)
	if not users:
		return figures
	row = frappe.qb.DocType("Training Attendance")
	query = _sessions_held(row, first, last).select(row.attendee, Sum(row.hours)).groupby(row.attendee)
	query = query.where(row.attendee.isin(users) & (row.attended == 1))
	return figures | {user: flt(total, 2) for user, total in query.run()}


def by_person(first: date, last: date, area: str | None = None, visible=None) -> list[dict]:
	"""Sessions held in a period by attendee.

	Args:
	        area: code prefix of the organising place, or None.
	        visible: criterion of what a user may list of Training Session, or None.
	Returns:
	        [{key: user, invited, attended, hours, rate}]; rate = attended ÷ invited in per cent.
	"""
	row, session = frappe.qb.DocType("Training Attendance"), frappe.qb.DocType("Training Session")
	query = _sessions_held(row, first, last).groupby(row.attendee).orderby(row.attendee)
	query = query.select(row.attendee, Count("*"), Sum(row.attended), Sum(row.hours))
	if area:
		query = query.where(session.grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	return [_invitee_row(*figures) for figures in query.run()]


def _invitee_row(user: str, invited: int, attended, total) -> dict:
	rate = round(100 * int(attended) / invited, 2) if invited else None
	return {"key": user, "invited": invited, "attended": int(attended), "hours": flt(total, 2), "rate": rate}


def _sessions_held(row, first: date, last: date):
	"""A query over attendances of sessions held from `first` to `last`."""
	session = frappe.qb.DocType("Training Session")
	query = frappe.qb.from_(row).join(session).on(session.name == row.parent)
	query = query.where((session.status == HELD) & (row.parenttype == "Training Session"))
	return query.where((session.begins_at >= first) & (session.begins_at < getdate(last) + timedelta(days=1)))
