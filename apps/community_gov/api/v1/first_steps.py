"""How far the set-up of a site is."""

import frappe

from community_gov.permissions.access import require
from community_gov.setup import first_steps


@frappe.whitelist(methods=["GET"])
def look() -> list[dict]:
	"""The steps from an empty site to the first closed case, with what there is of each.

	Permission: whoever may change the settings of Community Gov; counts are those of the whole site.
	Returns:
	        see setup.first_steps.look
	"""
	require(first_steps.SETTINGS, "write")
	return first_steps.look()
