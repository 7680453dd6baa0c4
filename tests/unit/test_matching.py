"""Who fits what: skill first, then time, then place, load and way; pure."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.matching.free_times import FreeTime
from community_gov.volunteering.matching.matching import DISTRICT, Helper, Need, fit, rank, shared_level

GRID = "421281001002001"


@pytest.mark.parametrize(
	("one", "other", "level"),
	[
		(GRID, GRID, "Grid"),
		(GRID + "01", GRID + "01", "Micro-grid"),
		(GRID + "01", GRID + "02", "Grid"),
		(GRID, "421281001002002", "Community"),
		(GRID, "421281001002", "Community"),
		(GRID, "421281001003001", "Street"),
		(GRID, "421281002002001", None),
		(GRID, "421281", None),
	],
)
def test_the_lowest_place_that_holds_both(one, other, level):
	assert shared_level(one, other) == shared_level(other, one) == level


def test_an_activity_is_looked_for_within_the_district():
	assert shared_level(GRID, "421281002002001", DISTRICT) == "District"
	assert shared_level(GRID, "421202002002001", DISTRICT) is None


def helper(name: str, grid: str = GRID, skills=(), load: int = 0, **values) -> Helper:
	return Helper(name, name, grid, frozenset(skills), load, **values)


def need(*skills: str, grid: str = GRID, **values) -> Need:
	return Need(grid, frozenset(skills), **values)


SATURDAY = datetime(2024, 9, 28)
MORNING = FreeTime(5, time(8), time(12))


def on_saturday(start: int, end: int, whole: bool = True) -> Need:
	times = {"starts_at": SATURDAY.replace(hour=start), "ends_at": SATURDAY.replace(hour=end)}
	return need(**times, whole=whole)


@pytest.mark.parametrize(
	("asked", "free", "has_time"),
	[
		(on_saturday(9, 11), (MORNING,), True),
		(on_saturday(9, 13), (MORNING,), False),
		(on_saturday(9, 13, whole=False), (MORNING,), True),
		(on_saturday(13, 15, whole=False), (MORNING,), False),
		(on_saturday(9, 11), (), None),
		(need(), (MORNING,), None),
	],
)
def test_time_is_asked_whole_or_in_part_and_unknown_says_nothing(asked, free, has_time):
	assert fit(asked, helper("one", free=free)).has_time is has_time


def test_whoever_has_time_goes_before_whoever_is_nearer():
	asked = on_saturday(9, 11)
	found = rank(
		asked,
		[
			helper("near, another time", free=(FreeTime(6, time(8), time(12)),)),
			helper("near, unknown", load=2),
			helper("farther, has time", "421281001002002", free=(MORNING,)),
			helper("near, has time", load=1, free=(MORNING,)),
		],
	)
	names = [one.name for one, _how in found]
	assert names == ["near, has time", "near, unknown", "farther, has time", "near, another time"]


def test_the_way_decides_between_equals_and_an_unknown_one_comes_last():
	asked = need(position=(29.72, 113.90))
	near, far, unknown = (
		helper("z near", position=(29.721, 113.90)),
		helper("b far", position=(29.74, 113.90)),
		helper("a unknown"),
	)
	found = rank(asked, [unknown, far, near])
	assert [one.name for one, _how in found] == ["z near", "b far", "a unknown"]
	assert [how.distance and round(how.distance, 1) for _one, how in found] == [0.1, 2.2, None]


def test_the_skill_goes_before_the_way_and_the_way_before_the_load():
	found = rank(
		need("nursing"),
		[
			helper("far but able", "421281001003001", ["nursing"], 2),
			helper("near and able", GRID, ["nursing", "driving"], 1),
			helper("near, able and free", GRID, ["nursing"]),
			helper("near"),
			helper("elsewhere", "340202014003001", ["nursing"]),
		],
	)
	names = [one.name for one, _how in found]
	assert names == ["near, able and free", "near and able", "far but able", "near"]
	assert (found[1][1].has, found[1][1].lacks, found[3][1].lacks) == (("nursing",), (), ("nursing",))


def test_at_most_as_many_as_asked_for():
	assert len(rank(need(), [helper(str(number)) for number in range(30)], 7)) == 7


codes = st.sampled_from(
	[GRID, GRID + "01", "421281001002", "421281001003001", "421281002001001", "340202014003001"]
)
free = st.sampled_from([(), (MORNING,), (FreeTime(6, time(8), time(12)),)])
skills = st.frozensets(st.sampled_from(["a", "b", "c"]))
helpers = st.lists(
	st.builds(
		Helper,
		st.text("xyz", min_size=1, max_size=4),
		st.just(""),
		codes,
		skills,
		st.integers(0, 9),
		free=free,
	),
	max_size=12,
)


@given(codes, skills, helpers)
def test_nobody_better_is_left_out(grid, wanted, everybody):
	asked = Need(grid, wanted, SATURDAY.replace(hour=9), SATURDAY.replace(hour=11))
	found = rank(asked, everybody, 5)
	kept = [how.order() for _one, how in found]
	assert kept == sorted(kept)
	left = [how for one in everybody if (how := fit(asked, one)) and (one, how) not in found]
	assert all(how.order() >= kept[-1] for how in left) and (not left or len(found) == 5)
	assert all(set(how.has) | set(how.lacks) == wanted for _one, how in found)
