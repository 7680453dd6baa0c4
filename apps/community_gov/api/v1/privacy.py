"""Privacy over REST: consents withdrawn, requests of the person answered, retention, records merged and undone."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.registry.identity import merging
from community_gov.registry.privacy import data_requests, retention, withdrawal


@frappe.whitelist(methods=["POST"])
@idempotent("privacy.withdraw")
def withdraw(consent: str, reason: str | None = None) -> dict:
	"""Withdraws a consent at once; what rests on it stops, and a note on the person says what.

	Returns:
	        {consent, status, withdrawn_on}
	"""
	doc = load_doc("Consent", consent, "write")
	withdrawal.withdraw(doc, reason)
	return {"consent": doc.name, "status": doc.status, "withdrawn_on": str(doc.withdrawn_on)}


@frappe.whitelist(methods=["POST"])
@idempotent("privacy.answer")
def answer(request: str, done: bool, text: str) -> dict:
	"""Answers a Personal Data Request; a deletion that is done makes the record anonymous.

	Args:
	        done: false refuses, with the reason in `text`.
	Returns:
	        {request, status, answered_on}
	"""
	doc = load_doc("Personal Data Request", request, "write")
	data_requests.answer(doc, done, text)
	return {"request": doc.name, "status": doc.status, "answered_on": str(doc.answered_on)}


@frappe.whitelist(methods=["GET"])
def copy(request: str) -> dict:
	"""Everything the register holds about the person of a request of a copy; numbers stay masked.

	Returns:
	        {person: [{label, value}], residence: [...], consents: [...], looks: [...]}
	"""
	return data_requests.copy_for(load_doc("Personal Data Request", request))


@frappe.whitelist(methods=["POST"])
def run_retention(dry_run: bool = True) -> dict:
	"""Anonymises everybody whose time is over, or lists them; for community administrators.

	Returns:
	        {run, dry_run, moved_out, deceased, failed, volunteering}
	"""
	require("Retention Run", "read")
	if "Community Administrator" not in frappe.get_roles():
		refuse_access("Retention Run")
	return retention.run(dry_run)


@frappe.whitelist(methods=["POST"])
@idempotent("privacy.merge")
def merge(kept: str, merged: str, reason: str) -> dict:
	"""Merges the second record into the first; for who may edit both and read merges.

	Returns:
	        {merge, kept, merged}
	"""
	require("Resident Merge", "read")
	docs = [load_doc("Resident", name, "write") for name in (kept, merged)]
	entry = merging.merge(*docs, reason)
	return {"merge": entry.name, "kept": kept, "merged": merged}


@frappe.whitelist(methods=["POST"])
def undo_merge(merge: str) -> dict:
	"""Takes a merge back; repeating is refused.

	Returns:
	        {merge, status}
	"""
	entry = load_doc("Resident Merge", merge)
	load_doc("Resident", entry.kept, "write")
	merging.undo(entry)
	return {"merge": entry.name, "status": "Undone"}
