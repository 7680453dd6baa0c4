"""Deciding on the appeal of a reporter."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on, steps_with_needs


@frappe.whitelist(methods=["POST"])
@idempotent("appeal.act")
def act(appeal: str, action: str, note: str | None = None) -> dict:
	"""Grants an appeal, which opens its case again a level up, or refuses it with a reason.

	Returns:
	        {appeal, stage, case, case_stage}
	"""
	doc = act_on("Case Appeal", appeal, action, note=note)
	stage = frappe.db.get_value("Case", doc.case_file, "stage")
	return {"appeal": doc.name, "stage": doc.stage, "case": doc.case_file, "case_stage": stage}


@frappe.whitelist(methods=["GET"])
def next_steps(appeal: str) -> list[dict]:
	"""The workflow actions that the user may take on an appeal now, and what each will ask for.

	Returns:
	        [{action, next_state, stage, needs_reason, …}]
	"""
	return steps_with_needs("Case Appeal", appeal)
