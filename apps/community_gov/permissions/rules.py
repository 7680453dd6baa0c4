"""The two surfaces of one rule: SQL for lists, True or False for a document."""

import frappe

from community_gov.compat import criterion_sql
from community_gov.permissions.asking import refuse_hidden_fields
from community_gov.permissions.criteria import CRITERIA, SCOPED
from community_gov.permissions.scope import sees_all

DENY = "(1=0)"


def query_for(doctype: str, user: str | None) -> str:
	"""Bracketed SQL that limits a list to what the user may see; "" only for those who see all."""
	user = user or frappe.session.user
	if user == "Guest":
		return DENY
	if not sees_all(user):
		refuse_hidden_fields(SCOPED, user, doctype)
	criterion = CRITERIA[doctype](user)
	return "" if criterion is None else criterion_sql(criterion)


def is_visible(doctype: str, name: str, user: str) -> bool:
	"""Runs the same criterion against the stored row: what the client sent in `doc` counts for nothing."""
	if user == "Guest":
		return False
	criterion = CRITERIA[doctype](user)
	if criterion is None:
		return True
	table = frappe.qb.DocType(doctype)
	return bool(frappe.qb.from_(table).select(table.name).where(table.name == name).where(criterion).run())


def may(doc, ptype: str | None, user: str | None, new_in_scope, editable=None) -> bool:
	"""Decides on a document of a DocType with a criterion.

	Args:
	        new_in_scope: (doc, user) -> bool, asked when a document is to be created.
	        editable: (stored, user) -> bool, asked in addition when something is to be written.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	refuse_hidden_fields((doc.doctype,), user)
	if ptype == "write" and not doc.name:
		# Frappe 16 asks so before it takes a file for a form that is not saved; saving asks for create.
		return True
	if ptype == "create" or not doc.name:
		return bool(new_in_scope(doc, user))
	if not is_visible(doc.doctype, doc.name, user):
		return False
	if editable and ptype in ("write", "delete", "share"):
		return bool(editable(doc, user))
	return True
