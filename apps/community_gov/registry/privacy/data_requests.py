"""A person's own rights: a copy, a correction, a deletion, an explanation, each with a day of answer.

PIPL Art. 44 to 50: access, copy, correction, deletion, explanation; a refusal says why; relatives ask for the dead.
"""

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.labels import label_of
from community_gov.core.step_context import step_context
from community_gov.registry.homes import residence
from community_gov.registry.identity import person_records
from community_gov.registry.privacy.person_erasure import anonymise_person

OPEN = "Received"
# What a copy tells of a person, in the order of a form; numbers stay masked, the person knows them.
TOLD = (
	"full_name",
	"sex",
	"birth_date",
	"nationality",
	"identity_type",
	"identity_number",
	"mobile",
	"residence_kind",
	"registered_place",
	"address",
	"relation_to_head",
	"status",
	"moved_in_on",
	"moved_out_on",
	"moved_to",
	"guardian_name",
	"guardian_mobile",
)


def receive(request) -> None:
	"""Fills place and day of answer of a new request.

	Raises:
	        BadInputError: the day of receipt lies ahead.
	"""
	if getdate(request.received_on) > getdate():
		frappe.throw(_("The day of receipt lies ahead. Correct it."), exc=BadInputError)
	days = cint(frappe.get_cached_doc("Community Gov Settings").request_days) or 15
	request.grid = frappe.db.get_value("Resident", request.resident, "grid")
	request.due_on, request.status = add_days(getdate(request.received_on), days), OPEN


def answer(request, done: bool, text: str) -> None:
	"""Closes a request; a deletion that is done makes the record anonymous.

	Raises:
	        ConflictError: it is answered already, or a deletion is asked for somebody who still lives here.
	        BadInputError: no words, or nobody has checked who asks.
	"""
	if request.status != OPEN:
		frappe.throw(
			_("Request {0} is answered already. Take down a new one.").format(request.name), exc=ConflictError
		)
	if not (text or "").strip():
		frappe.throw(_("An answer needs words: what was done, or why not. Write them."), exc=BadInputError)
	if done and not request.identity_checked:
		frappe.throw(
			_("Nobody has checked who asks. Compare the person with a document and tick it."),
			exc=BadInputError,
		)
	if done and request.kind == "Deletion":
		_refuse_deleting_present(request.resident)
		_refuse_deleting_volunteer(request.resident)
	step_context(request).by_registry = True
	request.update({"status": "Done" if done else "Refused", "answer": text})
	request.update({"answered_by": frappe.session.user, "answered_on": getdate()})
	request.save()
	if done and request.kind == "Deletion":
		anonymise_person("Resident", request.resident)


def _refuse_deleting_present(resident: str) -> None:
	"""While somebody lives here the duty to serve stands (PIPL Art. 13.3); the record ends when they have left."""
	name, status = frappe.db.get_value("Resident", resident, ["full_name", "status"])
	if status == "Present":
		frappe.throw(
			_("{0} still lives here. Record the move first, or refuse with the legal basis.").format(name),
			exc=ConflictError,
		)


def _refuse_deleting_volunteer(resident: str) -> None:
	"""Points and claims of somebody who still volunteers are settled first; then both records name nobody."""
	if volunteers := person_records.volunteers_of([resident]):
		frappe.throw(
			_("{0} is also volunteer {1}. Retire that record and make it anonymous first.").format(
				frappe.db.get_value("Resident", resident, "full_name"), ", ".join(sorted(volunteers))
			),
			exc=ConflictError,
		)


def copy_for(request) -> dict:
	"""Everything the register holds about the person, for a request of a copy.

	Returns:
	        {person: [{label, value}], residence: [...], consents: [...], tags: [...], visits: [...], help: [...],
	        looks: [...]}; looks names purposes and days.
	Raises:
	        ConflictError: the request asks for something else.
	"""
	if request.kind != "Copy of Data":
		frappe.throw(
			_("Request {0} does not ask for a copy. Open one that does.").format(request.name),
			exc=ConflictError,
		)
	resident = frappe.get_doc("Resident", request.resident)
	meta = resident.meta
	person = [
		{"label": label_of(meta, name), "value": str(resident.get(name))}
		for name in TOLD
		if resident.get(name)
	]
	return {
		"person": person,
		"residence": residence.history(resident.name),
		"consents": _rows(
			"Consent", {"resident": resident.name}, ["purpose", "given_on", "status", "withdrawn_on"]
		),
		"tags": _rows("Resident Care Tag", {"resident": resident.name}, ["care_tag", "from_date", "to_date"]),
		"visits": _rows(
			"Visit",
			{"resident": resident.name, "status": "Done"},
			["visited_at", "visit_kind", "result", "note"],
		),
		"help": _rows(
			"Help Request",
			{"resident": resident.name},
			["raised_at", "help_kind", "need", "details", "result"],
		),
		"looks": _rows(
			"Sensitive Access Log",
			{"reference_doctype": "Resident", "reference_name": resident.name},
			["accessed_at", "purpose", "fields_shown"],
		),
	}


def _rows(doctype: str, filters: dict, fields: list[str]) -> list[dict]:
	return frappe.get_all(doctype, filters=filters, fields=fields, order_by="creation asc")


def overdue() -> int:
	"""Open requests whose day has passed."""
	return count_shown("Personal Data Request", {"status": OPEN, "due_on": ["<", getdate()]})
