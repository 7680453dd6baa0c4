"""Points become goods: redeem, and hand over at the counter."""

import frappe

from community_gov.api.access import load_doc, refuse_access, require
from community_gov.api.idempotency import run_once
from community_gov.workflows.states import transition_for_action
from community_gov.workflows.steps import possible_steps, take, transition_to_stage


@frappe.whitelist(methods=["POST"])
def redeem(volunteer: str, reward_item: str, quantity: int = 1, idempotency_key: str | None = None) -> dict:
	"""Holds points and stock for a volunteer; the pick-up code is shown to the volunteer alone.

	Returns:
	        {redemption, stage, points, expires_at, pickup_code}; pickup_code only for the volunteer's own user.
	"""
	require("Point Redemption", "create")

	def work() -> dict:
		doc = frappe.new_doc("Point Redemption")
		doc.update({"volunteer": volunteer, "reward_item": reward_item, "quantity": quantity})
		doc.insert()
		own = frappe.db.get_value("Volunteer", volunteer, "user") == frappe.session.user
		return {
			"redemption": doc.name,
			"stage": doc.stage,
			"points": doc.points,
			"expires_at": str(doc.expires_at),
			"pickup_code": doc.pickup_code if own else None,
		}

	body = {"volunteer": volunteer, "reward_item": reward_item, "quantity": quantity}
	return run_once("redemption.redeem", idempotency_key, body, work)


@frappe.whitelist(methods=["POST"])
def hand_over(redemption: str, pickup_code: str, idempotency_key: str | None = None) -> dict:
	"""Hands the goods over against the code that the volunteer shows.

	Returns:
	        {redemption, stage}
	"""
	require("Point Redemption", "write")

	def work() -> dict:
		doc = load_doc("Point Redemption", redemption, "write")
		doc.given_code = pickup_code
		take(doc, transition_to_stage(doc, "Handed Over"), None, None)
		return {"redemption": doc.name, "stage": doc.stage}

	return run_once("redemption.hand_over", idempotency_key, {"redemption": redemption}, work)


@frappe.whitelist(methods=["POST"])
def act(redemption: str, action: str, note: str | None = None, idempotency_key: str | None = None) -> dict:
	"""Takes a workflow action on a redemption: approve, decline, cancel.

	Returns:
	        {redemption, stage}
	"""
	require("Point Redemption", "write")

	def work() -> dict:
		doc = load_doc("Point Redemption", redemption, "write")
		take(doc, transition_for_action(doc, action), note, None)
		return {"redemption": doc.name, "stage": doc.stage}

	return run_once(
		"redemption.act", idempotency_key, {"redemption": redemption, "action": action, "note": note}, work
	)


@frappe.whitelist(methods=["GET"])
def next_steps(redemption: str) -> list[dict]:
	"""The workflow actions that the user may take on a redemption now; needs_code asks for the pick-up code.

	Returns:
	        [{action, next_state, stage, needs_code}]
	"""
	steps = possible_steps(load_doc("Point Redemption", redemption))
	return [{**step, "needs_code": step["stage"] == "Handed Over"} for step in steps]


@frappe.whitelist(methods=["GET"])
def pickup_code(redemption: str) -> dict:
	"""The code of an open redemption, for the volunteer's own account alone, whatever roles others hold.

	Returns:
	        {redemption, pickup_code, expires_at}
	"""
	doc = load_doc("Point Redemption", redemption)
	own = frappe.db.get_value("Volunteer", doc.volunteer, "user") == frappe.session.user
	if not own or doc.stage_category != "Open":
		refuse_access("Point Redemption", redemption)
	return {
		"redemption": doc.name,
		"pickup_code": frappe.db.get_value("Point Redemption", redemption, "pickup_code"),
		"expires_at": str(doc.expires_at),
	}


@frappe.whitelist(methods=["POST"])
def reverse_entry(point_entry: str, reason: str) -> dict:
	"""Reverses a credit, opening balance or adjustment; twice is refused.

	Returns:
	        {point_entry, amount, balance}
	"""
	from community_gov.volunteering.ledger import reverse

	load_doc("Point Entry", point_entry, "read")
	require("Point Entry", "create")
	entry = reverse(point_entry, reason)
	return {"point_entry": entry.name, "amount": entry.amount, "balance": entry.balance_after}
