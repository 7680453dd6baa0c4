"""Who is the same person: accounts and records behind a volunteer, for the separation of duties."""

import frappe
from frappe import _

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import stored_fingerprints
from community_gov.registry.privacy import consents


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
	"""Whether the person behind an account is the volunteer, by what either has, or ever had: to refuse, never to permit.

	A link or a number that was given up still counts; see registry/identity/account_holders.py.
	"""
	records = same_person(volunteer)
	if any(user in account_holders.accounts_of_volunteer(name) for name in records):
		return True
	mine = account_holders.numbers_of_person(user)
	return any(mine & account_holders.numbers_of_record("Volunteer", name) for name in records)


def owns(user: str, volunteer: str) -> bool:
	"""Whether the volunteer record is linked to the account: what permits; a number that one types oneself does not."""
	return bool(frappe.db.exists("Volunteer", {"name": volunteer, "user": user}))


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
	consents.require_standing(volunteer, consents.VOLUNTEERING, "Volunteer")


def may_serve(volunteer: str) -> bool:
	"""Whether the consent to volunteering was not withdrawn: for whoever is passed over, not refused."""
	return not consents.has_withdrawn(volunteer, consents.VOLUNTEERING, "Volunteer")


def who_withdrew() -> set[str]:
	"""Names of volunteers who have withdrawn the consent to volunteering, on either of their records."""
	return consents.volunteers_who_withdrew()
