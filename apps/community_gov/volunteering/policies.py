"""Who sees and changes what of volunteers, their service, points and help: one policy a DocType, for lists, forms and every other way in."""

from pypika.terms import Criterion

import frappe
from frappe.model.document import Document

from community_gov.permissions.evaluate import Policy, nobody
from community_gov.permissions.expressions import (
	NOTHING,
	any_of,
	area_criterion,
	for_auditors,
	in_area,
	linked_to,
	rows_of,
)
from community_gov.permissions.scope import (
	REGISTER_ROLES,
	areas_of,
	roles_of,
	sees_all,
	within,
)
from community_gov.registry.policies import place_of

COORDINATORS = frozenset({"Volunteer Coordinator"})
VOLUNTEER_STAFF = COORDINATORS | {"Community Manager"}
PROJECT_ROLES = VOLUNTEER_STAFF | {
	*("Community Administrator", "Grid Worker", "Volunteer", "Operator", "Duty Chief"),
}


def _volunteer_criterion(user: str) -> Criterion | None:
	"""Coordinators and managers: their subtree. A volunteer: the own record."""
	of_area = area_criterion("Volunteer", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	volunteer = frappe.qb.DocType("Volunteer")
	return of_area | (volunteer.user == user)


def _may_register_volunteer(volunteer, user: str) -> bool:
	if "Community Administrator" in roles_of(user):
		return True
	return within(volunteer.grid, areas_of(user, COORDINATORS))


def _may_keep_volunteers(doc, user: str) -> bool:
	"""Coordinators and managers in their area, administrators everywhere; without a place the record says so."""
	grid = doc.get("grid")
	if not grid or "Community Administrator" in roles_of(user):
		return True
	return isinstance(grid, str) and within(grid, areas_of(user, VOLUNTEER_STAFF))


def _volunteer_activity_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. Volunteers: what has been made public."""
	of_area = area_criterion("Volunteer Activity", VOLUNTEER_STAFF | {"Grid Worker"}, user)
	if of_area is None or "Volunteer" not in roles_of(user):
		return of_area
	return of_area | (frappe.qb.DocType("Volunteer Activity").stage != "Scheduled")


def _keeps_place_of(doc, user: str) -> bool:
	"""Asked of the stored activity: volunteers read it and change nothing."""
	stored = frappe.db.get_value("Volunteer Activity", doc.name, ["grid"], as_dict=True)
	return _may_keep_volunteers(stored, user)


def _own_volunteers(user: str):
	"""The volunteer records of an account, as a subquery."""
	volunteer = frappe.qb.DocType("Volunteer")
	return frappe.qb.from_(volunteer).select(volunteer.name).where(volunteer.user == user)


def _activity_sign_up_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. A volunteer: the own ones."""
	of_area = area_criterion("Activity Sign-up", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	entry, own = frappe.qb.DocType("Activity Sign-up"), _own_volunteers(user)
	return of_area | entry.volunteer.isin(own)


def _service_project_criterion(user: str) -> Criterion | None:
	"""Projects are public among staff and volunteers; who may change one is asked of its grid."""
	return None if sees_all(user) or roles_of(user) & PROJECT_ROLES else NOTHING


def _coordinates_grid(doc: Document, user: str) -> bool:
	"""Administrators everywhere, coordinators within their areas."""
	return "Community Administrator" in roles_of(user) or within(doc.grid, areas_of(user, COORDINATORS))


def _coordinates_stored_grid(doc: Document, user: str) -> bool:
	"""As `coordinates_grid`, of where the stored document lies and of where the client would move it."""
	stored = frappe._dict(grid=frappe.db.get_value(doc.doctype, doc.name, "grid"))
	return _coordinates_grid(stored, user) and _coordinates_grid(doc, user)


def _projects_led(user: str) -> list[str]:
	"""Projects run by enabled teams that the account's volunteer leads: few, so they are named."""
	project, team = frappe.qb.DocType("Service Project"), frappe.qb.DocType("Volunteer Team")
	volunteer = frappe.qb.DocType("Volunteer")
	query = frappe.qb.from_(project).join(team).on(team.name == project.team)
	query = query.join(volunteer).on(volunteer.name == team.leader)
	query = query.where(volunteer.user == user).where(team.enabled == 1)
	return query.select(project.name).run(pluck=True)


def _service_record_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. A volunteer: the own ones, and those of projects that a team of theirs runs."""
	of_area = area_criterion("Service Record", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	service, own = frappe.qb.DocType("Service Record"), _own_volunteers(user)
	parts = [of_area, service.volunteer.isin(own)]
	led = _projects_led(user)
	return any_of([*parts, service.project.isin(led)] if led else parts)


def _may_redeem_for(redemption, user: str) -> bool:
	"""Volunteers redeem for themselves, coordinators for the volunteers of their area."""
	row = frappe.db.get_value("Volunteer", redemption.volunteer, ["grid", "user"], as_dict=True)
	if not row:
		return False
	if "Community Administrator" in roles_of(user) or row.user == user:
		return True
	return within(row.grid, areas_of(user, COORDINATORS))


def _may_certify(doc, user: str) -> bool:
	"""Coordinators for the volunteers of their area."""
	name = doc.volunteer if isinstance(doc.volunteer, str) else None
	grid = frappe.db.get_value("Volunteer", name, "grid") if name else None
	return _may_keep_volunteers(frappe._dict(grid=grid), user)


def _help_request_criterion(user: str) -> Criterion | None:
	"""Staff of the place: their subtree. A volunteer: what they have claimed, and nothing before."""
	of_area = area_criterion("Help Request", REGISTER_ROLES | {"Volunteer Coordinator"}, user)
	if of_area is None:
		return None
	request, volunteer = frappe.qb.DocType("Help Request"), frappe.qb.DocType("Volunteer")
	own = frappe.qb.from_(volunteer).select(volunteer.name).where(volunteer.user == user)
	return of_area | request.volunteer.isin(own)


def _may_raise_help(doc, user: str) -> bool:
	"""Staff of the place, volunteer coordinators among them."""
	if isinstance(doc.resident, str) and doc.resident:
		grid = frappe.db.get_value("Resident", doc.resident, "grid")
	else:
		grid = place_of(doc)
	areas = areas_of(user, REGISTER_ROLES | {"Volunteer Coordinator"})
	# Without a place the request itself says what is missing.
	return not grid or "Community Administrator" in roles_of(user) or within(grid, areas)


def _coordinates_volunteer(entry, user: str) -> bool:
	grid = frappe.db.get_value("Volunteer", entry.volunteer, "grid")
	return within(grid, areas_of(user, COORDINATORS))


def _point_transfer_criterion(user: str) -> Criterion | None:
	"""Staff: those of givers of their subtree. A volunteer: what they give or get."""
	of_area = area_criterion("Point Transfer", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	transfer, own = frappe.qb.DocType("Point Transfer"), _own_volunteers(user)
	return of_area | transfer.giver.isin(own) | transfer.taker.isin(own)


def _may_give(transfer, user: str) -> bool:
	return _may_redeem_for(frappe._dict(volunteer=transfer.giver), user)


def _looks_after(doc, user: str) -> bool:
	"""Coordinators and managers of the volunteer's place."""
	grid = frappe.db.get_value("Volunteer", doc.volunteer, "grid")
	return within(grid, areas_of(user, COORDINATORS | {"Community Manager"}))


def _service_skill_item_criterion(user: str) -> Criterion | None:
	"""Skills of volunteers and requests that the user sees; those of kinds and teams are no secret."""
	row = frappe.qb.DocType("Service Skill Item")
	people = rows_of("Service Skill Item", "Volunteer", "Volunteer Registration", "Help Request")(user)
	return people | row.parenttype.isin(("Help Kind", "Volunteer Team"))


POLICIES = {
	"Volunteer": Policy(
		_volunteer_criterion, may_create=_may_register_volunteer, may_edit=_may_register_volunteer
	),
	"Volunteer Registration": Policy(
		in_area("Volunteer Registration", VOLUNTEER_STAFF), may_create=_may_keep_volunteers
	),
	"Volunteer Activity": Policy(
		_volunteer_activity_criterion, may_create=_may_keep_volunteers, may_edit=_keeps_place_of
	),
	"Activity Sign-up": Policy(_activity_sign_up_criterion, may_edit=nobody),
	"Service Project": Policy(
		_service_project_criterion, may_create=_coordinates_grid, may_edit=_coordinates_stored_grid
	),
	"Service Record": Policy(_service_record_criterion, may_create=_may_redeem_for),
	"Service Certificate": Policy(
		linked_to("Volunteer", "Service Certificate", "volunteer"), may_create=_may_certify, may_edit=nobody
	),
	"Help Request": Policy(_help_request_criterion, may_create=_may_raise_help),
	"Point Entry": Policy(
		for_auditors(linked_to("Volunteer", "Point Entry", "volunteer")), may_create=_coordinates_volunteer
	),
	"Point Lot": Policy(linked_to("Volunteer", "Point Lot", "volunteer"), may_edit=nobody),
	"Point Lot Use": Policy(linked_to("Volunteer", "Point Lot Use", "volunteer"), may_edit=nobody),
	"Point Transfer": Policy(_point_transfer_criterion, may_create=_may_give),
	"Point Adjustment": Policy(in_area("Point Adjustment", VOLUNTEER_STAFF), may_create=_looks_after),
	"Point Redemption": Policy(
		linked_to("Volunteer", "Point Redemption", "volunteer"), may_create=_may_redeem_for
	),
	"Reward Shop": Policy(
		in_area("Reward Shop", VOLUNTEER_STAFF),
		may_create=_coordinates_grid,
		may_edit=_coordinates_stored_grid,
	),
	"Activity Role": Policy(rows_of("Activity Role", "Volunteer Activity"), of_rows=True),
	"Service Language Item": Policy(
		rows_of("Service Language Item", "Volunteer", "Volunteer Registration"), of_rows=True
	),
	"Volunteer Availability": Policy(
		rows_of("Volunteer Availability", "Volunteer", "Volunteer Registration"), of_rows=True
	),
	"Service Skill Item": Policy(_service_skill_item_criterion, of_rows=True),
}
