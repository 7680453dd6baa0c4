"""A browser that stands for a telephone number, since somebody typed there the code that was sent to the number."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from community_gov.core import codes
from community_gov.registry.identity.protected_numbers import plain

DOCTYPE, FIELD, LENGTH = "Phone Binding", "token_fingerprint", 24
# A number goes to somebody else some months after it was given up; telephones are replaced more often.
DAYS = 180
# A person has a few telephones; what is more than that is old.
MOST = 10


def bind(number: str) -> dict:
	"""A new binding of a proven number: {binding, ends_on}; the token is told here only."""
	doc = frappe.new_doc(DOCTYPE)
	doc.mobile = number
	doc.ends_on = add_days(getdate(), DAYS)
	token = codes.draw(doc, FIELD, LENGTH)
	# A guest, who holds no right on any DocType; the number is proven.
	doc.insert(ignore_permissions=True)
	_end_oldest(doc.mobile_fingerprint)
	return {"binding": token, "ends_on": str(doc.ends_on)}


def _end_oldest(fingerprint: str) -> None:
	filters = {"mobile_fingerprint": fingerprint}
	names = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="creation desc, name desc")
	for name in names[MOST:]:
		_delete(name)


def number_of(token: str) -> str:
	"""The number that a binding stands for.

	Raises:
	        frappe.DoesNotExistError (404): none, or it has ended.
	"""
	name = codes.find(DOCTYPE, FIELD, token, ends_on=(">=", getdate()))
	number = name and plain(frappe.get_doc(DOCTYPE, name), "mobile")
	if not number:
		frappe.throw(_("This phone is not bound any more. Bind it anew."), frappe.DoesNotExistError)
	return number


def end(token: str) -> None:
	"""Ends a binding; one that has ended already stays so."""
	if name := codes.find(DOCTYPE, FIELD, token):
		_delete(name)


def forget_old() -> int:
	"""Scheduler: deletes what has ended; returns how many."""
	names = frappe.get_all(
		DOCTYPE, {"ends_on": ("<", getdate())}, pluck="name", order_by="ends_on asc", limit=1000
	)
	for name in names:
		_delete(name)
	return len(names)


def _delete(name: str) -> None:
	"""Nothing of it is to stay, as a deleted document or in a version."""
	for_good = {"delete_permanently": True, "force": True, "ignore_missing": True}
	# A guest, or the scheduler, asks for it: neither holds a right on the DocType.
	frappe.delete_doc(DOCTYPE, name, ignore_permissions=True, **for_good)
