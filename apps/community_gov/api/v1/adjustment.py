"""Asking the centre for time, a pause or to take a dispatch back, and ruling on it."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("adjustment.request")
def request(
	case: str,
	kind: str,
	reason: str,
	dispatch: str | None = None,
	amount: float | None = None,
	resume_on: str | None = None,
) -> dict:
	"""Asks the centre for an extension (延期), a suspension (挂账) or to take a dispatch back (退单).

	Args:
	        kind: Extension, Suspension or Return.
	        dispatch: the Case Dispatch of the asking unit; operators may leave it out but for a Return.
	        amount: more time in the unit of the case's limit; empty asks for the limit once more.
	        resume_on: YYYY-MM-DD, the day on which a suspended case comes back.
	Returns:
	        {adjustment, stage, case, due_at}
	"""
	require("Case Adjustment", "create")
	values = {"case_file": case, "kind": kind, "reason": reason, "dispatch": dispatch}
	values |= {"amount": amount, "resume_on": resume_on}
	load_doc("Case", case)
	doc = frappe.new_doc("Case Adjustment")
	doc.update({key: value for key, value in values.items() if value is not None})
	doc.insert()
	return _answer(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("adjustment.decide")
def decide(adjustment: str, action: str, note: str | None = None, amount: float | None = None) -> dict:
	"""Takes a workflow action on a request: grant, refuse with a reason, withdraw.

	Args:
	        amount: what is granted, where it is less than what was asked for.
	Returns:
	        {adjustment, stage, case, due_at}
	"""
	values = {} if amount is None else {"amount": amount}
	doc = act_on("Case Adjustment", adjustment, action, values, note=note)
	return _answer(doc)


def _answer(doc) -> dict:
	due_at = frappe.db.get_value("Case", doc.case_file, "due_at")
	return {"adjustment": doc.name, "stage": doc.stage, "case": doc.case_file, "due_at": due_at}
