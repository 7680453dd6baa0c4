"""Who sees and changes what of the work of grid workers: one policy a DocType, for lists, forms and every other way in."""

from pypika.terms import Criterion

import frappe

from community_gov.permissions.evaluate import Policy
from community_gov.permissions.expressions import (
	area_criterion,
	at_place,
	rows_of,
)
from community_gov.permissions.scope import (
	AREA_ROLES,
	GRID_FIELD_ROLES,
	REGISTER_ROLES,
	areas_of,
	roles_of,
	within,
)

MANAGER = frozenset({"Community Manager"})


def _manages_place(doc, user: str) -> bool:
	"""Managers in their area, administrators everywhere; asked of the stored place and of the one to be."""
	if "Community Administrator" in roles_of(user):
		return True
	stored = frappe.db.get_value(doc.doctype, doc.name, "grid") if doc.name else None
	areas = areas_of(user, MANAGER)
	return within(doc.grid, areas) and (not stored or within(stored, areas))


def _patrol_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Managers and supervisors: their subtree. A grid worker: the own walks, nobody else's."""
	of_area = area_criterion("Patrol", frozenset({"Community Manager", "Grid Supervisor"}), user)
	if of_area is None:
		return None
	return of_area | (frappe.qb.DocType("Patrol").worker == user)


def _is_own_patrol(patrol, user: str) -> bool:
	"""Asked of the stored row: what the client sent counts for nothing."""
	return frappe.db.get_value("Patrol", patrol.name, "worker") == user


def _training_session_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Area roles: those of their subtree and of the places above; everybody's own ones."""
	of_area = area_criterion("Training Session", GRID_FIELD_ROLES, user)
	if of_area is None:
		return None
	session, row = frappe.qb.DocType("Training Session"), frappe.qb.DocType("Training Attendance")
	areas = areas_of(user, GRID_FIELD_ROLES)
	above = [area[:length] for area in areas for length in (2, 4, 6, 9, 12, 15) if length < len(area)]
	own = frappe.qb.from_(row).select(row.parent).where(row.attendee == user)
	return of_area | session.grid.isin(above or [""]) | session.name.isin(own)


def _worker_assessment_criterion(user: str) -> Criterion | None:
	"""Managers and supervisors: their subtree. A grid worker: the own ones, once they are announced."""
	of_area = area_criterion("Worker Assessment", frozenset({"Community Manager", "Grid Supervisor"}), user)
	if of_area is None:
		return None
	table = frappe.qb.DocType("Worker Assessment")
	return of_area | ((table.worker == user) & (table.stage != "Computed"))


def _branch_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Whoever works in an area: its branches."""
	return area_criterion("Party Branch", AREA_ROLES, user)


def _steward_criterion(user: str) -> Criterion | None:
	"""Managers and grid workers: their subtree. A steward: the own households."""
	of_area = area_criterion("Steward Household", REGISTER_ROLES, user)
	if of_area is None:
		return None
	return of_area | (frappe.qb.DocType("Steward Household").user == user)


def _manages_household(row, user: str) -> bool:
	"""Managers in their area, administrators everywhere; the household says where."""
	if "Community Administrator" in roles_of(user):
		return True
	household = row.get("household")
	grid = frappe.db.get_value("Household", household, "grid") if isinstance(household, str) else None
	stored = frappe.db.get_value("Steward Household", row.name, "grid") if row.name else None
	areas = areas_of(user, MANAGER)
	return within(grid, areas) and (not stored or within(stored, areas))


POLICIES = {
	"Party Branch": Policy(_branch_criterion, may_create=_manages_place, may_edit=_manages_place),
	"Steward Household": Policy(
		_steward_criterion, may_create=_manages_household, may_edit=_manages_household
	),
	"Party Branch Grid": Policy(rows_of("Party Branch Grid", "Party Branch"), of_rows=True),
	"Patrol Point": Policy(at_place("Patrol Point"), may_create=_manages_place, may_edit=_manages_place),
	"Patrol": Policy(_patrol_criterion, may_edit=_is_own_patrol),
	"Training Session": Policy(
		_training_session_criterion, may_create=_manages_place, may_edit=_manages_place
	),
	"Worker Assessment": Policy(_worker_assessment_criterion),
	"Patrol Check-in": Policy(rows_of("Patrol Check-in", "Patrol"), of_rows=True),
	"Patrol Case": Policy(rows_of("Patrol Case", "Patrol"), of_rows=True),
	"Training Attendance": Policy(rows_of("Training Attendance", "Training Session"), of_rows=True),
	"Worker Assessment Item": Policy(rows_of("Worker Assessment Item", "Worker Assessment"), of_rows=True),
}
