"""A volunteer retires: history stays, open work is handed over to the successor or keeps them from leaving."""

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError


def retire(volunteer) -> None:
	"""Refuses what holds a volunteer back, hands over the rest and notes the day; stays as it is otherwise.

	Raises:
	        ConflictError: points on hold, sign-ups ahead, open work without a successor, or an anonymous record.
	        BadInputError: the successor is no active volunteer, or the volunteer.
	"""
	before = volunteer.get_doc_before_save()
	_refuse_anonymous(volunteer)
	if volunteer.status != "Retired":
		volunteer.retired_on = None
		return
	if before and before.status == "Retired":
		return
	_refuse_hold(volunteer)
	_refuse_sign_ups(volunteer)
	_hand_over(volunteer)
	volunteer.retired_on = getdate()


def _refuse_anonymous(volunteer) -> None:
	"""What names nobody stays so: who comes back registers anew."""
	if volunteer.anonymised_on:
		frappe.throw(
			_("This record was made anonymous and stays as it is. Register the person anew."),
			exc=ConflictError,
		)


def _refuse_hold(volunteer) -> None:
	if volunteer.held_points:
		frappe.throw(
			_("{0} still has points on hold. Hand over or release the redemption first.").format(
				volunteer.full_name
			),
			exc=ConflictError,
		)


def _refuse_sign_ups(volunteer) -> None:
	"""Nobody else can be expected at an activity in somebody's place."""
	ahead = _open_sign_ups(volunteer.name)
	if ahead:
		frappe.throw(
			_("{0} is signed up for {1} activities. Cancel the sign-ups first.").format(
				volunteer.full_name, ahead
			),
			exc=ConflictError,
		)


def _open_sign_ups(volunteer: str) -> int:
	if not volunteer or not frappe.db.table_exists("Activity Sign-up"):
		return 0
	return count_locked(
		"Activity Sign-up", {"volunteer": volunteer, "status": ["in", ["Signed Up", "Waiting"]]}
	)


def _open_work(volunteer: str) -> dict[str, list[str]]:
	"""What a volunteer leads and has claimed: {teams, requests}, names of each."""
	teams = frappe.get_all("Volunteer Team", filters={"leader": volunteer}, pluck="name", order_by="name asc")
	requests = frappe.get_all(
		"Help Request",
		filters={"volunteer": volunteer, "stage": "Claimed"},
		pluck="name",
		order_by="name asc",
	)
	return {"teams": teams, "requests": requests}


def _hand_over(volunteer) -> None:
	work = _open_work(volunteer.name)
	if not any(work.values()):
		return
	if not volunteer.successor:
		frappe.throw(
			_("{0} leads {1} teams and has claimed {2} requests. Name a successor first.").format(
				volunteer.full_name, len(work["teams"]), len(work["requests"])
			),
			exc=ConflictError,
		)
	_check_successor(volunteer)
	for doctype, fieldname, names in (
		("Volunteer Team", "leader", work["teams"]),
		("Help Request", "volunteer", work["requests"]),
	):
		for name in names:
			frappe.db.set_value(doctype, name, fieldname, volunteer.successor)


def _check_successor(volunteer) -> None:
	status = frappe.db.get_value("Volunteer", volunteer.successor, "status")
	if volunteer.successor == volunteer.name or status != "Active":
		frappe.throw(_("The successor is not an active volunteer. Choose another one."), exc=BadInputError)
