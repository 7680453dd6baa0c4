"""How often a patrol point is to be visited: windows of days, each of which needs one check-in. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Window(NamedTuple):
	"""The first and the last day of one turn, both included."""

	first: date
	last: date


def window_of(active_from: date, every_days: int, day: date) -> Window:
	"""The window that holds a day; windows of `every_days` follow each other from the point's first day on."""
	length = timedelta(days=every_days)
	first = active_from + (day - active_from) // length * length
	return Window(first, first + length - ONE_DAY)


def windows(
	active_from: date, active_to: date | None, every_days: int, first: date, last: date
) -> Iterator[Window]:
	"""The windows whose last day lies from `first` to `last`; one that the point does not live to end is none."""
	end = min(last, active_to) if active_to else last
	window = window_of(active_from, every_days, max(first, active_from))
	while window.last <= end:
		yield window
		window = window_of(active_from, every_days, window.last + ONE_DAY)


def is_active(active_from: date, active_to: date | None, day: date) -> bool:
	return active_from <= day and (not active_to or day <= active_to)
