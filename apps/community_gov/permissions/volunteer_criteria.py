"""The criteria of volunteers, their service and their points; `criteria.py` lists them with all others."""

from pypika.terms import Criterion

import frappe

from community_gov.permissions.parts import NOTHING, any_of, area_criterion
from community_gov.permissions.scope import roles_of, sees_all

VOLUNTEER_STAFF = frozenset({"Volunteer Coordinator", "Community Manager"})
PROJECT_ROLES = frozenset(
	{
		*("Community Administrator", "Volunteer Coordinator", "Community Manager", "Grid Worker"),
		*("Volunteer", "Operator", "Duty Chief"),
	}
)


def volunteer_criterion(user: str) -> Criterion | None:
	"""Coordinators and managers: their subtree. A volunteer: the own record."""
	of_area = area_criterion("Volunteer", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	volunteer = frappe.qb.DocType("Volunteer")
	return of_area | (volunteer.user == user)


def own_volunteers(user: str):
	"""The volunteer records of an account, as a subquery."""
	volunteer = frappe.qb.DocType("Volunteer")
	return frappe.qb.from_(volunteer).select(volunteer.name).where(volunteer.user == user)


def service_project_criterion(user: str) -> Criterion | None:
	"""Projects are public among staff and volunteers; who may change one is asked of its grid."""
	return None if sees_all(user) or roles_of(user) & PROJECT_ROLES else NOTHING


def service_record_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. A volunteer: the own ones, and those of projects that a team of theirs runs."""
	of_area = area_criterion("Service Record", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	service, own = frappe.qb.DocType("Service Record"), own_volunteers(user)
	parts = [of_area, service.volunteer.isin(own)]
	led = projects_led(user)
	return any_of([*parts, service.project.isin(led)] if led else parts)


def projects_led(user: str) -> list[str]:
	"""Projects run by enabled teams that the account's volunteer leads: few, so they are named."""
	project, team = frappe.qb.DocType("Service Project"), frappe.qb.DocType("Volunteer Team")
	volunteer = frappe.qb.DocType("Volunteer")
	query = frappe.qb.from_(project).join(team).on(team.name == project.team)
	query = query.join(volunteer).on(volunteer.name == team.leader)
	query = query.where(volunteer.user == user).where(team.enabled == 1)
	return query.select(project.name).run(pluck=True)


def volunteer_registration_criterion(user: str) -> Criterion | None:
	"""Coordinators and managers: their subtree. Applicants follow theirs with its code."""
	return area_criterion("Volunteer Registration", VOLUNTEER_STAFF, user)


def volunteer_activity_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. Volunteers: what has been made public."""
	of_area = area_criterion("Volunteer Activity", VOLUNTEER_STAFF | {"Grid Worker"}, user)
	if of_area is None or "Volunteer" not in roles_of(user):
		return of_area
	return of_area | (frappe.qb.DocType("Volunteer Activity").stage != "Scheduled")


def activity_sign_up_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. A volunteer: the own ones."""
	of_area = area_criterion("Activity Sign-up", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	entry, own = frappe.qb.DocType("Activity Sign-up"), own_volunteers(user)
	return of_area | entry.volunteer.isin(own)


def of_visible_volunteers(doctype: str, user: str) -> Criterion | None:
	visible = volunteer_criterion(user)
	if visible is None:
		return None
	volunteer, table = frappe.qb.DocType("Volunteer"), frappe.qb.DocType(doctype)
	return table.volunteer.isin(frappe.qb.from_(volunteer).select(volunteer.name).where(visible))


def point_entry_criterion(user: str) -> Criterion | None:
	return of_visible_volunteers("Point Entry", user)


def reward_shop_criterion(user: str) -> Criterion | None:
	"""Coordinators and managers: their subtree. Others meet shops in the catalogue, which names no users."""
	return area_criterion("Reward Shop", VOLUNTEER_STAFF, user)


def point_lot_criterion(user: str) -> Criterion | None:
	return of_visible_volunteers("Point Lot", user)


def point_lot_use_criterion(user: str) -> Criterion | None:
	return of_visible_volunteers("Point Lot Use", user)


def point_transfer_criterion(user: str) -> Criterion | None:
	"""Staff: those of givers of their subtree. A volunteer: what they give or get."""
	of_area = area_criterion("Point Transfer", VOLUNTEER_STAFF, user)
	if of_area is None:
		return None
	transfer, own = frappe.qb.DocType("Point Transfer"), own_volunteers(user)
	return of_area | transfer.giver.isin(own) | transfer.taker.isin(own)


def point_adjustment_criterion(user: str) -> Criterion | None:
	return area_criterion("Point Adjustment", VOLUNTEER_STAFF, user)


def point_redemption_criterion(user: str) -> Criterion | None:
	return of_visible_volunteers("Point Redemption", user)


def service_certificate_criterion(user: str) -> Criterion | None:
	"""Staff: their subtree. A volunteer: the own ones."""
	return of_visible_volunteers("Service Certificate", user)
