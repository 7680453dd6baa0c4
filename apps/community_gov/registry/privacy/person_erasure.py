"""Makes a person anonymous: finds what leads from the record to all places of the list, then empties them.

First everything is found, then everything goes: what is emptied leads nowhere any more.
"""

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.utils import getdate

from community_gov.core import words
from community_gov.core.erasure import erase
from community_gov.registry.identity.protected_numbers import fingerprints_of, unseal
from community_gov.registry.privacy import accounts, stored_copies
from community_gov.registry.privacy.person_places import (
	ANONYMOUS,
	BY_NUMBER,
	LOGS,
	PLACES,
	RESIDENT_VALUES,
	VOLUNTEER_VALUES,
	Place,
)
from community_gov.search import index

ROOTS: dict[str, dict[str, Any]] = {"Resident": RESIDENT_VALUES, "Volunteer": VOLUNTEER_VALUES}
_HIDDEN = "***"


@dataclass
class Person:
	"""Who is made anonymous.

	Attributes:
	        found: names of the records by DocType, the person's own first (Resident, Volunteer, User).
	        places: the records of each place.
	        names: names of the person. They may be another's, too.
	        numbers: full numbers that no other record carries.
	        replaced: what stands for the person alone, and what it becomes wherever it is written.
	"""

	found: dict[str, set[str]]
	places: list[tuple[Place, list[str]]] = field(default_factory=list)
	names: set[str] = field(default_factory=set)
	numbers: set[str] = field(default_factory=set)
	replaced: dict[str, str] = field(default_factory=dict)


def anonymise_person(doctype: str, name: str) -> None:
	"""Takes everything personal off a record and off all places of the list; cannot be undone.

	Args:
	        doctype: Resident or Volunteer.
	"""
	sweep_words([empty_places(doctype, name)])


def empty_places(doctype: str, name: str) -> Person:
	"""The first half of an anonymisation: the places of the list and the accounts. The second is sweep_words().

	Returns:
	        the words that are still to be swept, which no table knows any more.
	"""
	person = _find(doctype, name)
	for place, names in person.places:
		_empty(place, names)
	for place, names in person.places:
		_erase(place, names)
	for root, values in ROOTS.items():
		for record in sorted(person.found[root]):
			anonymous = {**values, "anonymised_on": getdate()}
			frappe.db.set_value(root, record, anonymous, update_modified=False)
			erase(root, record)
		index.refresh(root, person.found[root])
	person.replaced = dict.fromkeys(person.numbers, _HIDDEN)
	for user in sorted(person.found["User"]):
		accounts.empty_account(user)
		person.replaced[user] = accounts.new_name()
	return person


def sweep_words(persons: list[Person]) -> None:
	"""Takes the words of persons out of stored copies and logs, and their numbers out of every table, in one walk."""
	replaced = {word: text for person in persons for word, text in person.replaced.items()}
	sought = {*replaced, *(name for person in persons for name in person.names)}
	records = {name for person in persons for root in ROOTS for name in person.found[root]}
	stored_copies.delete_copies(sought, records)
	for doctype, _reason in LOGS:
		if sought and frappe.db.table_exists(doctype):
			words.delete_rows_with(doctype, sought)
	changed = words.replace_words(replaced) if replaced else {}
	for doctype, documents in changed.items():
		index.refresh(doctype, documents)


def _find(doctype: str, name: str) -> Person:
	"""The records of a person and what every place of the list holds of them."""
	person = Person({"Resident": set(), "Volunteer": set(), "User": set()})
	person.found[doctype] = _with_doubles(name) if doctype == "Resident" else {name}
	person.found["User"] = {user for user in _accounts_of(person) if accounts.is_of_person_alone(user)}
	_take_words(person)
	for place in PLACES:
		person.places.append((place, _records_of(person, place)))
	for place in BY_NUMBER:
		person.places.append((place, _names_of(place, person.numbers)))
	return person


def _with_doubles(resident: str) -> set[str]:
	"""A record and those that were merged into it, and into them."""
	found, new = {resident}, {resident}
	while new:
		filters = {"merged_into": ["in", sorted(new)]}
		new = set(frappe.get_all("Resident", filters, pluck="name", order_by="name asc")) - found
		found |= new
	return found


def _accounts_of(person: Person) -> list[str]:
	filters = {"name": ["in", sorted(person.found["Volunteer"])], "user": ["is", "set"]}
	return frappe.get_all("Volunteer", filters, pluck="user", order_by="name asc")


def _take_words(person: Person) -> None:
	for doctype in ROOTS:
		for name in sorted(person.found[doctype]):
			row = frappe.db.get_value(doctype, name, "*", as_dict=True)
			row.doctype = doctype
			person.names.add(row.full_name)
			# A guardian's number is the guardian's: it is emptied here, and searched for nowhere.
			for prefix in ("identity", "mobile"):
				if row.get(f"{prefix}_secret") and _is_own(person, f"{prefix}_fingerprint", row):
					person.numbers.add(unseal(row.get(f"{prefix}_secret"), doctype, prefix))
	for user in person.found["User"]:
		person.names |= set(accounts.words_of(user))
	person.names -= {None, "", ANONYMOUS}


def _is_own(person: Person, column: str, row: dict) -> bool:
	"""Whether nobody else carries a number: a family may share one telephone."""
	prints = fingerprints_of(row, column.removesuffix("_fingerprint"))
	for doctype in ROOTS:
		if not frappe.get_meta(doctype).has_field(column):
			continue
		filters = {column: ["in", prints], "full_name": ["!=", row["full_name"]]}
		others = set(frappe.get_all(doctype, filters, pluck="name", order_by="name asc"))
		if others - person.found[doctype]:
			return False
	return True


def _records_of(person: Person, place: Place) -> list[str]:
	"""Names of the records of a place, which join what was found of their DocType."""
	names = _names_of(place, _origins(person, place))
	if place.erased and not place.deleted:
		person.found.setdefault(place.doctype, set()).update(names)
	return names


def _origins(person: Person, place: Place) -> set[str]:
	"""What the link of a place holds for the person: names of records, or values of a field of theirs."""
	origins = sorted(person.found.get(place.of, ()))
	if place.via == "name" or not origins:
		return set(origins)
	by_number = place.via.endswith("_fingerprint")
	prefix = place.via.removesuffix("_fingerprint")
	fields = ["full_name", place.via, f"{prefix}_secret"] if by_number else [place.via]
	filters = {"name": ["in", origins], place.via: ["is", "set"]}
	rows = frappe.get_all(place.of, filters, fields, order_by="name asc")
	if not by_number:
		return {row[place.via] for row in rows}
	rows = [frappe._dict(row, doctype=place.of) for row in rows]
	own = [row for row in rows if _is_own(person, place.via, row)]
	return {found for row in own for found in fingerprints_of(row, prefix)}


def _names_of(place: Place, values: set[str]) -> list[str]:
	if not values:
		return []
	return frappe.get_all(
		place.doctype, {place.link: ["in", sorted(values)]}, pluck="name", order_by="name asc"
	)


def _empty(place: Place, names: list[str]) -> None:
	if not names:
		return
	if place.deleted:
		frappe.db.delete(place.doctype, {"name": ["in", names]})
	elif place.values:
		filters = {"name": ["in", names]}
		frappe.db.set_value(place.doctype, filters, place.values, update_modified=False)
		index.refresh(place.doctype, names)


def _erase(place: Place, names: list[str]) -> None:
	if place.deleted or not place.erased or frappe.get_meta(place.doctype).istable:
		return
	for name in names:
		erase(place.doctype, name)
