"""Public notices for everybody: what is on show, and objecting to it by a proven telephone number."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.participation.notices import objections, shown_notices
from community_gov.portal import phone_bindings

OBJECTIONS_PER_HOUR = 20


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_notice.shown", guesses=False)
def shown() -> list[dict]:
	"""Notices on show, the one that ends first first, at most 100.

	Permission: everybody.
	Returns:
	        [{notice, title, kind, place, body, shown_on, ends_at, corrections: [{text, corrected_at}], takes_objections}]
	"""
	return shown_notices.on_show()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(OBJECTIONS_PER_HOUR, "public_notice.object")
@idempotent("public_notice.object", is_anonymous=True)
def object(binding: str, notice: str, text: str, ground: str = "Other", hide_name: bool = False) -> dict:
	"""Objects to a notice on show under the number of a binding, which is not the author's.

	Permission: whoever holds the binding.
	Returns:
	        {code}: by which the answer is looked up, told here only
	Raises:
	        SeparationOfDutiesError (403), StageGuardError (422), BadInputError (422), frappe.DoesNotExistError (404)
	"""
	number = phone_bindings.number_of(binding)
	doc = shown_notices.lock_shown(notice)
	return {"code": objections.raise_by_number(doc, number, ground, text, hide_name)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_notice.objection")
def objection(code: str) -> dict:
	"""An objection and its answer, by its code.

	Permission: whoever holds the code.
	Returns:
	        {notice, result, text, reply, raised_at, replied_at}
	Raises:
	        frappe.DoesNotExistError (404): no objection has this code.
	"""
	return shown_notices.objection_of(code)
