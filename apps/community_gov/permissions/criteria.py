"""One criterion per DocType. None means everything, NOTHING means nothing; unknown roles get nothing."""

from pypika.terms import Criterion

import frappe
from frappe.query_builder.functions import IfNull

from community_gov.permissions.parts import NOTHING, any_of, area_criterion, in_areas
from community_gov.permissions.scope import CENTRE_ROLES, areas_of, roles_of, sees_all, units_of
from community_gov.permissions.volunteer_criteria import (
	activity_sign_up_criterion,
	point_adjustment_criterion,
	point_entry_criterion,
	point_lot_criterion,
	point_lot_use_criterion,
	point_redemption_criterion,
	point_transfer_criterion,
	reward_shop_criterion,
	service_certificate_criterion,
	service_project_criterion,
	service_record_criterion,
	volunteer_activity_criterion,
	volunteer_criterion,
	volunteer_registration_criterion,
)

REGISTER_ROLES = frozenset({"Grid Worker", "Community Manager"})
# Of more cases than these a criterion says how to find them.
NAMED = 200
GRID_FIELD_ROLES = frozenset({"Grid Worker", "Grid Supervisor", "Community Manager"})


def case_follower_criterion(user: str) -> Criterion | None:
	"""Centre: all. Everybody else: the own rows."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	return frappe.qb.DocType("Case Follower").user == user


def reception_record_criterion(user: str) -> Criterion | None:
	return area_or_centre("Reception Record", user)


def case_criterion(user: str) -> Criterion | None:
	"""Centre: all. Area roles: their subtree. Units: what is dispatched to them. Everybody: own reports."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	case = frappe.qb.DocType("Case")
	parts = in_areas(case.grid, user, GRID_FIELD_ROLES)
	if roles & {"Grid Worker", "Community Manager", "Integration"}:
		parts.append(case.owner == user)
	if roles & {"Grid Worker", "Grid Supervisor"}:
		parts += cases_to_check(user, parts)
	if "Unit Handler" in roles and units_of(user):
		parts.append(case.name.isin(cases_of_units(user)))
	return any_of(parts)


def cases_to_check(user: str, known: list[Criterion]) -> list[Criterion]:
	"""Cases that the user was asked to look at and would not see otherwise: few, so they are named.

	A subquery beside other ways to see a case would keep the database from using an index for any of them.
	"""
	check, case = frappe.qb.DocType("Case Check"), frappe.qb.DocType("Case")
	asked = frappe.qb.from_(check).select(check.case_file).where(check.assignee == user)
	unknown = asked.distinct().join(case).on(case.name == check.case_file)
	names = unknown.where(IfNull(any_of(known), 0) == 0).limit(NAMED + 1).run(pluck=True)
	return [case.name.isin(names if len(names) <= NAMED else asked)] if names else []


def cases_of_units(user: str):
	dispatch = frappe.qb.DocType("Case Dispatch")
	return frappe.qb.from_(dispatch).select(dispatch.case_file).where(dispatch.unit.isin(units_of(user)))


def unit_criterion(doctype: str, user: str) -> Criterion | None:
	"""Centre: all. Units: their own. Area roles: those of their subtree."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	table = frappe.qb.DocType(doctype)
	parts = in_areas(table.grid, user, GRID_FIELD_ROLES)
	units = units_of(user) if "Unit Handler" in roles else []
	if units:
		parts.append(table.unit.isin(units))
	return any_of(parts)


def case_dispatch_criterion(user: str) -> Criterion | None:
	return unit_criterion("Case Dispatch", user)


def case_adjustment_criterion(user: str) -> Criterion | None:
	return unit_criterion("Case Adjustment", user)


def supervision_order_criterion(user: str) -> Criterion | None:
	return unit_criterion("Supervision Order", user)


def case_check_criterion(user: str) -> Criterion | None:
	"""Centre: all. Checkers: their subtree and what is assigned to them. Units see no checks."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	check = frappe.qb.DocType("Case Check")
	parts = in_areas(check.grid, user, GRID_FIELD_ROLES)
	if roles & {"Grid Worker", "Grid Supervisor"}:
		parts.append(check.assignee == user)
	return any_of(parts)


def case_event_criterion(user: str) -> Criterion | None:
	"""The events of the cases that the user sees."""
	visible = case_criterion(user)
	if visible is None:
		return None
	case, event = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Event")
	return event.case_file.isin(frappe.qb.from_(case).select(case.name).where(visible))


def case_feedback_criterion(user: str) -> Criterion | None:
	return area_or_centre("Case Feedback", user)


def case_appeal_criterion(user: str) -> Criterion | None:
	return area_or_centre("Case Appeal", user)


def area_or_centre(doctype: str, user: str) -> Criterion | None:
	"""Centre: all. Area roles: their subtree. Units see none: what reporters say of them is not for them."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	return any_of(in_areas(frappe.qb.DocType(doctype).grid, user, GRID_FIELD_ROLES))


def resident_criterion(user: str) -> Criterion | None:
	return area_criterion("Resident", REGISTER_ROLES, user)


def household_criterion(user: str) -> Criterion | None:
	return area_criterion("Household", REGISTER_ROLES, user)


def of_visible_residents(doctype: str, fieldname: str, user: str) -> Criterion | None:
	"""What hangs on the people whom the user sees, also where it happened elsewhere."""
	visible = resident_criterion(user)
	if visible is None:
		return None
	resident, table = frappe.qb.DocType("Resident"), frappe.qb.DocType(doctype)
	return table[fieldname].isin(frappe.qb.from_(resident).select(resident.name).where(visible))


def residence_record_criterion(user: str) -> Criterion | None:
	return of_visible_residents("Residence Record", "resident", user)


def resident_care_tag_criterion(user: str) -> Criterion | None:
	return area_criterion("Resident Care Tag", REGISTER_ROLES, user)


def visit_criterion(user: str) -> Criterion | None:
	return area_criterion("Visit", REGISTER_ROLES, user)


def visit_finding_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Visit Finding", ("Visit",), user)


def consent_criterion(user: str) -> Criterion | None:
	return of_visible_residents("Consent", "resident", user)


def personal_data_request_criterion(user: str) -> Criterion | None:
	return of_visible_residents("Personal Data Request", "resident", user)


def resident_merge_criterion(user: str) -> Criterion | None:
	return of_visible_residents("Resident Merge", "kept", user)


def resident_import_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Managers: their own imports in their subtree."""
	of_area = area_criterion("Resident Import", frozenset({"Community Manager"}), user)
	if of_area is None:
		return None
	return of_area & (frappe.qb.DocType("Resident Import").owner == user)


def patrol_point_criterion(user: str) -> Criterion | None:
	return place_criterion("Patrol Point", user)


def patrol_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Managers and supervisors: their subtree. A grid worker: the own walks, nobody else's."""
	of_area = area_criterion("Patrol", frozenset({"Community Manager", "Grid Supervisor"}), user)
	if of_area is None:
		return None
	return of_area | (frappe.qb.DocType("Patrol").worker == user)


def training_session_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Area roles: those of their subtree and of the places above; everybody's own ones."""
	of_area = area_criterion("Training Session", GRID_FIELD_ROLES, user)
	if of_area is None:
		return None
	session, row = frappe.qb.DocType("Training Session"), frappe.qb.DocType("Training Attendance")
	areas = areas_of(user, GRID_FIELD_ROLES)
	above = [area[:length] for area in areas for length in (2, 4, 6, 9, 12, 15) if length < len(area)]
	own = frappe.qb.from_(row).select(row.parent).where(row.attendee == user)
	return of_area | session.grid.isin(above or [""]) | session.name.isin(own)


def building_criterion(user: str) -> Criterion | None:
	"""Places, not people. Centre: all. Area roles: their subtree."""
	return place_criterion("Building", user)


def residential_compound_criterion(user: str) -> Criterion | None:
	return place_criterion("Residential Compound", user)


def place_criterion(doctype: str, user: str) -> Criterion | None:
	"""A grid worker also sees the compound whose community lies above the grid."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	table, areas = frappe.qb.DocType(doctype), areas_of(user, GRID_FIELD_ROLES | {"Volunteer Coordinator"})
	above = [area[:length] for area in areas for length in (12, 15) if length < len(area)]
	parts = [table.grid.like(f"{area}%") for area in areas]
	return any_of([*parts, table.grid.isin(above)] if above else parts)


def activity_role_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Activity Role", ("Volunteer Activity",), user)


def service_language_item_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Service Language Item", ("Volunteer", "Volunteer Registration"), user)


def volunteer_availability_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Volunteer Availability", ("Volunteer", "Volunteer Registration"), user)


def help_request_criterion(user: str) -> Criterion | None:
	"""Staff of the place: their subtree. A volunteer: what they have claimed, and nothing before."""
	of_area = area_criterion("Help Request", REGISTER_ROLES | {"Volunteer Coordinator"}, user)
	if of_area is None:
		return None
	request, volunteer = frappe.qb.DocType("Help Request"), frappe.qb.DocType("Volunteer")
	own = frappe.qb.from_(volunteer).select(volunteer.name).where(volunteer.user == user)
	return of_area | request.volunteer.isin(own)


def worker_assessment_criterion(user: str) -> Criterion | None:
	"""Managers and supervisors: their subtree. A grid worker: the own ones, once they are announced."""
	of_area = area_criterion("Worker Assessment", frozenset({"Community Manager", "Grid Supervisor"}), user)
	if of_area is None:
		return None
	table = frappe.qb.DocType("Worker Assessment")
	return of_area | ((table.worker == user) & (table.stage != "Computed"))


def bulletin_criterion(user: str) -> Criterion | None:
	"""Centre: all. Others: what is announced or published."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	return frappe.qb.DocType("Bulletin").stage.isin(("Announced", "Published"))


def bulletin_objection_criterion(user: str) -> Criterion | None:
	"""Centre: all. Units: their own."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	units = units_of(user) if "Unit Handler" in roles_of(user) else []
	return frappe.qb.DocType("Bulletin Objection").unit.isin(units) if units else NOTHING


def rows_of_visible(doctype: str, parents: tuple[str, ...], user: str) -> Criterion | None:
	"""Rows of the documents that the user sees: Frappe lists rows on their own."""
	row = frappe.qb.DocType(doctype)
	parts = []
	for parent in parents:
		visible, table = CRITERIA[parent](user), frappe.qb.DocType(parent)
		here = row.parenttype == parent
		names = frappe.qb.from_(table).select(table.name).where(visible)
		parts.append(here if visible is None else here & row.parent.isin(names))
	return any_of(parts)


def case_photo_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Case Photo", ("Case", "Case Dispatch", "Case Check"), user)


def case_unit_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Case Unit", ("Case",), user)


def patrol_check_in_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Patrol Check-in", ("Patrol",), user)


def patrol_case_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Patrol Case", ("Patrol",), user)


def training_attendance_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Training Attendance", ("Training Session",), user)


def worker_assessment_item_criterion(user: str) -> Criterion | None:
	return rows_of_visible("Worker Assessment Item", ("Worker Assessment",), user)


def service_skill_item_criterion(user: str) -> Criterion | None:
	"""Skills of volunteers and requests that the user sees; those of kinds and teams are no secret."""
	row = frappe.qb.DocType("Service Skill Item")
	people = rows_of_visible(
		"Service Skill Item", ("Volunteer", "Volunteer Registration", "Help Request"), user
	)
	return people | row.parenttype.isin(("Help Kind", "Volunteer Team"))


CRITERIA = {
	"Reception Record": reception_record_criterion,
	"Case Follower": case_follower_criterion,
	"Case": case_criterion,
	"Case Dispatch": case_dispatch_criterion,
	"Case Check": case_check_criterion,
	"Case Event": case_event_criterion,
	"Case Feedback": case_feedback_criterion,
	"Case Appeal": case_appeal_criterion,
	"Bulletin": bulletin_criterion,
	"Bulletin Objection": bulletin_objection_criterion,
	"Case Adjustment": case_adjustment_criterion,
	"Supervision Order": supervision_order_criterion,
	"Resident": resident_criterion,
	"Household": household_criterion,
	"Residence Record": residence_record_criterion,
	"Resident Care Tag": resident_care_tag_criterion,
	"Visit": visit_criterion,
	"Consent": consent_criterion,
	"Personal Data Request": personal_data_request_criterion,
	"Resident Merge": resident_merge_criterion,
	"Resident Import": resident_import_criterion,
	"Building": building_criterion,
	"Residential Compound": residential_compound_criterion,
	"Patrol Point": patrol_point_criterion,
	"Patrol": patrol_criterion,
	"Training Session": training_session_criterion,
	"Volunteer": volunteer_criterion,
	"Volunteer Registration": volunteer_registration_criterion,
	"Volunteer Activity": volunteer_activity_criterion,
	"Activity Sign-up": activity_sign_up_criterion,
	"Service Certificate": service_certificate_criterion,
	"Help Request": help_request_criterion,
	"Service Project": service_project_criterion,
	"Service Record": service_record_criterion,
	"Worker Assessment": worker_assessment_criterion,
	"Point Entry": point_entry_criterion,
	"Point Transfer": point_transfer_criterion,
	"Point Adjustment": point_adjustment_criterion,
	"Point Lot": point_lot_criterion,
	"Point Lot Use": point_lot_use_criterion,
	"Point Redemption": point_redemption_criterion,
	"Reward Shop": reward_shop_criterion,
	"Case Photo": case_photo_criterion,
	"Case Unit": case_unit_criterion,
	"Visit Finding": visit_finding_criterion,
	"Worker Assessment Item": worker_assessment_item_criterion,
	"Service Skill Item": service_skill_item_criterion,
	"Service Language Item": service_language_item_criterion,
	"Volunteer Availability": volunteer_availability_criterion,
	"Activity Role": activity_role_criterion,
	"Patrol Check-in": patrol_check_in_criterion,
	"Patrol Case": patrol_case_criterion,
	"Training Attendance": training_attendance_criterion,
}
ROWS = (
	*("Case Photo", "Case Unit", "Visit Finding", "Patrol Check-in", "Patrol Case"),
	*("Training Attendance", "Worker Assessment Item", "Service Skill Item"),
	*("Service Language Item", "Volunteer Availability", "Activity Role"),
)
# Documents whose records are seen by scope; the rest of CRITERIA are rows of these.
SCOPED = tuple(doctype for doctype in CRITERIA if doctype not in ROWS)
