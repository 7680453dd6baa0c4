"""What waits for somebody, DocType by DocType: only rows that they may list and whose next step is theirs."""

import frappe
from frappe.utils import getdate

from community_gov.casework.quality.appeals import ROLE_OF_LEVEL
from community_gov.core.stages.rules import DONE, STAGES_OF
from community_gov.core.stages.states import active_workflow, stage_of, stages_in_reach
from community_gov.participation.announcements.approvals import EMERGENCY, lacks_approval_of
from community_gov.participation.announcements.deliveries import UNDER_WAY
from community_gov.permissions.scope import roles_of, units_of
from community_gov.workbench.parts import is_used

# Rows of one kind; a phone shows no more, and the first are the most urgent.
MOST = 100
# With the units or at rest a case waits for nobody of the centre.
WITH_OTHERS = ("Dispatched", "Handling", "Suspended")


def rows_waiting(user: str) -> list[frappe._dict]:
	"""Everything that waits for the session user.

	Returns:
	        [{doctype, name, case, task, stage, grid, title, address, since, due_at, urgent}]; of a case its number and,
	        in `case`, what `queue` fills in.
	"""
	found: list[frappe._dict] = []
	work = (_checks, _dispatches, _orders, _adjustments, _appeals, _cases, _help_requests, _visits, _notices)
	for source in work:
		found += source(user)
	return found


def _listed(
	doctype: str, filters: list, fields: list[str], order: str, or_filters: list | None = None
) -> list:
	"""get_list: the policies say what the session user sees."""
	return frappe.get_list(
		doctype,
		filters=filters,
		or_filters=or_filters,
		fields=["name", "grid", *fields],
		order_by=f"{order}, name asc",
		limit_page_length=MOST,
	)


def _row(doctype: str, row, task: str, **more) -> frappe._dict:
	known = {
		"doctype": doctype,
		"name": row.name,
		"task": task,
		"grid": row.grid,
		"case": row.get("case_file"),
	}
	return frappe._dict({**known, "title": row.get("case_title"), "stage": row.get("stage"), **more})


def _checks(user: str) -> list[frappe._dict]:
	"""Checks that the account was asked for, and those of its area that nobody was."""
	if not frappe.has_permission("Case Check", "write"):
		return []
	whose = [["assignee", "=", user], ["assignee", "is", "not set"]]
	fields = ["case_file", "case_title", "kind", "requested_at", "due_at"]
	rows = _listed("Case Check", [["result", "=", "Pending"]], fields, "due_at asc", whose)
	return [_row("Case Check", row, row.kind, since=row.requested_at, due_at=row.due_at) for row in rows]


def _dispatches(user: str) -> list[frappe._dict]:
	if "Unit Handler" not in roles_of(user):
		return []
	filters = [["unit", "in", units_of(user) or [""]], ["stage_category", "=", "Open"]]
	fields = ["case_file", "case_title", "stage", "due_at", "respond_due_at", "dispatched_at"]
	rows = _listed("Case Dispatch", filters, fields, "due_at asc")
	return [
		_row("Case Dispatch", row, _task_of(row), since=row.dispatched_at, due_at=_first_due(row))
		for row in rows
	]


def _task_of(dispatch) -> str:
	return "Accept" if dispatch.stage == "Dispatched" else "Answer"


def _first_due(dispatch):
	"""Who has not accepted yet has to respond before the case is due."""
	times = [dispatch.due_at]
	if dispatch.stage == "Dispatched":
		times.append(dispatch.respond_due_at)
	return min(filter(None, times), default=None)


def _orders(user: str) -> list[frappe._dict]:
	"""Supervision orders: units answer, who may settle looks at the answer."""
	units = units_of(user) if "Unit Handler" in roles_of(user) else []
	fields = ["case_file", "case_title", "stage", "issued_at", "answer_due_at"]
	filters = [["stage", "=", "Issued"], ["unit", "in", units]] if units else [["stage", "=", "Answered"]]
	if not units and not _waits_in("Supervision Order", user) & {"Answered"}:
		return []
	rows = _listed("Supervision Order", filters, fields, "answer_due_at asc")
	return [
		_row("Supervision Order", row, "Supervision", since=row.issued_at, due_at=row.answer_due_at)
		for row in rows
	]


def _adjustments(user: str) -> list[frappe._dict]:
	"""Requests for time that the account may grant; who may only withdraw waits for an answer."""
	if "Grant" not in _actions_of("Case Adjustment", user):
		return []
	fields = ["case_file", "case_title", "stage", "kind", "requested_at"]
	rows = _listed("Case Adjustment", [["stage", "=", "Requested"]], fields, "requested_at asc")
	return [_row("Case Adjustment", row, row.kind, since=row.requested_at) for row in rows]


def _appeals(user: str) -> list[frappe._dict]:
	levels = [level for level, role in ROLE_OF_LEVEL.items() if role in roles_of(user)]
	if not levels:
		return []
	filters = [["stage", "=", "Requested"], ["decide_level", "in", levels]]
	rows = _listed(
		"Case Appeal", filters, ["case_file", "case_title", "stage", "requested_at"], "requested_at asc"
	)
	return [_row("Case Appeal", row, "Appeal", since=row.requested_at) for row in rows]


def _cases(user: str) -> list[frappe._dict]:
	"""Cases in stages that the workflow lets the account's roles leave, but for those that a check holds."""
	stages = _waits_in("Case", user) - set(WITH_OTHERS)
	if not stages:
		return []
	filters = [["stage", "in", sorted(stages)], ["name", "not in", _cases_with_checks() or [""]]]
	rows = _listed("Case", filters, ["title", "stage", "stage_since", "stage_due_at"], "stage_due_at asc")
	return [
		_row(
			"Case",
			row,
			row.stage,
			case=row.name,
			title=row.title,
			since=row.stage_since,
			due_at=row.stage_due_at,
		)
		for row in rows
	]


def _cases_with_checks() -> list[str]:
	return [
		row.case_file
		for row in frappe.get_list(
			"Case Check",
			filters={"result": "Pending"},
			fields=["case_file"],
			order_by="requested_at desc",
			limit_page_length=0,
		)
	]


def _waits_in(doctype: str, user: str) -> set[str]:
	"""Stages that are not done and that the roles of a user lead out of, as the site's workflow has it."""
	rows = active_workflow(doctype).transitions
	states = {row.state for row in rows if row.allowed in roles_of(user)}
	stages = {stage_of(doctype, state) for state in states}
	return {stage for stage in stages if STAGES_OF[doctype][stage] != DONE}


def _actions_of(doctype: str, user: str) -> set[str]:
	return {row.action for row in active_workflow(doctype).transitions if row.allowed in roles_of(user)}


def _help_requests(user: str) -> list[frappe._dict]:
	"""Requests that nobody has claimed, and those whose help is to be confirmed with the person served."""
	staff = roles_of(user) & {"Grid Worker", "Community Manager", "Volunteer Coordinator"}
	if not staff or not is_used("help"):
		return []
	fields = ["need", "place", "help_kind", "stage", "urgency", "stage_since", "claim_due_at"]
	rows = _listed("Help Request", [["stage", "in", ["Raised", "Served"]]], fields, "raised_at asc")
	return [
		_row(
			"Help Request",
			row,
			"Help",
			**{"title": row.need or row.help_kind, "address": row.place, "since": row.stage_since},
			due_at=row.claim_due_at if row.stage == "Raised" else None,
			urgent=row.urgency == "Urgent",
		)
		for row in rows
	]


def _visits(user: str) -> list[frappe._dict]:
	"""Visits that are due, by the account that is to go there."""
	if not is_used("visits") or not frappe.has_permission("Visit", "write"):
		return []
	today = getdate()
	filters = [["status", "=", "Planned"], ["due_on", "<=", today], ["assignee", "=", user]]
	rows = _listed("Visit", filters, ["address", "visit_kind", "due_on"], "due_on asc")
	return [
		_row("Visit", row, row.visit_kind, title=row.address, due_at=f"{row.due_on} 23:59:59") for row in rows
	]


def _notices(user: str) -> list[frappe._dict]:
	"""Notices to residents that the account may approve and did not write itself: before they are sent, or afterwards."""
	fields = ["title", "kind", "stage", "submitted_at", "sent_at", "approve_due_at"]
	if not frappe.has_permission("Community Notice", "read"):
		return []
	rows = _submitted_notices(user, fields) + _half_approved_notices(user, fields)
	return [
		_row(
			"Community Notice",
			row,
			"Approval",
			**{"title": row.title, "since": row.sent_at or row.submitted_at},
			**{"urgent": row.kind == "Emergency", "due_at": row.approve_due_at},
		)
		for row in rows
	]


def _submitted_notices(user: str, fields: list[str]) -> list:
	if "Approved" not in stages_in_reach("Community Notice", list(roles_of(user))):
		return []
	filters = [["stage", "=", "Submitted"], ["owner", "!=", user], ["submitted_by", "!=", user]]
	return _listed("Community Notice", filters, fields, "submitted_at asc")


def _half_approved_notices(user: str, fields: list[str]) -> list:
	"""Emergencies that were sent at once, and large audiences that one person has approved."""
	sent = [["stage", "in", UNDER_WAY], ["kind", "=", EMERGENCY], ["approved_by", "is", "not set"]]
	large = [["stage", "=", "Approved"], ["second_approved_by", "is", "not set"]]
	rows = [
		row
		for filters in (sent, large)
		for row in _listed("Community Notice", filters, fields, "creation asc")
	]
	return [row for row in rows if lacks_approval_of(frappe.get_doc("Community Notice", row.name), user)]
