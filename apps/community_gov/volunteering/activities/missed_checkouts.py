"""A check-out that was forgotten: told when the activity is held, and entered afterwards by staff, who state the time."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.volunteering.activities import attendance, sign_ups
from community_gov.volunteering.help.help_stages import coordinators_of
from community_gov.volunteering.registration.persons import refuse_self


def tell_staff(activity) -> None:
	"""An activity was held: organiser and coordinators hear how many never checked out, since those have no hours."""
	rows = [row for row in sign_ups.rows_of(activity.name) if row.checked_in_at and not row.checked_out_at]
	if not rows:
		return
	subject = _("{0}: {1} checked in and never out. State when they left, or enter the services by hand.")
	users = {activity.organiser, *coordinators_of(activity.grid)}
	notify_users(users, subject.format(activity.activity_title, len(rows)), activity.doctype, activity.name)


def check_out(activity: str, volunteer: str, left_at: datetime):
	"""Checks somebody out of an activity that was held, at a time that staff state; opens the service record.

	Args:
	        left_at: when they left, site time; after they checked in, not after the activity's end or now.
	Returns:
	        the Activity Sign-up, with who stated the time and when
	Raises:
	        BadInputError: a time that cannot be; SeparationOfDutiesError: the own hours.
	        ConflictError: not held yet, never checked in, checked out already, or served elsewhere at that time.
	"""
	refuse_self(volunteer)
	doc, entry = attendance.locked(activity, volunteer)
	_refuse_other_than_forgotten(doc, entry)
	_refuse_time(doc, entry, left_at)
	entry.update({"checked_out_at": left_at, "out_stated_by": frappe.session.user})
	entry.out_stated_at = now_datetime()
	entry.hours = attendance.hours_there(doc, entry)
	entry.service_record = attendance.hand_on(doc, entry)
	return sign_ups.written(entry)


def _refuse_other_than_forgotten(doc, entry) -> None:
	if doc.stage != "Held":
		frappe.throw(
			_("{0} is not over. Check people out while it lasts.").format(doc.activity_title),
			exc=ConflictError,
		)
	if not entry.checked_in_at:
		frappe.throw(
			_("This volunteer never checked in. Enter the service by hand, with evidence."), exc=ConflictError
		)
	if entry.checked_out_at:
		frappe.throw(_("This volunteer is checked out already. There is nothing to do."), exc=ConflictError)


def _refuse_time(doc, entry, left_at: datetime) -> None:
	first = max(get_datetime(entry.checked_in_at), get_datetime(doc.starts_at))
	last = min(get_datetime(doc.ends_at), now_datetime())
	if not first < left_at <= last:
		frappe.throw(
			_("Somebody who left did so between {0} and {1}. State a time between them.").format(
				cstr(first)[:16], cstr(last)[:16]
			),
			exc=BadInputError,
		)
