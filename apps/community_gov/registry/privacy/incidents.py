"""A leak or loss of personal data: what the law wants told, to whom, and when (PIPL Art. 57)."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from community_gov.core.errors import BadInputError

TIMES = ("found_at", "happened_at", "told_authority_at", "told_persons_at")


def check_incident(incident) -> None:
	"""
	Raises:
	        BadInputError: a time lies ahead, or the incident is closed before the account is whole.
	"""
	if any(incident.get(name) and get_datetime(incident.get(name)) > now_datetime() for name in TIMES):
		frappe.throw(_("A time of the incident lies ahead. Correct it."), exc=BadInputError)
	if incident.status != "Closed":
		return
	if not incident.told_authority_at or not incident.measures:
		frappe.throw(
			_("The authority is not told, or no measures are written. Do both before closing."),
			exc=BadInputError,
		)
	if not incident.told_persons_at and not incident.not_told_reason:
		frappe.throw(
			_("The persons are not told. Tell them, or write why the law allows not to."), exc=BadInputError
		)
