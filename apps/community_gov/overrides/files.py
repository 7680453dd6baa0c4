"""Attachments follow their document: a list of files must not show photos of cases the user cannot see."""

import frappe

from community_gov.casework.intake.evidence import PHOTO_DOCTYPES, lies_with_evidence
from community_gov.core.compat import criterion_sql, no_objection
from community_gov.permissions.evaluate import visible

ATTACHED = (*PHOTO_DOCTYPES, "Resident", "Volunteer", "Point Redemption", "Resident Import", "Service Record")


def file_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Nobody opens a photo of casework through a File that says it lies at the photo's address."""
	if not lies_with_evidence(doc.file_url):
		return no_objection()
	stored = doc.name and frappe.db.get_value("File", doc.name, "file_url")
	return no_objection() if stored == doc.file_url else False


def file_query(user: str | None = None, doctype: str | None = None) -> str:
	"""Bracketed SQL for lists of File: those of our documents only where the document itself is visible."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	file = frappe.qb.DocType("File")
	foreign = file.attached_to_doctype.isnull() | file.attached_to_doctype.notin(ATTACHED)
	for attached in ATTACHED:
		foreign = foreign | _attached_and_visible(file, attached, user)
	return criterion_sql(foreign)


def _attached_and_visible(file, doctype: str, user: str):
	criterion = visible(doctype, user)
	here = file.attached_to_doctype == doctype
	if criterion is None:
		return here
	table = frappe.qb.DocType(doctype)
	return here & file.attached_to_name.isin(frappe.qb.from_(table).select(table.name).where(criterion))
