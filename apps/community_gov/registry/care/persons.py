"""The person whom a tag or a visit is about."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError


def resident_row(resident: str | None, *fields: str) -> frappe._dict:
	"""Fields of a stored resident.

	Raises:
	        BadInputError: nobody is named; Frappe asks for what is missing only after our rules.
	"""
	row = frappe.db.get_value("Resident", resident, list(fields), as_dict=True) if resident else None
	if not row:
		frappe.throw(_("No resident is named. Choose one."), exc=BadInputError)
	return row
