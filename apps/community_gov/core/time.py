"""The one reader of days and moments that people and systems send; today is the site's."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.errors import BadInputError


def as_day(value: str | None, label: str = "on") -> date:
	"""The day that an ISO 8601 text names; today without one. Raises BadInputError (422) for anything else."""
	if not value:
		return getdate()
	try:
		return date.fromisoformat(str(value)[:10])
	except ValueError:
		frappe.throw(
			_("{0} is not a day. Send it as YYYY-MM-DD.").format(label),
			exc=BadInputError,
		)
		raise


def as_moment(value: str | None, label: str) -> datetime:
	"""The moment of the site's time that an ISO 8601 text names. Raises BadInputError (422) for anything else."""
	try:
		moment = datetime.fromisoformat(str(value).strip())
	except ValueError:
		moment = None
	if not moment or moment.tzinfo:
		frappe.throw(
			_("{0} is no moment. Send it as YYYY-MM-DD HH:MM, in the time of the site.").format(label),
			exc=BadInputError,
		)
	return moment.replace(microsecond=0)
