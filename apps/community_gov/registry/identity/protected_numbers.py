"""Numbers of people: stored encrypted, found by a keyed fingerprint, shown masked.

PIPL Art. 51 asks for classified management and encryption; Art. 28 makes identity numbers sensitive.
"""

import hashlib
import hmac
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import getdate
from frappe.utils.password import decrypt, encrypt, get_encryption_key

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.identity.numbers import (
	BadNumberError,
	check_identity_card,
	check_mobile,
	check_travel_document,
	is_masked,
	mask_identity,
	mask_mobile,
	normalise,
)

# Name of the key in the site's configuration; `bench rotate-fingerprint-key` changes it.
KEY = "community_gov_fingerprint_key"
SECRET_FIELDS = (
	"identity_secret",
	"identity_fingerprint",
	"mobile_secret",
	"mobile_fingerprint",
	"guardian_mobile_secret",
	"guardian_mobile_fingerprint",
)


def _citizen_number(number: str) -> str:
	"""The checked number of somebody who is born by the site's today. Raises BadNumberError."""
	return check_identity_card(number, getdate())


CHECKS = {
	"Identity Card": _citizen_number,
	"Residence Permit for Hong Kong, Macao and Taiwan": _citizen_number,
	"Passport": check_travel_document,
	"Mainland Travel Permit": check_travel_document,
	"Foreign Permanent Resident ID": check_travel_document,
}


def fingerprint(number: str) -> str:
	"""Keyed HMAC-SHA-256 as 64 hex digits: a plain hash of an enumerable number would be reversible."""
	key = frappe.conf.get(KEY) or get_encryption_key()
	return hmac.new(key.encode(), normalise(number).encode(), hashlib.sha256).hexdigest()


def protect_mobile(doc, fieldname: str = "mobile") -> None:
	"""Replaces a full mobile number on a document by its mask, keeping secret and fingerprint."""
	_protect_field(doc, fieldname, check_mobile, mask_mobile)


def protect_identity(doc) -> None:
	"""Replaces a full identity number on a document by its mask, keeping secret and fingerprint."""
	check = CHECKS.get(doc.identity_type, normalise)
	_protect_field(doc, "identity_number", check, mask_identity, "identity")


def _protect_field(doc, fieldname: str, check, mask, prefix: str | None = None) -> None:
	prefix = prefix or fieldname
	value = doc.get(fieldname)
	_restore(doc, prefix)
	if is_masked(value):
		_keep_mask(doc, fieldname)
		return
	if not value:
		doc.update({f"{prefix}_secret": None, f"{prefix}_fingerprint": None})
		return
	number = _checked(doc, fieldname, value, check)
	doc.update({f"{prefix}_secret": encrypt(number), f"{prefix}_fingerprint": fingerprint(number)})
	doc.set(fieldname, mask(number))


def _restore(doc, prefix: str) -> None:
	before = doc.get_doc_before_save() or frappe._dict()
	for suffix in ("secret", "fingerprint"):
		doc.set(f"{prefix}_{suffix}", before.get(f"{prefix}_{suffix}"))


def _keep_mask(doc, fieldname: str) -> None:
	"""A mask means unchanged: only the stored one is accepted, so nobody can write a false mask."""
	before = doc.get_doc_before_save()
	doc.set(fieldname, before.get(fieldname) if before else None)


def _checked(doc, fieldname: str, value: str, check) -> str:
	try:
		return check(value)
	except BadNumberError as error:
		# The number itself stays out of the message: messages end up in logs.
		frappe.throw(
			_("{0} fails its check. Compare it with the document and type it again.").format(
				_(doc.meta.get_label(fieldname))
			),
			exc=BadInputError,
		)
		raise AssertionError from error


def refuse_second_person(doc) -> None:
	"""One identity number belongs to one record.

	Raises:
	        ConflictError
	"""
	if not doc.identity_fingerprint:
		return
	filters = {"identity_fingerprint": doc.identity_fingerprint, "name": ["!=", doc.name or ""]}
	if frappe.db.exists(doc.doctype, filters):
		refuse_known_number()


def refuse_known_number() -> NoReturn:
	"""Raises ConflictError."""
	frappe.throw(
		_("This identity number is registered already. Look the person up instead of entering them again."),
		exc=ConflictError,
	)


def plain(doc, fieldname: str) -> str | None:
	"""The full number behind a masked field. Callers log the look; see reveal.py."""
	prefix = "identity" if fieldname == "identity_number" else fieldname
	secret = frappe.db.get_value(doc.doctype, doc.name, f"{prefix}_secret")
	return decrypt(secret) if secret else None
