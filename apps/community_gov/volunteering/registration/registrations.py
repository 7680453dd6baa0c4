"""Registration of volunteers: who applies, whether a guardian must agree, who may be the same person."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate, now_datetime

from community_gov.core import codes
from community_gov.core.erasure import erase
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.step_context import step_context
from community_gov.core.time import as_clock
from community_gov.registry.identity.protected_numbers import fingerprints_of
from community_gov.registry.privacy import consents
from community_gov.registry.privacy.person_places import ANONYMOUS, REGISTRATION_VALUES

# The purpose of the consent text that applicants agree to.
PURPOSE = "Volunteer Registration"
CODE, CODE_LENGTH = "tracking_code_fingerprint", 12
ADULT, CHILD = "Adult", "Under 14"
KEPT_OF_CONSENT = ("consents",)
OFFERED = (
	*("full_name", "grid", "age_group", "is_party_member", "note"),
	*("skills", "languages", "availability"),
)
MOST = 20


def prepare(doc, text: str | None) -> None:
	"""Consent, code and time of a new registration.

	Args:
	        text: the newest published consent text of PURPOSE.
	Raises:
	        BadInputError: nobody agreed, there is no text, or a master is switched off.
	"""
	if not text:
		frappe.throw(
			_("No consent text for volunteers is published. Publish one of purpose {0} first.").format(
				_(PURPOSE)
			),
			exc=BadInputError,
		)
	if not cint(doc.consents):
		frappe.throw(
			_("Nobody has agreed to the consent text. Read it together and tick the field."),
			exc=BadInputError,
		)
	_refuse_switched_off(doc)
	codes.draw(doc, CODE, CODE_LENGTH)
	doc.submitted_at = now_datetime()
	doc.consent_text, doc.consented_at = text, now_datetime()
	doc.consent_version = frappe.db.get_value("Consent Text", text, "version")
	doc.consent_given_by = "Guardian" if doc.age_group == CHILD else "The Person"


def keep_consent(doc) -> None:
	"""What was agreed to is not unsaid by an edit."""
	before = doc.get_doc_before_save()
	for fieldname in KEPT_OF_CONSENT:
		doc.set(fieldname, before.get(fieldname))


def _refuse_switched_off(doc) -> None:
	for fieldname, link in (("skills", "skill"), ("languages", "language")):
		names = [row.get(link) for row in doc.get(fieldname)]
		if len(names) > MOST:
			frappe.throw(
				_("More than {0} rows are too many. Keep the most important ones.").format(MOST),
				exc=BadInputError,
			)
		doctype = "Service Skill" if link == "skill" else "Service Language"
		for name in names:
			if not frappe.db.get_value(doctype, name, "enabled"):
				frappe.throw(
					_("{0} is not offered now. Choose something else.").format(name), exc=BadInputError
				)


def check_guardian(doc) -> None:
	"""Under 18 the guardian agrees: PIPL Art. 31 under 14; Regulations on Voluntary Service Art. 7 from 14 to 17.

	Raises:
	        BadInputError
	"""
	if doc.age_group == ADULT:
		doc.guardian_name = doc.guardian_mobile = None
		doc.guardian_mobile_secret = doc.guardian_mobile_fingerprint = None
		doc.guardian_consents = 0
		return
	if not (doc.guardian_name and doc.guardian_mobile):
		frappe.throw(
			_("Volunteers under 18 need a guardian. Enter the guardian's name and number."),
			exc=BadInputError,
		)
	if not cint(doc.guardian_consents):
		frappe.throw(
			_("The guardian has not agreed. Ask the guardian and tick the field."), exc=BadInputError
		)


def check_availability(doc) -> None:
	"""Raises BadInputError: a time that ends before it begins, or more rows than anybody can keep."""
	if len(doc.availability) > MOST:
		frappe.throw(
			_("More than {0} rows are too many. Keep the most important ones.").format(MOST),
			exc=BadInputError,
		)
	for row in doc.availability:
		given = [row.get(name) for name in ("from_time", "until_time")]
		start, end = (as_clock(value, _("Availability")) if value else None for value in given)
		if not row.weekday or start is None or end is None or start >= end:
			frappe.throw(
				_("Row {0} of the availability has no day, or ends before it begins. Correct it.").format(
					row.idx
				),
				exc=BadInputError,
			)


def look_for_same_person(doc) -> None:
	"""Offers the volunteer with the same number to whoever decides; the applicant is told nothing of it."""
	if doc.stage_category == "Open" or doc.is_new():
		doc.same_person = volunteer_of_number(doc)


def volunteer_of_number(doc, other_than: str | None = None) -> str | None:
	"""The oldest volunteer, but one, with the number of a document; None without one."""
	prints = fingerprints_of(doc, "mobile")
	if not prints:
		return None
	filters = {"mobile_fingerprint": ["in", prints], "name": ["!=", other_than or ""]}
	return frappe.db.get_value("Volunteer", filters, order_by="creation asc")


def refuse_second_open(doc) -> None:
	"""Staff are told of the open registration with the same number; guests are not, since numbers can be guessed.

	Raises:
	        ConflictError
	"""
	prints = fingerprints_of(doc, "mobile")
	filters = {"mobile_fingerprint": ["in", prints], "stage_category": "Open"}
	if (doc.source == "Counter" and prints) and (
		other := frappe.db.get_value("Volunteer Registration", {**filters, "name": ["!=", doc.name or ""]})
	):
		frappe.throw(
			_("Registration {0} with this number is open already. Decide on that one.").format(other),
			exc=ConflictError,
		)


def admit(doc) -> str:
	"""The volunteer whom an approved registration makes, or the retired one who comes back.

	Raises:
	        ConflictError: a volunteer at work has the number.
	"""
	known = _locked_volunteer_of(doc)
	if known and known.status != "Retired":
		frappe.throw(
			_(
				"Volunteer {0} has this number already. Decline the registration, or change that record."
			).format(known.name),
			exc=ConflictError,
		)
	return _welcome_text(doc, known.name if known else None)


def _locked_volunteer_of(doc) -> frappe._dict | None:
	"""The volunteer with the number of a registration, as stored now: two decisions on one number take turns.

	The read locks, because a plain one would show what stood when the request began.
	"""
	prints = fingerprints_of(doc, "mobile") or [""]
	for doctype in ("Volunteer Registration", "Volunteer"):
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(table.name, table.creation)
		if doctype == "Volunteer":
			query = query.select(table.status)
		query = query.where(table.mobile_fingerprint.isin(prints)).orderby(table.creation)
		rows = query.for_update().run(as_dict=True)
	return rows[0] if rows else None


def _welcome_text(doc, known: str | None) -> str:
	volunteer = frappe.get_doc("Volunteer", known) if known else frappe.new_doc("Volunteer")
	for fieldname in OFFERED:
		value = doc.get(fieldname)
		rows = isinstance(value, list)
		volunteer.set(fieldname, [_plain_row(row) for row in value] if rows else value)
	volunteer.status = "Active"
	volunteer.joined_on = volunteer.joined_on or getdate()
	step_context(volunteer).origin = {"registration": doc.name, "retired_on": None}
	step_context(volunteer).number_of = doc
	# Whoever approves was permitted to; a manager holds no right to write volunteers alone.
	volunteer.save(ignore_permissions=True)
	consents.take_at_registration(volunteer.name, doc)
	return volunteer.name


def _plain_row(row) -> dict:
	columns = [df.fieldname for df in row.meta.fields]
	return {name: row.get(name) for name in columns}


def forget_old() -> int:
	"""Scheduler: names and numbers of declined and withdrawn registrations go after the days of the settings.

	Returns:
	        how many were made anonymous
	"""
	days = cint(frappe.get_cached_doc("Community Gov Settings").registration_days) or 90
	due = frappe.get_all(
		"Volunteer Registration",
		filters={
			"stage": ["in", ["Declined", "Withdrawn"]],
			"ended_at": ["<", add_days(now_datetime(), -days)],
			"full_name": ["!=", ANONYMOUS],
		},
		pluck="name",
		order_by="name asc",
		limit=1000,
	)
	for name in due:
		forget(name)
	return len(due)


def forget(name: str) -> None:
	"""Takes the applicant off a registration that made nobody a volunteer."""
	frappe.db.set_value("Volunteer Registration", name, REGISTRATION_VALUES, update_modified=False)
	erase("Volunteer Registration", name)


def registration_of_code(code: str) -> str | None:
	"""The registration of a tracking code as people type it."""
	return codes.find("Volunteer Registration", CODE, code)


def issue_code(doc, reason: str | None) -> str:
	"""A new code for the applicant of a locked registration; the old one ends.

	Args:
	        reason: None where the applicant draws it.
	Raises:
	        BadInputError: no reason.
	"""
	return codes.replace(doc, CODE, CODE_LENGTH, reason)
