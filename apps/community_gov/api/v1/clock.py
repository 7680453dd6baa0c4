"""Older names of endpoints, kept for the clients that use them; the guide names the ones of today."""

import frappe

from community_gov.api.step import steps_with_needs
from community_gov.api.v1.adjustment import decide as rule
from community_gov.api.v1.adjustment import request as ask
from community_gov.api.v1.case import escalate as climb
from community_gov.api.v1.supervision import act as answer_order
from community_gov.api.v1.supervision import issue as supervise
from community_gov.permissions.access import refuse_access

__all__ = ["answer_order", "ask", "climb", "next_steps", "rule", "supervise"]
CLOCK_DOCUMENTS = ("Case Adjustment", "Supervision Order")


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
	return steps_with_needs(doctype, name)
