"""Which residents and which volunteers are one person, so that what is stopped or deleted is so for both.

Staff link a volunteer to the person on the register. Without a link the same name and a mobile number tell, those of
the volunteer's account and those given up among them: a family shares a telephone, not a name.
"""

from collections.abc import Iterable

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.registry.identity.account_holders import (
	numbers_of_account,
	numbers_of_record,
	residents_with,
)


def residents_of(volunteer: str) -> set[str]:
	"""The person on the register behind a volunteer: whom staff linked, and nobody else then."""
	row = frappe.db.get_value("Volunteer", volunteer, ["full_name", "resident", "user"], as_dict=True)
	if not row or row.resident:
		return {row.resident} if row else set()
	numbers = numbers_of_record("Volunteer", volunteer)
	if row.user:
		numbers |= numbers_of_account(row.user)
	return residents_with(numbers, {row.full_name})


def volunteers_of(residents: Iterable[str]) -> set[str]:
	"""Volunteer records of residents that name somebody still, found for many at once."""
	sought = sorted(set(residents))
	if not sought:
		return set()
	alive = {"anonymised_on": ["is", "not set"]}
	# Asked on behalf of the system, here and below: who is who does not hang on who may see them.
	linked = frappe.get_all("Volunteer", {"resident": ["in", sought], **alive}, pluck="name", order_by="name")
	names = frappe.get_all("Resident", {"name": ["in", sought]}, pluck="full_name", order_by="name asc")
	called = {"full_name": ["in", sorted(set(names))], "resident": ["is", "not set"], **alive}
	namesakes = frappe.get_all("Volunteer", called, pluck="name", order_by="name asc") if names else []
	return {*linked, *(name for name in namesakes if residents_of(name) & set(sought))}


def who_volunteers(residents: Iterable[str]) -> set[str]:
	"""Those of the residents who have a volunteer record that names somebody still."""
	sought = set(residents)
	return sought & set().union(*(residents_of(name) for name in volunteers_of(sought)))


def records_of(doctype: str, name: str) -> dict[str, set[str]]:
	"""All records of the person behind a Resident or a Volunteer: {Resident: names, Volunteer: names}."""
	residents = {name} if doctype == "Resident" else residents_of(name)
	own = {name} if doctype == "Volunteer" else set()
	return {"Resident": residents, "Volunteer": own | volunteers_of(residents)}


def link_resident(volunteer, resident: str | None) -> None:
	"""Staff say who a volunteer is on the register, or with None that nobody is known.

	Args:
	        volunteer: the locked document.
	Raises:
	        ConflictError: one of the two is anonymous. BadInputError: the resident's record was merged into another.
	"""
	row = resident and frappe.db.get_value("Resident", resident, ["status", "anonymised_on"], as_dict=True)
	if volunteer.anonymised_on or (row and row.anonymised_on):
		frappe.throw(_("An anonymous record names nobody. Choose a record that stands."), exc=ConflictError)
	if row and row.status == "Merged":
		frappe.throw(
			_("{0} was merged into another record. Choose the one that was kept.").format(resident),
			exc=BadInputError,
		)
	step_context(volunteer).origin = {"resident": resident}
	# Who may change the person's record says so; the volunteer's other fields stay as they are.
	volunteer.save(ignore_permissions=True)
