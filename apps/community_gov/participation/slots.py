"""One voice a telephone number: a slot for a number, a document and a purpose, which tells nobody what was said.

The number is kept neither plain nor sealed: the name of a slot is a hash over its keyed fingerprint. After a rotation of
the key a number finds its old slots no more; ratings and sign-ups are over long before.
"""

import frappe
from frappe.utils import cint, get_datetime, getdate

from community_gov.core.errors import ConflictError
from community_gov.core.exact import exact_key
from community_gov.registry.identity.protected_numbers import fingerprints

DOCTYPE = "Participation Slot"
NOBODY = "Guest"


def take(doc, purpose: str, number: str, refusal: str) -> None:
	"""Takes the slot of a number; the second who asks meets a key that is taken.

	Args:
	        doc: the document with its grid. purpose: Rating, Sign-up, Feedback or Support.
	        refusal: the two sentences for a number that has taken it already.
	Raises:
	        ConflictError
	"""
	_take(doc, purpose, _names(doc, purpose, number), refusal)


def take_for_home(doc, purpose: str, household: str, refusal: str) -> None:
	"""The same where a household has one voice. Raises ConflictError."""
	about = f"{doc.doctype}:{doc.name}:{purpose}"
	_take(doc, purpose, [exact_key(f"{about}:household:{household}")[:40]], refusal)


def _take(doc, purpose: str, names: list[str], refusal: str) -> None:
	if frappe.db.exists(DOCTYPE, {"name": ("in", names)}):
		frappe.throw(refusal, exc=ConflictError)
	try:
		_write(doc, purpose, names[0])
	except Exception as error:
		if not frappe.db.is_primary_key_violation(error):
			raise
		frappe.throw(refusal, exc=ConflictError)


def is_taken(doc, purpose: str, number: str) -> bool:
	"""Whether a number has its slot in a document."""
	return bool(frappe.db.exists(DOCTYPE, {"name": ("in", _names(doc, purpose, number))}))


def give_back(doc, purpose: str, number: str) -> bool:
	"""Frees the slot of a number; returns whether there was one."""
	if not is_taken(doc, purpose, number):
		return False
	frappe.db.delete(DOCTYPE, {"name": ("in", _names(doc, purpose, number))})
	return True


def count_rating(doc, prefix: str, rating: int) -> None:
	"""Adds a rating from 1 to 5 to the sums of a locked document: count, sum, and how many were 4 or 5."""
	for part, value in {"count": 1, "sum": rating, "good": int(rating >= 4)}.items():
		field = f"{prefix}_{part}"
		doc.db_set(field, cint(doc.get(field)) + value, update_modified=False)


def _names(doc, purpose: str, number: str) -> list[str]:
	about = f"{doc.doctype}:{doc.name}:{purpose}"
	return [exact_key(f"{about}:{one}")[:40] for one in fingerprints(number)]


def _write(doc, purpose: str, name: str) -> None:
	"""One row with a day as its only time and without an account: Frappe's insert would stamp both."""
	day = get_datetime(getdate())
	stamps = {"creation": day, "modified": day, "owner": NOBODY, "modified_by": NOBODY}
	about = {"subject_doctype": doc.doctype, "subject": doc.name, "purpose": purpose, "grid": doc.grid}
	columns = {"name": name, **stamps, "docstatus": 0, "idx": 0, **about, "day": getdate()}
	table = frappe.qb.DocType(DOCTYPE)
	frappe.qb.into(table).columns(*columns).insert(*columns.values()).run()
