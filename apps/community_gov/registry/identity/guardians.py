"""Children under 14 need a guardian: PIPL Art. 28 makes all their data sensitive, Art. 31 asks the guardian."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.errors import BadInputError

CHILD_BELOW = 14
ADULT_FROM = 18
# Nobody known has reached 123 years.
OLDEST = 130


def age_on(birth: date, day: date) -> int:
	"""Completed years."""
	return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_child(resident) -> bool:
	"""Whether the person is under 14 today; somebody without a birth date is not known to be."""
	return bool(resident.birth_date) and age_on(getdate(resident.birth_date), getdate()) < CHILD_BELOW


def check_guardian(resident) -> None:
	"""A guardian is an adult other than the person, and nobody guards in a circle.

	Raises:
	        BadInputError
	"""
	if not resident.guardian:
		return
	row = frappe.db.get_value("Resident", resident.guardian, ["birth_date", "status"], as_dict=True)
	if resident.guardian == resident.name:
		frappe.throw(_("Nobody is their own guardian. Choose somebody else."), exc=BadInputError)
	if resident.name in _guardians_of(resident.guardian):
		frappe.throw(
			_("People cannot be guardians of each other in a circle. Choose another guardian."),
			exc=BadInputError,
		)
	if row.birth_date and age_on(row.birth_date, getdate()) < ADULT_FROM:
		frappe.throw(_("The guardian is not of age. Choose an adult."), exc=BadInputError)
	if row.status in ("Deceased", "Merged"):
		frappe.throw(_("The guardian is not on the register any more. Choose another."), exc=BadInputError)


def _guardians_of(resident: str) -> list[str]:
	"""The guardian of a person, that one's guardian, and so on; ends where the chain does."""
	chain: list[str] = []
	while (resident := frappe.db.get_value("Resident", resident, "guardian")) and resident not in chain:
		chain.append(resident)
	return chain


def require_guardian(resident) -> None:
	"""Somebody answers for a child: a resident, or a name and a number.

	Raises:
	        BadInputError
	"""
	if not is_child(resident) or resident.status != "Present":
		return
	if not resident.guardian and not (resident.guardian_name and resident.guardian_mobile):
		frappe.throw(
			_("{0} is under 14. Enter the guardian, or the guardian's name and number.").format(
				resident.full_name
			),
			exc=BadInputError,
		)
