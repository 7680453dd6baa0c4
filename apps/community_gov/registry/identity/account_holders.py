"""Who stands behind an account: by the numbers and links that it, a volunteer and a resident have, or ever had.

An account changes its own number in Frappe's User. What it gives up is written down at that moment, as a keyed
fingerprint, so that nobody stops being themselves by clearing a field.
"""

from collections.abc import Collection, Iterable

import frappe
from frappe.utils import cstr, now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.registry.identity.numbers import BadNumberError, check_mobile
from community_gov.registry.identity.protected_numbers import (
	fingerprint,
	fingerprints,
	fingerprints_of,
	seal,
	unseal,
)

FORMER = "Former Identifier"
_PHONES = ("mobile_no", "phone")


def follow_account(user, method: str | None = None) -> None:
	"""Doc event of User: a number that the account gives up is kept as a fingerprint."""
	before = user.get_doc_before_save()
	for fieldname in _PHONES:
		number = _mobile(before.get(fieldname)) if before else None
		if number and number != _mobile(user.get(fieldname)):
			_write("User", user.name, **_number_of(number))


def follow_record(doc) -> None:
	"""Keeps the number and the account that a Volunteer or a Resident gives up; called after it is stored."""
	before = doc.get_doc_before_save()
	if not before:
		return
	if before.mobile_fingerprint and before.mobile_fingerprint != doc.mobile_fingerprint:
		secret = before.get("mobile_secret")
		# A fingerprint without its number cannot be made anew; it counts until the next rotation.
		values = _number_of(unseal(secret, doc.doctype, "mobile")) if secret else {}
		_write(doc.doctype, doc.name, **(values or {"number_fingerprint": before.mobile_fingerprint}))
	if before.get("user") and before.user != doc.user:
		_write(doc.doctype, doc.name, account=before.user)


def _number_of(number: str) -> dict:
	"""A number as Former Identifier keeps it."""
	return {"number_fingerprint": fingerprint(number), "number_secret": seal(number, FORMER, "number")}


def _write(doctype: str, name: str, **values) -> None:
	holder = {"holder_doctype": doctype, "holder": name, "ended_at": now_datetime()}
	write_audit_record(FORMER, {**holder, **values})


def _mobile(text: str | None) -> str | None:
	"""The mobile number that somebody typed into a free field; None for a landline, which an office shares."""
	try:
		return check_mobile(cstr(text))
	except BadNumberError:
		return None


def numbers_of_account(user: str) -> set[str]:
	"""Fingerprints of the mobile numbers that an account carries or has carried."""
	stored = frappe.db.get_value("User", user, _PHONES) or ()
	now = {found for number in map(_mobile, stored) if number for found in fingerprints(number)}
	return now | _former_numbers("User", [user])


def numbers_of_record(doctype: str, name: str) -> set[str]:
	"""Fingerprints of the mobile numbers that a Volunteer or a Resident carries or has carried."""
	return numbers_of_records(doctype, [name])


def numbers_of_records(doctype: str, names: Collection[str]) -> set[str]:
	"""The same of several of one DocType, by two questions however many they are."""
	if not names:
		return set()
	fields = ["mobile_fingerprint", "mobile_secret"]
	# Asked on behalf of the system: who has which number is for no user to read.
	rows = frappe.get_all(doctype, {"name": ["in", sorted(names)]}, fields, order_by="name asc")
	carried = {
		found for row in rows for found in fingerprints_of(frappe._dict(row, doctype=doctype), "mobile")
	}
	return carried | _former_numbers(doctype, names)


def has_number(doctype: str, name: str, number: str) -> bool:
	"""Whether a Volunteer or a Resident carries a mobile number now."""
	own = {"name": name, "mobile_fingerprint": ["in", fingerprints(number)]}
	return bool(frappe.db.exists(doctype, own))


def accounts_of_volunteer(volunteer: str) -> set[str]:
	"""Accounts that are or were linked to a volunteer record."""
	now = frappe.db.get_value("Volunteer", volunteer, "user")
	filters = {"holder_doctype": "Volunteer", "holder": volunteer, "account": ["is", "set"]}
	# Asked on behalf of the system: who somebody was is for no user to read.
	former = frappe.get_all(FORMER, filters, pluck="account", order_by="name asc")
	return {*former, now} if now else set(former)


def _former_numbers(doctype: str, names: Collection[str]) -> set[str]:
	filters = {
		"holder_doctype": doctype,
		"holder": ["in", sorted(names)],
		"number_fingerprint": ["is", "set"],
	}
	fields = ["number_fingerprint", "number_secret"]
	# Asked on behalf of the system, as above.
	rows = frappe.get_all(FORMER, filters, fields, order_by="name asc")
	return {found for row in rows for found in fingerprints_of(frappe._dict(row, doctype=FORMER), "number")}


def volunteers_of_account(user: str) -> set[str]:
	"""Volunteer records that are or were linked to an account."""
	filters = {"holder_doctype": "Volunteer", "account": user}
	former = frappe.get_all(FORMER, filters, pluck="holder", order_by="name asc")
	return {*frappe.get_all("Volunteer", {"user": user}, pluck="name", order_by="name asc"), *former}


def numbers_of_person(user: str) -> set[str]:
	"""Numbers of the person behind an account: its own, those of its volunteer records, and of residents with one of
	these numbers and the volunteer's or the account's name: a family shares a telephone, not a name.
	"""
	volunteers = volunteers_of_account(user)
	found = numbers_of_account(user) | numbers_of_records("Volunteer", volunteers)
	residents = residents_with(found, _names_of(user, volunteers))
	return found | numbers_of_records("Resident", residents)


def carries(user: str, number: str) -> bool:
	"""Whether the person behind an account has or had a telephone number: to refuse, never to permit."""
	return bool(numbers_of_person(user) & set(fingerprints(number)))


def account_with(number: str) -> str | None:
	"""An account that carries a mobile number now, by itself or by its volunteer record."""
	spelt = frappe.get_all(
		"User",
		or_filters=[[name, "like", f"%{number[-8:]}"] for name in _PHONES],
		fields=["name", *_PHONES],
		order_by="name asc",
		limit=50,
	)
	for row in spelt:
		if number in {_mobile(row.get(name)) for name in _PHONES}:
			return row.name
	own = {"mobile_fingerprint": ["in", fingerprints(number)], "user": ["is", "set"]}
	return frappe.db.get_value("Volunteer", own, "user")


def residents_with(numbers: set[str], names: set[str | None]) -> set[str]:
	"""Residents of these names who carry or have carried one of the numbers, given as fingerprints."""
	if not numbers:
		return set()
	carried = {"mobile_fingerprint": ["in", sorted(numbers)]}
	given_up = {"holder_doctype": "Resident", "number_fingerprint": ["in", sorted(numbers)]}
	found = {
		*frappe.get_all("Resident", carried, pluck="name", order_by="name asc"),
		*frappe.get_all(FORMER, given_up, pluck="holder", order_by="name asc"),
	}
	called = {"name": ["in", sorted(found)], "full_name": ["in", sorted(filter(None, names))]}
	return set(frappe.get_all("Resident", called, pluck="name", order_by="name asc")) if found else set()


def is_same_holder(user: str, other: str | None) -> bool:
	"""Whether two accounts are one person's: the same account, or a sign of its holder that both bear.

	A volunteer record that went from one account to another ties the two no longer: the first link may have been wrong.
	"""
	return is_among(user, [other])


def is_among(user: str, others: Iterable[str | None]) -> bool:
	"""Whether the person behind an account is among others, under whichever account: to refuse, never to permit."""
	return bool(find_among([user], others))


def find_among(users: Iterable[str], others: Iterable[str | None]) -> set[str]:
	"""Those of `users` whose person is among others, under whichever account: to refuse, never to permit."""
	accounts = {account for account in others if account}
	signs = {user: _signs_of(user) for user in set(users) - accounts}
	found = set(users) & accounts
	if not any(signs.values()):
		return found
	taken = set().union(*(_signs_of(account) for account in sorted(accounts)))
	return found | {user for user, own in signs.items() if own & taken}


def _signs_of(user: str) -> set[str]:
	"""What tells who holds an account: mobile numbers it has or has had, and the records of its person.

	Records are those of volunteers, and of residents whom staff linked to these, or who have such a number and the name
	of the account or the volunteer.
	"""
	volunteers = _linked_volunteers(user)
	numbers = numbers_of_account(user) | numbers_of_records("Volunteer", volunteers)
	residents = {*residents_with(numbers, _names_of(user, volunteers)), *_linked_residents(volunteers)}
	return {*numbers, *volunteers, *residents}


def _linked_residents(volunteers: set[str]) -> list[str]:
	filters = {"name": ["in", sorted(volunteers)], "resident": ["is", "set"]}
	return frappe.get_all("Volunteer", filters, pluck="resident", order_by="name asc") if volunteers else []


def _linked_volunteers(user: str) -> set[str]:
	"""Volunteer records of an account now: linked on the record, or beside the account in the team of a grid."""
	own = frappe.get_all("Volunteer", {"user": user}, pluck="name", order_by="name asc")
	beside = {"user": user, "volunteer": ["is", "set"], "parenttype": "Grid"}
	return {*own, *frappe.get_all("Grid Team Member", beside, pluck="volunteer", order_by="name asc")}


def _names_of(user: str, volunteers: set[str]) -> set[str | None]:
	names = {frappe.db.get_value("Volunteer", name, "full_name") for name in volunteers}
	return {*names, frappe.db.get_value("User", user, "full_name")}


def is_resident(user: str, resident: str | None) -> bool:
	"""Whether an account, or its volunteer record, is linked to a resident, or has or had a number of theirs."""
	return is_one_of_residents(user, [resident] if resident else [])


def is_one_of_residents(user: str, residents: Collection[str]) -> bool:
	"""Whether that holds for any of several residents."""
	if not residents:
		return False
	if not set(residents).isdisjoint(_linked_residents(volunteers_of_account(user))):
		return True
	return bool(numbers_of_person(user) & numbers_of_records("Resident", residents))
