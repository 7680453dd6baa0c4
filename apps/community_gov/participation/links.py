"""What a document of participation is about: something that whoever names it may read."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError


def require_readable(doc, doctype: str | None, name: str | None) -> None:
	"""Refuses the name of a document that the session user may not read, in the words for one that is not there.

	Otherwise its existence, and what is copied from it, would be told to whoever guesses names. What the server itself
	writes for somebody without rights is not asked.

	Raises:
	        BadInputError
	"""
	if not doctype or not name or doc.flags.ignore_permissions:
		return
	if not frappe.has_permission(doctype, "read", name):
		frappe.throw(
			_("There is no {0} {1}. Choose one that exists.").format(_(doctype), name), exc=BadInputError
		)
