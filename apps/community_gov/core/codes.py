"""Codes that stand for a person (tracking, help request, pick-up): drawn, shown once, kept as a keyed fingerprint.

Whoever has such a code speaks as the person, signed out, where no rule of accounts binds: so nothing stored gives it away.
"""

import hashlib
import hmac
import secrets

import frappe
from frappe import _
from frappe.utils import cstr
from frappe.utils.password import get_encryption_key

from community_gov.core.access_log import log_access
from community_gov.core.code_text import ALPHABET, plain_code, spell
from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context

_KEY_PURPOSE = b"community_gov: codes that stand for a person"
_MAX_REASON = 500
# The purpose under which Sensitive Access Log keeps who drew a new code, and why.
NEW_CODE = "New Code"


def secret_code(length: int) -> str:
	"""`length` characters out of 31 that people can read aloud: about five bits each, not to be guessed."""
	return spell(secrets.randbelow(len(ALPHABET) ** length), length)


def keyed_hash(text: str) -> str:
	"""HMAC-SHA-256 of a text under the site's encryption key, as 64 hex digits: nobody without the key makes one."""
	return hmac.new(get_encryption_key().encode(), text.encode(), hashlib.sha256).hexdigest()


def fingerprint(code: str | None) -> str:
	"""Keyed HMAC-SHA-256 of a code, however people typed it, as 64 hex digits.

	The key follows from the site's encryption key and stays when the key of the numbers is rotated: a code that nobody
	can read back cannot be fingerprinted anew.
	"""
	key = hmac.new(get_encryption_key().encode(), _KEY_PURPOSE, hashlib.sha256).digest()
	return hmac.new(key, plain_code(code).encode(), hashlib.sha256).hexdigest()


def matches(code: str | None, stored: str | None) -> bool:
	"""Whether a code, as somebody typed it, is the one behind a stored fingerprint."""
	return bool(plain_code(code) and stored) and hmac.compare_digest(fingerprint(code), cstr(stored))


def find(doctype: str, fieldname: str, code: str | None, **filters) -> str | None:
	"""The name of the document whose code this is, however people typed it, or None."""
	if not plain_code(code):
		return None
	return frappe.db.get_value(doctype, {fieldname: fingerprint(code), **filters})


def draw(doc, fieldname: str, length: int) -> str:
	"""Draws a code for a document in memory and returns it; `shown_code` hands it to whoever answers the person."""
	code = secret_code(length)
	doc.set(fieldname, fingerprint(code))
	step_context(doc).shown_code = code
	return code


def shown_once(doc) -> str | None:
	"""The code that was drawn for a document in this very request; a stored document has none."""
	return step_context(doc).shown_code


def replace(doc, fieldname: str, length: int, reason: str | None, **values) -> str:
	"""Draws a new code for a stored, locked document, which ends the old one, and logs who did so and why.

	Args:
	        reason: why it was needed; None where the person draws it with the own account.
	        values: further fields to store with it, such as the account that is shown the code.
	Raises:
	        BadInputError: an empty reason, or one of more than 500 characters.
	"""
	_check_reason(reason)
	code = draw(doc, fieldname, length)
	doc.db_set({fieldname: doc.get(fieldname), **values}, update_modified=False)
	log_access(doc.doctype, doc.name, fieldname, NEW_CODE, cstr(reason).strip())
	return code


def _check_reason(reason: str | None) -> None:
	if reason is not None and not 0 < len(cstr(reason).strip()) <= _MAX_REASON:
		frappe.throw(
			_("A new code ends the old one and needs a reason. Write it in at most {0} characters.").format(
				_MAX_REASON
			),
			exc=BadInputError,
		)
