"""From stage to workflow state and back: the only place that reads states out of a workflow."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.workflow import get_workflow_name

from community_gov.core.errors import StageGuardError, WorkflowSetupError
from community_gov.core.stages.rules import STAGES_OF


def active_workflow(doctype: str):
	"""The active Workflow of a DocType.

	Raises:
	        WorkflowSetupError: no workflow is active.
	"""
	name = get_workflow_name(doctype)
	if not name:
		frappe.throw(
			_("No workflow is active for {0}. Activate one under Workflow.").format(_(doctype)),
			exc=WorkflowSetupError,
		)
	return frappe.get_cached_doc("Workflow", name)


def initial_state(doctype: str) -> str:
	"""The state in which new documents start: the first of the list."""
	return active_workflow(doctype).states[0].state


def stage_of(doctype: str, state: str) -> str:
	"""The stage that a workflow state carries.

	Raises:
	        WorkflowSetupError: the workflow does not know the state, or the state has no stage.
	"""
	for row in active_workflow(doctype).states:
		if row.state == state and row.get("stage") in STAGES_OF[doctype]:
			return row.stage
	frappe.throw(
		_("State {0} has no stage in the workflow of {1}. Choose a stage for it in the workflow.").format(
			frappe.bold(_(state)), _(doctype)
		),
		exc=WorkflowSetupError,
	)


def state_for_stage(
	doctype: str, stage: str, current_state: str | None = None, action: str | None = None
) -> str:
	"""The state to enter for a stage: the target of a transition from here, else the first of that stage.

	Among several transitions the one of the named action goes first.

	Raises:
	        WorkflowSetupError: no state of the workflow carries the stage.
	"""
	workflow = active_workflow(doctype)
	states = [row.state for row in workflow.states if row.get("stage") == stage]
	if not states:
		frappe.throw(
			_("No state of the workflow of {0} carries the stage {1}. Add one in the workflow.").format(
				_(doctype), _(stage, context=doctype)
			),
			exc=WorkflowSetupError,
		)
	here = [row for row in workflow.transitions if row.state == current_state]
	targets = [row.next_state for row in sorted(here, key=lambda row: row.action != action)]
	return next((target for target in targets if target in states), states[0])


def transition_for_action(doc, action: str):
	"""The transition that `action` takes from the document's state for this user.

	Raises:
	        StageGuardError: the action does not exist here or is not this user's; names those that are.
	"""
	from frappe.model.workflow import get_transitions

	transitions = get_transitions(doc, active_workflow(doc.doctype))
	for transition in transitions:
		if transition.action == action:
			return transition
	refuse_step(doc, _(action, context="Workflow Action"), transitions)


def refuse_step(doc, wanted: str, transitions: list) -> NoReturn:
	"""Raises StageGuardError (422): what was wanted, and what is possible for this user instead."""
	possible = dict.fromkeys(_(row.action, context="Workflow Action") for row in transitions)
	frappe.throw(
		_("{0} is not possible for you while {1} is in state {2}. Possible here: {3}.").format(
			frappe.bold(wanted), doc.name, _(doc.workflow_state), ", ".join(possible) or _("none")
		),
		exc=StageGuardError,
	)


def stages_in_reach(doctype: str, roles: list[str]) -> list[str]:
	"""Stages that holders of these roles can bring a document to, in the order of the stages; none without workflow."""
	name = get_workflow_name(doctype)
	if not name:
		return []
	workflow = frappe.get_cached_doc("Workflow", name)
	states = {row.next_state for row in workflow.transitions if row.allowed in roles}
	stages = {row.get("stage") for row in workflow.states if row.state in states}
	return [stage for stage in STAGES_OF[doctype] if stage in stages]


def action_taken(doctype: str, from_state: str | None, to_state: str) -> str:
	"""The name of the workflow action that leads from one state to another for this user."""
	roles = frappe.get_roles()
	rows = [
		row
		for row in active_workflow(doctype).transitions
		if row.state == from_state and row.next_state == to_state
	]
	mine = [row.action for row in rows if row.allowed in roles]
	return next(iter(mine or [row.action for row in rows]), to_state)
