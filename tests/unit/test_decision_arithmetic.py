"""Fractions of votes: against exact fractions, over every small number, and the cases people get wrong."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.participation.decisions.arithmetic import (
	CHOSEN,
	NOT_PASSED,
	PASSED,
	ROLL,
	TAKING_PART,
	TIE,
	TOO_FEW,
	VOTES_CAST,
	Rule,
	Share,
	Turnout,
	Votes,
	base_of,
	chosen,
	hundredths,
	outcome_of_motion,
	outcome_of_selection,
	rule_of,
	values_of,
)

HALF, TWO_THIRDS = Share(1, 2, True), Share(2, 3, False)


@pytest.mark.parametrize(("whole", "least"), [(3, 2), (7, 5), (2999, 2000), (1, 1), (6, 4)])
def test_two_thirds_need_whole_people(whole, least):
	assert TWO_THIRDS.least(whole) == least
	assert TWO_THIRDS.is_reached(least, whole)
	assert not TWO_THIRDS.is_reached(least - 1, whole)


def test_more_than_half_of_an_even_number_is_one_more():
	assert HALF.least(10) == 6
	assert not HALF.is_reached(5, 10)
	assert HALF.is_reached(6, 10)


shares = st.integers(1, 20).flatmap(
	lambda den: st.builds(Share, st.integers(0, den), st.just(den), st.booleans())
)


@given(shares, st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_agrees_with_exact_fractions(share, count, whole):
	part = Fraction(count, whole)
	need = Fraction(share.numerator, share.denominator)
	assert share.is_reached(count, whole) == (part > need if share.is_strict else part >= need)


@given(shares, st.integers(1, 5000))
def test_the_least_count_is_the_first_that_reaches(share, whole):
	least = share.least(whole)
	assert share.is_reached(least, whole) or least > whole
	assert least == 1 or not share.is_reached(least - 1, whole)


@pytest.mark.parametrize("bad", [(2, 1), (1, 0), (-1, 2)])
def test_what_is_no_part_of_a_whole_is_refused(bad):
	with pytest.raises(ValueError, match="no part of a whole"):
		Share(*bad, False)


def test_nothing_is_reached_of_an_empty_roll():
	assert not Share(0, 1, False).is_reached(0, 0)


def motion(favour: int, against: int, abstain: int = 0, roll: int = 100, base: str = TAKING_PART) -> str:
	options = [Votes(favour), Votes(against), Votes(abstain, 0, True)]
	return outcome_of_motion(Rule(HALF, HALF, base), Turnout(roll, favour + against + abstain), options)


def test_a_motion_counts_of_what_its_rule_says():
	assert motion(30, 21) == PASSED
	assert motion(25, 25, 1) == NOT_PASSED, "abstentions took part"
	assert motion(26, 20, 10) == NOT_PASSED
	assert motion(26, 20, 10, base=VOTES_CAST) == PASSED
	assert motion(45, 10, base=ROLL) == NOT_PASSED
	assert motion(51, 0, base=ROLL) == PASSED
	assert motion(50, 0) == TOO_FEW, "half is not more than half"


def test_floor_area_has_to_reach_each_part_too():
	rule = Rule(TWO_THIRDS, HALF, by_area=True)
	votes = [Votes(3, 1000), Votes(1, 5000)]
	assert outcome_of_motion(rule, Turnout(4, 4, 6000, 6000), votes) == NOT_PASSED
	assert outcome_of_motion(rule, Turnout(4, 4, 9500, 6000), votes) == TOO_FEW
	assert outcome_of_motion(rule, Turnout(4, 4, 6000, 6000), [Votes(3, 4000), Votes(1, 2000)]) == PASSED


def test_a_selection_takes_the_most_wanted_and_never_guesses():
	options = [Votes(5), Votes(9), Votes(5), Votes(50, 0, True), Votes(0)]
	assert chosen(options, 1) == [1]
	assert chosen(options, 2) is None, "two have five votes"
	assert chosen(options, 3) == [0, 1, 2]
	assert chosen(options, 4) == [0, 1, 2], "nobody wants the rest"
	rule = Rule(HALF, HALF)
	assert outcome_of_selection(rule, Turnout(100, 69), options, 2) == (TIE, [])
	assert outcome_of_selection(rule, Turnout(100, 69), options, 1) == (CHOSEN, [1])
	assert outcome_of_selection(rule, Turnout(1000, 69), options, 1) == (TOO_FEW, [])
	assert outcome_of_selection(rule, Turnout(2, 2), [Votes(0), Votes(2, 0, True)], 1) == (NOT_PASSED, [])


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8), st.integers(1, 6))
def test_nobody_left_out_has_more_votes_than_somebody_taken(counts, seats):
	options = [Votes(count) for count in counts]
	taken = chosen(options, seats)
	if taken is None:
		assert len([count for count in counts if count]) > seats
		return
	assert len(taken) == min(seats, len([count for count in counts if count]))
	rest = [count for number, count in enumerate(counts) if number not in taken]
	assert all(counts[number] > other for number in taken for other in rest)


def test_the_base_is_told():
	options = [Votes(3, 30), Votes(1, 10), Votes(2, 20, True)]
	turnout = Turnout(10, 6, 100, 60)
	assert base_of(Rule(HALF, HALF, ROLL), turnout, options) == Votes(10, 100)
	assert base_of(Rule(HALF, HALF, VOTES_CAST), turnout, options) == Votes(4, 40)
	assert base_of(Rule(HALF, HALF), turnout, options) == Votes(6, 60)


@given(shares, shares, st.sampled_from([TAKING_PART, ROLL, VOTES_CAST]), st.booleans())
def test_a_rule_survives_being_kept(present, passing, base, by_area):
	rule = Rule(present, passing, base, by_area)
	assert rule_of(values_of(rule)) == rule


def test_areas_add_up_to_the_last_hundredth():
	assert hundredths([0.1] * 30) == 300
	assert hundredths([89.99, 120.01]) == 21000
