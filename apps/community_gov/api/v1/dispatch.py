"""What a responsible unit does with its dispatch."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.located import located
from community_gov.api.requests import position, sent_photos
from community_gov.api.step import act_on, steps_with_needs
from community_gov.casework.dispatch import reassigning
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.intake.reporting import refuse_unknown_links
from community_gov.core.exact import key_of
from community_gov.core.stages.steps import plan_step, transition_to_stage
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("dispatch.answer")
@located
def answer(
	dispatch: str,
	answer: str,
	latitude: float | None = None,
	longitude: float | None = None,
	photos: list | str | None = None,
) -> dict:
	"""Answers a dispatch with what was done; the last open answer moves the case to its check.

	Args:
	        dispatch: name of a Case Dispatch of the user's unit.
	        answer: what was done.
	        photos: [{file_name, content}] with base64 content, or multipart files named `photos`.
	Returns:
	        {dispatch, stage, case, case_stage}
	"""
	require("Case Dispatch", "write")
	files = sent_photos(photos)
	doc = load_doc("Case Dispatch", dispatch, "write")
	given = {"position": position(latitude, longitude), "files": files}
	doc.take_planned_step(plan_step(doc, transition_to_stage(doc, "Closed"), {"answer": answer}, **given))
	return _summary(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("dispatch.act")
def act(dispatch: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action on a dispatch: accept, return with a reason, withdraw.

	Returns:
	        {dispatch, stage, case, case_stage}
	"""
	doc = act_on("Case Dispatch", dispatch, action, note=note)
	return _summary(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("dispatch.reassign")
def reassign(dispatch: str, unit: str, reason: str, instruction: str | None = None) -> dict:
	"""Withdraws an open dispatch and sends it to another unit in the same round (改派), all or nothing.

	Permission: who may write dispatches (duty chief, administrator).

	Returns:
	        {dispatch, unit, unit_name, replaced, case, case_stage}; dispatch is the new one.
	"""
	require("Case Dispatch", "create")
	refuse_unknown_links("Case Dispatch", {"unit": unit})
	unit = key_of("Responsible Unit", unit) or unit
	old = load_doc("Case Dispatch", dispatch, "write")
	return _taken_over(old, reassigning.reassign(old, unit, reason, instruction))


@frappe.whitelist(methods=["POST"])
@idempotent("dispatch.transfer")
def transfer(dispatch: str, unit: str, reason: str) -> dict:
	"""Passes an open dispatch of the user's own unit to a unit below it (转派).

	Returns:
	        {dispatch, unit, unit_name, replaced, case, case_stage}; dispatch is the new one.
	"""
	require("Case Dispatch", "write")
	refuse_unknown_links("Case Dispatch", {"unit": unit})
	unit = key_of("Responsible Unit", unit) or unit
	old = load_doc("Case Dispatch", dispatch, "write")
	return _taken_over(old, reassigning.transfer(old, unit, reason))


def _taken_over(old, new) -> dict:
	return {
		"dispatch": new.name,
		"unit": new.unit,
		"unit_name": label_of(new.unit),
		"replaced": old.name,
		"case": new.case_file,
		"case_stage": frappe.db.get_value("Case", new.case_file, "stage"),
	}


@frappe.whitelist(methods=["GET"])
def next_steps(dispatch: str) -> list[dict]:
	"""The workflow actions that the user may take on a dispatch now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason, needs_answer, …}]
	"""
	return steps_with_needs("Case Dispatch", dispatch)


def _summary(doc) -> dict:
	return {
		"dispatch": doc.name,
		"stage": doc.stage,
		"case": doc.case_file,
		"case_stage": frappe.db.get_value("Case", doc.case_file, "stage"),
	}
