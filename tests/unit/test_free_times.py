"""Times of the week against an hour that is asked for: whole, in part, over midnight and month ends; pure."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.matching.free_times import FreeTime, has_all, has_some

# 30 September 2024 is a Monday, the next day another month.
MONDAY = datetime(2024, 9, 30)
EVENING = FreeTime(0, time(18), time(23, 59))
NIGHT = FreeTime(1, time(0), time(6))


@pytest.mark.parametrize(
	("times", "start", "hours", "whole", "part"),
	[
		([EVENING], 18, 2, True, True),
		([EVENING], 17, 2, False, True),
		([EVENING], 16, 2, False, False),
		([EVENING], 22, 4, False, True),
		([EVENING, NIGHT], 22, 4, True, True),
		([NIGHT, EVENING], 22, 8.5, False, True),
		([FreeTime(0, time(8), time(10)), FreeTime(0, time(10), time(12))], 9, 2, True, True),
		([FreeTime(0, time(8), time(10)), FreeTime(0, time(10, 1), time(12))], 9, 2, False, True),
		([FreeTime(0, time(8), time(12)), FreeTime(0, time(9), time(10))], 9, 3, True, True),
		([], 9, 2, False, False),
	],
)
def test_what_is_asked_lies_in_the_times_of_the_week(times, start, hours, whole, part):
	begins = MONDAY.replace(hour=start)
	ends = begins + timedelta(hours=hours)
	assert (has_all(times, begins, ends), has_some(times, begins, ends)) == (whole, part)


def test_a_day_of_the_week_comes_again():
	begins = MONDAY + timedelta(days=7, hours=19)
	assert has_all([EVENING], begins, begins + timedelta(hours=1))
	assert not has_all([EVENING], begins + timedelta(days=1), begins + timedelta(days=1, hours=1))


hours = st.integers(0, 23)
free_times = st.lists(
	st.tuples(st.integers(0, 6), hours, hours)
	.filter(lambda row: row[1] < row[2])
	.map(lambda row: FreeTime(row[0], time(row[1]), time(row[2]))),
	max_size=8,
)


@given(free_times, st.integers(0, 24 * 7), st.integers(1, 40))
def test_as_hour_by_hour(times, start, length):
	"""The same as asking for each hour of the span on its own."""
	begins = MONDAY + timedelta(hours=start)
	each = [begins + timedelta(hours=number) for number in range(length)]
	in_time = [
		any(one.weekday == hour.weekday() and one.start <= hour.time() < one.end for one in times)
		for hour in each
	]
	ends = begins + timedelta(hours=length)
	assert has_all(times, begins, ends) == all(in_time)
	assert has_some(times, begins, ends) == any(in_time)
