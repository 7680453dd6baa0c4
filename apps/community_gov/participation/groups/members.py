"""Members of a group: they join themselves and prove their number, so that nobody counts who does not exist."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from community_gov.core.anonymity import without_account
from community_gov.core.erasure import delete_rows, erase
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.participation import events
from community_gov.participation.evidence import keep
from community_gov.participation.groups import groups
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.numbers import BadNumberError, check_mobile
from community_gov.registry.identity.protected_numbers import fingerprints

DOCTYPE, LEAD = "Group Member", "Lead"
LONGEST_NAME = 60


def prepare(member) -> None:
	"""
	Raises:
	        ConflictError: the number counts in this group already. BadInputError: no name, or no mobile number.
	"""
	name = cstr(member.member_name).strip()
	if not 0 < len(name) <= LONGEST_NAME:
		_refuse(_("A name has 1 to {0} characters. Correct it.").format(LONGEST_NAME))
	member.member_name = name
	if not member.mobile_fingerprint:
		_refuse(_("A member has a mobile number. Enter it."))


def join(group_name: str, name: str, number: str) -> str:
	"""Somebody joins with a number that they have proven; returns the name of the row.

	A row that a clerk wrote from a signed paper becomes one that counts.

	Raises:
	        ConflictError: this number is a member already. BadInputError: the group takes nobody now.
	"""
	group = groups.lock(group_name)
	if group.stage not in ("Proposed", "On File"):
		_refuse(_("This group takes no members now. Ask the community."))
	known = _row_of(group.name, number)
	if known and known.proven_at:
		_refuse_second(group)
	# Whoever is signed in by chance joins under the number, and no trace names the account.
	with without_account():
		if known:
			frappe.db.set_value(DOCTYPE, known.name, "proven_at", now_datetime())
			made = known.name
		else:
			values = {"member_name": name, "mobile": number, "joined_by": "Public Page"}
			made = _insert(group, {**values, "proven_at": now_datetime()})
		groups.store_counts(group.name)
		events.record(group, "Member Joined")
	return made


def add_by_paper(group, name: str, number: str, paper: str) -> str:
	"""A clerk records the signed paper of somebody, who counts once they have proven the number.

	Args:
	        group: locked.
	Raises:
	        ConflictError, BadInputError
	"""
	try:
		number = check_mobile(cstr(number))
	except BadNumberError:
		_refuse(_("This is no mobile number. Compare it and type it again."))
	if _row_of(group.name, number):
		_refuse_second(group)
	values = {"member_name": name, "mobile": number, "joined_by": "Paper", "consent_paper": paper}
	made = _insert(group, values)
	keep(frappe.get_doc(DOCTYPE, made), paper)
	events.record(group, "Member Added")
	return made


def _insert(group, values: dict) -> str:
	member = frappe.new_doc(DOCTYPE)
	place = {"interest_group": group.name, "grid": group.grid, "group_role": "Member"}
	member.update({**place, **values, "consented_at": now_datetime()})
	step_context(member).by_writer = True
	# A guest who joins holds no right on the DocType; a clerk was asked for the right on the group.
	return member.insert(ignore_permissions=True).name


def _row_of(group: str, number: str) -> frappe._dict | None:
	"""The row of a number in a group, as committed now; the group is locked."""
	filters = {"interest_group": group, "mobile_fingerprint": ["in", fingerprints(number)]}
	return frappe.db.get_value(DOCTYPE, filters, ["name", "proven_at"], as_dict=True, for_update=True)


def _refuse_second(group) -> None:
	frappe.throw(
		_("This number is a member of {0} already. A number counts once in a group.").format(
			group.group_name
		),
		exc=ConflictError,
	)


def leave(group_name: str, number: str) -> None:
	"""Somebody takes their consent back: nothing of them stays with the group.

	Raises:
	        frappe.DoesNotExistError (404): this number is no member.
	"""
	group = groups.lock(group_name)
	known = _row_of(group.name, number)
	if not known:
		frappe.throw(
			_("This number is no member of the group. Choose another one."), frappe.DoesNotExistError
		)
	with without_account():
		remove(group, known.name)


def remove(group, member: str) -> None:
	"""Deletes a member of a locked group with what Frappe keeps about the row."""
	# The row first: a paper stays as long as a row names it.
	delete_rows(DOCTYPE, {"name": member})
	erase(DOCTYPE, member)
	groups.store_counts(group.name)
	events.record(group, "Member Left")


def remove_named(group, member: str) -> None:
	"""Takes a member off the list of a locked group. Raises BadInputError: no member of it."""
	if frappe.db.get_value(DOCTYPE, member, "interest_group") != group.name:
		_refuse(_("This is no member of the group. Choose one from its list."))
	remove(group, member)


def set_lead(group, member: str, leads: bool) -> None:
	"""Appoints a member as lead, or takes that back; `group` is locked.

	Raises:
	        BadInputError: no member of the group, or one whose number nobody has proven.
	"""
	row = frappe.db.get_value(DOCTYPE, member, ["interest_group", "proven_at"], as_dict=True)
	if not row or row.interest_group != group.name or not row.proven_at:
		_refuse(_("Only a member who has proven the number leads a group. Choose one."))
	frappe.db.set_value(DOCTYPE, member, "group_role", LEAD if leads else "Member")
	groups.store_counts(group.name)


def leads_with(group: str, number: str) -> bool:
	"""Whether a number leads a group."""
	filters = {"interest_group": group, "group_role": LEAD, "proven_at": ["is", "set"]}
	return bool(frappe.db.exists(DOCTYPE, {**filters, "mobile_fingerprint": ["in", fingerprints(number)]}))


def groups_of(number: str) -> list[str]:
	"""Names of the groups of which a number is a member."""
	filters = {"mobile_fingerprint": ["in", fingerprints(number)]}
	return frappe.get_all(DOCTYPE, filters, pluck="interest_group", order_by="interest_group asc")


def has_person(group: str, user: str) -> bool:
	"""Whether the person behind an account is a member of a group: to refuse, never to permit."""
	numbers = sorted(account_holders.numbers_of_person(user))
	filters = {"interest_group": group, "mobile_fingerprint": ["in", numbers or [""]]}
	return bool(frappe.db.exists(DOCTYPE, filters))


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
