"""Deadlines: adding and measuring agree, pausing never shortens, holidays and 调休 count as published."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_gov.casework.deadlines import clock

PERIODS = ((time(8), time(12)), (time(14), time(18)))
# National Day 2024: 1 to 7 October off; Sunday 29 September and Saturday 12 October worked (调休).
CHINA = clock.Calendar(
	PERIODS,
	holidays=frozenset(date(2024, 10, day) for day in range(1, 8)),
	workdays=frozenset({date(2024, 9, 29), date(2024, 10, 12)}),
)


def at(text: str) -> datetime:
	return datetime.fromisoformat(text)


def due(start: str, amount: float, unit: str, calendar=CHINA) -> str:
	length = clock.length_of(amount, unit, calendar)
	return clock.add(at(start), length, unit, calendar).isoformat(" ", "minutes")


@pytest.mark.parametrize(
	("start", "amount", "unit", "expected"),
	[
		("2024-09-25 09:00", 2, "Emergency Hours", "2024-09-25 11:00"),
		("2024-09-25 23:00", 2, "Emergency Hours", "2024-09-26 01:00"),
		("2024-09-25 11:00", 2, "Duty Hours", "2024-09-25 15:00"),  # over lunch
		("2024-09-25 17:00", 4, "Duty Hours", "2024-09-26 11:00"),  # over night
		("2024-09-25 12:30", 1, "Duty Hours", "2024-09-25 15:00"),  # in the break
		("2024-09-25 10:00", 1, "Working Days", "2024-09-26 10:00"),
		("2024-09-27 10:00", 1, "Working Days", "2024-09-29 10:00"),  # the Sunday is worked
		("2024-09-28 10:00", 1, "Duty Hours", "2024-09-29 09:00"),  # the Saturday is not
		("2024-09-30 17:00", 2, "Duty Hours", "2024-10-08 09:00"),  # over the holiday
		("2024-10-03 10:00", 1, "Duty Hours", "2024-10-08 09:00"),  # begun in the holiday
		("2024-10-11 10:00", 1, "Working Days", "2024-10-12 10:00"),
		("2024-09-30 10:00", 7, "Natural Days", "2024-10-07 10:00"),
		("2024-12-31 23:30", 1, "Emergency Hours", "2025-01-01 00:30"),
		("2024-02-28 10:00", 1, "Natural Days", "2024-02-29 10:00"),
		("2024-09-25 18:00", 0, "Duty Hours", "2024-09-26 08:00"),
		("2024-09-25 10:00", 0, "Emergency Hours", "2024-09-25 10:00"),
		(
			"1988-04-09 23:30",
			4,
			"Emergency Hours",
			"1988-04-10 03:30",
		),  # summer time began: the wall clock counts
		("2024-12-31 17:00", 2, "Duty Hours", "2025-01-01 09:00"),  # over the year's end
	],
)
def test_table(start, amount, unit, expected):
	assert due(start, amount, unit) == expected


NIGHT = clock.Calendar(
	((time(22), time(6)),),
	holidays=frozenset({date(2024, 10, 1)}),
	workdays=frozenset({date(2024, 9, 29)}),
)
ALWAYS = clock.Calendar(((time(0), time(0)),), weekdays=frozenset(range(7)))
EVENING = clock.Calendar(((time(8), time(12)), (time(18), time(0))))


@pytest.mark.parametrize(
	("calendar", "start", "amount", "unit", "expected"),
	[
		(NIGHT, "2024-09-25 21:00", 4, "Duty Hours", "2024-09-26 02:00"),
		(NIGHT, "2024-09-26 05:00", 2, "Duty Hours", "2024-09-26 23:00"),
		(NIGHT, "2024-09-27 23:00", 8, "Duty Hours", "2024-09-29 23:00"),  # Saturday off, the Sunday worked
		(NIGHT, "2024-09-30 23:00", 8, "Duty Hours", "2024-10-02 23:00"),  # over the holiday's night
		(NIGHT, "2024-10-01 03:00", 3, "Duty Hours", "2024-10-01 06:00"),  # the night before runs on
		(NIGHT, "2024-09-25 22:00", 1, "Working Days", "2024-09-26 06:00"),
		(ALWAYS, "2024-09-25 21:00", 30, "Duty Hours", "2024-09-27 03:00"),
		(ALWAYS, "2024-09-25 21:00", 2, "Working Days", "2024-09-27 21:00"),
		(EVENING, "2024-09-25 23:00", 3, "Duty Hours", "2024-09-26 10:00"),
	],
)
def test_duty_over_midnight_and_round_the_clock(calendar, start, amount, unit, expected):
	assert due(start, amount, unit, calendar) == expected


@pytest.mark.parametrize(
	("moment", "expected"),
	[
		("2024-09-25 21:59", False),
		("2024-09-25 22:00", True),
		("2024-09-28 05:59", True),  # Friday's night ends on Saturday
		("2024-09-28 23:00", False),
		("2024-10-01 05:59", True),
		("2024-10-01 23:00", False),
		("2024-10-02 03:00", False),
	],
)
def test_on_duty_at_night(moment, expected):
	assert NIGHT.on_duty(at(moment)) is expected


def test_ten_thousand_days_end():
	assert due("2024-01-02 10:00", 10_000, "Working Days") > "2060"


units = st.sampled_from(clock.UNITS)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31))
amounts = st.floats(0, 60, allow_nan=False)


@st.composite
def calendars(draw, last: date = date(2026, 12, 31)):
	edges = sorted(draw(st.sets(st.integers(0, 95), min_size=2, max_size=6)))
	edges = edges[: len(edges) // 2 * 2]
	# The last period runs over midnight, or to it where the first edge is 00:00.
	edges = edges[1:] + edges[:1] if draw(st.booleans()) else edges
	edges = draw(st.sampled_from((edges, edges, edges, [0, 0])))
	quarter = [time(edge // 4, edge % 4 * 15) for edge in edges]
	weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
	off = draw(st.sets(st.dates(date(2024, 1, 1), last), max_size=12))
	on = draw(st.sets(st.dates(date(2024, 1, 1), last), max_size=6))
	pairs = tuple(zip(quarter[::2], quarter[1::2], strict=True))
	return clock.Calendar(pairs, frozenset(weekdays), frozenset(off), frozenset(on))


@given(moments, amounts, units, calendars())
def test_adding_and_measuring_agree(start, amount, unit, calendar):
	length = clock.length_of(amount, unit, calendar)
	end = clock.add(start, length, unit, calendar)
	assert abs(clock.measure(start, end, unit, calendar) - length) < timedelta(microseconds=5)


QUARTER = timedelta(minutes=15)


def on_duty_slowly(calendar, moment: datetime) -> bool:
	"""The rule as people say it: a day works, and a period that begins on it has begun and not ended yet."""
	for day in (moment.date() - timedelta(days=1), moment.date()):
		works = day in calendar.workdays or (
			day.weekday() in calendar.weekdays and day not in calendar.holidays
		)
		for start, end in calendar.periods if works else ():
			begin, finish = datetime.combine(day, start), datetime.combine(day, end)
			if begin <= moment < (finish if finish > begin else finish + timedelta(days=1)):
				return True
	return False


quarters = st.builds(
	lambda day, quarter: datetime.combine(day, time.min) + quarter * QUARTER,
	st.dates(date(2024, 1, 1), date(2024, 1, 14)),
	st.integers(0, 95),
)


@settings(max_examples=200)
@given(quarters, st.integers(0, 600), calendars(date(2024, 1, 20)))
def test_the_clock_agrees_with_counting_quarters(start, number, calendar):
	slots = [start + slot * QUARTER for slot in range(number)]
	worked = [slot for slot in slots if on_duty_slowly(calendar, slot)]
	assert worked == [slot for slot in slots if calendar.on_duty(slot)]
	end = start + number * QUARTER
	assert clock.measure(start, end, "Duty Hours", calendar) == len(worked) * QUARTER
	if worked:
		due_at = clock.add(start, len(worked) * QUARTER, "Duty Hours", calendar)
		assert due_at == worked[-1] + QUARTER


@given(moments, amounts, amounts, units, calendars())
def test_more_time_is_never_due_earlier(start, one, other, unit, calendar):
	short, long = sorted((one, other))
	first = clock.add(start, clock.length_of(short, unit, calendar), unit, calendar)
	second = clock.add(start, clock.length_of(long, unit, calendar), unit, calendar)
	assert start <= first <= second


@given(moments, moments, moments, units, calendars())
def test_measuring_adds_up(one, two, three, unit, calendar):
	start, middle, end = sorted((one, two, three))
	whole = clock.measure(start, end, unit, calendar)
	parts = clock.measure(start, middle, unit, calendar) + clock.measure(middle, end, unit, calendar)
	assert whole == parts


pauses_of = st.lists(moments, max_size=6).map(
	lambda times: [
		(begin, end)
		for begin, end in zip(sorted(times)[::2], sorted(times)[1::2], strict=False)
		if begin < end
	]
)


@given(moments, amounts, units, calendars(), pauses_of)
def test_pausing_never_shortens(start, amount, unit, calendar, pauses):
	length = clock.length_of(amount, unit, calendar)
	plain = clock.deadline(start, length, unit, calendar)
	paused = clock.deadline(start, length, unit, calendar, pauses)
	assert plain == clock.add(start, length, unit, calendar) and paused >= plain


@given(moments, amounts, units, calendars(), pauses_of)
def test_a_deadline_uses_exactly_its_length(start, amount, unit, calendar, pauses):
	length = clock.length_of(amount, unit, calendar)
	end = clock.deadline(start, length, unit, calendar, pauses)
	assert abs(clock.used(start, end, unit, calendar, pauses) - length) < timedelta(microseconds=20)


@given(moments, moments, units, calendars(), pauses_of)
def test_a_pause_never_adds_to_what_was_used(one, two, unit, calendar, pauses):
	start, end = sorted((one, two))
	assert clock.used(start, end, unit, calendar, pauses) <= clock.measure(start, end, unit, calendar)


def test_pause_inside_a_day():
	length = clock.length_of(4, "Duty Hours", CHINA)
	pauses = [(at("2024-09-25 09:00"), at("2024-09-25 11:00"))]
	assert clock.deadline(at("2024-09-25 08:00"), length, "Duty Hours", CHINA, pauses) == at(
		"2024-09-25 16:00"
	)


@pytest.mark.parametrize(
	("periods", "word"),
	[
		((), "no duty periods"),
		(((time(12), time(12)),), "ends when it begins"),
		(((time(0), time(0)), (time(8), time(9))), "overlap"),
		(((time(8), time(12)), (time(20), time(9))), "overlap"),
		(((time(8), time(7)), (time(12), time(13))), "overlap"),
		(((time(8), time(12)), (time(11), time(14))), "overlap"),
	],
)
def test_bad_periods(periods, word):
	with pytest.raises(clock.CalendarError, match=word):
		clock.Calendar(periods)


def test_a_calendar_that_never_works_ends_in_a_sentence():
	never = clock.Calendar(PERIODS, weekdays=frozenset())
	with pytest.raises(clock.CalendarError, match="no working day ahead"):
		clock.add(at("2024-01-01 10:00"), timedelta(hours=1), "Duty Hours", never)


@pytest.mark.parametrize(("amount", "unit"), [(-1, "Duty Hours"), (1, "Fortnights")])
def test_bad_limits(amount, unit):
	with pytest.raises(clock.CalendarError):
		clock.length_of(amount, unit, CHINA)


@pytest.mark.parametrize(
	("minutes", "colour"), [(0, "Green"), (48, "Green"), (49, "Yellow"), (60, "Yellow"), (61, "Red")]
)
def test_lights_change_at_80_and_100_percent(minutes, colour):
	assert clock.light_of_time(timedelta(minutes=minutes), timedelta(hours=1)) == colour


def test_a_year_without_holidays_is_named():
	assert clock.first_missing_year([2024, 2025, 2026], 2024, 2026) is None
	assert clock.first_missing_year([2024, 2026], 2024, 2026) == 2025
	assert clock.first_missing_year([], 2027, 2027) == 2027
