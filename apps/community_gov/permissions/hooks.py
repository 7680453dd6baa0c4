"""What hooks.py names: two functions a DocType, both over the same criterion."""

import frappe
from frappe import _

from community_gov.casework.appeals import ROLE_OF_LEVEL
from community_gov.errors import OutOfScopeError
from community_gov.permissions.criteria import GRID_FIELD_ROLES, SCOPED
from community_gov.permissions.rules import may, query_for
from community_gov.permissions.scope import CENTRE_ROLES, areas_of, roles_of, units_of


def case_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case", user)


def case_dispatch_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Dispatch", user)


def case_check_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Check", user)


def case_event_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Event", user)


def case_feedback_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Feedback", user)


def case_appeal_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Appeal", user)


def case_adjustment_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Adjustment", user)


def supervision_order_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Supervision Order", user)


def bulletin_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Bulletin", user)


def bulletin_objection_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Bulletin Objection", user)


def volunteer_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Volunteer", user)


def point_entry_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Entry", user)


def point_redemption_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Point Redemption", user)


def case_photo_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Photo", user)


def case_unit_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Unit", user)


def case_follower_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Case Follower", user)


def case_follower_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def reception_record_query(user: str | None = None, doctype: str | None = None) -> str:
	return query_for("Reception Record", user)


def reception_record_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_receive, may_receive)


def may_receive(record, user: str) -> bool:
	"""Community managers receive in their own area, administrators everywhere."""
	if "Community Administrator" in roles_of(user):
		return True
	return not record.grid or within(record.grid, areas_of(user, frozenset({"Community Manager"})))


def refuse_sharing(doc, method: str | None = None) -> None:
	"""Doc event of DocShare: a share opens a document past every rule here, for one person or for everyone.

	Raises:
	        OutOfScopeError
	"""
	if doc.share_doctype in SCOPED:
		frappe.throw(
			_(
				"{0} {1} is not shared one by one. Give the person a role and a place on a team or unit."
			).format(_(doc.share_doctype), doc.share_name),
			exc=OutOfScopeError,
		)


def grid_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Places are public knowledge (grid boards name them); changing one is for its own managers."""
	user = user or frappe.session.user
	if user == "Administrator" or ptype not in ("write", "create", "delete"):
		return True
	if "Community Administrator" in roles_of(user):
		return True
	return (
		ptype == "write" and bool(doc) and within(doc.name, areas_of(user, frozenset({"Community Manager"})))
	)


def case_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_report, may_edit_case)


def case_dispatch_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, is_centre, may_edit_dispatch)


def case_check_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, is_centre, may_answer_check)


def case_event_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody)


def case_feedback_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody)


def case_appeal_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, may_decide_appeal)


def case_adjustment_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_ask_for_adjustment, may_touch_adjustment)


def supervision_order_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, is_chief, may_touch_order)


def bulletin_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, is_chief, is_chief)


def bulletin_objection_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, nobody, nobody)


def volunteer_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_register_volunteer, may_register_volunteer)


def point_entry_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, coordinates_volunteer)


def point_redemption_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	return may(doc, ptype, user, may_redeem_for)


def within(code: str | None, areas: list[str]) -> bool:
	return isinstance(code, str) and any(code.startswith(area) for area in areas)


def nobody(doc, user: str) -> bool:
	return False


def is_centre(doc, user: str) -> bool:
	return bool(roles_of(user) & CENTRE_ROLES)


def may_report(case, user: str) -> bool:
	"""The centre and other systems report anywhere; area roles in their area (a position may still fill it)."""
	roles = roles_of(user)
	if roles & CENTRE_ROLES or "Integration" in roles:
		return True
	return not case.grid or within(case.grid, areas_of(user, GRID_FIELD_ROLES))


def may_edit_case(case, user: str) -> bool:
	"""The centre edits; a reporter corrects the own report until somebody has looked at it."""
	if is_centre(case, user):
		return True
	stored = frappe.db.get_value("Case", case.name, ["owner", "stage"], as_dict=True)
	return stored.owner == user and stored.stage == "Reported"


def may_edit_dispatch(dispatch, user: str) -> bool:
	"""The duty chief steers, the unit answers; area roles look on."""
	if roles_of(user) & {"Duty Chief", "Community Administrator"}:
		return True
	unit = frappe.db.get_value("Case Dispatch", dispatch.name, "unit")
	return "Unit Handler" in roles_of(user) and unit in units_of(user)


def may_decide_appeal(appeal, user: str) -> bool:
	"""Who holds the role of its level: managers in their area, the duty chief above."""
	level = frappe.db.get_value("Case Appeal", appeal.name, "decide_level")
	return ROLE_OF_LEVEL.get(level) in roles_of(user)


def is_chief(doc, user: str) -> bool:
	return bool(roles_of(user) & {"Duty Chief", "Community Administrator"})


def may_ask_for_adjustment(adjustment, user: str) -> bool:
	"""The centre for any case, a unit for a dispatch of its own."""
	if is_centre(adjustment, user):
		return True
	unit = frappe.db.get_value("Case Dispatch", adjustment.dispatch, "unit") if adjustment.dispatch else None
	return "Unit Handler" in roles_of(user) and unit in units_of(user)


def may_touch_adjustment(adjustment, user: str) -> bool:
	return is_centre(adjustment, user) or of_own_unit(adjustment, user)


def may_touch_order(order, user: str) -> bool:
	"""The chief issues and settles, the unit answers; operators look on."""
	return is_chief(order, user) or of_own_unit(order, user)


def of_own_unit(doc, user: str) -> bool:
	"""Asked of the stored row: what the client sent in `doc` counts for nothing."""
	unit = frappe.db.get_value(doc.doctype, doc.name, "unit")
	return "Unit Handler" in roles_of(user) and bool(unit) and unit in units_of(user)


def may_answer_check(check, user: str) -> bool:
	"""The person asked, or a checker of the area if nobody was."""
	if is_centre(check, user):
		return True
	assignee = frappe.db.get_value("Case Check", check.name, "assignee")
	return assignee == user or not assignee


def may_register_volunteer(volunteer, user: str) -> bool:
	if "Community Administrator" in roles_of(user):
		return True
	return within(volunteer.grid, areas_of(user, frozenset({"Volunteer Coordinator"})))


def coordinates_volunteer(entry, user: str) -> bool:
	grid = frappe.db.get_value("Volunteer", entry.volunteer, "grid")
	return within(grid, areas_of(user, frozenset({"Volunteer Coordinator"})))


def may_redeem_for(redemption, user: str) -> bool:
	"""Volunteers redeem for themselves, coordinators for the volunteers of their area."""
	row = frappe.db.get_value("Volunteer", redemption.volunteer, ["grid", "user"], as_dict=True)
	if not row:
		return False
	if "Community Administrator" in roles_of(user) or row.user == user:
		return True
	return within(row.grid, areas_of(user, frozenset({"Volunteer Coordinator"})))
