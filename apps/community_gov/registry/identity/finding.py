"""Who has a number: by fingerprint, so that the register answers without ever showing it."""

import frappe
from frappe import _

from community_gov.core import phone_fields
from community_gov.core.errors import BadInputError
from community_gov.registry.identity import numbers, reveal
from community_gov.registry.identity.protected_numbers import fingerprints

FIELDS = ["name", "full_name", "grid", "household", "status"]


def by_number(identity_number: str | None, mobile: str | None, purpose: str) -> list[dict]:
	"""People whom the session user may list and who have this identity or mobile number; each hit is logged.

	Args:
	        purpose: one of the purposes of Sensitive Access Log.
	Raises:
	        BadInputError: none or both numbers, half a number, or an unknown purpose.
	        ConflictError: more looks in an hour than the settings allow.
	"""
	reveal.check_purpose(purpose)
	reveal.check_limit()
	fieldname, number = _search_values(identity_number, mobile)
	found = _holders("Resident", fieldname, number, purpose)
	return [{name: doc.get(name) for name in FIELDS} for doc in found]


def by_mobile(doctype: str, mobile: str, purpose: str) -> list[str]:
	"""Names of the residents or volunteers whom the session user may read and who have a mobile number; each is logged.

	Args:
	        doctype: Resident or Volunteer.
	        purpose: as for by_number; the caller has checked it, and the limit.
	Raises:
	        BadInputError: no telephone number.
	"""
	if not frappe.has_permission(doctype, "read"):
		return []
	_fieldname, number = _search_values(None, mobile)
	return [doc.name for doc in _holders(doctype, "mobile", number, purpose)]


def _holders(doctype: str, fieldname: str, number: str, purpose: str) -> list:
	"""The records that the session user may read, each logged."""
	filters = {f"{fieldname}_fingerprint": ["in", fingerprints(number)]}
	# get_all on the hidden fingerprint, which nobody may filter by; the rights are asked below, record by record.
	names = frappe.get_all(doctype, filters=filters, pluck="name", order_by="creation asc", limit=20)
	found = [doc for doc in (frappe.get_doc(doctype, name) for name in names) if doc.has_permission("read")]
	for doc in found:
		reveal.log(doc, f"search by {fieldname}", purpose, None)
	return found


def _search_values(identity_number: str | None, mobile: str | None) -> tuple[str, str]:
	"""Which field is searched and for what; a mask finds nobody, so it is refused."""
	given = [(name, text) for name, text in (("identity", identity_number), ("mobile", mobile)) if text]
	if len(given) != 1 or numbers.is_masked(given[0][1]) or len(numbers.normalise(given[0][1])) < 5:
		frappe.throw(
			_("A search needs one whole number. Type the identity number or the mobile number."),
			exc=BadInputError,
		)
	fieldname, text = given[0]
	try:
		return fieldname, numbers.check_phone(text) if fieldname == "mobile" else numbers.normalise(text)
	except numbers.BadNumberError as error:
		frappe.throw(phone_fields.problem(str(error), _("Mobile Number")), exc=BadInputError)
		raise AssertionError from error
