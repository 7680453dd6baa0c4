"""Until when a notice is on show: by hand over a holiday with make-up days, and by properties."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.participation.notices.days_on_show import NATURAL_DAYS, WORKING_DAYS, end_of, last_day

# National Day 2026: off from 1 to 7 October, 10 October (a Saturday) works.
HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}
MADE_UP = {date(2026, 10, 10)}


def works_on(day: date) -> bool:
	return day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


@pytest.mark.parametrize(
	("posted", "days", "unit", "last"),
	[
		("2026-11-02", 5, WORKING_DAYS, "2026-11-09"),
		("2026-11-02", 5, NATURAL_DAYS, "2026-11-09"),
		("2026-11-02", 4, NATURAL_DAYS, "2026-11-06"),
		("2026-09-29", 3, WORKING_DAYS, "2026-10-09"),
		("2026-09-29", 4, WORKING_DAYS, "2026-10-10"),
		("2026-09-29", 5, NATURAL_DAYS, "2026-10-08"),
		("2026-10-03", 1, WORKING_DAYS, "2026-10-08"),
	],
)
def test_the_day_of_posting_does_not_count(posted, days, unit, last):
	assert last_day(date.fromisoformat(posted), days, unit, works_on) == date.fromisoformat(last)


@given(
	st.dates(date(2026, 1, 1), date(2026, 12, 31)),
	st.integers(1, 40),
	st.sampled_from([WORKING_DAYS, NATURAL_DAYS]),
)
def test_the_last_day_works_and_no_day_is_lost(posted, days, unit):
	last = last_day(posted, days, unit, works_on)
	assert works_on(last)
	between = [posted + timedelta(days=number) for number in range(1, (last - posted).days + 1)]
	counted = len(between) if unit == NATURAL_DAYS else sum(map(works_on, between))
	assert counted == days if unit == WORKING_DAYS else counted >= days
	assert last_day(posted, days + 1, unit, works_on) >= last


def test_it_ends_with_the_last_second_of_the_day():
	assert end_of(date(2026, 10, 8)) == datetime(2026, 10, 8, 23, 59, 59)


@pytest.mark.parametrize(("days", "unit"), [(0, WORKING_DAYS), (3, "Weeks")])
def test_what_is_no_period_is_refused(days, unit):
	with pytest.raises(ValueError, match=unit):
		last_day(date(2026, 10, 8), days, unit, works_on)


def test_a_calendar_without_working_days_ends_in_an_error():
	with pytest.raises(ValueError, match="no working day"):
		last_day(date(2026, 10, 8), 1, WORKING_DAYS, lambda day: False)
