"""Opinions out of what was noted at a visit or a reception: one for each, with the record it came from."""

from typing import NoReturn

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.core.step_context import step_context
from community_gov.participation.opinions import opinions
from community_gov.registry.identity.numbers import BadNumberError, check_mobile

IDENTITIES = ("Named", "Known to the Clerk", "Anonymous")


def from_finding(visit, row_name: str, theme: str | None, identity: str):
	"""The opinion that a note of a finished visit is; the caller has checked the right to read the visit.

	Args:
	        identity: Named, Known to the Clerk or Anonymous; of an anonymous one the resident is not kept.
	Raises:
	        BadInputError: no such note. ConflictError: it is an opinion already.
	"""
	row = next((one for one in visit.findings if one.name == row_name), None)
	if not row or row.kind != "Note" or visit.status != "Done":
		_refuse(_("The visit has no such note, or is not done. Choose a note of a visit that is over."))
	said = {"text": row.description, "grid": visit.grid, "channel": "Visit", "said_by": visit.resident}
	return _note(visit, row.name, {**said, "theme": theme, "identity": identity})


def from_reception(record, theme: str | None, identity: str):
	"""The opinion that the matter of a reception is; the caller has checked the right to read the record.

	Raises:
	        BadInputError: nothing was noted. ConflictError: it is an opinion already.
	"""
	if not record.matter:
		_refuse(_("The reception has no matter. Write it first."))
	who = {"speaker_name": record.visitor_name, "mobile": _mobile(record.visitor_phone)}
	said = {"text": record.matter, "grid": record.grid, "channel": "Reception", **who}
	return _note(record, "", {**said, "theme": theme, "identity": identity})


def _mobile(text: str | None) -> str | None:
	"""A mobile number; a landline, which an office shares, is left out."""
	try:
		return check_mobile(text or "") or None
	except BadNumberError:
		return None


def _note(record, row: str, values: dict):
	if values["identity"] not in IDENTITIES:
		_refuse(
			_("{0} is no way of being known. Choose one of: {1}.").format(
				values["identity"], ", ".join(IDENTITIES)
			)
		)
	key = exact_key(f"{record.doctype}:{record.name}:{row}")
	if known := frappe.db.get_value(opinions.DOCTYPE, {"source_key": key}):
		_refuse_twice(known)
	doc = frappe.new_doc(opinions.DOCTYPE)
	doc.update({name: value for name, value in values.items() if value is not None})
	origin = {"source_doctype": record.doctype, "source_name": record.name, "source_key": key}
	step_context(doc).origin = origin
	try:
		return doc.insert()
	except frappe.UniqueValidationError:
		_refuse_twice(record.name)


def _refuse_twice(name: str) -> NoReturn:
	frappe.throw(_("{0} is an opinion already. Open that one.").format(name), exc=ConflictError)


def _refuse(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)
