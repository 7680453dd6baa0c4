"""Quiet hours, over midnight and within a day: what is moved out of them lies at their end, at most a day later."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.participation.announcements.quiet_hours import is_quiet, next_loud

hours = st.integers(0, 24)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1))


@pytest.mark.parametrize(
	("at", "quiet"),
	[("20:59:59", False), ("21:00:00", True), ("23:59:59", True), ("07:59:59", True), ("08:00:00", False)],
)
def test_a_night_goes_over_midnight(at, quiet):
	assert is_quiet(datetime.fromisoformat(f"2031-03-03 {at}"), 21, 8) is quiet


def test_noon_lies_within_a_day():
	assert is_quiet(datetime(2031, 3, 3, 12, 30), 12, 14)
	assert str(next_loud(datetime(2031, 3, 3, 12, 30), 12, 14)) == "2031-03-03 14:00:00"
	assert str(next_loud(datetime(2031, 12, 31, 22), 21, 8)) == "2032-01-01 08:00:00"
	assert str(next_loud(datetime(2031, 3, 3, 22), 21, 24)) == "2031-03-04 00:00:00"


@given(moments, hours, hours)
def test_what_is_moved_is_loud_or_everything_is_quiet(moment, begins, ends):
	moved = next_loud(moment, begins, ends)
	assert moment <= moved <= moment + timedelta(days=1)
	if begins != ends and (begins, ends) != (0, 24):
		assert not is_quiet(moved, begins % 24, ends % 24) or begins % 24 == ends % 24
