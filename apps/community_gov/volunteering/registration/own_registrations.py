"""Registrations as a volunteer under a telephone number which somebody has proven since."""

from datetime import datetime

import frappe
from frappe import _

from community_gov.core import codes
from community_gov.registry.identity.protected_numbers import fingerprints
from community_gov.volunteering.registration.registrations import CODE, CODE_LENGTH

DOCTYPE = "Volunteer Registration"


def of_number(number: str, since: datetime, limit: int) -> list[dict]:
	"""The newest registrations with a number: [{name, title, stage, at}]. The caller has proof of the number."""
	# Asked for whoever has proven the number; a guest holds no right on the list.
	rows = frappe.get_all(
		DOCTYPE,
		filters={"mobile_fingerprint": ("in", fingerprints(number)), "creation": (">=", since)},
		fields=["name", "stage", "creation as at"],
		order_by="creation desc, name desc",
		limit=limit,
	)
	return [{**row, "title": _("Registration as a volunteer")} for row in rows]


def new_code(name: str, number: str) -> str:
	"""A new code for the applicant. Raises frappe.DoesNotExistError (404): no registration of this number."""
	filters = {"name": name, "mobile_fingerprint": ("in", fingerprints(number))}
	if not frappe.db.exists(DOCTYPE, filters):
		frappe.throw(
			_("No record of this number is called so. Open the list again."), frappe.DoesNotExistError
		)
	return codes.replace(frappe.get_doc(DOCTYPE, name, for_update=True), CODE, CODE_LENGTH, None)
