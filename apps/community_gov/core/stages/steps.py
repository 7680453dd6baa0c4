"""The steps that the session user may take from where a staged document stands, and taking one."""

from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.workflow import (
	get_transitions,
	has_approval_access,
	is_transition_condition_satisfied,
)

from community_gov.core.errors import BadInputError
from community_gov.core.stages.questions import open_questions, opens_question
from community_gov.core.stages.states import active_workflow, refuse_step, stage_of
from community_gov.core.step_context import step_context


@dataclass(frozen=True)
class PlannedStep:
	"""A step with what the person who takes it has given.

	Attributes:
	        transition: row of the workflow; its next state is entered.
	        stage: the stage of that state.
	        values: answers to what the step asks, by field.
	        note: text for the event; a reason where the stage demands one.
	        position: {latitude, longitude} in degrees WGS 84, or None.
	        files: [(file name, bytes)] of photos.
	"""

	transition: frappe._dict
	stage: str
	values: dict = field(default_factory=dict)
	note: str | None = None
	position: dict | None = None
	files: list[tuple[str, bytes]] = field(default_factory=list)


def plan_step(doc, transition, values: dict | None = None, **given) -> PlannedStep:
	"""The step that a transition of the document is, with `note`, `position` and `files` as given."""
	return PlannedStep(transition, stage_of(doc.doctype, transition.next_state), values or {}, **given)


def possible_steps(doc) -> list[dict]:
	"""What the workflow offers here, each action once.

	Returns:
	        [{action, next_state, stage}]
	"""
	steps: dict[str, dict] = {}
	for row in get_transitions(doc, active_workflow(doc.doctype)):
		stage = stage_of(doc.doctype, row.next_state)
		if has_approval_access(frappe.session.user, doc, row) and doc.offers_step(stage):
			steps.setdefault(row.action, {"action": row.action, "next_state": row.next_state, "stage": stage})
	return list(steps.values())


def next_steps(doc) -> list[dict]:
	"""The possible steps and what each will ask for.

	Returns:
	        [{action, next_state, stage, asks: [name of a question]}]
	"""
	return [{**step, "asks": open_questions(doc, step["stage"])} for step in possible_steps(doc)]


# What a person writes on the spot; anything else that a step asks for decides what its guards say.
WRITTEN = frozenset({"reason", "answer"})


def refusal_of(doc, step: dict) -> str | None:
	"""The sentence with which a possible step would be refused now, whatever was written with it; None if none is known.

	The guards of its stage run on another copy of the document; nothing is stored.

	Args:
	        doc: the stored document.
	        step: one of `next_steps`.
	"""
	if set(step["asks"]) - WRITTEN:
		return None
	probe = frappe.get_doc(doc.doctype, doc.name)
	probe._doc_before_save = doc
	probe.update({"workflow_state": step["next_state"], "stage": step["stage"]})
	step_context(probe).step = probe.describe_step()
	told = list(frappe.local.message_log)
	try:
		for guard in type(doc).stage_rules[step["stage"]].guards:
			if not opens_question(guard, doc):
				guard(probe)
	except (frappe.ValidationError, frappe.PermissionError) as refused:
		return str(refused)
	finally:
		frappe.local.message_log = told
	return None


def take_step(doc, transition, note: str | None, position: dict | None) -> None:
	"""Enters the transition's next state with note and position for the event, and saves once."""
	doc.workflow_state = transition.next_state
	step_context(doc).tell(event=transition.action, position=position)
	if note:
		doc.step_note = note
	doc.save()


def refuse_other_values(values: dict, allowed: frozenset[str]) -> None:
	"""Refuses what a step of this document does not set.

	Raises:
	        BadInputError
	"""
	others = sorted(set(values) - allowed)
	if others:
		frappe.throw(
			_("A step cannot set {0}. Set only: {1}.").format(
				", ".join(others), ", ".join(sorted(allowed)) or _("nothing")
			),
			exc=BadInputError,
		)


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
			step_context(doc).system_move = doc.flags.ignore_permissions = True
			return row
	return refuse_step(doc, _(stage, context=doc.doctype), [])
