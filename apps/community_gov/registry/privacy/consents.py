"""Consent with the version of its text: given by the person, or by the guardian of a child, and withdrawn as easily.

PIPL Art. 14 to 16: informed, renewed when the text changes, withdrawn without loss; Art. 31 for children under 14.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate, now_datetime

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError, ConsentWithdrawnError, ImmutableError
from community_gov.registry.identity.guardians import is_child

GIVEN, WITHDRAWN, REPLACED = "Given", "Withdrawn", "Replaced"
# Purposes, and what stops when the consent is withdrawn; the record itself rests on a duty (PIPL Art. 13.3).
CONTACT = "Register and Contact"  # looking at a telephone number to call the person
CARE = "Visits and Care"  # visits, planned ones too, and care tags
HELP = "Help by Volunteers"  # help requests for the person, and claiming them
PHOTOGRAPHS = "Photographs"  # pictures attached to the person's records
SHARING = "Sharing with Units"  # cases out of a visit or a help request
VOLUNTEERING = "Volunteer Registration"  # sign-ups, claims and services of the volunteer; points earned stay


def keep_published(text) -> None:
	"""A published text stays word for word, since people agreed to it.

	Raises:
	        ImmutableError
	"""
	before = text.get_doc_before_save()
	if before and before.published and changed_fields(text):
		frappe.throw(
			_("Version {0} is published and stays as it is. Write a new text.").format(before.version),
			exc=ImmutableError,
		)


def publish(text) -> None:
	"""Numbers a text when it is published; consents to older versions of its purpose need renewal."""
	before = text.get_doc_before_save()
	if not text.published or (before and before.published):
		return
	versions = frappe.get_all(
		"Consent Text", filters={"purpose": text.purpose}, pluck="version", order_by="version desc", limit=1
	)
	text.version, text.published_on = cint(versions and versions[0]) + 1, now_datetime()


def mark_for_renewal(text) -> None:
	consent = frappe.qb.DocType("Consent")
	older = (consent.purpose == text.purpose) & (consent.consent_text != text.name)
	query = frappe.qb.update(consent).set(consent.needs_renewal, 1)
	query.where(older & (consent.status == GIVEN)).run()


def refuse_deleting_published(text) -> None:
	if text.published:
		frappe.throw(
			_("Version {0} is published and stays as it is. Write a new text.").format(text.version),
			exc=ImmutableError,
		)


def take_consent(consent) -> None:
	"""Fills what follows from text and person, on a new consent.

	Raises:
	        BadInputError: the text is no newest published one, the day lies ahead, or a child has no guardian.
	        ConflictError: the person has given this consent already.
	"""
	text = frappe.db.get_value(
		"Consent Text", consent.consent_text, ["published", "purpose", "version"], as_dict=True
	)
	if not text or not text.published or newest(text.purpose) != consent.consent_text:
		frappe.throw(
			_("This text is not the published one of its purpose. Choose the newest."), exc=BadInputError
		)
	if getdate(consent.given_on) > getdate():
		frappe.throw(_("The day of the consent lies ahead. Correct it."), exc=BadInputError)
	consent.purpose, consent.status = text.purpose, GIVEN
	_refuse_second(consent)
	_take_person(consent)


def _take_person(consent) -> None:
	"""Who speaks for the person: the guardian, while the person is under 14."""
	resident = frappe.get_doc("Resident", consent.resident)
	consent.grid, consent.given_by, consent.guardian_name = resident.grid, "The Person", None
	if not is_child(resident):
		return
	name = frappe.db.get_value("Resident", resident.guardian, "full_name") if resident.guardian else None
	consent.given_by, consent.guardian_name = "Guardian", name or resident.guardian_name
	if not consent.guardian_name:
		frappe.throw(
			_("{0} is under 14. Enter the guardian, or the guardian's name and number.").format(
				resident.full_name
			),
			exc=BadInputError,
		)


def _refuse_second(consent) -> None:
	filters = {"resident": consent.resident, "consent_text": consent.consent_text, "status": GIVEN}
	if frappe.db.exists("Consent", filters):
		frappe.throw(
			_("This consent is on file already. Withdraw it first to take it anew."), exc=ConflictError
		)


def retire_older(consent) -> None:
	"""The new consent takes the place of the one to an older text."""
	table = frappe.qb.DocType("Consent")
	same = (table.resident == consent.resident) & (table.purpose == consent.purpose)
	older = same & (table.name != consent.name) & (table.status == GIVEN)
	query = frappe.qb.update(table).set(table.status, REPLACED).set(table.needs_renewal, 0)
	query = query.set(table.withdrawn_on, getdate())
	query.where(older).run()


def newest(purpose: str) -> str | None:
	names = frappe.get_all(
		"Consent Text",
		filters={"purpose": purpose, "published": 1},
		pluck="name",
		order_by="version desc",
		limit=1,
	)
	return names[0] if names else None


def has_consented(resident: str, purpose: str, on: date | None = None) -> bool:
	"""Whether a consent to the purpose stands on a day (today without one), whatever its version."""
	day = on or getdate()
	rows = frappe.get_all(
		"Consent",
		filters={"resident": resident, "purpose": purpose, "given_on": ["<=", day]},
		fields=["status", "withdrawn_on"],
		order_by="given_on asc",
	)
	return any(row.status == GIVEN or row.withdrawn_on > day for row in rows)


def has_withdrawn(resident: str | None, purpose: str) -> bool:
	"""Whether a person has taken a consent to the purpose back and given none since.

	Who was never asked has not: the work then rests on something else (PIPL Art. 13), or its staff ask.
	"""
	taken_back = {"resident": resident or "", "purpose": purpose, "status": WITHDRAWN}
	return bool(frappe.db.exists("Consent", taken_back)) and not has_consented(cstr(resident), purpose)


def who_withdrew(purpose: str) -> set[str]:
	"""Names of all residents of whom has_withdrawn() is true, by two queries: for jobs and lists."""
	found: dict[str, set[str]] = {}
	for status in (WITHDRAWN, GIVEN):
		filters = {"purpose": purpose, "status": status}
		found[status] = set(frappe.get_all("Consent", filters, pluck="resident", order_by="resident asc"))
	return found[WITHDRAWN] - found[GIVEN]


def require_standing(resident: str | None, purpose: str) -> None:
	"""Stops what rests on a consent that was withdrawn, on every path.

	Raises:
	        ConsentWithdrawnError
	"""
	if has_withdrawn(resident, purpose):
		name = frappe.db.get_value("Resident", resident, "full_name")
		frappe.throw(
			_("{0} has withdrawn the consent to {1}. Ask for it anew, or leave it.").format(name, _(purpose)),
			exc=ConsentWithdrawnError,
		)
