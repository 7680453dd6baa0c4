"""Stars by hours: rising lists alone are taken, and more hours never mean fewer stars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.services.stars import SHIPPED, BadStarsError, read, stars_for

HOURS = st.floats(min_value=0, max_value=100_000, allow_nan=False)
LISTS = st.lists(st.integers(min_value=1, max_value=50_000), min_size=1, max_size=10, unique=True).map(sorted)


@pytest.mark.parametrize(
	("hours", "stars"),
	[
		(0, 0),
		(99.99, 0),
		(100, 1),
		(299.5, 1),
		(300, 2),
		(600, 3),
		(1000, 4),
		(1499.9, 4),
		(1500, 5),
		(9e4, 5),
	],
)
def test_shipped_stars(hours, stars):
	assert stars_for(hours) == stars


@given(LISTS, HOURS, HOURS)
def test_more_hours_never_mean_fewer_stars(needed, one, other):
	low, high = sorted((one, other))
	assert stars_for(low, tuple(needed)) <= stars_for(high, tuple(needed)) <= len(needed)


@given(LISTS)
def test_a_list_is_read_as_it_was_written(needed):
	assert read(", ".join(map(str, needed))) == tuple(map(float, needed))


def test_other_signs_between_numbers():
	assert read("10，20/30") == (10.0, 20.0, 30.0)
	assert read("") == read(None) == SHIPPED


@pytest.mark.parametrize(
	"text", ["a, b", "100, 100", "300, 100", "0, 100", "-5", "nan", "1,2,3,4,5,6,7,8,9,10,11"]
)
def test_other_lists_are_refused(text):
	with pytest.raises(BadStarsError):
		read(text)
