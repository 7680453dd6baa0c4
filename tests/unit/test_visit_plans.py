"""When the next visit is due: pure arithmetic of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.registry.care.visit_plans import DAYS, MONTHS, after, next_due
from community_gov.registry.care.visits import natural

FREQUENCIES = st.sampled_from([*DAYS, *MONTHS])
DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
	("day", "frequency", "due"),
	[
		("2024-09-27", "Daily", "2024-09-28"),
		("2024-12-31", "Daily", "2025-01-01"),
		("2024-09-27", "Weekly", "2024-10-04"),
		("2024-09-27", "Fortnightly", "2024-10-11"),
		("2024-01-31", "Monthly", "2024-02-29"),
		("2024-11-30", "Quarterly", "2025-02-28"),
	],
)
def test_one_period_later(day, frequency, due):
	assert after(date.fromisoformat(day), frequency) == date.fromisoformat(due)


@given(DATES, FREQUENCIES, DATES)
def test_nobody_is_due_on_a_day_that_has_passed(last, frequency, today):
	due = next_due(frequency, last, today)
	assert due >= today
	assert due == max(after(last, frequency), today)


@given(DATES, FREQUENCIES)
def test_a_first_visit_is_due_today(today, frequency):
	assert next_due(frequency, None, today) == today


@given(DATES, DATES, FREQUENCIES)
def test_a_later_visit_is_never_due_earlier(one, other, frequency):
	early, late = sorted((one, other))
	assert after(early, frequency) <= after(late, frequency)
	assert after(early, frequency) - early >= timedelta(days=1)


def test_addresses_sort_as_one_walks():
	homes = [
		"演示花园 2栋10单元101室",
		"演示花园 2栋2单元1001室",
		"演示花园 2栋2单元201室",
		"演示花园 10栋1单元101室",
	]
	assert sorted(reversed(homes), key=natural) == [homes[2], homes[1], homes[0], homes[3]]
