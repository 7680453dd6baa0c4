"""A volunteer's own word on the consent to volunteering: what stands, withdrawn by the volunteer, given anew."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.privacy import consents, withdrawal
from community_gov.volunteering.registration.registrations import CHILD, PURPOSE


def overview(volunteer: str) -> dict:
	"""What a volunteer has agreed to, and the text that is published now.

	Returns:
	        {volunteer, withdrawn, may_agree, text: {version, text} or None, consents: [{consent, version, given_on,
	        given_by, status, withdrawn_on, needs_renewal}]}, the newest first; may_agree where one's own word counts and
	        the text is not agreed to yet
	"""
	rows = _rows_of(volunteer)
	text = _newest_text()
	current = any(row.status == consents.GIVEN and row.consent_text == text.name for row in rows)
	return {
		"volunteer": volunteer,
		"withdrawn": consents.has_withdrawn(volunteer, PURPOSE, "Volunteer"),
		"may_agree": bool(text.name) and not current and not _is_child(volunteer),
		"text": {"version": text.version, "text": text.text} if text.name else None,
		"consents": [{key: row[key] for key in row if key != "consent_text"} for row in rows],
	}


def _rows_of(volunteer: str) -> list[frappe._dict]:
	consent, text = frappe.qb.DocType("Consent"), frappe.qb.DocType("Consent Text")
	query = frappe.qb.from_(consent).join(text).on(text.name == consent.consent_text)
	query = query.select(consent.name.as_("consent"), consent.consent_text, text.version, consent.given_on)
	query = query.select(consent.given_by, consent.status, consent.withdrawn_on, consent.needs_renewal)
	query = query.where((consent.volunteer == volunteer) & (consent.purpose == PURPOSE))
	return (
		query.orderby(consent.given_on, order=frappe.qb.desc)
		.orderby(text.version, order=frappe.qb.desc)
		.run(as_dict=True)
	)


def _newest_text() -> frappe._dict:
	name = consents.newest(PURPOSE)
	fields = ["name", "version", "text"]
	return frappe.db.get_value("Consent Text", name, fields, as_dict=True) if name else frappe._dict()


def _is_child(volunteer: str) -> bool:
	return frappe.db.get_value("Volunteer", volunteer, "age_group") == CHILD


def give(volunteer: str, version: int) -> str:
	"""Agrees to the text that the volunteer has read; returns the Consent.

	Raises:
	        ConflictError: another version is published by now, or this one is agreed to already.
	        BadInputError: somebody under 14, for whom the guardian speaks.
	"""
	text = _newest_text()
	if not text.name or text.version != version:
		frappe.throw(_("Another text is published by now. Read it and agree to that one."), exc=ConflictError)
	if _is_child(volunteer):
		frappe.throw(
			_("Under 14 the guardian gives this consent. Ask your coordinator to take it down."),
			exc=BadInputError,
		)
	consent = frappe.new_doc("Consent")
	consent.update({"volunteer": volunteer, "consent_text": text.name, "form": "Electronic"})
	# Whoever holds the account speaks for themselves and for nobody else.
	return consent.insert(ignore_permissions=True).name


def withdraw(volunteer: str, reason: str | None = None):
	"""Withdraws what stands, on the volunteer's record and on that of the same person on the register.

	Returns:
	        the Consent that was withdrawn last
	Raises:
	        ConflictError: none stands.
	"""
	standing = consents.standing_of("Volunteer", volunteer, PURPOSE)
	if not standing:
		frappe.throw(
			_("No consent of yours stands. Ask your coordinator to retire your record if you want to leave."),
			exc=ConflictError,
		)
	consent = frappe.get_doc("Consent", standing[0], for_update=True)
	withdrawal.withdraw(consent, reason)
	return consent
