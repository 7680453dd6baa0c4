"""The monthly score: weights, targets, what counts; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.team.assessment_scores import Weighed, grade, points, score


def test_counted_by_hand():
	rows = [
		Weighed("Patrols", 30, 10, 20),  # half of 30
		Weighed("Visits", 25, 30, 20),  # all of 25
		Weighed("Reports Filed", 20, 0, 10),  # nothing of 20
		Weighed("Checks on Time", 20, 0, 0),  # nothing was due: out
		Weighed("Hours Trained", 5, 2, 2),  # all of 5
	]
	assert score(rows) == round(100 * (15 + 25 + 5) / 80, 2) == 56.25
	assert [points(row, rows) for row in rows] == [18.75, 31.25, 0, None, 6.25]


@pytest.mark.parametrize(
	("value", "word"),
	[
		(None, None),
		(100, "Excellent"),
		(90, "Excellent"),
		(89.99, "Good"),
		(75, "Good"),
		(74.99, "Qualified"),
		(60, "Qualified"),
		(59.99, "Unqualified"),
		(0, "Unqualified"),
	],
)
def test_grades(value, word):
	assert grade(value) == word


def test_nothing_due_is_no_score():
	assert score([]) is None
	assert (
		score([Weighed("Visits", 25, 3, 0), Weighed("Patrols", 30, 3, None), Weighed("X", 0, 1, 1)]) is None
	)


# Nobody types weights below what a float holds with all its digits; sums of such lose them.
numbers = st.floats(0, 1_000, allow_nan=False, allow_subnormal=False)
rows = st.lists(st.builds(Weighed, st.just("item"), numbers, numbers, st.none() | numbers), max_size=6)


@given(rows)
def test_a_score_lies_between_nothing_and_all(found):
	value = score(found)
	assert value is None or 0 <= value <= 100
	parts = [points(row, found) for row in found]
	assert (value is None) == all(part is None for part in parts)
	if value is not None:
		assert sum(part for part in parts if part is not None) == pytest.approx(value, abs=0.05)


@given(rows, st.integers(0, 5), st.floats(0, 100))
def test_more_done_is_never_less(found, place, more):
	if not found:
		return
	row = found[place % len(found)]
	better = [Weighed(one.item, one.weight, one.done + more * (one is row), one.due) for one in found]
	assert (score(better) or 0) >= (score(found) or 0)
