"""Text as people type it: cleaned to be stored, comparable to be found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core.code_text import plain_code
from community_gov.core.plain_text import cleaned, cleaned_name, comparable, number_text, one_line


@pytest.mark.parametrize(
	("typed", "kept"),
	[
		("\u3000王测空\u3000", "王测空"),
		("\u200b", ""),
		("\u3164", ""),
		("\u200d\u2060", ""),
		("王\u200b测\u202d空\u202c", "王测空"),
		("王 测空", "王测空"),
		("买买提•吐尔逊", "买买提·吐尔逊"),
		("买买提.吐尔逊", "买买提·吐尔逊"),
		("买买提・吐尔逊", "买买提·吐尔逊"),
		("买买提 · 吐尔逊", "买买提·吐尔逊"),
		("Mary  Jane O'Neil", "Mary Jane O'Neil"),
		("J. R. Smith", "J. R. Smith"),
		("刘𬭼", "刘𬭼"),
		("㛃", "㛃"),
		("葛\U000e0100城", "葛\U000e0100城"),
		("豈", "豈"),
	],
)
def test_names_are_cleaned_and_rare_characters_stay(typed, kept):
	assert cleaned_name(typed) == kept


def test_one_line_keeps_pictures_and_width():
	assert cleaned("  👨‍👩‍👧 ＡＢＣ　１ \ufeff") == "👨‍👩‍👧 ＡＢＣ　１"
	assert cleaned("-a-") == "-a-"


@pytest.mark.parametrize(
	("one", "other"),
	[
		("买买提•吐尔逊", "买买提·吐尔逊"),
		("王 测空", "\u3000王测空"),
		("ＡＢＣ－1", "abc‑1"),
		("葛\U000e0100城", "葛城"),
		("Müller", "MÜLLER"),
	],
)
def test_what_people_take_for_the_same(one, other):
	assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("刘𬭼", "刘𰻝"), ("🍐", "🍎"), ("王一", "王二")])
def test_what_is_not_the_same(one, other):
	assert comparable(one) != comparable(other)


@pytest.mark.parametrize(
	"typed", ["4212-1234", "4212‑1234", "４２１２－１２３４", "\u202d4212 1234\u202c", "4212ー1234"]
)
def test_numbers_and_codes(typed):
	assert number_text(typed) == plain_code(typed) == "42121234"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
	for clean in (cleaned, cleaned_name, comparable, one_line, number_text):
		assert clean(clean(text)) == clean(text)
