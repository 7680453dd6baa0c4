"""Codes of places: level by length, parents by prefix (GB/T 2260, GB/T 47678.3)."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.grids import codes

LENGTHS = (2, 4, 6, 9, 12, 15, 17)


@st.composite
def valid_codes(draw) -> str:
	length = draw(st.sampled_from(LENGTHS))
	return draw(st.sampled_from("123456789")) + draw(
		st.text("0123456789", min_size=length - 1, max_size=length - 1)
	)


@pytest.mark.parametrize(
	("code", "level", "parent"),
	[
		("34", "Province", ""),
		("3401", "City", "34"),
		("340121", "District", "3401"),
		("340121105", "Street", "340121"),
		("340121105001", "Community", "340121105"),
		("340121105001003", "Grid", "340121105001"),
		("34012110500100302", "Micro-grid", "340121105001003"),
	],
)
def test_level_and_parent(code, level, parent):
	assert codes.parse(code) == (code, level, parent)
	assert codes.level_of(code) == level
	assert codes.parent_of(code) == parent


def test_levels_run_from_the_province_down():
	assert codes.LEVELS == ("Province", "City", "District", "Street", "Community", "Grid", "Micro-grid")


@pytest.mark.parametrize(
	"code", ["", "3 ", "3x", "-1", "3.40121E+11", "３４", "٣٤", "01", "3401\n", None, 34]
)
def test_not_a_code(code):
	with pytest.raises(codes.InvalidCode, match=r"\. "):
		codes.check_code(code)


@pytest.mark.parametrize("length", [1, 3, 5, 7, 8, 10, 11, 13, 14, 16, 18, 30])
def test_lengths_between_levels(length):
	with pytest.raises(codes.UnknownLength):
		codes.level_of("3" * length)


def test_every_error_is_a_value_error():
	for error in (codes.InvalidCode, codes.UnknownLength, codes.LevelMismatch, codes.ParentMismatch):
		assert issubclass(error, codes.CodeError) and issubclass(error, ValueError)


def test_claims_are_checked():
	assert codes.parse("3401", "City", "34").parent == "34"
	with pytest.raises(codes.LevelMismatch):
		codes.parse("3401", level="District")
	with pytest.raises(codes.ParentMismatch):
		codes.parse("3401", parent="35")
	with pytest.raises(codes.ParentMismatch):
		codes.parse("340121", parent="34")
	with pytest.raises(codes.ParentMismatch):
		codes.parse("34", parent="3")


def test_ancestors_of_a_grid():
	assert codes.ancestors_of("340121105001003") == ["34", "3401", "340121", "340121105", "340121105001"]
	assert codes.ancestors_of("34") == []


def test_within():
	assert codes.is_within("340121105001", "340121105001")
	assert codes.is_within("340121105001003", "340121105001")
	assert not codes.is_within("340121105", "340121105001")
	assert not codes.is_within("340121105002", "340121105001")
	assert not codes.is_within("", "34")


@pytest.mark.parametrize("prefix", ["", "3", "340", "%", "34%"])
def test_an_empty_or_partial_scope_is_refused(prefix):
	with pytest.raises(codes.CodeError):
		codes.is_within("340121105001", prefix)


@given(valid_codes())
def test_the_parent_is_the_last_ancestor(code):
	ancestors = codes.ancestors_of(code)
	assert (ancestors[-1] if ancestors else "") == codes.parent_of(code)
	assert all(codes.is_within(code, ancestor) for ancestor in ancestors)
	assert codes.parse(code, codes.level_of(code), codes.parent_of(code)).code == code


@given(valid_codes(), valid_codes())
def test_range_and_prefix_agree(code, other):
	low, high = codes.prefix_range(code)
	assert (low <= other <= high) == codes.is_within(other, code)


@given(valid_codes(), st.data())
def test_descendants_lie_in_the_range(code, data):
	longer = data.draw(st.sampled_from([length for length in LENGTHS if length >= len(code)]))
	below = code + data.draw(st.text("09", min_size=longer - len(code), max_size=longer - len(code)))
	low, high = codes.prefix_range(code)
	assert low <= below <= high


@given(st.text())
def test_any_text_gives_a_level_or_a_code_error(text):
	with contextlib.suppress(codes.CodeError):
		assert codes.level_of(text) in codes.LEVELS
