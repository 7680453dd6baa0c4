"""Until when something is on show: the day of posting does not count, the last day counts whole. Pure, no site.

民法典 Art. 201 and 203: a period of days begins on the day after, and ends on the next working day where its last day is
a holiday; its last day ends at midnight.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

WORKING_DAYS, NATURAL_DAYS = "Working Days", "Natural Days"
# A calendar without any working day ends here instead of never.
HORIZON = 4000


def last_day(posted: date, days: int, unit: str, works_on: Callable[[date], bool]) -> date:
	"""The last day on show.

	Args:
	        days: at least 1. unit: WORKING_DAYS or NATURAL_DAYS.
	        works_on: whether a day is a working day.
	Raises:
	        ValueError: no days, another unit, or no working day ahead.
	"""
	if days < 1 or unit not in (WORKING_DAYS, NATURAL_DAYS):
		raise ValueError(f"{days} {unit}")
	day, left = posted, days
	for _step in range(HORIZON):
		day += timedelta(days=1)
		left -= unit == NATURAL_DAYS or works_on(day)
		if left <= 0 and works_on(day):
			return day
	raise ValueError("no working day ahead")


def end_of(day: date) -> datetime:
	"""The last second of a day."""
	return datetime.combine(day, time(23, 59, 59))
