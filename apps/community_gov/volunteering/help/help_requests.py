"""Help requests (黄丝带): where, what, until when; who may claim one; what the other parts need to know of them."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, now_datetime

from community_gov.core import codes
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import fingerprints
from community_gov.registry.privacy import consents
from community_gov.volunteering.matching import matching
from community_gov.volunteering.registration.persons import is_self

STAFF_ROLES = frozenset(
	{"Community Administrator", "Community Manager", "Grid Worker", "Volunteer Coordinator"}
)
# What whoever claimed a request may write; the rest is the staff's.
CLAIMANT_FIELDS = ("result", "volunteer", "team", *STEP_FIELDS)
ORDINARY_HOURS, URGENT_HOURS = 24, 2
CODE, CODE_LENGTH = "tracking_code_fingerprint", 12


def prepare(doc) -> None:
	"""Code, times and skills of a new request.

	Raises:
	        BadInputError: the kind is not offered.
	        ConsentWithdrawnError: the person does not want help by volunteers any more.
	"""
	kind = frappe.get_cached_doc("Help Kind", doc.help_kind)
	if not kind.enabled:
		frappe.throw(
			_("{0} is not offered now. Choose another kind.").format(doc.help_kind), exc=BadInputError
		)
	consents.require_standing(doc.resident, consents.HELP)
	codes.draw(doc, CODE, CODE_LENGTH)
	doc.raised_at = now_datetime()
	doc.claim_due_at = _claim_due_at(kind, doc.urgency)
	if not doc.skills:
		doc.set("skills", [{"skill": row.skill} for row in kind.skills])


def kind_title(name: str) -> str:
	"""A kind of help in the language of the session."""
	kind = frappe.get_cached_doc("Help Kind", name)
	return kind.kind_name if frappe.local.lang.startswith("zh") else kind.kind_name_en or kind.kind_name


def _claim_due_at(kind, urgency: str | None) -> datetime:
	"""Until when somebody should have claimed a request."""
	hours = cint(kind.claim_hours) or ORDINARY_HOURS
	return add_to_date(now_datetime(), hours=min(hours, URGENT_HOURS) if urgency == "Urgent" else hours)


def place(doc) -> None:
	"""Household follows from the person, grid and building from the household.

	Raises:
	        BadInputError: nobody knows where help is needed, or the person lives elsewhere.
	"""
	if doc.resident:
		home, grid = frappe.db.get_value("Resident", doc.resident, ["household", "grid"]) or (None, None)
		if doc.household and home != doc.household:
			frappe.throw(
				_("This person does not live in the household. Choose the person or the household alone."),
				exc=BadInputError,
			)
		doc.household, doc.grid = home, grid
	if doc.household:
		row = frappe.db.get_value("Household", doc.household, ["grid", "building", "address"], as_dict=True)
		building = row.building and frappe.db.get_value("Building", row.building, "building_title")
		doc.grid, doc.place = row.grid, building or doc.place
	if not doc.grid:
		frappe.throw(
			_("Nobody knows where help is needed. Choose a household, or a grid and a place."),
			exc=BadInputError,
		)


def own_volunteer(user: str) -> str | None:
	"""The active volunteer record of an account."""
	return frappe.db.get_value("Volunteer", {"user": user, "status": "Active"})


def is_staff(user: str) -> bool:
	return user == "Administrator" or bool(STAFF_ROLES & set(frappe.get_roles(user)))


def keep_claimant(doc) -> None:
	"""Who claimed a request is named by the step that claims it, and by nothing else.

	A volunteer claims for themselves, or for the team they lead; staff name a volunteer or a team.
	"""
	before = doc.get_doc_before_save()
	claims = doc.stage == "Claimed" and (not before or before.stage == "Raised")
	if not claims:
		kept = before if before and doc.stage != "Raised" else frappe._dict()
		doc.volunteer, doc.team = kept.get("volunteer"), kept.get("team")
		return
	if not is_staff(frappe.session.user):
		doc.volunteer = own_volunteer(frappe.session.user)
		if doc.team and _leader_of(doc.team) != doc.volunteer:
			frappe.throw(
				_("You do not lead team {0}. Claim it for yourself.").format(doc.team), exc=BadInputError
			)
	elif doc.team and not doc.volunteer:
		doc.volunteer = _leader_of(doc.team)


def _leader_of(team: str) -> str | None:
	return frappe.db.get_value("Volunteer Team", {"name": team, "enabled": 1}, "leader")


def keep_for_claimant(doc) -> None:
	"""A volunteer writes what was done and takes steps; what was asked for stays as it was asked."""
	before = doc.get_doc_before_save()
	if not before or step_context(doc).by_server or is_staff(frappe.session.user):
		return
	for df in doc.meta.fields:
		if df.fieldname in CLAIMANT_FIELDS:
			continue
		value = before.get(df.fieldname)
		if df.fieldtype == "Table MultiSelect":
			value = [row.as_dict() for row in value]
		doc.set(df.fieldname, value)


def require_near(doc, volunteer: str) -> None:
	"""Raises frappe.PermissionError where a request is not open to a volunteer: claimed already, or far away."""
	grid = frappe.db.get_value("Volunteer", volunteer, "grid")
	if doc.stage != "Raised":
		frappe.throw(_("{0} is claimed already. Choose another request.").format(doc.name), exc=ConflictError)
	if not matching.shared_level(doc.grid, grid):
		frappe.throw(
			_("{0} is too far away from your grid. Choose one nearer.").format(doc.name),
			frappe.PermissionError,
		)


def of_household(household: str) -> list[dict]:
	"""Open requests of a household that the session user may list."""
	if not frappe.has_permission("Help Request", "read"):
		return []
	return frappe.get_list(
		"Help Request",
		filters={"household": household, "stage_category": "Open"},
		fields=["name", "help_kind", "need", "stage"],
		order_by="creation desc, name desc",
		limit=20,
	)


def cases_of(household: str | None) -> list[str]:
	"""Cases to which requests of a household were referred."""
	if not household:
		return []
	filters = {"household": household, "case_file": ["is", "set"]}
	return frappe.get_all("Help Request", filters=filters, pluck="case_file", order_by="creation desc")


def request_of_code(code: str) -> str | None:
	"""The request of a tracking code as people type it: spaces, dashes and case do not matter."""
	return codes.find("Help Request", CODE, code)


def issue_code(doc, reason: str) -> str:
	"""A new code for the person served of a locked request, handed on by the session user; the old one ends.

	Raises:
	        SeparationOfDutiesError: the session user gives the help. BadInputError: no reason.
	"""
	if any(is_self(frappe.session.user, name) for name in helpers_of(doc)):
		frappe.throw(
			_("You give this help, which the person served confirms with this code. Ask a colleague."),
			exc=SeparationOfDutiesError,
		)
	return codes.replace(doc, CODE, CODE_LENGTH, reason, tracking_code_shown_to=frappe.session.user)


def issue_to_phone(doc, *numbers: str) -> str:
	"""A new code for the person served of a locked request, who has proven its number; the old one ends.

	Args:
	        numbers: that of the request, and that of a relative who draws it as proxy.
	Raises:
	        SeparationOfDutiesError: a number belongs to somebody who gives the help.
	"""
	own = {found for number in numbers for found in fingerprints(number)}
	if any(own & account_holders.numbers_of_record("Volunteer", name) for name in helpers_of(doc)):
		frappe.throw(
			_(
				"Somebody with this number gives this help, which the person served confirms. Ask the community."
			),
			exc=SeparationOfDutiesError,
		)
	account = account_holders.account_with(numbers[-1]) if len(numbers) > 1 else None
	return codes.replace(doc, CODE, CODE_LENGTH, None, tracking_code_shown_to=account)


def helpers_of(doc) -> list[str]:
	"""The volunteer who claimed a request, and the leader of the team it was claimed for."""
	leader = doc.team and frappe.db.get_value("Volunteer Team", doc.team, "leader")
	return [name for name in (doc.volunteer, leader) if name]


def household_of_code(code: str) -> str | None:
	"""The household whose code was scanned; a dissolved one has none."""
	plain = codes.plain_code(code)
	filters = {"household_code": plain, "status": ["!=", "Dissolved"]}
	return frappe.db.get_value("Household", filters) if plain else None
