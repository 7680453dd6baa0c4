"""Asking for time, ruling on it, supervising, climbing: the clocks of casework over REST."""

import frappe

from community_gov.api.access import load_doc, refuse_access, require
from community_gov.api.idempotency import run_once
from community_gov.casework.deadlines import escalation
from community_gov.casework.lifecycle.next_steps import next_steps as steps_of
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import take

CLOCK_DOCUMENTS = ("Case Adjustment", "Supervision Order")


@frappe.whitelist(methods=["POST"])
def ask(
	case: str,
	kind: str,
	reason: str,
	dispatch: str | None = None,
	amount: float | None = None,
	resume_on: str | None = None,
	idempotency_key: str | None = None,
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

	def work() -> dict:
		load_doc("Case", case)
		doc = frappe.new_doc("Case Adjustment")
		doc.update({key: value for key, value in values.items() if value is not None})
		doc.insert()
		return adjustment_answer(doc)

	return run_once("clock.ask", idempotency_key, values, work)


@frappe.whitelist(methods=["POST"])
def rule(
	adjustment: str,
	action: str,
	note: str | None = None,
	amount: float | None = None,
	idempotency_key: str | None = None,
) -> dict:
	"""Takes a workflow action on a request: grant, refuse with a reason, withdraw.

	Args:
	        amount: what is granted, where it is less than what was asked for.
	Returns:
	        {adjustment, stage, case, due_at}
	"""
	require("Case Adjustment", "write")
	body = {"adjustment": adjustment, "action": action, "note": note, "amount": amount}

	def work() -> dict:
		doc = load_doc("Case Adjustment", adjustment, "write")
		if amount is not None:
			doc.amount = amount
		take(doc, transition_for_action(doc, action), note, None)
		return adjustment_answer(doc)

	return run_once("clock.rule", idempotency_key, body, work)


def adjustment_answer(doc) -> dict:
	due_at = frappe.db.get_value("Case", doc.case_file, "due_at")
	return {"adjustment": doc.name, "stage": doc.stage, "case": doc.case_file, "due_at": due_at}


@frappe.whitelist(methods=["POST"])
def supervise(
	case: str,
	unit: str,
	ground: str,
	demand: str,
	answer_due_at: str | None = None,
	idempotency_key: str | None = None,
) -> dict:
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

	def work() -> dict:
		load_doc("Case", case)
		doc = frappe.new_doc("Supervision Order")
		doc.update(values)
		doc.insert()
		return order_answer(doc)

	return run_once("clock.supervise", idempotency_key, values, work)


@frappe.whitelist(methods=["POST"])
def answer_order(
	order: str,
	action: str,
	answer: str | None = None,
	note: str | None = None,
	idempotency_key: str | None = None,
) -> dict:
	"""Takes a workflow action on a supervision order: answer it, settle it, send it back or withdraw it.

	Args:
	        answer: what was done and why it was late; needed to answer.
	        note: the reason, needed to send back or withdraw.
	Returns:
	        {order, stage, case, answer_due_at}
	"""
	require("Supervision Order", "write")
	body = {"order": order, "action": action, "answer": answer, "note": note}

	def work() -> dict:
		doc = load_doc("Supervision Order", order, "write")
		if answer is not None:
			doc.answer = answer
		take(doc, transition_for_action(doc, action), note, None)
		return order_answer(doc)

	return run_once("clock.answer_order", idempotency_key, body, work)


def order_answer(doc) -> dict:
	return {
		"order": doc.name,
		"stage": doc.stage,
		"case": doc.case_file,
		"answer_due_at": str(doc.answer_due_at or "") or None,
	}


@frappe.whitelist(methods=["GET"])
def next_steps(doctype: str, name: str) -> list[dict]:
	"""The workflow actions that the user may take on a request or an order now, and what each will ask for.

	Args:
	        doctype: Case Adjustment or Supervision Order.
	Returns:
	        [{action, next_state, stage, needs_reason, needs_answer, …}]
	"""
	if doctype not in CLOCK_DOCUMENTS:
		refuse_access(doctype, name)
	return steps_of(load_doc(doctype, name))


@frappe.whitelist(methods=["POST"])
def climb(case: str, reason: str, idempotency_key: str | None = None) -> dict:
	"""Takes a case one level up: the duty chief, or a handler of a unit that holds it.

	Returns:
	        {case, handling_level, due_at}
	"""
	require("Case", "read")

	def work() -> dict:
		# A unit reads its case but does not edit it; the holder's right to ask is checked below.
		doc = load_doc("Case", case)
		escalation.refuse_stranger(doc)
		locked = frappe.get_doc("Case", case, for_update=True)
		escalation.climb(locked, reason)
		return {"case": case, "handling_level": locked.handling_level, "due_at": locked.due_at}

	return run_once("clock.climb", idempotency_key, {"case": case, "reason": reason}, work)
