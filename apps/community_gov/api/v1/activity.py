"""Volunteer activities: find one, sign up, cancel, be there; each step repeatable without harm."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.located import located
from community_gov.api.step import act_on, steps_with_needs
from community_gov.api.v1.public import looks_per_hour
from community_gov.core.documents import deadlock_as_conflict
from community_gov.core.errors import BadInputError
from community_gov.core.qr_codes import svg_of
from community_gov.core.time import as_moment
from community_gov.permissions.access import load_doc, refuse_access
from community_gov.team.check_ins import read_position
from community_gov.volunteering.activities import activities, attendance, missed_checkouts, sign_ups
from community_gov.volunteering.help import help_requests
from community_gov.volunteering.matching import offers

STAFF_ROLES = frozenset({"Community Administrator", "Volunteer Coordinator", "Community Manager"})


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "activity.recruiting")
def recruiting(area: str | None = None) -> list[dict]:
	"""Activities that look for volunteers, the next first; nobody's name.

	Permission: everybody; only what was published is told. Limited per address and hour.
	Args:
	        area: code of a place whose subtree is asked for.
	Returns:
	        [{activity, title, place, grid, starts_at, ends_at, sign_up_until, description, latitude, longitude,
	        roles: [{role, capacity, free, waiting, skill}]}], at most 100
	"""
	if area and not area.isalnum():
		frappe.throw(_("{0} is no code of a place. Send digits.").format(area), exc=BadInputError)
	return activities.recruiting(area)


@frappe.whitelist(methods=["POST"])
@idempotent("activity.sign_up")
def sign_up(activity: str, role: str | None = None, volunteer: str | None = None) -> dict:
	"""Signs up for an activity: volunteers themselves, staff of the place whom they name.

	Args:
	        role: title of one of its roles; may be left out where there is one.
	Returns:
	        {activity, volunteer, role, status}; status Waiting where the role is full
	"""
	person, _by_staff = _participant(activity, volunteer)
	with deadlock_as_conflict(activity):
		entry = sign_ups.sign_up(activity, person, role)
	told = {"activity": activity, "volunteer": person, "role": entry.activity_role}
	return {**told, "status": entry.status}


def _participant(activity: str, volunteer: str | None) -> tuple[str, bool]:
	"""(volunteer, by staff): the own record, or somebody named by staff who may write the activity (403 otherwise)."""
	own = help_requests.own_volunteer(frappe.session.user)
	if not volunteer or volunteer == own:
		return own or refuse_access("Volunteer Activity", activity), False
	_require_check_keeper(activity)
	load_doc("Volunteer", volunteer)
	return volunteer, True


def _require_check_keeper(activity: str) -> None:
	"""Staff who may write the activity (403 otherwise)."""
	doc = load_doc("Volunteer Activity", activity)
	if not STAFF_ROLES & set(frappe.get_roles()) or not doc.has_permission("write"):
		refuse_access("Volunteer Activity", activity)


@frappe.whitelist(methods=["POST"])
@idempotent("activity.cancel")
def cancel(activity: str, volunteer: str | None = None, reason: str | None = None) -> dict:
	"""Gives a place back; the next of the waiting list moves up and is told.

	Returns:
	        {activity, volunteer, status, moved_up}; moved_up is how many got a place
	"""
	person, by_staff = _participant(activity, volunteer)
	with deadlock_as_conflict(activity):
		done = sign_ups.cancel(activity, person, reason, by_staff)
	told = {"activity": activity, "volunteer": person, "status": done["status"]}
	return {**told, "moved_up": done["moved_up"]}


@frappe.whitelist(methods=["POST"])
def come_still(activity: str) -> dict:
	"""The session user's yes after the activity was moved; repeating changes nothing.

	Returns:
	        {activity, volunteer}
	"""
	person, _by_staff = _participant(activity, None)
	sign_ups.come_still(activity, person)
	return {"activity": activity, "volunteer": person}


@frappe.whitelist(methods=["POST"])
@idempotent("activity.check_in")
@located
def check_in(
	activity: str,
	code: str | None = None,
	volunteer: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
) -> dict:
	"""Notes that a volunteer is there: themselves by the code that the organiser shows, or staff for somebody.

	Args:
	        code: what the organiser shows; or, from staff, the own code of a volunteer.
	        volunteer: whom staff check in without a code.
	Returns:
	        {activity, volunteer, checked_in_at, distance}
	"""
	person, by_staff = _attendance(activity, volunteer, attendance.IN, code)
	position = read_position(latitude, longitude, None)
	with deadlock_as_conflict(activity):
		entry = attendance.check_in(activity, person, by_staff, code, position)
	told = {"activity": activity, "volunteer": person, "checked_in_at": str(entry.checked_in_at)}
	return {**told, "distance": entry.distance}


def _attendance(activity: str, volunteer: str | None, kind: str, code: str | None) -> tuple[str, bool]:
	"""(volunteer, by staff); staff who scan a volunteer's own code need not name them."""
	own = help_requests.own_volunteer(frappe.session.user)
	if volunteer or own or not code:
		return _participant(activity, volunteer)
	_require_check_keeper(activity)
	return attendance.volunteer_of_code(activity, kind, code), True


@frappe.whitelist(methods=["POST"])
@idempotent("activity.check_out")
def check_out(activity: str, code: str | None = None, volunteer: str | None = None) -> dict:
	"""Notes that a volunteer leaves; the hours within the activity become a service record that waits to be confirmed.

	Returns:
	        {activity, volunteer, checked_out_at, hours, service_record}
	"""
	person, by_staff = _attendance(activity, volunteer, attendance.OUT, code)
	with deadlock_as_conflict(activity):
		entry = attendance.check_out(activity, person, by_staff, code)
	told = {"activity": activity, "volunteer": person, "checked_out_at": str(entry.checked_out_at)}
	return {**told, "hours": entry.hours, "service_record": entry.service_record}


@frappe.whitelist(methods=["POST"])
@idempotent("activity.check_out_afterwards")
def check_out_afterwards(activity: str, volunteer: str, left_at: str) -> dict:
	"""Checks out somebody who forgot to, after the activity was held; for staff, who state when they left.

	Args:
	        left_at: site time, YYYY-MM-DD HH:MM; after the check-in, not after the activity's end.
	Returns:
	        {activity, volunteer, checked_out_at, hours, service_record}
	"""
	_require_check_keeper(activity)
	load_doc("Volunteer", volunteer)
	left = as_moment(left_at, "left_at")
	with deadlock_as_conflict(activity):
		entry = missed_checkouts.check_out(activity, volunteer, left)
	told = {"activity": activity, "volunteer": volunteer, "checked_out_at": str(entry.checked_out_at)}
	return {**told, "hours": entry.hours, "service_record": entry.service_record}


@frappe.whitelist(methods=["GET"])
def code(activity: str, kind: str = "in") -> dict:
	"""What the organiser shows for a minute: the code and a QR of the address that checks in with it; for staff.

	Args:
	        kind: in or out.
	Returns:
	        {code, kind, seconds, address, svg}
	"""
	_require_check_keeper(activity)
	_refuse_unknown_kind(kind)
	shown = attendance.current_code(activity, kind)
	address = frappe.utils.get_url(f"/activity#a={activity}&k={kind}&c={shown['code']}")
	return {**shown, "address": address, "svg": svg_of(address)}


def _refuse_unknown_kind(kind: str) -> None:
	if kind not in (attendance.IN, attendance.OUT):
		frappe.throw(_("{0} is no kind of code. Send in or out.").format(kind), exc=BadInputError)


@frappe.whitelist(methods=["GET"])
def own_code(activity: str, kind: str = "in") -> dict:
	"""The session user's own code for the organiser to scan; it checks in nobody else.

	Returns:
	        {code, kind, seconds, svg}
	"""
	_refuse_unknown_kind(kind)
	person, _by_staff = _participant(activity, None)
	sign_ups.entry_of(activity, person)
	shown = attendance.current_code(activity, kind, person)
	return {**shown, "svg": svg_of(shown["code"])}


@frappe.whitelist(methods=["GET"])
def mine(all_times: bool = False) -> dict:
	"""The session user's activities, those of today and ahead alone unless all are asked for.

	Returns:
	        {volunteer, activities: [{activity, title, place, latitude, longitude, starts_at, ends_at, stage, role,
	        status, asked_again, checked_in_at, checked_out_at, hours}]}
	"""
	own = help_requests.own_volunteer(frappe.session.user) or refuse_access("Volunteer")
	since = None if all_times else now_datetime().replace(hour=0, minute=0, second=0)
	return {"volunteer": own, "activities": sign_ups.of_volunteer(own, since)}


@frappe.whitelist(methods=["GET"])
def candidates(activity: str) -> dict:
	"""Volunteers near who could still sign up, for each role best first with the reason; for staff.

	Returns:
	        {activity, roles: [{role, free, volunteers: [{volunteer, full_name, reason}]}]}; at most ten a role
	"""
	_require_check_keeper(activity)
	return {"activity": activity, "roles": offers.volunteers_for_activity(activity)}


@frappe.whitelist(methods=["POST"])
@idempotent("activity.act")
def act(activity: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action on an activity: recruit, close sign-up, mark held, call off.

	Returns:
	        {activity, stage}
	"""
	doc = act_on("Volunteer Activity", activity, action, note=note)
	return {"activity": doc.name, "stage": doc.stage}


@frappe.whitelist(methods=["GET"])
def next_steps(activity: str) -> list[dict]:
	"""The workflow actions that the user may take on an activity now, and whether one asks for a reason.

	Returns:
	        [{action, next_state, stage, needs_reason}]
	"""
	return steps_with_needs("Volunteer Activity", activity)
