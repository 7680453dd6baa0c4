"""Records that the app ships: put one back."""

import frappe

from community_gov.permissions.access import load_doc
from community_gov.setup.seeding import reset as reset_record


@frappe.whitelist(methods=["POST"])
def reset(shipped_record: str) -> dict:
	"""Puts a shipped record back to what the app ships, dropping local changes.

	Returns:
	        {reference_doctype, reference_name}
	"""
	doc = load_doc("Shipped Record", shipped_record, "write")
	return {"reference_doctype": doc.reference_doctype, "reference_name": reset_record(doc.name)}
