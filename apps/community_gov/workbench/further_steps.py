"""What an account may do with a thing beyond the steps of its workflow: hand an order to another unit, ask, supervise."""

import frappe

from community_gov.casework.dispatch.units import labels_of
from community_gov.participation.announcements.approvals import lacks_approval_of
from community_gov.permissions.scope import units_of

REASSIGN, TRANSFER, SUPERVISE, ESCALATE = "Reassign", "Transfer", "Supervise", "Escalate"
APPROVE = "Approve"
EXTENSION, SUSPENSION, RETURN = "Extension", "Suspension", "Return"
# Stages of a case in which its centre may ask for time, and those in which units hold it.
ASKING, WITH_UNITS = ("Filed", "Dispatched", "Handling"), ("Dispatched", "Handling")
MOST = 500


def further_steps(doc) -> list[str]:
	"""Names of what the session user may do besides, each an endpoint of its own that checks again."""
	if doc.doctype == "Community Notice":
		return [APPROVE] if lacks_approval_of(doc, frappe.session.user) else []
	if doc.get("stage_category") != "Open":
		return []
	if doc.doctype == "Case Dispatch":
		return [*_hand_overs(doc), *_requests(doc, doc.stage == "Dispatched")]
	if doc.doctype == "Case":
		return [*(_requests(doc, False) if doc.stage in ASKING else []), *_orders(doc)]
	return []


def _hand_overs(dispatch) -> list[str]:
	may_reassign = frappe.has_permission("Case Dispatch", "create") and dispatch.has_permission("write")
	may_transfer = dispatch.unit in units_of(frappe.session.user) and bool(units_below(dispatch.unit))
	return [name for name, may in ((REASSIGN, may_reassign), (TRANSFER, may_transfer)) if may]


def _requests(doc, may_return: bool) -> list[str]:
	if not frappe.has_permission("Case Adjustment", "create"):
		return []
	offered = {EXTENSION: bool(doc.due_at), SUSPENSION: True, RETURN: may_return}
	return [kind for kind, is_offered in offered.items() if is_offered]


def _orders(case) -> list[str]:
	if case.stage not in WITH_UNITS:
		return []
	may_supervise = frappe.has_permission("Supervision Order", "create")
	may_escalate = frappe.has_permission("Supervision Order", "write") and case.handling_level != "City"
	return [name for name, may in ((SUPERVISE, may_supervise), (ESCALATE, may_escalate)) if may]


def units_below(unit: str) -> list[dict]:
	"""Units at work directly below a unit, as far as the session user may list them: [{name, unit_name}]."""
	return _units({"enabled": 1, "parent_unit": unit})


def units_at_work() -> list[dict]:
	"""All units at work that the session user may list: [{name, unit_name}]."""
	return _units({"enabled": 1})


def _units(filters: dict) -> list[dict]:
	fields = ["name", "unit_name"]
	return frappe.get_list(
		"Responsible Unit", filters=filters, fields=fields, order_by="unit_name asc", limit=MOST
	)


def units_of_case(case) -> list[dict]:
	"""Units that a case names, the lead first: [{name, unit_name}]."""
	rows = sorted(case.units, key=lambda row: row.duty != "Lead")
	names = labels_of(row.unit for row in rows)
	return [{"name": row.unit, "unit_name": names[row.unit]} for row in rows]


def open_dispatches(case) -> list[dict]:
	"""Open orders of a case that the session user may list: [{name, unit_name, duty, stage, due_at}], the lead first."""
	if not frappe.has_permission("Case Dispatch", "read"):
		return []
	rows = frappe.get_list(
		"Case Dispatch",
		filters={"case_file": case.name, "stage_category": "Open"},
		fields=["name", "unit", "duty", "stage", "due_at"],
		order_by="creation asc",
		limit=MOST,
	)
	names = labels_of(row.unit for row in rows)
	told = [
		{**row, "unit_name": names[row.unit], "due_at": str(row.due_at)[:16] if row.due_at else None}
		for row in sorted(rows, key=lambda row: row.duty != "Lead")
	]
	return told
