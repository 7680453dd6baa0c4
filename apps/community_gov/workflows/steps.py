"""The steps that the session user may take from where a staged document stands."""

import frappe
from frappe.model.workflow import get_transitions, has_approval_access

from community_gov.workflows.states import active_workflow, stage_of


def possible_steps(doc) -> list[dict]:
	"""What the workflow offers here, each action once.

	Returns:
	        [{action, next_state, stage}]
	"""
	steps: dict[str, dict] = {}
	for row in get_transitions(doc, active_workflow(doc.doctype)):
		if has_approval_access(frappe.session.user, doc, row):
			stage = stage_of(doc.doctype, row.next_state)
			steps.setdefault(row.action, {"action": row.action, "next_state": row.next_state, "stage": stage})
	return list(steps.values())
