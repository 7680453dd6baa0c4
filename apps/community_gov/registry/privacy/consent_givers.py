"""Who gives a consent: the person, or the guardian of a child, noted so that whoever leaves the register is found in it."""

from typing import Any

import frappe
from frappe import _

from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context
from community_gov.registry.identity.guardians import is_child
from community_gov.registry.identity.protected_numbers import fingerprint, seal, unseal

PERSON, GUARDIAN = "The Person", "Guardian"
# What a consent keeps of a guardian: the record on the register, else the number by which one may be found there.
GUARDIAN_FIELDS = ("guardian", "guardian_name", "guardian_mobile_secret", "guardian_mobile_fingerprint")
_NUMBER = "guardian_mobile"


def holder_of(consent) -> tuple[str, str]:
	"""(DocType, name) of the record whose consent it is.

	Raises:
	        BadInputError: none, or two.
	"""
	named = [doctype for doctype in ("Resident", "Volunteer") if consent.get(doctype.lower())]
	if len(named) != 1:
		frappe.throw(
			_("A consent is that of a resident or of a volunteer. Choose one of the two."), exc=BadInputError
		)
	return named[0], consent.get(named[0].lower())


def take_giver(consent) -> None:
	"""Fills place, giver and guardian of a new consent: the guardian speaks for a child under 14.

	Raises:
	        BadInputError: no guardian of a child is on record.
	"""
	doctype, name = holder_of(consent)
	person = frappe.get_doc(doctype, name)
	consent.update({"grid": person.grid, "given_by": PERSON, **dict.fromkeys(GUARDIAN_FIELDS)})
	if doctype == "Resident" and is_child(person):
		_take_guardian(consent, person, person)
	if doctype == "Volunteer" and person.age_group == "Under 14":
		_take_guardian(consent, person, _registration_of(consent, person))


def values_of_guardian(source) -> dict[str, Any]:
	"""The guardian as a Resident or a Volunteer Registration names them; the number is sealed for its new place."""
	guardian, secret = source.get("guardian"), source.get(f"{_NUMBER}_secret")
	name = frappe.db.get_value("Resident", guardian, "full_name") if guardian else None
	values = {"guardian": guardian, "guardian_name": name or source.get("guardian_name")}
	if guardian or not secret:
		return values
	number = unseal(secret, source.doctype, _NUMBER)
	return {
		**values,
		f"{_NUMBER}_secret": seal(number, "Consent", _NUMBER),
		f"{_NUMBER}_fingerprint": fingerprint(number),
	}


def _registration_of(consent, volunteer):
	"""The registration that names the guardian of a young volunteer, if there was one."""
	if entered := step_context(consent).registration:
		return entered
	name = volunteer.registration
	return frappe.get_doc("Volunteer Registration", name) if name else frappe._dict()


def _take_guardian(consent, person, source) -> None:
	values = values_of_guardian(source)
	if not values["guardian_name"]:
		frappe.throw(
			_("{0} is under 14. Enter the guardian, or the guardian's name and number.").format(
				person.full_name
			),
			exc=BadInputError,
		)
	consent.update({"given_by": GUARDIAN, **values})
