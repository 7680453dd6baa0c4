"""Steps of staged documents over REST, once for all of them; `v1/step.py` and the older endpoints call it."""

from collections.abc import Collection

import frappe
from frappe import _

from community_gov.core.errors import BadInputError
from community_gov.core.stages.questions import known_questions
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import next_steps, plan_step
from community_gov.permissions.access import load_doc, require


def require_staged(doctype: str, among: Collection[str] = STAGES_OF) -> None:
	"""Refuses DocTypes that are not among those whose steps are taken here (BadInputError, 422)."""
	if doctype not in among:
		frappe.throw(
			_("{0} takes no steps here. Choose one of: {1}.").format(doctype, ", ".join(sorted(among))),
			exc=BadInputError,
		)


def act_on(
	doctype: str, name: str, action: str, values: dict | None = None, modified: str | None = None, **given
):
	"""Takes a workflow action on a stored document that the user may write, and returns the document.

	Args:
	        values: answers to what the step asks, by field.
	        modified: the `modified` that the client has seen.
	        given: note, position, files; see PlannedStep.
	Raises:
	        StageGuardError (422): not possible here, or the stage demands more.
	        frappe.PermissionError (403), frappe.DoesNotExistError (404), ConflictError (409)
	"""
	require(doctype, "write")
	doc = load_doc(doctype, name, "write", modified)
	doc.take_planned_step(plan_step(doc, transition_for_action(doc, action), values, **given))
	return doc


def steps_with_needs(doctype: str, name: str) -> list[dict]:
	"""Next steps as the endpoints before `step.next` tell them: needs_reason and the like in place of `asks`."""
	doc = load_doc(doctype, name)
	known = known_questions(doc)
	return [_with_needs(step, known) for step in next_steps(doc)]


def _with_needs(step: dict, known: list[str]) -> dict:
	asked = step.pop("asks")
	return {**step, **{f"needs_{question}": question in asked for question in known}}
