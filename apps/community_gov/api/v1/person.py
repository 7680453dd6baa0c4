"""Seeing a full number: by right, for a purpose, logged."""

import frappe

from community_gov.permissions.access import load_doc
from community_gov.registry.identity.reveal import reveal as reveal_number


@frappe.whitelist(methods=["POST"])
def reveal(doctype: str, name: str, fieldname: str, purpose: str, detail: str | None = None) -> dict:
	"""Shows the full identity or phone number of a person whose record the user may edit.

	Returns:
	        {value}; a Sensitive Access Log entry is written in the same transaction.
	"""
	doc = load_doc(doctype, name, "write")
	return {"value": reveal_number(doc, fieldname, purpose, detail)}
