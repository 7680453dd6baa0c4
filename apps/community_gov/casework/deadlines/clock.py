"""Deadline arithmetic: pure, no site, the same function for deadlines, reminders, escalation and statistics.

Units of time are those of GB/T 30428.8 as city rules read them: 紧急工作时 are clock hours that run off duty
too, 工作时 hours inside the duty periods, 工作日 the duty time of as many working days, and natural days.
All times are naive and in the site's time zone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

EMERGENCY_HOURS = "Emergency Hours"
DUTY_HOURS = "Duty Hours"
WORKING_DAYS = "Working Days"
NATURAL_DAYS = "Natural Days"
UNITS = (EMERGENCY_HOURS, DUTY_HOURS, WORKING_DAYS, NATURAL_DAYS)

ZERO = timedelta()
ONE_DAY = timedelta(days=1)
# The stage light turns yellow at this part of the limit.
WARNING = 0.8
# A calendar that never works again (all holidays) must end in an error, not in a loop.
HORIZON_DAYS = 40_000

NO_PERIODS = "The calendar has no duty periods. Enter at least one."
EMPTY = "A duty period ends when it begins. Correct its times; a whole day is 00:00 to 24:00."
OVERLAP = "Two duty periods overlap. Separate them."
NEVER = "The calendar has no working day ahead. Correct its weekdays or holidays."


class CalendarError(ValueError):
	"""The calendar cannot tell time: no periods, overlapping periods, or no working day ahead."""


@dataclass(frozen=True)
class Calendar:
	"""Duty periods of a working day, the weekdays that work (0 is Monday), and exceptions by date.

	A period whose end is not later than its start runs over midnight and belongs to the day on which it begins: 22:00 to
	06:00 on a Friday ends on Saturday, whether that works or not. An end of 00:00 is midnight, 00:00 to 00:00 the whole day.
	holidays do not work whatever their weekday; workdays do (调休上班). loaded_years are those whose notice is in.
	"""

	periods: tuple[tuple[time, time], ...]
	weekdays: frozenset[int] = frozenset(range(5))
	holidays: frozenset[date] = field(default=frozenset())
	workdays: frozenset[date] = field(default=frozenset())
	loaded_years: tuple[int, ...] = ()
	# Duty time of the days asked for: cases ask for the same few days again and again.
	_known: dict[date, tuple] = field(default_factory=dict, init=False, repr=False, compare=False)

	def __post_init__(self):
		if not self.periods:
			raise CalendarError(NO_PERIODS)
		if any(start == end != time.min for start, end in self.periods):
			raise CalendarError(EMPTY)
		lengths = [_within_day(*period) for period in self.periods]
		first = (lengths[0][0] + ONE_DAY, ZERO)
		for (_start, end), (following, _end) in zip(lengths, [*lengths[1:], first], strict=True):
			if following < end:
				raise CalendarError(OVERLAP)

	@property
	def day_length(self) -> timedelta:
		"""Duty time of one working day, with what runs on after its midnight."""
		return sum((end - start for start, end in (_within_day(*one) for one in self.periods)), ZERO)

	@cached_property
	def _crosses_midnight(self) -> bool:
		return any(_within_day(*period)[1] > ONE_DAY for period in self.periods)

	def works_on(self, day: date) -> bool:
		if day in self.workdays:
			return True
		return day.weekday() in self.weekdays and day not in self.holidays

	def on_duty(self, moment: datetime) -> bool:
		"""Whether a moment lies in a duty period of a working day; a period's end is off duty."""
		days = (moment.date() - ONE_DAY, moment.date())
		return any(begin <= moment < end for day in days for begin, end in self.duty_on(day))

	def spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
		"""Duty time from `start` on, as (begin, end) in order. Raises CalendarError at the horizon."""
		idle = 0
		# The night duty of the day before may still run.
		day = start.date() - (ONE_DAY if self._crosses_midnight else ZERO)
		while idle < HORIZON_DAYS:
			idle += 1
			for begin, end in self.duty_on(day):
				idle = 0
				if start < end:
					yield (begin if begin > start else start), end
			day += ONE_DAY
		raise CalendarError(NEVER)

	def duty_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
		"""Duty time that begins on a day as (begin, end) in order; nothing where it does not work."""
		spans = self._known.get(day)
		if spans is None:
			periods = self.periods if self.works_on(day) else ()
			spans = self._known[day] = tuple(
				(datetime.combine(day, time.min) + begin, datetime.combine(day, time.min) + end)
				for begin, end in (_within_day(*period) for period in periods)
			)
		return spans


def _within_day(start: time, end: time) -> tuple[timedelta, timedelta]:
	"""Begin and end of a period since the midnight before it; beyond a day where it ends after the next one."""
	begin, finish = (
		timedelta(hours=one.hour, minutes=one.minute, seconds=one.second) for one in (start, end)
	)
	return begin, finish + (ONE_DAY if end <= start else ZERO)


def length_of(amount: float, unit: str, calendar: Calendar) -> timedelta:
	"""An amount of a unit as time on its own clock: duty time, or plain time."""
	if unit not in UNITS:
		raise CalendarError(f"{unit!r} is not a unit of time. Use one of {', '.join(UNITS)}.")
	if amount < 0:
		raise CalendarError(f"A limit of {amount:g} is negative. Enter zero or more.")
	return amount * calendar.day_length if unit == WORKING_DAYS else plain_length(amount, unit)


def plain_length(amount: float, unit: str) -> timedelta:
	"""An amount of a unit that needs no calendar to be measured."""
	return timedelta(days=amount) if unit == NATURAL_DAYS else timedelta(hours=amount)


def runs_on_duty_time(unit: str) -> bool:
	return unit in (DUTY_HOURS, WORKING_DAYS)


def add(start: datetime, length: timedelta, unit: str, calendar: Calendar) -> datetime:
	"""The moment at which `length` of the unit's clock has run since `start`."""
	if not runs_on_duty_time(unit):
		return start + length
	remaining = length
	for begin, end in calendar.spans(start):
		if remaining <= end - begin:
			return begin + remaining
		remaining -= end - begin
	raise AssertionError("unreachable: spans never ends")


def measure(start: datetime, end: datetime, unit: str, calendar: Calendar) -> timedelta:
	"""How much of the unit's clock runs from `start` to `end`; zero if `end` is not later."""
	if end <= start:
		return ZERO
	if not runs_on_duty_time(unit):
		return end - start
	total = ZERO
	for begin, finish in calendar.spans(start):
		if begin >= end:
			break
		total += min(finish, end) - begin
	return total


def deadline(
	start: datetime,
	length: timedelta,
	unit: str,
	calendar: Calendar,
	pauses: Sequence[tuple[datetime, datetime]] = (),
) -> datetime:
	"""`add` on a clock that stands still during pauses.

	Args:
	        pauses: (begin, end), in order, not overlapping; what lies before `start` does not count.
	"""
	remaining, moment = length, start
	for begin, end in pauses:
		if end <= moment:
			continue
		ran = measure(moment, begin, unit, calendar)
		if ran >= remaining:
			break
		remaining, moment = remaining - ran, end
	return add(moment, remaining, unit, calendar)


def used(
	start: datetime,
	end: datetime,
	unit: str,
	calendar: Calendar,
	pauses: Sequence[tuple[datetime, datetime]] = (),
) -> timedelta:
	"""`measure` on a clock that stands still during pauses."""
	total, moment = ZERO, start
	for begin, finish in pauses:
		if finish <= moment:
			continue
		total += measure(moment, min(begin, end), unit, calendar)
		moment = finish
		if moment >= end:
			return total
	return total + measure(moment, end, unit, calendar)


def light_of_time(used_time: timedelta, limit: timedelta) -> str:
	"""Green up to 80 % of the limit, yellow up to 100 %, red beyond (stage light of 数字城管)."""
	if used_time > limit:
		return "Red"
	return "Yellow" if used_time > WARNING * limit else "Green"


def first_missing_year(loaded_years: Sequence[int], start: int, end: int) -> int | None:
	"""The first year from `start` to `end` for which no holidays are loaded, or None."""
	years = sorted(loaded_years)
	for year in range(start, end + 1):
		place = bisect_left(years, year)
		if place == len(years) or years[place] != year:
			return year
	return None
