"""Volunteers over REST: register at the counter, decide on registrations, the own record."""

import frappe
from frappe.utils import cstr

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_list
from community_gov.api.step import act_on, steps_with_needs
from community_gov.casework.intake.reporting import refuse_unknown_links
from community_gov.core import codes
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.registry.identity import person_records
from community_gov.volunteering.help import help_requests
from community_gov.volunteering.matching import helpers, offers
from community_gov.volunteering.registration import anonymisation, own_consents, registrations

FIELDS = (
	*("full_name", "mobile", "grid", "age_group", "is_party_member", "note"),
	*("guardian_name", "guardian_mobile", "guardian_consents", "consents"),
)


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.register")
def register(
	full_name: str,
	mobile: str,
	grid: str,
	consents: bool = False,
	age_group: str = "Adult",
	guardian_name: str | None = None,
	guardian_mobile: str | None = None,
	guardian_consents: bool = False,
	skills: list | str | None = None,
	languages: list | str | None = None,
	availability: list | str | None = None,
	is_party_member: bool = False,
	note: str | None = None,
) -> dict:
	"""Enters the registration of somebody at the counter; somebody else decides on it.

	Args:
	        age_group: Adult, Aged 14 to 17 or Under 14; under 18 with a guardian who agrees.
	        availability: [{weekday, from_time, until_time}], times as HH:MM.
	        consents: the person agrees to the newest published consent text for volunteers.
	Returns:
	        {registration, stage, tracking_code, same_person}; same_person is a volunteer with the same number, the code is
	        the applicant's and not shown again
	"""
	require("Volunteer Registration", "create")
	given = locals()
	values = {name: given[name] for name in FIELDS if given[name] is not None}
	doc = new_registration(values, skills, languages, availability)
	doc.insert()
	told = {"registration": doc.name, "stage": doc.stage, "tracking_code": codes.shown_once(doc)}
	return {**told, "same_person": doc.same_person}


def new_registration(values: dict, skills, languages, availability):
	"""An unsaved registration of what a client sent, fields named here alone."""
	refuse_unknown_links("Volunteer Registration", values)
	doc = frappe.new_doc("Volunteer Registration")
	doc.update(values)
	doc.set("skills", [{"skill": name} for name in as_list(skills, "skills")])
	doc.set("languages", [{"language": name} for name in as_list(languages, "languages")])
	times = ("weekday", "from_time", "until_time")
	for row in as_list(availability, "availability"):
		row = row if isinstance(row, dict) else {}
		doc.append("availability", {name: cstr(row.get(name)) for name in times})
	return doc


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.issue_code")
def issue_code(registration: str, reason: str) -> dict:
	"""Draws a new code to hand to an applicant, shown this once; the old one ends and the log has the reason.

	Permission: who may change the registration.
	Returns:
	        {registration, tracking_code}
	"""
	doc = load_doc("Volunteer Registration", registration, "write")
	return {"registration": doc.name, "tracking_code": registrations.issue_code(doc, reason)}


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.act")
def act(registration: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action on a registration: approve, decline, withdraw.

	Returns:
	        {registration, stage, volunteer}; volunteer is the number of whom the approval made
	"""
	doc = act_on("Volunteer Registration", registration, action, note=note)
	return {"registration": doc.name, "stage": doc.stage, "volunteer": doc.volunteer}


@frappe.whitelist(methods=["GET"])
def next_steps(registration: str) -> list[dict]:
	"""The workflow actions that the user may take on a registration now, and whether one asks for a reason.

	Returns:
	        [{action, next_state, stage, needs_reason}]
	"""
	return steps_with_needs("Volunteer Registration", registration)


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.anonymise")
def anonymise(volunteer: str) -> dict:
	"""Takes the person off the record of a retired volunteer for good; for community administrators.

	Hours and the ledger stay; points that are left are booked off.

	Returns:
	        {volunteer, anonymised_on, points_booked_off}
	"""
	require("Volunteer", "write")
	if "Community Administrator" not in frappe.get_roles():
		refuse_access("Volunteer", volunteer)
	doc = load_doc("Volunteer", volunteer, "write")
	points = anonymisation.anonymise(doc.name)
	day = frappe.db.get_value("Volunteer", doc.name, "anonymised_on")
	return {"volunteer": doc.name, "anonymised_on": str(day), "points_booked_off": points}


@frappe.whitelist(methods=["GET"])
def mine() -> dict:
	"""The session user's own volunteer record (403 without one).

	Returns:
	        {volunteer, full_name, status, grid, team, hours, stars, no_shows, skills, languages}
	"""
	name = help_requests.own_volunteer(frappe.session.user) or refuse_access("Volunteer")
	doc = load_doc("Volunteer", name)
	told = ("full_name", "status", "grid", "team", "hours", "stars", "no_shows")
	return {
		"volunteer": doc.name,
		**{fieldname: doc.get(fieldname) for fieldname in told},
		"skills": sorted(helpers.skills_of("Volunteer", [name]).get(name, ())),
		"languages": [row.language for row in doc.languages],
	}


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.link_resident")
def link_resident(volunteer: str, resident: str | None = None) -> dict:
	"""Says who a volunteer is on the register, so that a consent withdrawn and a deletion reach both records.

	Permission: who sees the volunteer and may change the resident, the former one too.
	Args:
	        resident: without one the link is taken off.
	Returns:
	        {volunteer, resident}
	"""
	require("Resident", "write")
	load_doc("Volunteer", volunteer)
	doc = frappe.get_doc("Volunteer", volunteer, for_update=True)
	for name in filter(None, (doc.resident, resident)):
		load_doc("Resident", name, "write")
	person_records.link_resident(doc, resident)
	return {"volunteer": doc.name, "resident": doc.resident}


@frappe.whitelist(methods=["GET"])
def consents() -> dict:
	"""What the session user has agreed to as a volunteer, and the text published now (403 without a record).

	Returns:
	        {volunteer, withdrawn, may_agree, text: {version, text} or None, consents: [{consent, version, given_on,
	        given_by, status, withdrawn_on, needs_renewal}]}
	"""
	return own_consents.overview(_own_record())


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.give_consent")
def give_consent(version: int) -> dict:
	"""The session user agrees to the published text for volunteers (403 without a record).

	Args:
	        version: the one that was read; 409 where another is published by now.
	Returns:
	        {consent, status}
	"""
	return {"consent": own_consents.give(_own_record(), version), "status": "Given"}


@frappe.whitelist(methods=["POST"])
@idempotent("volunteer.withdraw_consent")
def withdraw_consent(reason: str | None = None) -> dict:
	"""The session user takes the consent to volunteering back; sign-ups, claims and services end, points stay.

	Returns:
	        {consent, status, withdrawn_on}
	"""
	doc = own_consents.withdraw(_own_record(), reason)
	return {"consent": doc.name, "status": doc.status, "withdrawn_on": str(doc.withdrawn_on)}


def _own_record() -> str:
	"""The volunteer record of the account, active or not: a word on one's own data needs no active record."""
	return frappe.db.get_value("Volunteer", {"user": frappe.session.user}) or refuse_access("Volunteer")


@frappe.whitelist(methods=["GET"])
def for_me() -> dict:
	"""What the session user's own volunteer record fits (403 without one): open help requests and activities.

	Returns:
	        {volunteer, requests: [{help_request, help_kind, need, place, urgency, skills, raised_at, claim_due_at,
	        reason}], activities: [{activity, title, place, starts_at, ends_at, role, free, reason}]}; best fit first
	"""
	name = help_requests.own_volunteer(frappe.session.user) or refuse_access("Volunteer")
	return {
		"volunteer": name,
		"requests": offers.requests_for(name),
		"activities": offers.activities_for(name),
	}
