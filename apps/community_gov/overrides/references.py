"""What Frappe keeps about documents in tables of its own: tags with titles, who follows what. Seen as the document is."""

from pypika.terms import Criterion

import frappe

from community_gov.core.compat import criterion_sql, no_objection
from community_gov.permissions.evaluate import DENY, documents_with_policy, is_scoped, is_visible, visible

# DocType of Frappe -> fields that name the kind and the name of the document.
REFERENCES = {
	"Tag Link": ("document_type", "document_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
}


def reference_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Read, made and deleted by whoever sees the document; what somebody follows is their own affair."""
	user = user or frappe.session.user
	if user == "Administrator":
		return no_objection()
	kind, name = (doc.get(field) for field in REFERENCES[doc.doctype])
	if doc.doctype == "Document Follow" and doc.user and doc.user != user:
		return False
	if is_scoped(kind) and name and not is_visible(kind, name, user):
		return False
	return no_objection()


def tag_link_query(user: str | None = None, doctype: str | None = None) -> str:
	return _condition("Tag Link", user)


def document_follow_query(user: str | None = None, doctype: str | None = None) -> str:
	return _condition("Document Follow", user)


def energy_point_log_query(user: str | None = None, doctype: str | None = None) -> str:
	return _condition("Energy Point Log", user)


def _condition(table_name: str, user: str | None) -> str:
	"""Bracketed SQL: rows about documents with a policy only where the document is visible; own follows only."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	if user == "Guest":
		return DENY
	table, (kind_field, name_field) = frappe.qb.DocType(table_name), REFERENCES[table_name]
	shown = shown_with_document(table[kind_field], table[name_field], user)
	return criterion_sql(shown & (table.user == user) if table_name == "Document Follow" else shown)


def shown_with_document(kind, name, user: str) -> Criterion:
	"""Rows about no document with a policy, and those whose document the user sees.

	Args:
	        kind, name: columns that hold the DocType and the name of the document.
	"""
	bound = documents_with_policy()
	shown = kind.isnull() | kind.notin(bound)
	for doctype in bound:
		if frappe.has_permission(doctype, "read", user=user):
			shown = shown | _names_visible(kind, name, doctype, user)
	return shown


def _names_visible(kind, name, doctype: str, user: str) -> Criterion:
	criterion = visible(doctype, user)
	if criterion is None:
		return kind == doctype
	document = frappe.qb.DocType(doctype)
	return (kind == doctype) & name.isin(frappe.qb.from_(document).select(document.name).where(criterion))
