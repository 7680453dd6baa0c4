"""Periods as people name them: from and to, both days included."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _

from community_gov.core.errors import BadInputError
from community_gov.core.time import as_day


def period(from_date: str | date, to_date: str | date) -> tuple[datetime, datetime]:
	"""Two days, both included, as [start, end) in the site's time zone.

	Raises:
	        BadInputError: no dates, or the second lies before the first.
	"""
	if not from_date or not to_date:
		frappe.throw(_("The period is missing. Name its first and last day."), exc=BadInputError)
	first, last = as_day(from_date, "from_date"), as_day(to_date, "to_date")
	if last < first:
		frappe.throw(_("The period ends before it begins. Swap the dates."), exc=BadInputError)
	start = datetime.combine(first, datetime.min.time())
	return start, datetime.combine(last, datetime.min.time()) + timedelta(days=1)
