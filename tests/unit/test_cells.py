"""Numbers in cells: what is whole, what a spreadsheet has taken from them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core import cells
from community_gov.core.cells import (
	CellError,
	are_rounded,
	identifier_of,
	is_rounded,
	moment_of_days,
	unwrapped,
)


@pytest.mark.parametrize(
	"cell", [4.2128119900101e17, 10**15, 2.02611e19, float("nan"), float("inf"), "1.38E+10", "2E+19"]
)
def test_rounded(cell):
	assert is_rounded(cell)
	with pytest.raises(CellError, match="rounded"):
		identifier_of(cell)


@pytest.mark.parametrize(
	("cell", "text"),
	[
		*((13800000000, "13800000000"), (1.38e10, "13800000000"), (999_999_999_999_999, "999999999999999")),
		*(("421281199001011234", "421281199001011234"), (" '0123 ", "0123"), ("5E01", "5E01"), (None, "")),
		("20261127000000001000", "20261127000000001000"),
	],
)
def test_whole(cell, text):
	assert identifier_of(cell) == text


@pytest.mark.parametrize(
	"cell", [datetime(2026, 3, 2), datetime(2026, 3, 2).date(), datetime(2026, 3, 2).time()]
)
def test_what_became_a_date_is_no_number(cell):
	with pytest.raises(CellError, match="has made of a number"):
		identifier_of(cell)


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_number_that_a_sheet_keeps_comes_back_digit_by_digit(number):
	assert identifier_of(number) == identifier_of(float(number)) == identifier_of(f"{number}") == str(number)


def test_a_column_was_rounded_if_all_of_its_long_numbers_end_in_zeros():
	zeros = "20261127000000100000"
	assert are_rounded([zeros, "A1", "20261127000000200000"])
	assert not are_rounded([zeros, "20261127000000100001"]) and not are_rounded(["202611270000000"])
	with pytest.raises(CellError, match="rounded"):
		identifier_of(zeros, is_doubtful=True)
	assert identifier_of("123", is_doubtful=True) == "123"


@pytest.mark.parametrize(
	("cell", "text"), [('="0123"', "0123"), ('="a""b"', 'a"b'), ("=1+1", "=1+1"), (7, 7)]
)
def test_a_text_as_a_formula(cell, text):
	assert unwrapped(cell) == text


@pytest.mark.parametrize(
	("cell", "moment"),
	[
		(46023, datetime(2026, 1, 1)),
		(46023.5, datetime(2026, 1, 1, 12)),
		("46023.25", datetime(2026, 1, 1, 6)),
		(7, None),
	],
)
def test_days_since_1900(cell, moment):
	assert moment_of_days(cell) == moment


def test_the_reason_names_row_and_column():
	assert cells.told(cells.ROUNDED, 3, "工单编号").startswith("Column 工单编号 of row 3 holds")
