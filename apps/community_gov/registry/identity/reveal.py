"""Seeing a full number: a right, a purpose, a limit, and a log entry that nobody can edit."""

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, now_datetime

from community_gov.core.access_log import log_access
from community_gov.core.audit_trails import PURPOSE as AUDIT
from community_gov.core.codes import NEW_CODE
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.identity.protected_numbers import plain
from community_gov.registry.identity.rotation_log import PURPOSE as ROTATION
from community_gov.registry.privacy import consents

# A look at a whole sheet at once: which of its numbers are registered. Not for the look at one person.
SHEET = "Comparison with a Sheet"
CALL = "Service to the Person"
REVEALABLE = {
	"Resident": ("identity_number", "mobile", "guardian_mobile"),
	"Volunteer": ("mobile",),
	"Volunteer Registration": ("mobile", "guardian_mobile"),
}


def reveal(doc, fieldname: str, purpose: str, detail: str | None = None) -> str | None:
	"""Returns the full number and writes a Sensitive Access Log entry in the same transaction.

	Args:
	        doc: a document that the user may read; the caller has checked that.
	        fieldname: identity_number or mobile.
	        purpose: one of the purposes of Sensitive Access Log.
	Raises:
	        BadInputError: unknown field or purpose.
	        ConsentWithdrawnError: a number to call somebody who has withdrawn the consent to that.
	        ConflictError: more looks in an hour than the settings allow.
	"""
	_check_request(doc, fieldname, purpose)
	check_limit()
	log(doc, fieldname, purpose, detail)
	return plain(doc, fieldname)


def _check_request(doc, fieldname: str, purpose: str) -> None:
	if fieldname not in REVEALABLE.get(doc.doctype, ()):
		frappe.throw(
			_("{0} of {1} cannot be revealed. Choose a protected field.").format(fieldname, _(doc.doctype)),
			exc=BadInputError,
		)
	check_purpose(purpose)
	if may_not_call(doc, fieldname, purpose):
		consents.require_standing(doc.name, consents.CONTACT)


def may_not_call(doc, fieldname: str, purpose: str) -> bool:
	"""Whether a look serves to call somebody who does not want it; emergencies and the person's own requests do not."""
	if doc.doctype != "Resident" or fieldname == "identity_number" or purpose != CALL:
		return False
	return consents.has_withdrawn(doc.name, consents.CONTACT)


def check_purpose(purpose: str) -> None:
	"""Raises BadInputError for a purpose that Sensitive Access Log does not know."""
	options = frappe.get_meta("Sensitive Access Log").get_field("purpose").options.split("\n")
	purposes = [option for option in options if option not in (SHEET, NEW_CODE, AUDIT, ROTATION)]
	if purpose not in purposes:
		frappe.throw(
			_("Purpose {0} is not known. Choose one of: {1}.").format(purpose, ", ".join(map(_, purposes))),
			exc=BadInputError,
		)


def check_limit() -> None:
	limit = cint(frappe.get_cached_doc("Community Gov Settings").reveal_per_hour) or 30
	since = add_to_date(now_datetime(), hours=-1)
	filters = {
		"user": frappe.session.user,
		"accessed_at": [">", since],
		"purpose": ["not in", (NEW_CODE, AUDIT, ROTATION)],
	}
	# The account's own row is locked, so that numbers asked for at once are counted one after the other.
	frappe.db.get_value("User", frappe.session.user, "name", for_update=True)
	if count_locked("Sensitive Access Log", filters) >= limit:
		frappe.throw(
			_("You have looked at {0} numbers within an hour. Wait, or ask your administrator.").format(
				limit
			),
			exc=ConflictError,
		)


def log(doc, fieldname: str, purpose: str, detail: str | None) -> None:
	log_access(doc.doctype, doc.name, fieldname, purpose, detail)
