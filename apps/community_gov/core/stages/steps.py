"""The steps that the session user may take from where a staged document stands, and taking one."""

import frappe
from frappe import _
from frappe.model.workflow import (
	get_transitions,
	has_approval_access,
	is_transition_condition_satisfied,
)

from community_gov.core.stages.states import active_workflow, refuse_step, stage_of


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


def take(doc, transition, note: str | None, position: dict | None) -> None:
	"""Enters the transition's next state with note and position for the trace, and saves once."""
	doc.workflow_state = transition.next_state
	doc.flags.event = transition.action
	doc.flags.position = position
	if note:
		doc.step_note = note
	doc.save()


def transition_to_stage(doc, stage: str):
	"""The transition that brings the user's document to a stage, whatever administrators named it.

	Raises:
	        StageGuardError: no such transition for this user in this state.
	"""
	transitions = get_transitions(doc, active_workflow(doc.doctype))
	for transition in transitions:
		if stage_of(doc.doctype, transition.next_state) == stage:
			return transition
	return refuse_step(doc, _(stage, context=doc.doctype), transitions)


def step_by_role(doc, stage: str):
	"""As `transition_to_stage`, for a document on which the user's role has a step before the user has a right.

	Whoever calls it has checked that the user may take this step, and saves past the rights.

	Raises:
	        StageGuardError: the workflow has no such step for the user's roles.
	"""
	roles = frappe.get_roles()
	for row in active_workflow(doc.doctype).transitions:
		here = row.state == doc.workflow_state and row.allowed in roles
		leads = here and stage_of(doc.doctype, row.next_state) == stage
		if leads and is_transition_condition_satisfied(row, doc):
			doc.flags.system_move = doc.flags.ignore_permissions = True
			return row
	return refuse_step(doc, _(stage, context=doc.doctype), [])
