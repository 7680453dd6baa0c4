"""Numbers of people: stored encrypted, found by a keyed fingerprint, shown masked.

PIPL Art. 51 asks for classified management and encryption; Art. 28 makes identity numbers sensitive. By which
algorithms and keys, number_keys.py says; while a rotation is on its way, numbers are looked for under both.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import getdate
from frappe.utils.password import get_encryption_key

from community_gov.core import phone_fields, phones
from community_gov.core.errors import BadInputError, CipherSuiteError, ConflictError
from community_gov.core.labels import label_of
from community_gov.registry.identity import cipher_suites, number_keys
from community_gov.registry.identity.numbers import (
	BadNumberError,
	check_identity_card,
	check_mobile,
	check_passport,
	check_permanent_resident,
	check_phone,
	check_residence_permit,
	check_travel_permit,
	is_masked,
	mask_identity,
	normalise,
)

# DocType -> the numbers that it keeps as `<number>_secret`, beside it `<number>_fingerprint` where it is searched for.
PROTECTED = {
	"Resident": ("identity", "mobile", "guardian_mobile"),
	"Volunteer": ("mobile",),
	"Volunteer Registration": ("mobile", "guardian_mobile"),
	"Help Request": ("mobile",),
	"Consent": ("guardian_mobile",),
	"Former Identifier": ("number",),
	"Phone Binding": ("mobile",),
	"Family Proxy": ("mobile", "proxy_mobile"),
	"Notice Objection": ("mobile",),
	"Opinion": ("mobile",),
	"Group Member": ("mobile",),
	"Micro-project": ("mobile",),
}
# Who is whom among volunteers is asked by their number, so it is one that belongs to one person.
BY_MOBILE = ("Volunteer", "Volunteer Registration")
SECRET_FIELDS = (
	"identity_secret",
	"identity_fingerprint",
	"mobile_secret",
	"mobile_fingerprint",
	"guardian_mobile_secret",
	"guardian_mobile_fingerprint",
)


# Type of a document -> its check, which excludes the others; whoever has one is born by the site's today.
CHECKS = {
	"Identity Card": lambda number: check_identity_card(number, getdate()),
	"Residence Permit for Hong Kong, Macao and Taiwan": lambda number: check_residence_permit(
		number, getdate()
	),
	"Foreign Permanent Resident ID": lambda number: check_permanent_resident(number, getdate()),
	"Passport": check_passport,
	"Mainland Travel Permit": check_travel_permit,
}


def fingerprint(number: str) -> str:
	"""Keyed fingerprint under the present suite: a plain hash of an enumerable number would be reversible."""
	return number_keys.fingerprint_of(normalise(number), number_keys.current())


def fingerprints(number: str) -> list[str]:
	"""What a number may be stored under: its fingerprint, and while a rotation is on its way the former one, too."""
	return [number_keys.fingerprint_of(normalise(number), protection) for protection in number_keys.in_use()]


def fingerprints_of(doc, prefix: str) -> list[str]:
	"""What the number of a document may be stored under elsewhere; empty without one.

	Args:
	        doc: a document, or a row with doctype, `<prefix>_fingerprint` and `<prefix>_secret`.
	"""
	stored, secret = doc.get(f"{prefix}_fingerprint"), doc.get(f"{prefix}_secret")
	if not stored or not secret or not number_keys.former():
		return [stored] if stored else []
	return sorted({stored, *fingerprints(unseal(secret, doc.doctype, prefix))})


def stored_fingerprints(doctype: str, name: str | None, prefix: str) -> list[str]:
	"""fingerprints_of a stored record."""
	fields = [f"{prefix}_fingerprint", f"{prefix}_secret"]
	row = frappe.db.get_value(doctype, name, fields, as_dict=True) if name else None
	return fingerprints_of(frappe._dict(row, doctype=doctype), prefix) if row else []


def seal(number: str, doctype: str, prefix: str) -> str:
	"""A number as it is stored, bound to DocType and field; not to the record, since a merge moves numbers."""
	suite = number_keys.current().suite
	return cipher_suites.seal(suite, number, get_encryption_key(), f"{doctype}/{prefix}")


def unseal(secret: str, doctype: str, prefix: str) -> str:
	"""The number behind a stored secret, by whichever suite it was made.

	Raises:
	        CipherSuiteError: another key made it, or it was changed or moved to another field.
	"""
	try:
		return cipher_suites.unseal(secret, get_encryption_key(), f"{doctype}/{prefix}")
	except cipher_suites.UnreadableError:
		frappe.throw(
			_(
				"A protected number cannot be opened with the site's key. Put encryption_key of the former configuration back."
			),
			exc=CipherSuiteError,
		)


def protect_mobile(doc, fieldname: str = "mobile") -> None:
	"""Replaces a full telephone number on a document by its mask, keeping secret and fingerprint."""
	own = fieldname == "mobile" and doc.doctype in BY_MOBILE
	_protect_field(doc, fieldname, check_mobile if own else check_phone, phones.mask)


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
	doc.set(f"{prefix}_secret", seal(number, doc.doctype, prefix))
	doc.set(f"{prefix}_fingerprint", fingerprint(number))
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
		label = label_of(doc.meta, fieldname)
		if check in (check_phone, check_mobile):
			frappe.throw(phone_fields.problem(str(error), label), exc=BadInputError)
		frappe.throw(
			_("{0} fails its check. Compare it with the document and type it again.").format(label),
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
	prints = fingerprints_of(doc, "identity")
	filters = {"identity_fingerprint": ["in", prints], "name": ["!=", doc.name or ""]}
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
	return unseal(secret, doc.doctype, prefix) if secret else None
