"""The word of the person served: a service given for a help request is confirmed with the code of that request.

Each line is confirmed by the organiser or the person served (志愿服务记录与证明出具办法).
"""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.stages.guards import refuse
from community_gov.core.step_context import step_context
from community_gov.registry.identity.account_holders import is_resident, is_same_holder
from community_gov.registry.identity.numbers import mask_name
from community_gov.volunteering.help.help_requests import is_staff
from community_gov.volunteering.registration.persons import is_self

SERVED = ("Served", "Confirmed")
FIELDS = ("name", "owner", "corrected_by", "volunteer", "started_at", "ended_at", "hours", "stage")


def check_help_request(doc) -> None:
	"""Raises BadInputError where the help request of a service was not served by its volunteer."""
	if not doc.help_request:
		return
	row = frappe.db.get_value("Help Request", doc.help_request, ["volunteer", "stage"], as_dict=True)
	if not row or row.volunteer != doc.volunteer or row.stage not in SERVED:
		frappe.throw(
			_("This volunteer has not served help request {0}. Choose another one, or none.").format(
				doc.help_request
			),
			exc=BadInputError,
		)


def _may_confirm(request, record) -> bool:
	"""Whether the code can be with the person alone: staff were shown it, gave it to them and wrote nothing of the service.

	A code on a door is scanned by anybody, the volunteer too; and who wrote or corrected the service needs a second person.
	"""
	shown_to = request.tracking_code_shown_to
	if record.stage != "Recorded" or not shown_to or not is_staff(shown_to):
		return False
	writers = {record.owner, *correctors_of(record)}
	if is_self(shown_to, record.volunteer) or any(is_same_holder(shown_to, user) for user in writers):
		return False
	return not any(is_resident(user, request.resident) for user in writers)


def correctors_of(record) -> list[str]:
	"""The accounts that rewrote what is credited for a service."""
	return cstr(record.corrected_by).splitlines()


def refuse_corrector(doc) -> None:
	"""Who corrected a service does not confirm it, under none of their accounts.

	Raises:
	        SeparationOfDutiesError
	"""
	user = frappe.session.user
	if any(is_same_holder(user, other) for other in correctors_of(doc)):
		frappe.throw(
			_("You corrected this service and cannot confirm it. Ask another coordinator or manager."),
			exc=SeparationOfDutiesError,
		)


def needs_word(doc) -> None:
	"""Once the person served has spoken of a service, only their word confirms it.

	Raises:
	        StageGuardError
	"""
	if cint(doc.needs_word) and not step_context(doc).by_person_served:
		refuse(
			_("The person served has spoken of this service."),
			_("Let them confirm it with the code of their request, or hand them a new one."),
		)


def keep_word(doc) -> None:
	"""What was sent back by the person served waits for their word; their word ends the wait."""
	if step_context(doc).by_person_served:
		doc.needs_word = int(doc.stage != "Confirmed")


def services_of(request) -> list[dict]:
	"""Services given for a request, the newest first, names masked.

	Returns:
	        [{service_record, volunteer, started_at, ended_at, hours, stage, may_confirm}], at most 20
	"""
	# Read on behalf of the system: whoever holds the code of the request may see what was given for it.
	rows = frappe.get_all(
		"Service Record",
		filters={"help_request": request.name, "stage": ["in", ["Recorded", "Confirmed"]]},
		fields=list(FIELDS),
		order_by="started_at desc",
		limit=20,
	)
	return [_asked_service(request, row) for row in rows]


def _asked_service(request, row) -> dict:
	name = frappe.db.get_value("Volunteer", row.volunteer, "full_name")
	kept = {key: row[key] for key in ("started_at", "ended_at", "hours", "stage")}
	return {
		"service_record": row.name,
		"volunteer": mask_name(name),
		**kept,
		"may_confirm": _may_confirm(request, row),
	}


def take_word(request, service_record: str, agrees: bool, comment: str | None):
	"""The person served says that the service was as it stands there, or sends it back with what was otherwise.

	Raises:
	        BadInputError: it was otherwise, and no word says how.
	        ConflictError: it is no service of this request, decided on, or an organiser's to confirm.
	"""
	known = frappe.db.exists("Service Record", {"name": service_record, "help_request": request.name})
	doc = frappe.get_doc("Service Record", service_record, for_update=True) if known else None
	if not doc or not _may_confirm(request, doc):
		frappe.throw(
			_("This service is not yours to confirm now. Ask your community."),
			exc=ConflictError,
		)
	if not agrees and not cstr(comment).strip():
		frappe.throw(
			_("Nothing says what was otherwise. Write it in a sentence."),
			exc=BadInputError,
		)
	step_context(doc).by_person_served = True
	step = ("Confirmed", "Confirm") if agrees else ("Returned", "Send Back")
	doc.move_to_stage(*step, comment)
	return doc
