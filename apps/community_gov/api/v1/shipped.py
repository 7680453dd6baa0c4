"""Records that the app ships: put one back."""

import frappe

from community_gov.permissions.access import load_doc, refuse_access
from community_gov.setup.seeding import reset as reset_record


@frappe.whitelist(methods=["POST"])
def reset(shipped_record: str) -> dict:
	"""Puts a shipped record back to what the files of this version ship, dropping local changes.

	Permission: Community Administrator or System Manager; the list itself is written by code only.
	Returns:
	        {reference_doctype, reference_name}
	"""
	doc = load_doc("Shipped Record", shipped_record)
	if not {"Community Administrator", "System Manager"} & set(frappe.get_roles()):
		refuse_access("Shipped Record", shipped_record)
	return {"reference_doctype": doc.reference_doctype, "reference_name": reset_record(doc.name)}
