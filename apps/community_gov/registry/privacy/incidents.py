"""A leak or loss of personal data: what the law wants told, to whom, and when (PIPL Art. 57)."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError
from community_gov.core.time import as_moment, not_ahead

TIMES = ("found_at", "happened_at", "told_authority_at", "told_persons_at")


def check_incident(incident) -> None:
	"""
	Raises:
	        BadInputError: a time lies ahead, or the incident is closed before the account is whole.
	"""
	for name in filter(incident.get, TIMES):
		ahead = _("A time of the incident lies ahead. Correct it.")
		incident.set(name, not_ahead(as_moment(incident.get(name), name), ahead))
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
