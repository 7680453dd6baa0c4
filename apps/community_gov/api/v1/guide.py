"""The guide of the app in the desk."""

import frappe

from community_gov.core import guide


@frappe.whitelist(methods=["GET"])
def read(page: str = guide.START) -> dict:
	"""One page of the guide in the language of the account.

	Permission: every account; it is the same as in the repository.
	Returns:
	        {page, html}
	Raises:
	        frappe.DoesNotExistError (404)
	"""
	return guide.read(page, frappe.local.lang)
