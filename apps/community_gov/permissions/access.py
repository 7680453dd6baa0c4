"""The one permission check of what a person asks for, and its refusal in two sentences."""

from typing import NoReturn

import frappe
from frappe import _

from community_gov.core.errors import ConflictError


def load_doc(doctype: str, name: str, ptype: str = "read", modified: str | None = None):
	"""The stored document, after checking the right of the session user on it.

	Args:
	        modified: the `modified` the client has seen; refused if somebody changed the document since.
	Raises:
	        frappe.DoesNotExistError (404), frappe.PermissionError (403), ConflictError (409)
	"""
	doc = frappe.get_doc(doctype, name, for_update=ptype != "read")
	if not doc.has_permission(ptype):
		refuse_access(doctype, name)
	if modified and str(doc.modified) != str(modified):
		frappe.throw(
			_("{0} was changed by somebody else at {1}. Load it again and repeat the step.").format(
				name, str(doc.modified)[:19]
			),
			exc=ConflictError,
		)
	return doc


def require(doctype: str, ptype: str) -> None:
	"""Refuses users whose roles give them no such right on any document of the DocType (403)."""
	if not frappe.has_permission(doctype, ptype):
		refuse_access(doctype)


def refuse_access(doctype: str, name: str | None = None) -> NoReturn:
	"""Raises frappe.PermissionError (403) with what to do."""
	frappe.throw(
		_(
			"You have no right to do this with {0} {1}. Sign in with the right account or ask its owner."
		).format(_(doctype), name or ""),
		exc=frappe.PermissionError,
	)
