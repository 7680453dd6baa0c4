"""Who is the same person: accounts and records behind a volunteer, for the separation of duties."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.registry.identity.protected_numbers import fingerprints, stored_fingerprints


def same_person(volunteer: str) -> list[str]:
	"""The records of the person behind a volunteer, told by the mobile number; sorted, the own one among them."""
	prints = stored_fingerprints("Volunteer", volunteer, "mobile")
	if not prints:
		return [volunteer]
	same = {"mobile_fingerprint": ["in", prints]}
	# Asked on behalf of the system: whose second record it is may lie outside the user's area.
	found = frappe.get_all("Volunteer", same, pluck="name", order_by="name asc")
	return sorted({volunteer, *found})


def is_self(user: str, volunteer: str) -> bool:
	"""Whether an account is that of the volunteer, of a second record of the person, or carries the same number."""
	records = same_person(volunteer)
	if frappe.db.exists("Volunteer", {"name": ["in", records], "user": user}):
		return True
	prints = stored_fingerprints("Volunteer", volunteer, "mobile")
	return bool(prints) and not _numbers_of(user).isdisjoint(prints)


def _numbers_of(user: str) -> set[str]:
	"""Fingerprints of the numbers that stand in an account."""
	numbers = frappe.db.get_value("User", user, ["mobile_no", "phone"]) or ()
	return {found for number in numbers if number for found in fingerprints(cstr(number))}


def accounts_share_person(one: str, other: str) -> bool:
	"""Whether two accounts are one person's: the same, of one volunteer's records, or with one number."""
	if one == other:
		return True
	if _numbers_of(one) & _numbers_of(other):
		return True
	return any(is_self(a, name) for a, b in ((one, other), (other, one)) for name in _records_of(b))


def _records_of(user: str) -> list[str]:
	return frappe.get_all("Volunteer", {"user": user}, pluck="name", order_by="name asc")


def is_resident(user: str, resident: str | None) -> bool:
	"""Whether an account, or its volunteer record, carries the number of a resident."""
	prints = stored_fingerprints("Resident", resident, "mobile")
	if not prints:
		return False
	records = {"user": user, "mobile_fingerprint": ["in", prints]}
	return not _numbers_of(user).isdisjoint(prints) or bool(frappe.db.exists("Volunteer", records))


def refuse_self(volunteer: str) -> None:
	"""Nobody confirms, decides or books for themselves, whichever of their accounts they use.

	Raises:
	        SeparationOfDutiesError
	"""
	if is_self(frappe.session.user, volunteer):
		frappe.throw(
			_("This is about your own hours or points. Ask another coordinator."),
			exc=SeparationOfDutiesError,
		)
