"""One person on the register: what the number tells, the first record, what keeps a record."""

from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.registry.homes import households, residence
from community_gov.registry.identity import numbers, protected_numbers
from community_gov.registry.identity.guardians import OLDEST, age_on

# Cards whose number holds birth date and sex (GB 11643-1999; the residence permit is numbered alike).
# Documents with 18 digits: the birth date is in the number, and the sex where a standard says so (GB 11643).
CITIZENS = ("Identity Card", "Residence Permit for Hong Kong, Macao and Taiwan")
TELLING = (*CITIZENS, "Foreign Permanent Resident ID")


def derive_from_identity(resident) -> None:
	"""Birth date and sex are in the number; what was typed must agree with it.

	Raises:
	        BadInputError
	"""
	number = resident.identity_number
	if resident.identity_type not in TELLING or not number or numbers.is_masked(number):
		return
	_refuse_old_number(number)
	try:
		number = protected_numbers.CHECKS[resident.identity_type](number)
	except numbers.BadNumberError:
		# protected_numbers.protect_identity refuses it, with the words for the field.
		return
	told = _told_by(resident.identity_type, number)
	if not told:
		return
	if resident.birth_date and getdate(resident.birth_date) != told["birth_date"]:
		frappe.throw(
			_("The birth date differs from the identity number. Correct whichever is wrong."),
			exc=BadInputError,
		)
	if resident.sex in ("Male", "Female") and resident.sex != told.get("sex", resident.sex):
		frappe.throw(
			_("The sex differs from the identity number. Correct whichever is wrong."), exc=BadInputError
		)
	resident.update(told)


def _told_by(identity_type: str, number: str) -> dict:
	"""{birth_date, sex} of a checked number, as far as it tells them; the foreigner's card of 2017 has no century."""
	if len(number) != 18:
		return {}
	born = {"birth_date": numbers.birth_date_of(number)}
	return {**born, "sex": numbers.sex_of(number)} if identity_type in CITIZENS else born


def _refuse_old_number(number: str) -> None:
	"""Cards with 15 digits ended on 1 January 2013 (居民身份证法 2011, Art. 3 of the amendment)."""
	text = numbers.normalise(number)
	if len(text) == 15 and text.isdigit():
		frappe.throw(
			_("A number of 15 digits is of the first generation of cards. Type the 18 of the present card."),
			exc=BadInputError,
		)


def check_birth_date(resident) -> None:
	"""Raises BadInputError for somebody born tomorrow, or more than 130 years ago."""
	if not resident.birth_date:
		return
	born, today = getdate(resident.birth_date), getdate()
	if born > today:
		frappe.throw(_("The birth date lies in the future. Correct it."), exc=BadInputError)
	if age_on(born, today) >= OLDEST and resident.status == households.PRESENT:
		frappe.throw(
			_("The birth date lies more than {0} years back. Correct it.").format(OLDEST), exc=BadInputError
		)


def check_arrival(resident) -> None:
	"""Raises BadInputError for a day of moving in that lies ahead or before birth."""
	if resident.is_new() and resident.moved_in_on:
		residence.check_day(resident, getdate(resident.moved_in_on))


def keep_household(resident) -> None:
	"""A stored person changes the household by a move, so that the history stays whole."""
	before = resident.get_doc_before_save()
	if before:
		resident.household, resident.moved_in_on = before.household, before.moved_in_on
		return
	resident.status = households.PRESENT
	# The first one may come as head; the household hears of it when the person is stored.
	step_context(resident).first_head = resident.relation_to_head == households.HEAD


def start_residence(resident) -> None:
	"""The first record of a person; who comes as head becomes the head of a household that has none.

	Raises:
	        ConflictError: the household has a head.
	"""
	if step_context(resident).first_head and resident.household:
		if frappe.db.get_value("Household", resident.household, "head"):
			refuse_second_head()
		households.name_head(resident.household, resident.name)
	residence.write_record(resident, "Registered", getdate(resident.moved_in_on or None))


def refuse_second_head() -> NoReturn:
	"""Raises ConflictError."""
	frappe.throw(
		_("The household has a head already. Choose another relation, or name the head there."),
		exc=ConflictError,
	)


def refuse_deleting(resident) -> None:
	"""A record with a history is not deleted by hand: it ends by a move, a death or the retention job.

	Raises:
	        ConflictError
	"""
	if step_context(resident).by_retention:
		return
	records = count_locked("Residence Record", {"resident": resident.name})
	if records > 1 or frappe.db.exists("Household", {"head": resident.name}):
		frappe.throw(
			_("{0} has a history. Record a move or a death instead, or merge a double record.").format(
				resident.full_name
			),
			exc=ConflictError,
		)


def same_name_and_birthday(full_name: str, birth_date: date | None, but: str | None = None) -> list[str]:
	"""Other present records of that name and birthday: perhaps the same person, so nobody is refused for it."""
	if not birth_date:
		return []
	filters = {
		"full_name": full_name,
		"birth_date": birth_date,
		"status": "Present",
		"name": ["!=", but or ""],
	}
	return frappe.get_all("Resident", filters=filters, pluck="name", order_by="creation asc")
