"""Requests for help that name a telephone number which somebody has proven since."""

from datetime import datetime

import frappe
from frappe import _

from community_gov.registry.identity.protected_numbers import fingerprints
from community_gov.volunteering.help import help_requests

DOCTYPE = "Help Request"


def of_number(number: str, since: datetime, limit: int) -> list[dict]:
	"""The newest requests with a number: [{name, title, stage, at}]. The caller has proof of the number."""
	# Asked for whoever has proven the number; a guest holds no right on the list.
	rows = frappe.get_all(
		DOCTYPE,
		filters={"mobile_fingerprint": ("in", fingerprints(number)), "raised_at": (">=", since)},
		fields=["name", "help_kind", "stage", "raised_at as at"],
		order_by="raised_at desc, name desc",
		limit=limit,
	)
	return [{**row, "title": help_requests.kind_title(row.pop("help_kind"))} for row in rows]


def new_code(name: str, number: str) -> str:
	"""A new code for the person served.

	Raises:
	        frappe.DoesNotExistError (404): no request of this number.
	        SeparationOfDutiesError (403): the number belongs to somebody who gives the help.
	"""
	filters = {"name": name, "mobile_fingerprint": ("in", fingerprints(number))}
	if not frappe.db.exists(DOCTYPE, filters):
		frappe.throw(
			_("No record of this number is called so. Open the list again."), frappe.DoesNotExistError
		)
	return help_requests.issue_to_phone(frappe.get_doc(DOCTYPE, name, for_update=True), number)
