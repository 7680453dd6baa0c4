"""Periods of working days by the site's calendar, as notices, topics, opinions and bulletins count them."""

from datetime import datetime, timedelta

from frappe.utils import now_datetime

from community_gov.casework.deadlines import clock
from community_gov.casework.deadlines.calendars import calendar_for


def in_working_days(days: float, start: datetime | None = None) -> datetime:
	"""The moment at which that many working days have run since `start` or now; natural days without a calendar."""
	begin, calendar = start or now_datetime(), calendar_for(None)
	if not calendar:
		return begin + timedelta(days=days)
	length = clock.length_of(days, clock.WORKING_DAYS, calendar)
	return clock.add(begin, length, clock.WORKING_DAYS, calendar)
