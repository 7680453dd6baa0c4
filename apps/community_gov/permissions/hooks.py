"""What hooks.py names of permissions, beside the lists."""

import frappe
from frappe import _

from community_gov.core.errors import OutOfScopeError
from community_gov.permissions.evaluate import is_allowed, is_scoped


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Frappe's permission hook of every DocType with a policy."""
	return is_allowed(doc, ptype, user)


def refuse_sharing(doc, method: str | None = None) -> None:
	"""Doc event of DocShare: a share opens a document past every rule here, for one person or for everyone.

	Raises:
	        OutOfScopeError
	"""
	if is_scoped(doc.share_doctype):
		frappe.throw(
			_(
				"{0} {1} is not shared one by one. Give the person a role and a place on a team or unit."
			).format(_(doc.share_doctype), doc.share_name),
			exc=OutOfScopeError,
		)
