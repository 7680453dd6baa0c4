"""Who sees and changes what of casework: one policy a DocType, for lists, forms and every other way in."""

from pypika.functions import IfNull
from pypika.terms import Criterion

import frappe

from community_gov.casework.intake.reporting import may_correct
from community_gov.casework.quality.appeals import ROLE_OF_LEVEL
from community_gov.permissions.evaluate import Policy, nobody
from community_gov.permissions.expressions import (
	NOTHING,
	CriterionOfUser,
	any_of,
	for_auditors,
	in_areas,
	rows_of,
)
from community_gov.permissions.scope import (
	CENTRE_ROLES,
	GRID_FIELD_ROLES,
	areas_of,
	roles_of,
	sees_all,
	units_of,
	within,
)

# Of more cases than these a criterion says how to find them.
NAMED = 200


def _in_area_or_centre(doctype: str) -> CriterionOfUser:
	"""Centre: all. Area roles: their subtree. Units see none: what reporters say of them is not for them."""

	def criterion(user: str) -> Criterion | None:
		if sees_all(user) or roles_of(user) & CENTRE_ROLES:
			return None
		return any_of(in_areas(frappe.qb.DocType(doctype).grid, user, GRID_FIELD_ROLES))

	return criterion


def _of_unit(doctype: str) -> CriterionOfUser:
	"""Centre: all. Units: their own. Area roles: those of their subtree."""

	def criterion(user: str) -> Criterion | None:
		roles = roles_of(user)
		if sees_all(user) or roles & CENTRE_ROLES:
			return None
		table = frappe.qb.DocType(doctype)
		parts = in_areas(table.grid, user, GRID_FIELD_ROLES)
		units = units_of(user) if "Unit Handler" in roles else []
		if units:
			parts.append(table.unit.isin(units))
		return any_of(parts)

	return criterion


def _is_centre(doc, user: str) -> bool:
	return bool(roles_of(user) & CENTRE_ROLES)


def _cases_of_units(user: str):
	dispatch = frappe.qb.DocType("Case Dispatch")
	return frappe.qb.from_(dispatch).select(dispatch.case_file).where(dispatch.unit.isin(units_of(user)))


def _cases_to_check(user: str, known: list[Criterion]) -> list[Criterion]:
	"""Cases that the user was asked to look at and would not see otherwise: few, so they are named.

	A subquery beside other ways to see a case would keep the database from using an index for any of them.
	"""
	check, case = frappe.qb.DocType("Case Check"), frappe.qb.DocType("Case")
	asked = frappe.qb.from_(check).select(check.case_file).where(check.assignee == user)
	unknown = asked.distinct().join(case).on(case.name == check.case_file)
	names = unknown.where(IfNull(any_of(known), 0) == 0).limit(NAMED + 1).run(pluck=True)
	return [case.name.isin(names if len(names) <= NAMED else asked)] if names else []


def _case_criterion(user: str) -> Criterion | None:
	"""Centre: all. Area roles: their subtree. Units: what is dispatched to them. Everybody: own reports."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	case = frappe.qb.DocType("Case")
	parts = in_areas(case.grid, user, GRID_FIELD_ROLES)
	if roles & {"Grid Worker", "Community Manager", "Integration"}:
		parts.append(case.owner == user)
	if roles & {"Grid Worker", "Grid Supervisor"}:
		parts += _cases_to_check(user, parts)
	if "Unit Handler" in roles and units_of(user):
		parts.append(case.name.isin(_cases_of_units(user)))
	return any_of(parts)


def _may_report(case, user: str) -> bool:
	"""The centre and other systems report anywhere; area roles in their area (a position may still fill it)."""
	roles = roles_of(user)
	if roles & CENTRE_ROLES or "Integration" in roles:
		return True
	return not case.grid or within(case.grid, areas_of(user, GRID_FIELD_ROLES))


def _may_edit_case(case, user: str) -> bool:
	"""The centre edits; a reporter corrects the own report until somebody has looked at it."""
	if _is_centre(case, user):
		return True
	return may_correct(frappe.db.get_value("Case", case.name, ["owner", "stage"], as_dict=True), user)


def _may_edit_dispatch(dispatch, user: str) -> bool:
	"""The duty chief steers, the unit answers; area roles look on."""
	if roles_of(user) & {"Duty Chief", "Community Administrator"}:
		return True
	unit = frappe.db.get_value("Case Dispatch", dispatch.name, "unit")
	return "Unit Handler" in roles_of(user) and unit in units_of(user)


def _case_check_criterion(user: str) -> Criterion | None:
	"""Centre: all. Checkers: their subtree and what is assigned to them. Units see no checks."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	check = frappe.qb.DocType("Case Check")
	parts = in_areas(check.grid, user, GRID_FIELD_ROLES)
	if roles & {"Grid Worker", "Grid Supervisor"}:
		parts.append(check.assignee == user)
	return any_of(parts)


def _may_answer_check(check, user: str) -> bool:
	"""The person asked, or a checker of the area if nobody was."""
	if _is_centre(check, user):
		return True
	assignee = frappe.db.get_value("Case Check", check.name, "assignee")
	return assignee == user or not assignee


def _case_event_criterion(user: str) -> Criterion | None:
	"""The events of the cases that the user sees."""
	visible = _case_criterion(user)
	if visible is None:
		return None
	case, event = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Event")
	return event.case_file.isin(frappe.qb.from_(case).select(case.name).where(visible))


def _may_decide_appeal(appeal, user: str) -> bool:
	"""Who holds the role of its level: managers in their area, the duty chief above."""
	level = frappe.db.get_value("Case Appeal", appeal.name, "decide_level")
	return ROLE_OF_LEVEL.get(level) in roles_of(user)


def _case_follower_criterion(user: str) -> Criterion | None:
	"""Centre: all. Everybody else: the own rows."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	return frappe.qb.DocType("Case Follower").user == user


def _may_ask_for_adjustment(adjustment, user: str) -> bool:
	"""The centre for any case, a unit for a dispatch of its own."""
	if _is_centre(adjustment, user):
		return True
	unit = frappe.db.get_value("Case Dispatch", adjustment.dispatch, "unit") if adjustment.dispatch else None
	return "Unit Handler" in roles_of(user) and unit in units_of(user)


def _of_own_unit(doc, user: str) -> bool:
	"""Asked of the stored row: what the client sent in `doc` counts for nothing."""
	unit = frappe.db.get_value(doc.doctype, doc.name, "unit")
	return "Unit Handler" in roles_of(user) and bool(unit) and unit in units_of(user)


def _may_touch_adjustment(adjustment, user: str) -> bool:
	return _is_centre(adjustment, user) or _of_own_unit(adjustment, user)


def _is_chief(doc, user: str) -> bool:
	return bool(roles_of(user) & {"Duty Chief", "Community Administrator"})


def _may_touch_order(order, user: str) -> bool:
	"""The chief issues and settles, the unit answers; operators look on."""
	return _is_chief(order, user) or _of_own_unit(order, user)


def _may_receive(record, user: str) -> bool:
	"""Community managers receive in their own area, administrators everywhere."""
	if "Community Administrator" in roles_of(user):
		return True
	return not record.grid or within(record.grid, areas_of(user, frozenset({"Community Manager"})))


def _bulletin_criterion(user: str) -> Criterion | None:
	"""Centre: all. Others: what is announced or published."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	return frappe.qb.DocType("Bulletin").stage.isin(("Announced", "Published"))


def _bulletin_objection_criterion(user: str) -> Criterion | None:
	"""Centre: all. Units: their own."""
	if sees_all(user) or roles_of(user) & CENTRE_ROLES:
		return None
	units = units_of(user) if "Unit Handler" in roles_of(user) else []
	return frappe.qb.DocType("Bulletin Objection").unit.isin(units) if units else NOTHING


def _sheet_import_criterion(user: str) -> Criterion | None:
	"""Administrators: all. Others: what they uploaded."""
	if sees_all(user) or "Community Administrator" in roles_of(user):
		return None
	return frappe.qb.DocType("Sheet Import").owner == user


POLICIES = {
	"Case": Policy(_case_criterion, may_create=_may_report, may_edit=_may_edit_case),
	"Case Dispatch": Policy(_of_unit("Case Dispatch"), may_create=_is_centre, may_edit=_may_edit_dispatch),
	"Case Check": Policy(_case_check_criterion, may_create=_is_centre, may_edit=_may_answer_check),
	"Case Event": Policy(for_auditors(_case_event_criterion)),
	"Case Feedback": Policy(_in_area_or_centre("Case Feedback")),
	"Case Appeal": Policy(_in_area_or_centre("Case Appeal"), may_edit=_may_decide_appeal),
	"Case Follower": Policy(_case_follower_criterion, may_edit=nobody),
	"Case Adjustment": Policy(
		_of_unit("Case Adjustment"), may_create=_may_ask_for_adjustment, may_edit=_may_touch_adjustment
	),
	"Supervision Order": Policy(
		_of_unit("Supervision Order"), may_create=_is_chief, may_edit=_may_touch_order
	),
	"Sheet Import": Policy(_sheet_import_criterion),
	"Reception Record": Policy(
		_in_area_or_centre("Reception Record"), may_create=_may_receive, may_edit=_may_receive
	),
	"Bulletin": Policy(_bulletin_criterion, may_create=_is_chief, may_edit=_is_chief),
	"Bulletin Objection": Policy(_bulletin_objection_criterion, may_edit=nobody),
	"Case Photo": Policy(rows_of("Case Photo", "Case", "Case Dispatch", "Case Check"), of_rows=True),
	"Case Unit": Policy(rows_of("Case Unit", "Case"), of_rows=True),
}
