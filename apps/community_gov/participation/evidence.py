"""Papers that prove something: private files that whoever shows them has uploaded."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import BadInputError

LONGEST = 500


def require_own_file(address: str) -> None:
	"""The address is that of a private file of the session user: a word, or somebody else's paper, proves nothing.

	Raises:
	        BadInputError
	"""
	own = {"file_url": address, "owner": frappe.session.user, "is_private": 1}
	if len(cstr(address)) > LONGEST or not frappe.db.exists("File", own):
		frappe.throw(
			_("The evidence is no private file of yours. Upload the photo or document itself."),
			exc=BadInputError,
		)
