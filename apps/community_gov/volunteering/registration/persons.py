"""Who is the same person: accounts and records behind a volunteer, for the separation of duties."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.registry.identity.protected_numbers import fingerprint
from community_gov.registry.privacy import consents


def same_person(volunteer: str) -> list[str]:
	"""The records of the person behind a volunteer, told by the mobile number; sorted, the own one among them."""
	key = frappe.db.get_value("Volunteer", volunteer, "mobile_fingerprint")
	if not key:
		return [volunteer]
	# Asked on behalf of the system: whose second record it is may lie outside the user's area.
	found = frappe.get_all("Volunteer", {"mobile_fingerprint": key}, pluck="name", order_by="name asc")
	return sorted({volunteer, *found})


def is_self(user: str, volunteer: str) -> bool:
	"""Whether an account is that of the volunteer, of a second record of the person, or carries the same number."""
	records = same_person(volunteer)
	if frappe.db.exists("Volunteer", {"name": ["in", records], "user": user}):
		return True
	key = frappe.db.get_value("Volunteer", volunteer, "mobile_fingerprint")
	return bool(key) and key in _numbers_of(user)


def _numbers_of(user: str) -> set[str]:
	"""Fingerprints of the numbers that stand in an account."""
	numbers = frappe.db.get_value("User", user, ["mobile_no", "phone"]) or ()
	return {fingerprint(cstr(number)) for number in numbers if number}


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
	key = resident and frappe.db.get_value("Resident", resident, "mobile_fingerprint")
	if not key:
		return False
	records = {"user": user, "mobile_fingerprint": key}
	return key in _numbers_of(user) or bool(frappe.db.exists("Volunteer", records))


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


def require_consent(volunteer: str) -> None:
	"""Nobody serves on a consent that was withdrawn; hours and points of before stay.

	Raises:
	        ConsentWithdrawnError
	"""
	for resident in _residents_of(volunteer):
		consents.require_standing(resident, consents.VOLUNTEERING)


def _residents_of(volunteer: str) -> list[str]:
	"""The person on the register behind a volunteer: the same name and number, unmerged."""
	row = frappe.db.get_value("Volunteer", volunteer, ["full_name", "mobile_fingerprint"], as_dict=True)
	if not row or not row.mobile_fingerprint:
		return []
	# Asked on behalf of the system: whether the person serves does not hang on who may see them.
	return frappe.get_all("Resident", dict(row), pluck="name", order_by="name asc")


def who_withdrew() -> set[str]:
	"""Names of volunteers who have withdrawn the consent to volunteering."""
	residents = sorted(consents.who_withdrew(consents.VOLUNTEERING))
	if not residents:
		return set()
	filters = {"name": ["in", residents], "mobile_fingerprint": ["is", "set"]}
	fields = ["full_name", "mobile_fingerprint"]
	rows = frappe.get_all("Resident", filters, fields, order_by="name asc")
	found = [frappe.get_all("Volunteer", dict(row), pluck="name", order_by="name asc") for row in rows]
	return {name for names in found for name in names}
