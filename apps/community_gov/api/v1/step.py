"""What can be done next with any document that carries stages, and doing it."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.located import located
from community_gov.api.requests import as_dict, position, sent_photos
from community_gov.api.step import act_on, require_staged
from community_gov.core.stages import steps
from community_gov.permissions.access import load_doc


@frappe.whitelist(methods=["GET"])
def next(doctype: str, name: str) -> list[dict]:
	"""The workflow actions that the user may take on a document now, and what each will ask for.

	Args:
	        doctype: one that carries stages: Case, Case Dispatch, Help Request, …
	Permission: who may read the document; only what the user's roles may do here is offered.
	Returns:
	        [{action, next_state, stage, asks, refusal}]; asks is a list of: reason, grid, category, units, answer, volunteer,
	        voice, code, score; refusal is the sentence with which the step would be refused now, or null
	"""
	require_staged(doctype)
	doc = load_doc(doctype, name)
	return [{**step, "refusal": steps.refusal_of(doc, step)} for step in steps.next_steps(doc)]


@frappe.whitelist(methods=["POST"])
@idempotent("step.take")
@located
def take(
	doctype: str,
	name: str,
	action: str,
	fields: dict | str | None = None,
	note: str | None = None,
	latitude: float | None = None,
	longitude: float | None = None,
	photos: list | str | None = None,
	modified: str | None = None,
) -> dict:
	"""Takes a workflow action on a document, with all that the step asks for, all or nothing.

	Args:
	        action: one of those that step.next names.
	        fields: answers by field, e.g. {"answer": "Cleared"} for a dispatch, {"units": [{unit, duty}]} for a case.
	        note: goes into the event; the reason where one is asked for.
	        latitude, longitude: where the person stands, degrees WGS 84.
	        photos: [{file_name, content}] with base64 content, or multipart files named `photos`.
	        modified: the `modified` that the client has seen; 409 if it is stale.
	Permission: who may write the document and whose role the workflow allows the action.
	Returns:
	        {doctype, name, stage, stage_category, workflow_state, modified}
	"""
	require_staged(doctype)
	given = {"note": note, "position": position(latitude, longitude), "files": sent_photos(photos)}
	doc = act_on(doctype, name, action, as_dict(fields, "fields"), modified, **given)
	told = ("doctype", "name", "stage", "stage_category", "workflow_state")
	return {**{key: doc.get(key) for key in told}, "modified": str(doc.modified)}
