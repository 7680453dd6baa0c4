"""Words of the search: pairs of signs, Latin words and numbers; odd input; no site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.search.index import packed, unpacked
from community_gov.search.words import number_of, words_of, words_sought

TEXTS = st.text(max_size=60)
SIGNS = st.text(alphabet="路灯不亮北街井盖破损", min_size=2, max_size=12)


@pytest.mark.parametrize(
	("text", "words"),
	[
		("路灯不亮", {"路灯", "灯不", "不亮"}),
		("北街，路灯", {"北街", "路灯"}),
		("3栋2单元", {"3", "2", "3栋", "栋2", "2单", "单元"}),
		("ＬＥＤ灯", {"led", "led灯"}),
		("A3", {"a", "3", "a3"}),
		("café naïve", {"café", "naïve"}),
		("2026年", {"2026", "2026年"}),
		("𠮷野家", {"𠮷野", "野家"}),
		("灯", set()),
		("", set()),
		("😀 ！？", set()),
		(None, set()),
	],
)
def test_words_of_a_text(text, words):
	assert words_of([text]) == words


def test_numbers_of_people_are_no_words():
	"""Telephones and identity cards are found by their fingerprints only."""
	for text in ("13812345678", "１３８１２３４５６７８", "42128119900101123X", "致电5336789"):
		assert not [word for word in words_of([text]) if any(sign.isdigit() for sign in word)], text
	assert words_of(["电话13812345678打不通"]) == {"电话", "打不", "不通"}


def test_one_sign_is_a_word_of_names_only():
	assert words_of(["张伟"], singles=True) == {"张伟", "张", "伟"}
	assert words_sought("张", singles=True) == {"张"} and words_sought("张") == set()


def test_signs_apart_are_taken_for_one_word():
	assert words_sought("张 三") == {"张三"}
	# Beside a real word they narrow nothing.
	assert words_sought("路灯 坏") == {"路灯"}


@given(SIGNS, SIGNS, SIGNS)
def test_a_part_of_a_text_finds_it(before, part, after):
	assert words_sought(part) <= words_of([before + part + after])


@given(TEXTS, TEXTS)
def test_whatever_is_typed_makes_words(one, other):
	words = words_of([one, other])
	assert words == words_of([one]) | words_of([other])
	assert all(0 <= number_of("Case", word) < 2**32 for word in words)
	assert words_of([one.lower()]) == words_of([one.lower().upper().lower()]) or not one.isascii()


def test_kinds_have_numbers_of_their_own():
	"""Or the words of names would be counted among those of cases."""
	assert number_of("Case", "张伟") != number_of("Resident", "张伟")
	# What is stored must mean the same for ever.
	assert number_of("Case", "路灯") == 1946858404


@given(st.sets(st.integers(0, 2**32 - 1), max_size=50))
def test_an_entry_gives_back_its_words(numbers):
	assert unpacked(packed(numbers)) == numbers
