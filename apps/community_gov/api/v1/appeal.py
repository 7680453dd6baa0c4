"""Deciding on the appeal of a reporter."""

import frappe

from community_gov.api.access import load_doc, require
from community_gov.api.idempotency import run_once
from community_gov.casework.lifecycle.next_steps import next_steps as steps_of
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import take


@frappe.whitelist(methods=["POST"])
def act(appeal: str, action: str, note: str | None = None, idempotency_key: str | None = None) -> dict:
	"""Grants an appeal, which opens its case again a level up, or refuses it with a reason.

	Returns:
	        {appeal, stage, case, case_stage}
	"""
	require("Case Appeal", "write")

	def work() -> dict:
		doc = load_doc("Case Appeal", appeal, "write")
		take(doc, transition_for_action(doc, action), note, None)
		stage = frappe.db.get_value("Case", doc.case_file, "stage")
		return {"appeal": doc.name, "stage": doc.stage, "case": doc.case_file, "case_stage": stage}

	return run_once("appeal.act", idempotency_key, {"appeal": appeal, "action": action, "note": note}, work)


@frappe.whitelist(methods=["GET"])
def next_steps(appeal: str) -> list[dict]:
	"""The workflow actions that the user may take on an appeal now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason, …}]
	"""
	return steps_of(load_doc("Case Appeal", appeal))
