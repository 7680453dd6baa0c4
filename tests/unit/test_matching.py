"""Who may help: near first in place, then skill and load; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.matching import Helper, fit, rank, shared_level

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


def helper(name: str, grid: str = GRID, skills=(), load: int = 0) -> Helper:
	return Helper(name, name, grid, frozenset(skills), load)


def test_the_skill_goes_before_the_way_and_the_way_before_the_load():
	found = rank(
		GRID,
		["nursing"],
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
	assert len(rank(GRID, [], [helper(str(number)) for number in range(30)], 7)) == 7


codes = st.sampled_from(
	[GRID, GRID + "01", "421281001002", "421281001003001", "421281002001001", "340202014003001"]
)
skills = st.frozensets(st.sampled_from(["a", "b", "c"]))
helpers = st.lists(
	st.builds(Helper, st.text("xyz", min_size=1, max_size=4), st.just(""), codes, skills, st.integers(0, 9)),
	max_size=12,
)


@given(codes, skills, helpers)
def test_nobody_better_is_left_out(grid, wanted, everybody):
	found = rank(grid, wanted, everybody, 5)
	kept = [how.order() for _one, how in found]
	assert kept == sorted(kept)
	left = [how for one in everybody if (how := fit(grid, wanted, one)) and (one, how) not in found]
	assert all(how.order() >= kept[-1] for how in left) and (not left or len(found) == 5)
	assert all(set(how.has) | set(how.lacks) == wanted for _one, how in found)
