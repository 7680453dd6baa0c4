"""Becoming a volunteer without an account: what the form needs, registering, following it by its code."""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.api.v1.volunteer import FIELDS, new_registration
from community_gov.core import codes
from community_gov.core.errors import ConflictError
from community_gov.core.step_context import step_context
from community_gov.registry.privacy import consents
from community_gov.volunteering.registration import registrations

PLACES = 300


def _refuse_where_switched_off() -> None:
	if not cint(frappe.get_cached_doc("Community Gov Settings").allow_volunteer_registration):
		frappe.throw(
			_("Registering here is switched off. Ask your community."),
			frappe.PermissionError,
		)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_volunteer.form")
def form(place: str | None = None) -> dict:
	"""What the registration form offers: places, skills, languages, and the consent text.

	Permission: everybody, while the settings allow it; masters and public places alone are told.
	Args:
	        place: code of a grid or community; the form then asks for no other.
	Returns:
	        {places: [{code, name}], skills: [{name, title}], languages: [{name, title}], consent: {version, text} or None}
	"""
	_refuse_where_switched_off()
	text = consents.newest(registrations.PURPOSE)
	fields = ["version", "text"]
	return {
		"places": _matching_places(place),
		"skills": _offered("Service Skill", "skill_name_en"),
		"languages": _offered("Service Language", "language_name_en"),
		"consent": frappe.db.get_value("Consent Text", text, fields, as_dict=True) if text else None,
	}


def _matching_places(place: str | None) -> list[dict]:
	filters = {"enabled": 1, "level": "Community"}
	if place:
		filters = {"enabled": 1, "name": place}
	# Names of places are public; a guest holds no right on their list.
	rows = frappe.get_all(
		"Grid", filters=filters, fields=["name", "grid_name"], order_by="name asc", limit=PLACES
	)
	return [{"code": row.name, "name": row.grid_name} for row in rows]


def _offered(doctype: str, english: str) -> list[dict]:
	# Masters that the form offers; a guest holds no right on their list.
	rows = frappe.get_all(
		doctype, filters={"enabled": 1}, fields=["name", english], order_by="creation asc, name asc"
	)
	chinese = frappe.local.lang.startswith("zh")
	return [{"name": row.name, "title": row.name if chinese else row[english] or row.name} for row in rows]


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_volunteer.register", guesses=False)
@idempotent("public_volunteer.register")
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
	"""Registers whoever fills in the form; a coordinator decides. It never tells whether a number is known.

	Permission: everybody, while the settings allow it; only the arguments named here are taken. An account that
	is signed in becomes the applicant's.
	Returns:
	        {tracking_code, stage}
	"""
	_refuse_where_switched_off()
	given = locals()
	values = {name: given[name] for name in FIELDS if given[name] is not None}
	doc = new_registration(values, skills, languages, availability)
	guest = frappe.session.user == "Guest"
	step_context(doc).origin = {
		"source": "Public Form" if guest else "Own Account",
		"user": None if guest else frappe.session.user,
	}
	# The form is open to everybody: what it writes is an application and nothing else.
	doc.insert(ignore_permissions=True)
	return {"tracking_code": codes.shown_once(doc), "stage": doc.stage}


def _registration_behind(code: str, lock: bool = False):
	name = registrations.registration_of_code(code)
	if not name:
		frappe.throw(_("No registration has this code. Compare it with your note."), frappe.DoesNotExistError)
	return frappe.get_doc("Volunteer Registration", name, for_update=lock)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_volunteer.track")
def track(code: str) -> dict:
	"""How a registration stands, by the code that the applicant was shown.

	Permission: whoever holds the code; the limit of looks per address and hour keeps others from guessing.
	Returns:
	        {stage, submitted_at, ended_at, volunteer, may_withdraw}; volunteer is the number given with approval
	"""
	doc = _registration_behind(code)
	told = {name: doc.get(name) or None for name in ("stage", "submitted_at", "ended_at", "volunteer")}
	return {**told, "may_withdraw": doc.stage_category == "Open"}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_volunteer.withdraw")
@idempotent("public_volunteer.withdraw")
def withdraw(code: str) -> dict:
	"""The applicant takes the registration back; nobody asks why.

	Permission: whoever holds the code.
	Returns:
	        {stage}
	"""
	doc = _registration_behind(code, lock=True)
	if doc.stage_category != "Open":
		frappe.throw(
			_("This registration is decided already. Ask your community to end the service."),
			exc=ConflictError,
		)
	step_context(doc).by_code = True
	doc.move_to_stage("Withdrawn", "Withdraw")
	return {"stage": doc.stage}
