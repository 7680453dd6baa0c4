"""Hours of a service, as properties: never more than was served, never negative, whatever day it is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.services import service_hours as hours

NIGHT = datetime(2026, 2, 28, 22, 30)


@given(st.integers(-10_000, 10_000), st.integers(0, 60))
def test_hours_are_whole_steps_and_never_more_than_was_served(minutes, step):
	found, size = hours.hours_of(minutes, step), max(step, 1)
	assert 0 <= found <= max(minutes, 0) / 60 + 1e-4
	assert max(minutes, 0) / 60 - found < size / 60 + 1e-4
	assert abs(found * 60 / size - round(found * 60 / size)) < 1e-2


@pytest.mark.parametrize(
	("minutes", "step", "expected"),
	[(0, 15, 0), (14, 15, 0), (15, 15, 0.25), (119, 15, 1.75), (120, 15, 2), (90, 60, 1), (50, 1, 0.8333)],
)
def test_hours_round_down(minutes, step, expected):
	assert hours.hours_of(minutes, step) == expected


@given(st.floats(0, 24), st.floats(0, 24), st.floats(0, 48))
def test_the_cap_of_a_day_holds(served, cap, recognised):
	found = hours.within_cap(served, cap, recognised)
	assert 0 <= found <= max(served, 0) + 1e-3
	assert not cap or found + recognised <= max(cap, recognised) + 1e-3


@given(st.integers(1, 1440), st.integers(0, 600), st.integers(0, 600), st.integers(0, 500_000))
def test_the_same_service_counts_the_same_at_midnight_and_month_end(length, pause, travel, shift):
	begins = NIGHT + timedelta(minutes=shift)
	ends = begins + timedelta(minutes=length)
	assert hours.served_minutes(begins, ends, pause, travel) == length - pause - travel
	refused = hours.objection(begins, ends, pause, travel, 15)
	assert (refused is None) == (length - pause - travel >= 15)


@pytest.mark.parametrize(
	("length", "pause", "travel", "expected"),
	[
		(timedelta(0), 0, 0, hours.BACKWARDS),
		(timedelta(minutes=-1), 0, 0, hours.BACKWARDS),
		(timedelta(hours=24), 0, 0, None),
		(timedelta(hours=24, seconds=1), 0, 0, hours.TOO_LONG),
		(timedelta(hours=1), -1, 0, hours.NEGATIVE),
		(timedelta(hours=1), 0, -1, hours.NEGATIVE),
		(timedelta(hours=1), 30, 30, hours.NOTHING_LEFT),
		(timedelta(hours=1), 30, 16, hours.TOO_SHORT),
		(timedelta(hours=1), 30, 15, None),
	],
)
def test_times_that_cannot_be(length, pause, travel, expected):
	assert hours.objection(NIGHT, NIGHT + length, pause, travel, 15) == expected


def test_a_service_past_midnight_belongs_to_the_day_on_which_it_began():
	assert str(hours.day_of(NIGHT)) == "2026-02-28"


@pytest.mark.parametrize(("days", "late"), [(0, False), (6, True), (7, False), (8, False)])
def test_late_after_so_many_days(days, late):
	assert hours.is_late(NIGHT, NIGHT + timedelta(days=7), days) is late
