"""Signing up for an activity: places, waiting list, cancelling. The activity's row is the lock.

Order of locks: volunteer, activity, sign-ups. After the lock sign-ups are read with a locking read, since a plain one
would show what stood when the request began.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.core.step_context import step_context
from community_gov.grids.navigation import ways_to
from community_gov.volunteering.registration import persons

SIGNED_UP, WAITING, CANCELLED, ATTENDED, MISSED = "Signed Up", "Waiting", "Cancelled", "Attended", "Missed"
EXPECTED = (SIGNED_UP, WAITING)
COLUMNS = (
	*("name", "volunteer", "activity_role", "status", "line_number"),
	*("checked_in_at", "checked_out_at", "asked_again"),
)


def lock(activity: str) -> frappe._dict:
	"""The activity as it is now, its row locked until the transaction ends.

	Raises:
	        BadInputError: there is none.
	"""
	fields = [
		"name",
		"activity_title",
		"grid",
		"stage",
		"starts_at",
		"ends_at",
		"sign_up_until",
	]
	fields += ["latitude", "longitude", "service_project", "organiser", "place"]
	row = frappe.db.get_value("Volunteer Activity", activity, fields, as_dict=True, for_update=True)
	if not row or row.name != activity:
		frappe.throw(
			_("No activity is called {0}. Choose one of the list.").format(activity), exc=BadInputError
		)
	return row


def rows_of(
	activity: str, statuses: Iterable[str] = (SIGNED_UP, WAITING, CANCELLED, ATTENDED, MISSED)
) -> list:
	"""Sign-ups of an activity in the order in which they came, as stored now."""
	table = frappe.qb.DocType("Activity Sign-up")
	query = (
		frappe.qb.from_(table).select(*(table[name] for name in COLUMNS)).where(table.activity == activity)
	)
	rows = query.orderby(table.line_number).for_update().run(as_dict=True)
	return [row for row in rows if row.status in statuses]


def counts(activity: str) -> dict[str, dict[str, int]]:
	"""{role: {Signed Up: n, Waiting: n}} of an activity; who attended keeps the place."""
	found: dict[str, dict[str, int]] = {}
	for row in rows_of(activity):
		of_role = found.setdefault(row.activity_role, {SIGNED_UP: 0, WAITING: 0})
		if row.status in (SIGNED_UP, ATTENDED):
			of_role[SIGNED_UP] += 1
		elif row.status == WAITING:
			of_role[WAITING] += 1
	return found


def sign_up(activity: str, volunteer: str, role: str | None = None):
	"""Takes a place, or one on the waiting list where the role is full.

	Returns:
	        the Activity Sign-up, status Signed Up or Waiting
	Raises:
	        BadInputError: no such activity or role, the volunteer is not active, or lacks the skill.
	        ConflictError: not open for sign-up, signed up already, or elsewhere at that time.
	"""
	person = _lock_volunteer(volunteer)
	persons.require_consent(volunteer)
	doc = lock(activity)
	_refuse_closed(doc)
	place = _role_of(activity, role)
	_refuse_unskilled(person, place)
	rows = rows_of(activity)
	_refuse_twice(rows, person, doc)
	_refuse_clash(person, doc)
	taken = sum(row.activity_role == place.role_title and row.status in (SIGNED_UP, ATTENDED) for row in rows)
	status = SIGNED_UP if taken < cint(place.capacity) else WAITING
	entry = _end_of_line(doc, person, place, rows)
	entry.status = status
	written(entry)
	recount(activity)
	return entry


def _lock_volunteer(name: str) -> frappe._dict:
	fields = ["name", "full_name", "status", "user"]
	row = frappe.db.get_value("Volunteer", name, fields, as_dict=True, for_update=True)
	if not row or row.name != name or row.status != "Active":
		frappe.throw(
			_("Only active volunteers sign up. Choose another one, or register first."), exc=BadInputError
		)
	return row


def _refuse_closed(doc) -> None:
	until = get_datetime(doc.sign_up_until or doc.starts_at)
	if doc.stage != "Recruiting" or now_datetime() > min(until, get_datetime(doc.starts_at)):
		frappe.throw(
			_("{0} takes no sign-ups now. Choose another activity.").format(doc.activity_title),
			exc=ConflictError,
		)


def _role_of(activity: str, role: str | None) -> frappe._dict:
	"""The named role of an activity; the only one where none is named. Raises BadInputError."""
	rows = _roles_with_capacity(activity)
	found = [row for row in rows if row.role_title == role or (not role and len(rows) == 1)]
	if not found:
		frappe.throw(
			_("The activity has no role {0}. Choose one of: {1}.").format(
				role or "", ", ".join(row.role_title for row in rows)
			),
			exc=BadInputError,
		)
	return found[0]


def _refuse_unskilled(person, place) -> None:
	skill = {"parent": person.name, "parenttype": "Volunteer", "skill": place.skill}
	if place.skill and not frappe.db.exists("Service Skill Item", skill):
		frappe.throw(
			_(
				"{0} needs the skill {1}, which is not on record. Choose another role, or ask a coordinator."
			).format(place.role_title, place.skill),
			exc=BadInputError,
		)


def _refuse_twice(rows, person, doc) -> None:
	if any(row.volunteer == person.name and row.status != CANCELLED for row in rows):
		frappe.throw(
			_("{0} is signed up for {1} already. There is nothing to do.").format(
				person.full_name, doc.activity_title
			),
			exc=ConflictError,
		)


def _refuse_clash(person, doc) -> None:
	"""Nobody is at two activities at one time."""
	other = _clash_of(person.name, doc)
	if other:
		frappe.throw(
			_("{0} is signed up for {1} at that time. Cancel that first.").format(
				person.full_name, other.activity_title
			),
			exc=ConflictError,
		)


def _clash_of(volunteer: str, doc) -> frappe._dict | None:
	"""Another activity at the same time for which a volunteer has a place."""
	entry, activity = frappe.qb.DocType("Activity Sign-up"), frappe.qb.DocType("Volunteer Activity")
	query = frappe.qb.from_(entry).select(entry.activity)
	query = query.where((entry.volunteer == volunteer) & (entry.status == SIGNED_UP))
	# A locking read: the volunteer's row is locked, and what another request has just stored counts.
	names = [name for name in query.for_update().run(pluck=True) if name != doc.name]
	if not names:
		return None
	query = frappe.qb.from_(activity).select(activity.name, activity.activity_title)
	overlap = (activity.starts_at < doc.ends_at) & (activity.ends_at > doc.starts_at)
	found = query.where(activity.name.isin(names) & overlap).limit(1).run(as_dict=True)
	return found[0] if found else None


def _end_of_line(doc, person, place, rows: list):
	"""A new sign-up, or the cancelled one of the same volunteer anew, behind everybody else; not stored yet."""
	known = next((row for row in rows if row.volunteer == person.name), None)
	entry = frappe.get_doc("Activity Sign-up", known.name) if known else frappe.new_doc("Activity Sign-up")
	cleared = dict.fromkeys(("cancelled_at", "reason", "moved_up_at"))
	entry.update({**cleared, "activity": doc.name, "volunteer": person.name, "asked_again": 0})
	entry.update({"volunteer_name": person.full_name, "activity_role": place.role_title, "grid": doc.grid})
	entry.update({"signed_up_at": now_datetime(), "sign_up_key": f"{doc.name}:{person.name}"})
	entry.line_number = 1 + max((row.line_number for row in rows), default=0)
	return entry


def written(entry):
	"""Stores a sign-up that the server's own step changed; nobody else holds a right to."""
	step_context(entry).by_writer = True
	# Whoever takes the step was permitted to; a sign-up is nobody's to write.
	return entry.save(ignore_permissions=True)


def cancel(activity: str, volunteer: str, reason: str | None = None, by_staff: bool = False) -> dict:
	"""Gives the place back; who waits longest moves up.

	Raises:
	        BadInputError: not signed up.
	        ConflictError: it is too late for volunteers themselves, or they have been there.
	"""
	lock_volunteer_row(volunteer)
	doc = lock(activity)
	entry = entry_of(activity, volunteer)
	if entry.status not in EXPECTED or entry.checked_in_at:
		frappe.throw(_("This sign-up is over already. There is nothing to cancel."), exc=ConflictError)
	if not by_staff:
		_refuse_late(doc, entry)
	entry.update({"status": CANCELLED, "cancelled_at": now_datetime(), "reason": reason, "asked_again": 0})
	written(entry)
	moved = move_up(doc)
	return {"sign_up": entry.name, "status": entry.status, "moved_up": len(moved)}


def lock_volunteer_row(name: str) -> None:
	frappe.db.get_value("Volunteer", name, "name", for_update=True)


def entry_of(activity: str, volunteer: str):
	"""The stored sign-up of a volunteer. Raises BadInputError where there is none."""
	name = frappe.db.get_value(
		"Activity Sign-up", {"sign_up_key": f"{activity}:{volunteer}"}, for_update=True
	)
	if not name:
		frappe.throw(_("There is no such sign-up. Choose an activity of your list."), exc=BadInputError)
	return frappe.get_doc("Activity Sign-up", name, for_update=True)


def _refuse_late(doc, entry) -> None:
	"""Who waits, or was asked again after a move, may say no until the beginning."""
	hours = cint(frappe.get_cached_doc("Community Gov Settings").sign_up_cancel_hours)
	free = entry.status == WAITING or entry.asked_again
	last = get_datetime(doc.starts_at) - timedelta(hours=0 if free else hours)
	if now_datetime() > last:
		frappe.throw(
			_("Sign-ups are cancelled until {0} hours before the beginning. Call the organiser.").format(
				hours
			),
			exc=ConflictError,
		)


def move_up(doc) -> list[str]:
	"""Fills free places from the waiting list in order; who is elsewhere at that time, or has withdrawn, waits on.

	Args:
	        doc: the locked activity.
	Returns:
	        volunteers who have a place now
	"""
	moved: list = []
	if get_datetime(doc.starts_at) > now_datetime() and doc.stage in ("Recruiting", "Sign-up Closed"):
		rows = rows_of(doc.name)
		for role in _roles_with_capacity(doc.name):
			moved += _moved_in(doc, role, [row for row in rows if row.activity_role == role.role_title])
	recount(doc.name)
	subject = _("A place is free: you have moved up for {0}.").format(doc.activity_title)
	notify_users(users_of(moved), subject, "Volunteer Activity", doc.name)
	return [row.volunteer for row in moved]


def _moved_in(doc, role, rows: list) -> list:
	free = cint(role.capacity) - sum(row.status in (SIGNED_UP, ATTENDED) for row in rows)
	moved: list = []
	for row in [row for row in rows if row.status == WAITING and free > 0]:
		if len(moved) < free and persons.may_serve(row.volunteer) and not _clash_of(row.volunteer, doc):
			values = {"status": SIGNED_UP, "moved_up_at": now_datetime()}
			frappe.db.set_value("Activity Sign-up", row.name, values)
			moved.append(row)
	return moved


def _roles_with_capacity(activity: str) -> list:
	"""Roles of a locked activity, as stored now."""
	table = frappe.qb.DocType("Activity Role")
	query = frappe.qb.from_(table).select(
		table.name, table.role_title, table.capacity, table.skill, table.intensity
	)
	query = query.where((table.parent == activity) & (table.parenttype == "Volunteer Activity"))
	return query.orderby(table.idx).for_update().run(as_dict=True)


def recount(activity: str) -> None:
	"""Puts the numbers of each role on the activity, where the list and the public page read them."""
	taken = counts(activity)
	for role in _roles_with_capacity(activity):
		count = taken.get(role.role_title, {})
		values = {"signed_up": count.get(SIGNED_UP, 0), "waiting": count.get(WAITING, 0)}
		frappe.db.set_value("Activity Role", role.name, values, update_modified=False)


def come_still(activity: str, volunteer: str) -> None:
	"""The answer yes of somebody who was asked again after a move."""
	persons.require_consent(volunteer)
	lock(activity)
	entry = entry_of(activity, volunteer)
	if entry.status not in EXPECTED:
		frappe.throw(_("This sign-up is over already. Sign up anew."), exc=ConflictError)
	entry.asked_again = 0
	written(entry)


def cancel_everybody(activity) -> None:
	"""An activity is called off: everybody expected is told, with the reason."""
	rows = rows_of(activity.name, EXPECTED)
	values = {"status": CANCELLED, "cancelled_at": now_datetime(), "reason": activity.called_off_reason}
	for row in rows:
		frappe.db.set_value("Activity Sign-up", row.name, values)
	recount(activity.name)
	subject = _("{0} on {1} is called off: {2}").format(
		activity.activity_title, cstr(activity.starts_at)[:16], activity.called_off_reason
	)
	notify_users(users_of(rows), subject, activity.doctype, activity.name)


def users_of(rows) -> set[str]:
	names = [row.volunteer for row in rows]
	if not names:
		return set()
	filters = {"name": ["in", names], "user": ["is", "set"]}
	return set(frappe.get_all("Volunteer", filters, pluck="user", order_by="name asc"))


def of_volunteer(volunteer: str, since: datetime | None = None) -> list[dict]:
	"""Activities of a volunteer, the next first, with where they stand in each.

	Returns:
	        [{activity, title, place, latitude, longitude, ways, starts_at, ends_at, stage, role, status, asked_again,
	        checked_in_at, checked_out_at, hours}], at most 200
	"""
	entry, activity = frappe.qb.DocType("Activity Sign-up"), frappe.qb.DocType("Volunteer Activity")
	query = frappe.qb.from_(entry).join(activity).on(activity.name == entry.activity)
	query = query.select(activity.name.as_("activity"), activity.activity_title.as_("title"), activity.place)
	query = query.select(activity.latitude, activity.longitude)
	query = query.select(
		activity.starts_at, activity.ends_at, activity.stage, entry.activity_role.as_("role")
	)
	query = query.select(
		entry.status, entry.asked_again, entry.checked_in_at, entry.checked_out_at, entry.hours
	)
	query = query.where(entry.volunteer == volunteer)
	if since:
		query = query.where(activity.ends_at >= since)
	rows = query.orderby(activity.starts_at).limit(200).run(as_dict=True)
	return [{**row, "ways": ways_to(row.latitude, row.longitude, row.place or row.title)} for row in rows]
