"""The ranking of projects: exact, the same in every order, with scores far from the median marked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.participation.micro_projects import ranking

TOTALS = st.lists(st.integers(0, 1000), min_size=1, max_size=9)


def test_weights_make_the_total():
	assert ranking.total([8, 7], [60, 40]) == 760
	with pytest.raises(ValueError, match="argument"):
		ranking.total([8], [60, 40])


@pytest.mark.parametrize(
	("totals", "marked"),
	[
		([760, 760, 0], [False, False, True]),
		([760, 560, 960], [False, False, False]),
		([760, 559, 760, 961], [False, True, False, True]),
		([760, 0], [False, False]),
		([], []),
	],
)
def test_what_lies_further_than_a_fifth_of_the_scale_is_marked(totals, marked):
	assert ranking.far_from_median(totals, 1000, 20) == marked


def test_equal_means_share_a_place_whatever_they_are_made_of():
	assert ranking.places({"a": (1, 3), "b": (2, 6), "c": (1, 2), "d": (0, 4)}) == {
		"a": 2,
		"b": 2,
		"c": 1,
		"d": 4,
	}


def test_thirds_are_shown_rounded_half_up():
	assert [
		ranking.in_percent(2000, 3, 1000),
		ranking.in_percent(1, 8, 100),
		ranking.in_percent(0, 0, 1000),
	] == [
		66.67,
		0.13,
		0.0,
	]


@given(st.dictionaries(st.text(min_size=1, max_size=4), TOTALS, min_size=1, max_size=8))
def test_the_ranking_is_that_of_the_exact_means_in_every_order(reviews):
	scores = {name: (sum(totals), len(totals)) for name, totals in reviews.items()}
	places = ranking.places(scores)
	assert places == ranking.places(dict(reversed(scores.items())))
	means = {name: Fraction(*score) for name, score in scores.items()}
	assert all((places[a] < places[b]) == (means[a] > means[b]) for a in means for b in means)
	assert min(places.values()) == 1
