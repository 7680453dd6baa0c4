"""Rates, marks, grades and ranks: pure arithmetic with stated denominators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.casework.statistics.case_scores import AREA_SCORE, POST_SCORES, UNIT_SCORE, grade, score
from community_gov.casework.statistics.metrics import (
	CASE_RATES,
	POST_RATES,
	UNIT_RATES,
	Rate,
	percent,
	with_rates,
)
from community_gov.core.ranking import ranked

ALL_RATES = [
	*CASE_RATES.values(),
	*UNIT_RATES.values(),
	*(r for rates in POST_RATES.values() for r in rates.values()),
]


def test_percent_of_nothing_is_nothing():
	assert percent(0, 0) is None
	assert (percent(6_967, 7_389), percent(0, 5), percent(1, 3)) == (94.29, 0, 33.33)


def test_on_time_counts_what_is_open_and_overdue():
	rate = CASE_RATES["on_time_closing_rate"]
	assert rate.of({"closed_on_time": 6, "closed": 8, "overdue_open": 4}) == 50


def test_a_minus_takes_off():
	assert Rate("x", ("filed", "-voided"), ("filed",)).of({"filed": 10, "voided": 1}) == 90


@pytest.mark.parametrize("rate", ALL_RATES, ids=lambda rate: rate.label)
def test_every_rate_without_cases_is_a_dash(rate):
	names = {name.lstrip("-") for name in (*rate.numerator, *rate.denominator)}
	assert rate.of(dict.fromkeys(names, 0)) is None


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4))
def test_rates_of_parts_stay_within_a_hundred(numbers):
	closed, overdue, on_time, _reworked = numbers
	closed = max(closed, on_time)
	assert (
		0
		<= (
			CASE_RATES["on_time_closing_rate"].of(
				{"closed_on_time": on_time, "closed": closed, "overdue_open": overdue}
			)
			or 0
		)
		<= 100
	)


def test_the_mark_of_a_unit():
	row = {"reworked": 60, "closing_rate": 90.0, "on_time_disposal_rate": 80.0, "rework_rate": 5.0}
	assert score(row, UNIT_SCORE) == 0.1 * 90 + 0.3 * 90 + 0.3 * 80 + 0.3 * 95


@pytest.mark.parametrize(
	("filed", "mark"), [(0, 100), (2, 90), (3, 75), (4, 75), (5, 60), (7, 40), (9, 0), (500, 0)]
)
def test_steps_of_the_area(filed, mark):
	row = {"filed": filed, "public_report_rate": None, "closing_rate": None, "on_time_closing_rate": None}
	assert score(row, AREA_SCORE) == mark


def test_a_part_without_cases_is_left_out():
	row = {"on_time_filing_rate": 100.0, "accurate_filing_rate": 50.0, "on_time_closing_rate": None}
	assert score(row, POST_SCORES["Duty Chief"]) == round((25 * 100 + 40 * 50) / 65, 2)
	assert score(dict.fromkeys(row), POST_SCORES["Duty Chief"]) is None


@pytest.mark.parametrize(
	("mark", "letter"),
	[(100, "A"), (90, "A"), (89.99, "B"), (60, "C"), (40, "D"), (39.9, "E"), (0, "E"), (None, None)],
)
def test_grades(mark, letter):
	assert grade(mark) == letter


def test_one_fix_in_four_minutes_leads_no_ranking():
	rows = [
		{"key": "a", "score": 100.0, "n": 1},
		{"key": "b", "score": 80.0, "n": 30},
		{"key": "c", "score": 90.0, "n": 30},
		{"key": "d", "score": 80.0, "n": 10},
		{"key": "e", "score": None, "n": 50},
	]
	table = [(row["key"], row["rank"]) for row in ranked(rows, "score", "n", 10)]
	assert table == [("c", 1), ("b", 2), ("d", 2), ("a", None), ("e", None)]


def test_rates_are_added_to_the_counts():
	row = with_rates({"reported": 4, "filed": 3}, {"filing_rate": CASE_RATES["filing_rate"]})
	assert row == {"reported": 4, "filed": 3, "filing_rate": 75}
