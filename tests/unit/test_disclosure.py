"""Small counts stay hidden, also from somebody who subtracts what is shown from the total."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.registry.privacy.disclosure import hide_small, suppress

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), max_size=7)
LEAST = st.integers(0, 12)


def guesses(shown: dict, total: int, least: int) -> list[dict]:
	"""Every way to fill the hidden parts: they add up to what is missing, none is zero, one at least is small."""
	hidden = [key for key, count in shown.items() if count is None]
	missing = total - sum(count for count in shown.values() if count is not None)
	filled = [
		dict(zip(hidden, values, strict=True))
		for values in product(range(1, missing + 1), repeat=len(hidden))
	]
	return [some for some in filled if sum(some.values()) == missing and min(some.values()) < least]


@given(COUNTS, LEAST)
def test_what_is_shown_is_true_and_never_small(counts, least):
	shown, total = suppress(counts, least)
	assert set(shown) == set(counts)
	for key, count in shown.items():
		assert count in (None, counts[key])
		if 0 < counts[key] < least:
			assert count is None
		if counts[key] == 0:
			assert count == 0 or total is None
	assert total in (None, sum(counts.values()))
	assert total is None or not 0 < total < least


@given(COUNTS, LEAST)
def test_the_rest_of_the_total_is_no_small_count(counts, least):
	shown, total = suppress(counts, least)
	hidden = [key for key, count in shown.items() if count is None]
	if total is not None and hidden:
		rest = total - sum(count for count in shown.values() if count is not None)
		assert rest >= least and len(hidden) > 1


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 7), min_size=1), st.integers(3, 5))
def test_no_hidden_part_can_be_worked_out(counts, least):
	shown, total = suppress(counts, least)
	hidden = {key: counts[key] for key, count in shown.items() if count is None}
	if total is None:
		assert hidden == counts
	elif hidden:
		possible = guesses(shown, total, least)
		assert hidden in possible
		assert all(len({some[key] for some in possible}) > 1 for key in hidden), (shown, total)


@given(COUNTS)
def test_nothing_is_hidden_where_nothing_is_small(counts):
	for least in (0, 1):
		assert suppress(counts, least) == (counts, sum(counts.values()))


@pytest.mark.parametrize(
	("counts", "shown", "total"),
	[
		({"a": 40, "b": 3}, {"a": None, "b": None}, 43),
		({"a": 40, "b": 9, "c": 3}, {"a": 40, "b": None, "c": None}, 52),
		({"a": 40, "b": 4, "c": 3}, {"a": 40, "b": None, "c": None}, 47),
		({"a": 40, "b": 1, "c": 1}, {"a": None, "b": None, "c": None}, 42),
		({"a": 3, "b": 0}, {"a": None, "b": None}, None),
		({"a": 6, "b": 0}, {"a": 6, "b": 0}, 6),
		({}, {}, 0),
	],
)
def test_examples(counts, shown, total):
	assert suppress(counts, 5) == (shown, total)


def test_counts_without_a_total_are_hidden_one_by_one():
	assert hide_small({"a": 4, "b": 5, "c": 0}, 5) == {"a": None, "b": 5, "c": 0}
