"""When a volunteer has time in a week, as they said themselves. Pure: no site, no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# People end an evening at 23:59 and mean midnight.
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class FreeTime:
	"""One time of every week: the weekday (0 is Monday), from and until."""

	weekday: int
	start: time
	end: time

	def on(self, midnight: datetime) -> tuple[datetime, datetime]:
		"""[start, end) on the day that begins at a midnight."""
		start = datetime.combine(midnight, self.start)
		if self.end >= LAST_MINUTE:
			return start, midnight + timedelta(days=1)
		return start, datetime.combine(midnight, self.end)


def _spans_between(times: Iterable[FreeTime], start: datetime, end: datetime) -> Iterator[tuple]:
	"""The [start, end) spans of each free time on each day that [start, end) touches, in order."""
	by_day: dict[int, list[FreeTime]] = {}
	for one in times:
		by_day.setdefault(one.weekday, []).append(one)
	midnight = datetime.combine(start, time.min)
	while midnight < end:
		yield from sorted(one.on(midnight) for one in by_day.get(midnight.weekday(), ()))
		midnight += timedelta(days=1)


def has_all(times: Iterable[FreeTime], start: datetime, end: datetime) -> bool:
	"""Whether somebody has time from start to end without a break."""
	reached = start
	for begins, ends in _spans_between(times, start, end):
		if begins > reached:
			return False
		reached = max(reached, ends)
		if reached >= end:
			return True
	return False


def has_some(times: Iterable[FreeTime], start: datetime, end: datetime) -> bool:
	"""Whether somebody has any time between start and end."""
	return any(begins < end and ends > start for begins, ends in _spans_between(times, start, end))
