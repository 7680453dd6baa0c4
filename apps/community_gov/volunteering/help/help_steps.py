"""What a step of a help request brings along: who helps, what was done, what the person served said, the case it becomes."""

import frappe
from frappe import _

from community_gov.casework.intake.reporting import report_case
from community_gov.core.errors import BadInputError
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.core.step_context import step_context
from community_gov.registry.homes import places
from community_gov.registry.privacy import consents

BY_CODE = "By Code"
STEP_FIELDS = frozenset({"result", "volunteer", "team", "confirmation", "rating", "category"})


def prepare_step(doc, step: PlannedStep) -> None:
	"""Sets what the step says; referring reports the case that takes the request on.

	Raises:
	        BadInputError: a value that the step does not take, or a word that the fields do not know.
	"""
	refuse_other_values(step.values, STEP_FIELDS)
	values = step.values
	confirmation = values.get("confirmation") or "By Phone"
	step_context(doc).voice = said(confirmation, values.get("rating"), step.note)
	if "result" in values:
		doc.result = values["result"]
	if values.get("volunteer") or values.get("team"):
		doc.update({"volunteer": values.get("volunteer"), "team": values.get("team")})
	if step.stage == "Referred":
		step_context(doc).case_file = _refer_to_case(doc, values.get("category"))


def said(confirmation: str, rating: str | None, comment: str | None) -> dict:
	"""What the person served said: {confirmation, rating, comment}.

	Raises:
	        BadInputError: a word that the fields do not know.
	"""
	meta = frappe.get_meta("Help Request")
	for fieldname, value in (("confirmation", confirmation), ("rating", rating)):
		known = meta.get_field(fieldname).options.split("\n")
		if (value or "") not in known or (fieldname, value) == ("confirmation", BY_CODE):
			frappe.throw(
				_("{0} is not possible here. Choose one of: {1}.").format(
					value, ", ".join(_(word) for word in known if word and word != BY_CODE)
				),
				exc=BadInputError,
			)
	return {"confirmation": confirmation, "rating": rating, "comment": comment}


def _refer_to_case(doc, category: str | None) -> str:
	"""Reports the case that takes a request on: its words and the building, never the person or the room."""
	frappe.has_permission("Case", "create", throw=True)
	consents.require_standing(doc.resident, consents.SHARING)
	values = {"description": doc.need, "category": category, "grid": doc.grid, "source": "Help Request"}
	address = places.public_address(doc.household) or doc.place
	return report_case({**values, "address": address}, [], None).name
