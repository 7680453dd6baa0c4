"""A consent is withdrawn, and what rests on it stops at once; a note on the person says what stopped.

PIPL Art. 15: what was done before stays lawful. Art. 47: what is held on that consent alone is deleted.
"""

import mimetypes
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from community_gov.core.errors import ConflictError
from community_gov.core.notifications import site_language
from community_gov.core.step_context import step_context
from community_gov.registry.care import care_tags, visits
from community_gov.registry.privacy import consents
from community_gov.registry.privacy.consent_givers import holder_of

# Records of a person that may carry a picture of them: DocType -> its link to Resident.
PICTURED = {
	"Resident": "name",
	"Visit": "resident",
	"Resident Care Tag": "resident",
	"Residence Record": "resident",
	"Help Request": "resident",
}
_PICTURES = (".heic", ".heif")


def withdraw(consent, reason: str | None = None) -> None:
	"""Withdraws a consent at once, on all records of the person; nobody asks why, a reason may be noted.

	Raises:
	        ConflictError: it is withdrawn already.
	"""
	if consent.status != consents.GIVEN:
		frappe.throw(_("This consent is withdrawn already. There is nothing to do."), exc=ConflictError)
	for name in consents.standing_of(*holder_of(consent), consent.purpose):
		if name != consent.name:
			_take_back(frappe.get_doc("Consent", name, for_update=True), reason)
	_take_back(consent, reason)
	_stop(consent)


def _take_back(consent, reason: str | None) -> None:
	step_context(consent).by_registry = True
	consent.update({"status": consents.WITHDRAWN, "withdrawn_on": getdate(), "withdrawn_reason": reason})
	consent.needs_renewal = 0
	# Callers ask who may speak for the person; what the person says binds all their records.
	consent.save(ignore_permissions=True)


def _stop(consent) -> None:
	"""Ends what runs already; what would begin is refused where it begins."""
	if consent.purpose == consents.CARE:
		visits.cancel_open(consent.resident)
		care_tags.end_all(consent.resident, getdate())
	if consent.purpose == consents.PHOTOGRAPHS:
		_delete_pictures(consent.resident)
	with site_language():
		text = _note_on(consent.purpose)
	for doctype, name in _noted(consent):
		frappe.get_doc(doctype, name).add_comment("Info", text)


def _note_on(purpose: str) -> str:
	"""What stopped, in the language of the site."""
	return {
		consents.CONTACT: _("Consent withdrawn: the telephone number is not shown for calls any more."),
		consents.CARE: _("Consent withdrawn: planned visits are cancelled, care tags end, none begin."),
		consents.HELP: _("Consent withdrawn: volunteers are not asked for help, and claim no request."),
		consents.PHOTOGRAPHS: _("Consent withdrawn: pictures are deleted, and no more are taken."),
		consents.SHARING: _("Consent withdrawn: visits and help requests become no cases of units."),
		consents.PROXY: _("Consent withdrawn: relatives who acted for this person do so no more."),
		consents.VOLUNTEERING: _("Consent withdrawn: no sign-ups, claims or services; points earned stay."),
	}[purpose]


def _noted(consent) -> list[tuple[str, str]]:
	"""Where the note stands: on the person's records, and on requests that somebody may be about to serve."""
	records = consents.records_of_giver(consent)
	persons = [(doctype, name) for doctype, names in records.items() for name in sorted(names)]
	if consent.purpose != consents.HELP:
		return persons
	filters = {"resident": consent.resident, "stage_category": "Open"}
	names = frappe.get_all("Help Request", filters, pluck="name", order_by="name asc")
	return [*persons, *(("Help Request", name) for name in names)]


def _delete_pictures(resident: str) -> None:
	for doctype, link in PICTURED.items():
		for name in frappe.get_all(doctype, {link: resident}, pluck="name", order_by="name asc"):
			for file in _pictures_of(doctype, name):
				# The person decides about their picture, whoever uploaded it.
				frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)


def _pictures_of(doctype: str, name: str) -> Iterator[str]:
	filters = {"attached_to_doctype": doctype, "attached_to_name": name}
	for row in frappe.get_all("File", filters, ["name", "file_name", "file_url"], order_by="name asc"):
		if _is_picture(row):
			yield row.name


def _is_picture(file) -> bool:
	names = [cstr(name).lower() for name in (file.file_name, file.file_url)]
	guessed = [cstr(mimetypes.guess_type(name)[0]) for name in names]
	return any(kind.startswith("image/") for kind in guessed) or any(
		name.endswith(_PICTURES) for name in names
	)


def guard_picture(file, method: str | None = None) -> None:
	"""Doc event of File: no picture hangs on the records of somebody who does not want it.

	Raises:
	        ConsentWithdrawnError
	"""
	doctype = file.attached_to_doctype
	if doctype not in PICTURED or not isinstance(file.attached_to_name, str) or not _is_picture(file):
		return
	resident = frappe.db.get_value(doctype, file.attached_to_name, PICTURED[doctype])
	consents.require_standing(resident, consents.PHOTOGRAPHS)
