"""Consent with the version of its text: given by a resident or a volunteer, or by a child's guardian, and withdrawn as easily.

PIPL Art. 14 to 16: informed, renewed when the text changes, withdrawn without loss; Art. 31 for children under 14.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError, ConsentWithdrawnError, ImmutableError
from community_gov.core.step_context import step_context
from community_gov.registry.identity import person_records
from community_gov.registry.privacy import consent_givers

GIVEN, WITHDRAWN, REPLACED = "Given", "Withdrawn", "Replaced"
# Purposes, and what stops when the consent is withdrawn; the record itself rests on a duty (PIPL Art. 13.3).
CONTACT = "Register and Contact"  # looking at a telephone number to call the person
CARE = "Visits and Care"  # visits, planned ones too, and care tags
HELP = "Help by Volunteers"  # help requests for the person, and claiming them
PHOTOGRAPHS = "Photographs"  # pictures attached to the person's records
SHARING = "Sharing with Units"  # cases out of a visit or a help request
PROXY = "Family Proxy"  # a relative sees and acts on the resident's records
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
	        BadInputError: nobody's, the text is no newest published one, the day lies ahead, or a child has no guardian.
	        ConflictError: the person has given this consent already.
	"""
	doctype, _name = consent_givers.holder_of(consent)
	text = frappe.db.get_value(
		"Consent Text", consent.consent_text, ["published", "purpose", "version"], as_dict=True
	)
	latest = bool(text) and newest(text.purpose) == consent.consent_text
	# Whoever registered agreed to the text of that day.
	if not text or not text.published or not (latest or step_context(consent).registration):
		frappe.throw(
			_("This text is not the published one of its purpose. Choose the newest."), exc=BadInputError
		)
	if getdate(consent.given_on) > getdate():
		frappe.throw(_("The day of the consent lies ahead. Correct it."), exc=BadInputError)
	if doctype == "Volunteer" and text.purpose != VOLUNTEERING:
		frappe.throw(
			_("A volunteer's record has this consent for volunteering alone. Choose the resident instead."),
			exc=BadInputError,
		)
	consent.update({"purpose": text.purpose, "status": GIVEN, "needs_renewal": int(not latest)})
	_refuse_second(consent)
	consent_givers.take_giver(consent)


def _refuse_second(consent) -> None:
	if frappe.db.exists("Consent", {**_held_with(consent), "consent_text": consent.consent_text}):
		frappe.throw(
			_("This consent is on file already. Withdraw it first to take it anew."), exc=ConflictError
		)


def _held_with(consent) -> dict:
	"""Filters of the standing consents on the record of a consent."""
	doctype, name = consent_givers.holder_of(consent)
	return {doctype.lower(): name, "status": GIVEN}


def retire_older(consent) -> None:
	"""The new consent takes the place of the one to an older text."""
	older = {**_held_with(consent), "purpose": consent.purpose, "name": ["!=", consent.name]}
	values = {"status": REPLACED, "needs_renewal": 0, "withdrawn_on": getdate()}
	frappe.db.set_value("Consent", older, values)


def take_at_registration(volunteer: str, registration) -> None:
	"""Files what a registration that was approved says of its consent; one to the same text is there already."""
	text = registration.consent_text
	given = {"volunteer": volunteer, "consent_text": text, "status": GIVEN}
	if not text or frappe.db.exists("Consent", given):
		return
	consent = frappe.new_doc("Consent")
	form = "Written" if registration.source == "Counter" else "Electronic"
	consent.update({"volunteer": volunteer, "consent_text": text, "form": form})
	consent.given_on = getdate(registration.consented_at)
	step_context(consent).registration = registration
	# Whoever approved was permitted to; the applicant's consent came with the registration.
	consent.insert(ignore_permissions=True)


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


def has_withdrawn(holder: str | None, purpose: str, doctype: str = "Resident") -> bool:
	"""Whether a person has taken a consent to the purpose back and given none since, on whichever of their records.

	Who was never asked has not: the work then rests on something else (PIPL Art. 13), or its staff ask.

	Args:
	        holder: name of a Resident or a Volunteer, as `doctype` says.
	"""
	if not holder:
		return False
	by_record = _words_by_record(_records(doctype, holder, purpose), purpose)
	refusals = [
		max(getdate(row.withdrawn_on) for row in rows if row.status == WITHDRAWN)
		for rows in by_record
		if {row.status for row in rows} & {GIVEN, WITHDRAWN} == {WITHDRAWN}
	]
	given = [getdate(row.given_on) for rows in by_record for row in rows if row.status == GIVEN]
	return bool(refusals) and not any(day >= max(refusals) for day in given)


def _records(doctype: str, holder: str, purpose: str) -> dict[str, set[str]]:
	"""Where a person's consents to a purpose may stand; that to volunteer, on two records."""
	return person_records.records_of(doctype, holder) if purpose == VOLUNTEERING else {doctype: {holder}}


def _words_by_record(records: dict[str, set[str]], purpose: str) -> list[list[frappe._dict]]:
	"""What was given and taken back, a list for each record."""
	fields = ["status", "given_on", "withdrawn_on"]
	return [
		frappe.get_all(
			"Consent", {doctype.lower(): name, "purpose": purpose}, fields, order_by="given_on asc"
		)
		for doctype, names in records.items()
		for name in sorted(names)
	]


def records_of_giver(consent) -> dict[str, set[str]]:
	"""The records of its person that a consent binds: {Resident: names, Volunteer: names}."""
	return _records(*consent_givers.holder_of(consent), consent.purpose)


def standing_of(doctype: str, holder: str, purpose: str) -> list[str]:
	"""Consents to a purpose that stand on any record of a person, by name."""
	found: set[str] = set()
	for kind, names in _records(doctype, holder, purpose).items():
		filters = {kind.lower(): ["in", sorted(names)], "purpose": purpose, "status": GIVEN}
		if names:
			found.update(frappe.get_all("Consent", filters, pluck="name", order_by="name asc"))
	return sorted(found)


def who_withdrew(purpose: str) -> set[str]:
	"""Names of all residents of whom has_withdrawn() is true, by two queries: for jobs and lists."""
	found: dict[str, set[str]] = {}
	for status in (WITHDRAWN, GIVEN):
		filters = {"purpose": purpose, "status": status, "resident": ["is", "set"]}
		found[status] = set(frappe.get_all("Consent", filters, pluck="resident", order_by="resident asc"))
	return found[WITHDRAWN] - found[GIVEN]


def volunteers_who_withdrew() -> set[str]:
	"""Volunteers, not retired, whose person has taken the consent to volunteering back, on whichever record."""
	filters = {"purpose": VOLUNTEERING, "status": WITHDRAWN}
	rows = frappe.get_all("Consent", filters, ["resident", "volunteer"], order_by="name asc")
	own = {row.volunteer for row in rows if row.volunteer}
	residents = {row.resident for row in rows if row.resident}.union(*map(person_records.residents_of, own))
	asked = sorted(own | person_records.volunteers_of(residents))
	active = {"name": ["in", asked], "status": ["!=", "Retired"]}
	names = frappe.get_all("Volunteer", active, pluck="name", order_by="name asc") if asked else []
	return {name for name in names if has_withdrawn(name, VOLUNTEERING, "Volunteer")}


def require_standing(holder: str | None, purpose: str, doctype: str = "Resident") -> None:
	"""Stops what rests on a consent that was withdrawn, on every path.

	Raises:
	        ConsentWithdrawnError
	"""
	if has_withdrawn(holder, purpose, doctype):
		name = frappe.db.get_value(doctype, holder, "full_name")
		frappe.throw(
			_("{0} has withdrawn the consent to {1}. Ask for it anew, or leave it.").format(name, _(purpose)),
			exc=ConsentWithdrawnError,
		)
