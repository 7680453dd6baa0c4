"""Reports that somebody made under a telephone number which they have proven since."""

from datetime import datetime

import frappe
from frappe import _

from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake import tracking_codes

DOCTYPE = "Case"


def of_number(number: str, since: datetime, limit: int) -> list[dict]:
	"""The newest cases reported under a number: [{name, title, stage, at}]. The caller has proof of the number."""
	# Asked for whoever has proven the number; a guest holds no right on the list.
	return frappe.get_all(
		DOCTYPE,
		filters={"reporter_phone": number, "is_anonymous": 0, "reported_at": (">=", since)},
		fields=["name", "title", "stage", "reported_at as at"],
		order_by="reported_at desc, name desc",
		limit=limit,
	)


def new_code(name: str, number: str) -> str:
	"""A new tracking code for the reporter of a case.

	Raises:
	        frappe.DoesNotExistError (404): no case of this number.
	        SeparationOfDutiesError (403): the number belongs to somebody who worked on it.
	"""
	filters = {"name": name, "reporter_phone": number, "is_anonymous": 0}
	if not frappe.db.exists(DOCTYPE, filters):
		frappe.throw(
			_("No record of this number is called so. Open the list again."), frappe.DoesNotExistError
		)
	return tracking_codes.issue_to_phone(lock_case(name), number)
