"""Help requests: raise, see who may help, claim, take steps; what a volunteer may know before and after."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_list
from community_gov.api.step import act_on, steps_with_needs
from community_gov.core import codes
from community_gov.core.qr_codes import svg_of
from community_gov.core.stages.steps import step_by_role, take_step, transition_to_stage
from community_gov.core.step_context import step_context
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.registry.identity import reveal
from community_gov.volunteering.help import help_requests
from community_gov.volunteering.matching import offers


@frappe.whitelist(methods=["POST"])
@idempotent("help_request.raise_request")
def raise_request(
	help_kind: str,
	need: str,
	household: str | None = None,
	resident: str | None = None,
	grid: str | None = None,
	place: str | None = None,
	details: str | None = None,
	urgency: str = "Ordinary",
	source: str = "Staff",
	skills: list | str | None = None,
	contact_name: str | None = None,
	mobile: str | None = None,
) -> dict:
	"""Raises a help request (求助) for a household, a person, or a place.

	Args:
	        need: one line that volunteers near read; no names, no numbers.
	        source: Household, Neighbour, Visitor or Staff.
	        skills: [name of a Service Skill]; the kind's own without them.
	Returns:
	        {help_request, stage, tracking_code}; the code is for the person served, who confirms with it, and is not
	        shown again
	"""
	require("Help Request", "create")
	values = {
		"help_kind": help_kind,
		"need": need,
		"household": household,
		"resident": resident,
		"grid": grid,
	}
	values |= {"place": place, "details": details, "urgency": urgency, "source": source}
	values |= {"contact_name": contact_name, "mobile": mobile}
	wanted = as_list(skills, "skills")
	doc = frappe.new_doc("Help Request")
	doc.update({key: value for key, value in values.items() if value is not None})
	doc.set("skills", [{"skill": skill} for skill in wanted])
	step_context(doc).origin = {"tracking_code_shown_to": frappe.session.user}
	doc.insert()
	return {"help_request": doc.name, "stage": doc.stage, "tracking_code": codes.shown_once(doc)}


@frappe.whitelist(methods=["POST"])
@idempotent("help_request.issue_code")
def issue_code(help_request: str, reason: str) -> dict:
	"""Draws a new code to hand to the person served, shown this once; the old one ends and the log has the reason.

	Permission: staff who may change the request and do not give the help.
	Returns:
	        {help_request, tracking_code}
	"""
	doc = load_doc("Help Request", help_request, "write")
	if not help_requests.is_staff(frappe.session.user):
		refuse_access("Help Request", help_request)
	return {"help_request": doc.name, "tracking_code": help_requests.issue_code(doc, reason)}


@frappe.whitelist(methods=["GET"])
def near() -> dict:
	"""Open requests near the session user's own volunteer record, best fit first; nobody's name or room.

	Returns:
	        {volunteer, requests: [{help_request, help_kind, need, place, urgency, skills, raised_at, claim_due_at,
	        reason}]}
	"""
	volunteer = _required_volunteer()
	return {"volunteer": volunteer, "requests": offers.requests_for(volunteer)}


def _required_volunteer() -> str:
	"""The own active volunteer record (403 without one)."""
	return help_requests.own_volunteer(frappe.session.user) or refuse_access("Help Request")


@frappe.whitelist(methods=["GET"])
def candidates(help_request: str) -> dict:
	"""Volunteers and teams near with the skill, best first, each with the reason; for the staff of the place.

	Returns:
	        {volunteers: [{volunteer, full_name, reason, open}], teams: [{team, reason, open}]}
	"""
	doc = load_doc("Help Request", help_request)
	if not help_requests.is_staff(frappe.session.user):
		refuse_access("Help Request", help_request)
	return offers.helpers_for_request(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("help_request.claim")
def claim(help_request: str, volunteer: str | None = None, team: str | None = None) -> dict:
	"""Claims a request: a volunteer for themselves or the team they lead, staff for whom they name.

	Returns:
	        {help_request, stage, volunteer, team}
	"""
	require("Help Request", "write")
	doc, transition = _claimable(help_request)
	doc.update({"volunteer": volunteer, "team": team})
	take_step(doc, transition, None, None)
	return {"help_request": doc.name, "stage": doc.stage, "volunteer": doc.volunteer, "team": doc.team}


def _claimable(name: str) -> tuple:
	"""The locked request and the step: staff by their right on it, a volunteer by nearness, as it is nobody's yet."""
	if help_requests.is_staff(frappe.session.user):
		doc = load_doc("Help Request", name, "write")
		return doc, transition_to_stage(doc, "Claimed")
	own = _required_volunteer()
	doc = frappe.get_doc("Help Request", name, for_update=True)
	help_requests.require_near(doc, own)
	return doc, step_by_role(doc, "Claimed")


@frappe.whitelist(methods=["POST"])
@idempotent("help_request.act")
def act(
	help_request: str,
	action: str,
	note: str | None = None,
	result: str | None = None,
	volunteer: str | None = None,
	team: str | None = None,
	confirmation: str | None = None,
	rating: str | None = None,
	category: str | None = None,
) -> dict:
	"""Takes a workflow action on a request: claim, give up, report done, confirm, send back, refer, withdraw.

	Args:
	        result: what was done; needed to report it done.
	        confirmation: By Phone or In Person, how staff asked the person served.
	        rating: Satisfied, Basically Satisfied or Dissatisfied.
	        category: of the case that takes the request on, where it is referred.
	Returns:
	        {help_request, stage, case}
	"""
	given = {"result": result, "volunteer": volunteer, "team": team, "confirmation": confirmation}
	values = {
		key: value
		for key, value in {**given, "rating": rating, "category": category}.items()
		if value is not None
	}
	doc = act_on("Help Request", help_request, action, values, note=note)
	return {"help_request": doc.name, "stage": doc.stage, "case": doc.case_file}


@frappe.whitelist(methods=["GET"])
def next_steps(help_request: str) -> list[dict]:
	"""The workflow actions that the user may take on a request now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason, needs_answer, needs_volunteer, needs_voice, needs_category}]
	"""
	return steps_with_needs("Help Request", help_request)


@frappe.whitelist(methods=["POST"])
def contact(help_request: str) -> dict:
	"""Whom to help and where, for whoever has claimed the request and for staff; the look is logged.

	Returns:
	        {full_name, address, mobile, note}; mobile is the number given with the request, else that of the register,
	        unless the person has withdrawn the consent to that, which the note says
	"""
	doc = load_doc("Help Request", help_request)
	if not help_requests.is_staff(frappe.session.user) and doc.stage != "Claimed":
		refuse_access("Help Request", help_request)
	reveal.check_limit()
	person = frappe.get_doc("Resident", doc.resident) if doc.resident else None
	# The number given with the request goes before that of the register.
	owner = person if person and not doc.mobile else doc
	withdrawn = reveal.may_not_call(owner, "mobile", reveal.CALL)
	if not withdrawn:
		reveal.log(owner, "mobile", reveal.CALL, f"{doc.name}: {doc.need}")
	address = frappe.db.get_value("Household", doc.household, "address") if doc.household else doc.place
	return {
		"full_name": person.full_name if person else doc.contact_name,
		"address": address,
		"mobile": None if withdrawn else reveal.plain(owner, "mobile"),
		"note": _("The person has withdrawn the consent to calls. Go there, or ask the grid worker.")
		if withdrawn
		else None,
	}


@frappe.whitelist(methods=["GET"])
def household_code(household: str) -> dict:
	"""The code that a household keeps or hangs up with its yellow ribbon, and the address it opens.

	Returns:
	        {household, title, code, address, svg}
	"""
	doc = load_doc("Household", household)
	address = frappe.utils.get_url(f"/help#h={doc.household_code}")
	title = doc.household_title
	return {
		"household": doc.name,
		"title": title,
		"code": doc.household_code,
		"address": address,
		"svg": svg_of(address),
	}
