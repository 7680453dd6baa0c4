"""Windows of patrol points, and the order of a walk."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from community_gov.team.patrol_points import walk
from community_gov.team.visit_intervals import Window, is_active, window_of, windows

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))
EVERY = st.integers(min_value=1, max_value=366)
START = date(2026, 11, 2)


def test_a_daily_point_is_due_each_day_and_a_weekly_one_at_the_end_of_its_week():
	week = date(2026, 11, 9), date(2026, 11, 15)
	assert [window.last.day for window in windows(START, None, 1, *week)] == list(range(9, 16))
	assert list(windows(START, None, 7, *week)) == [Window(date(2026, 11, 9), date(2026, 11, 15))]
	assert list(windows(START, None, 7, date(2026, 11, 9), date(2026, 11, 14))) == []
	assert list(windows(START, date(2026, 11, 14), 7, *week)) == []
	one_day = windows(date(2026, 11, 14), date(2026, 11, 14), 1, *week)
	assert [window.last for window in one_day] == [date(2026, 11, 14)]


@given(DAYS, EVERY, DAYS, st.integers(min_value=0, max_value=100))
def test_windows_are_whole_follow_each_other_and_end_in_the_period(begun, every, first, length):
	last = first + timedelta(days=length)
	found = list(windows(begun, None, every, first, last))
	assert all((window.last - window.first).days == every - 1 for window in found)
	assert all(first <= window.last <= last and window.first >= begun for window in found)
	assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
	days = max(0, (last - max(first, begun)).days + 1)
	assert days // every - 1 <= len(found) <= days // every + 1


@given(DAYS, EVERY, st.integers(min_value=0, max_value=3_000))
def test_each_day_lies_in_one_window(begun, every, after):
	day = begun + timedelta(days=after)
	window = window_of(begun, every, day)
	assert window.first <= day <= window.last
	assert (window.first - begun).days % every == 0


def test_first_and_last_day_are_active():
	assert is_active(START, START, START)
	assert not is_active(START, None, START - timedelta(days=1))
	assert not is_active(START, START, START + timedelta(days=1))


def spot(name: str, latitude: float, longitude: float) -> dict:
	return {"name": name, "latitude": latitude, "longitude": longitude}


def test_a_walk_goes_on_to_the_nearest_point():
	street = [
		spot("b", 30.002, 114.0),
		spot("d", 30.000, 114.0),
		spot("a", 30.003, 114.0),
		spot("c", 30.001, 114.0),
	]
	assert [row["name"] for row in walk(street)] == ["a", "b", "c", "d"]
	assert [row["name"] for row in walk(street, (29.9, 114.0))] == ["d", "c", "b", "a"]
	assert walk([]) == []


@given(st.lists(st.tuples(st.floats(-80, 80), st.floats(-170, 170)), max_size=12))
def test_a_walk_leaves_nobody_out(places):
	points = [spot(str(number), *place) for number, place in enumerate(places)]
	assert sorted(row["name"] for row in walk(points)) == sorted(row["name"] for row in points)
