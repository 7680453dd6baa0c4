"""The hours in which nobody is disturbed, from an evening's hour to a morning's. Pure, no site."""

from datetime import datetime, time, timedelta


def is_quiet(moment: datetime, begins: int, ends: int) -> bool:
	"""Whether a moment lies in the quiet hours.

	Args:
	        begins, ends: full hours from 0 to 24; equal ones are no quiet hours; `begins` may lie after `ends`, over midnight.
	"""
	if begins == ends:
		return False
	hour = moment.hour
	return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def next_loud(moment: datetime, begins: int, ends: int) -> datetime:
	"""The moment itself, or the end of the quiet hours in which it lies."""
	if not is_quiet(moment, begins, ends):
		return moment
	day = moment.date()
	if begins > ends and moment.hour >= begins:
		day += timedelta(days=1)
	# 24 is the midnight that ends the day.
	if ends == 24:
		return datetime.combine(day + timedelta(days=1), time())
	return datetime.combine(day, time(ends))
