"""Codes that live a minute: good now, expired soon, nobody else's."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core.code_text import ALPHABET
from community_gov.volunteering.activities import check_codes
from community_gov.volunteering.activities.check_codes import code_for, period_of, standing

SECRET, SUBJECT = "s" * 64, "in:ACT-1:"
PERIODS = st.integers(min_value=1_000, max_value=10**8)


@given(PERIODS, st.integers(min_value=0, max_value=200))
def test_a_code_is_good_for_two_periods_and_known_for_an_hour(period, age):
	found = standing(code_for(SECRET, SUBJECT, period), SECRET, SUBJECT, period + age)
	expected = "good" if age <= 1 else "expired" if age < check_codes.REMEMBERED else None
	assert found == expected


@given(PERIODS)
def test_a_code_of_tomorrow_is_no_code(period):
	assert standing(code_for(SECRET, SUBJECT, period + 1), SECRET, SUBJECT, period) is None


@given(PERIODS)
def test_codes_differ_by_subject_and_secret(period):
	code = code_for(SECRET, SUBJECT, period)
	assert standing(code, SECRET, "out:ACT-1:", period) is None
	assert standing(code, SECRET, "in:ACT-2:", period) is None
	assert standing(code, SECRET, "in:ACT-1:V1", period) is None
	assert standing(code, "t" * 64, SUBJECT, period) is None


@pytest.mark.parametrize("text", ["", None, "  ", "AAAAAAAA", "é" * 8, "x" * 10_000])
def test_nonsense_is_no_code(text):
	assert standing(text, SECRET, SUBJECT, 5_000) is None


def test_as_people_type_it():
	code = code_for(SECRET, SUBJECT, 7_000)
	assert len(code) == 8 and set(code) <= set(ALPHABET)
	assert standing(f" {code[:4].lower()}-{code[4:]} ", SECRET, SUBJECT, 7_000) == "good"


def test_a_period_is_counted_from_a_fixed_day():
	one = period_of(datetime(2026, 3, 1, 9, 0, 0), 60)
	assert period_of(datetime(2026, 3, 1, 9, 0, 59), 60) == one
	assert period_of(datetime(2026, 3, 1, 9, 1, 0), 60) == one + 1
