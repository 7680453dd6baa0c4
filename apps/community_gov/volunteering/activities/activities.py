"""Volunteer activities (招募令): times, place and roles, and what follows for who signed up when they change."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.grids.navigation import ways_to
from community_gov.volunteering.activities import sign_ups
from community_gov.volunteering.activities.sign_ups import SIGNED_UP, WAITING

MOST_ROLES, MOST_PEOPLE = 30, 10_000
LONGEST_HOURS = 72


def prepare(doc) -> None:
	doc.organiser = doc.organiser or frappe.session.user
	for row in doc.roles:
		row.signed_up = row.waiting = 0


def check_activity(doc) -> None:
	"""Raises BadInputError for times, a position or roles that cannot be."""
	_check_times(doc)
	_check_position(doc)
	_check_roles(doc)
	_check_group(doc)


def _check_group(doc) -> None:
	"""A group that is not on file, such as one halted for sales, holds nothing under its name."""
	before = doc.get_doc_before_save()
	if not doc.interest_group or (before and before.interest_group == doc.interest_group):
		return
	if frappe.db.get_value("Interest Group", doc.interest_group, "stage") != "On File":
		frappe.throw(
			_("The group is not on file now, so no activity is its own. Choose another one, or none."),
			exc=BadInputError,
		)


def _check_times(doc) -> None:
	starts, ends = get_datetime(doc.starts_at), get_datetime(doc.ends_at)
	if ends <= starts:
		frappe.throw(_("The activity ends before it begins. Correct the times."), exc=BadInputError)
	if (ends - starts).total_seconds() > LONGEST_HOURS * 3600:
		frappe.throw(
			_("The activity lasts longer than {0} hours. Plan one for each day.").format(LONGEST_HOURS),
			exc=BadInputError,
		)
	if doc.sign_up_until and get_datetime(doc.sign_up_until) > starts:
		frappe.throw(
			_("Sign-up would end after the activity has begun. Choose an earlier time."), exc=BadInputError
		)


def _check_position(doc) -> None:
	if (
		bool(doc.latitude) != bool(doc.longitude)
		or abs(doc.latitude or 0) > 90
		or abs(doc.longitude or 0) > 180
	):
		frappe.throw(
			_("The position is no place on earth. Enter latitude and longitude in degrees, or neither."),
			exc=BadInputError,
		)


def _check_roles(doc) -> None:
	titles = [cstr(row.role_title).strip() for row in doc.roles]
	if not titles or len(titles) > MOST_ROLES or len(set(titles)) < len(titles):
		frappe.throw(
			_("An activity has one to {0} roles, each once. Correct the list.").format(MOST_ROLES),
			exc=BadInputError,
		)
	for row, title in zip(doc.roles, titles, strict=True):
		row.role_title = title
		if not 1 <= _whole_number(row.capacity) <= MOST_PEOPLE:
			frappe.throw(
				_("The capacity of {0} is not possible. Enter a whole number from 1 to {1}.").format(
					title, MOST_PEOPLE
				),
				exc=BadInputError,
			)


def _whole_number(value) -> int:
	"""A whole number above zero that a client sent, 0 for anything else."""
	try:
		number = float(value)
	except (TypeError, ValueError):
		return 0
	return int(number) if number == number and number.is_integer() else 0


def keep_places(doc) -> None:
	"""The activity is locked and its sign-ups are read anew: no role goes below who signed up for it.

	Raises:
	        ConflictError
	"""
	sign_ups.lock(doc.name)
	taken = sign_ups.counts(doc.name)
	capacity = {row.role_title: cint(row.capacity) for row in doc.roles}
	for role, count in taken.items():
		if not count[SIGNED_UP] + count[WAITING] or capacity.get(role, 0) >= max(count[SIGNED_UP], 1):
			continue
		frappe.throw(
			_("{0} have signed up as {1}. Leave at least so many places, or cancel sign-ups first.").format(
				count[SIGNED_UP] + (count[WAITING] if role not in capacity else 0), role
			),
			exc=ConflictError,
		)
	for row in doc.roles:
		count = taken.get(row.role_title, {})
		row.signed_up, row.waiting = count.get(SIGNED_UP, 0), count.get(WAITING, 0)


def _is_moved(doc) -> bool:
	before = doc.get_doc_before_save()
	if not before:
		return False
	times = any(
		get_datetime(before.get(name)) != get_datetime(doc.get(name)) for name in ("starts_at", "ends_at")
	)
	return times or cstr(before.place) != cstr(doc.place)


def refuse_moving_begun(doc) -> None:
	"""Who is there already was there: an activity is not moved under their feet.

	Raises:
	        ConflictError
	"""
	if _is_moved(doc) and frappe.db.exists(
		"Activity Sign-up", {"activity": doc.name, "checked_in_at": ["is", "set"]}
	):
		frappe.throw(
			_("People have checked in already. Plan another activity for the new time or place."),
			exc=ConflictError,
		)


def _ask_again(doc) -> None:
	"""An activity moved after sign-ups: everybody is told and asked whether they still come."""
	if not _is_moved(doc):
		return
	rows = sign_ups.rows_of(doc.name, (SIGNED_UP, WAITING))
	for row in rows:
		frappe.db.set_value("Activity Sign-up", row.name, "asked_again", 1)
	subject = _("{0} was moved: {1}, {2}. Say whether you still come.").format(
		doc.activity_title, cstr(doc.starts_at)[:16], doc.place
	)
	notify_users(sign_ups.users_of(rows), subject, doc.doctype, doc.name)


def recruiting(area: str | None, limit: int = 100) -> list[dict]:
	"""What everybody may read of activities that look for people, the next first; nobody's name.

	Returns:
	        [{activity, title, place, grid, starts_at, ends_at, sign_up_until, description, latitude, longitude,
	        ways: see grids.navigation, roles: [{role, capacity, free, skill}]}]
	"""
	filters = {"stage": "Recruiting", "starts_at": [">", now_datetime()]}
	if area:
		filters["grid"] = ["like", f"{area}%"]
	fields = ["name as activity", "activity_title as title", "place", "grid", "starts_at", "ends_at"]
	fields += ["sign_up_until", "description", "latitude", "longitude"]
	rows = frappe.get_all(
		"Volunteer Activity", filters, fields, order_by="starts_at asc, name asc", limit=limit
	)
	roles = roles_of([row.activity for row in rows])
	return [
		{
			**row,
			"roles": roles.get(row.activity, []),
			"ways": ways_to(row.latitude, row.longitude, row.place or row.title),
		}
		for row in rows
	]


def roles_of(names: list[str]) -> dict[str, list[dict]]:
	if not names:
		return {}
	rows = frappe.get_all(
		"Activity Role",
		filters={"parenttype": "Volunteer Activity", "parent": ["in", names]},
		fields=["parent", "role_title", "capacity", "signed_up", "waiting", "skill"],
		order_by="parent asc, idx asc",
	)
	found: dict[str, list[dict]] = {}
	for row in rows:
		free = max(cint(row.capacity) - cint(row.signed_up), 0)
		role = {"role": row.role_title, "capacity": row.capacity, "free": free, "skill": row.skill}
		found.setdefault(row.parent, []).append({**role, "waiting": cint(row.waiting)})
	return found


def follow_changes(doc) -> None:
	"""What a saved change means for who signed up: asked again where it moved, moved up where places came."""
	if not doc.get_doc_before_save():
		return
	_ask_again(doc)
	sign_ups.move_up(doc)
