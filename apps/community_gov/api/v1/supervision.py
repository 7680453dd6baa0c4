"""Supervision orders (督办): a demand to one unit with a deadline of its own."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("supervision.issue")
def issue(case: str, unit: str, ground: str, demand: str, answer_due_at: str | None = None) -> dict:
	"""Issues a supervision order (督办) to a unit that holds or held the case.

	Args:
	        ground: Overdue, Refused, Unsolved, Harmful or Other.
	        answer_due_at: YYYY-MM-DD HH:MM:SS; empty takes the duty hours of the settings.
	Returns:
	        {order, stage, case, answer_due_at}
	"""
	require("Supervision Order", "create")
	values = {"case_file": case, "unit": unit, "ground": ground, "demand": demand}
	values |= {"answer_due_at": answer_due_at} if answer_due_at else {}
	load_doc("Case", case)
	doc = frappe.new_doc("Supervision Order")
	doc.update(values)
	doc.insert()
	return _answer(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("supervision.act")
def act(order: str, action: str, answer: str | None = None, note: str | None = None) -> dict:
	"""Takes a workflow action on a supervision order: answer it, settle it, send it back or withdraw it.

	Args:
	        answer: what was done and why it was late; needed to answer.
	        note: the reason, needed to send back or withdraw.
	Returns:
	        {order, stage, case, answer_due_at}
	"""
	values = {} if answer is None else {"answer": answer}
	doc = act_on("Supervision Order", order, action, values, note=note)
	return _answer(doc)


def _answer(doc) -> dict:
	return {
		"order": doc.name,
		"stage": doc.stage,
		"case": doc.case_file,
		"answer_due_at": str(doc.answer_due_at or "") or None,
	}
