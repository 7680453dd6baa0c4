"""Telephone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core import phones
from community_gov.core.phones import ABROAD, FIXED, MOBILE, SHORT, BadPhoneError, Phone, mask, read


@pytest.mark.parametrize(
	("typed", "text", "kind"),
	[
		("15412349001", "15412349001", MOBILE),
		("\u202d15412349001\u202c", "15412349001", MOBILE),
		("154 1234\u20119001", "15412349001", MOBILE),
		("１５４１２３４９００１", "15412349001", MOBILE),
		("+86 154-1234-9001", "15412349001", MOBILE),
		("008615412349001", "15412349001", MOBILE),
		("手机：15412349001", "15412349001", MOBILE),
		("0715-5336789", "0715-5336789", FIXED),
		("(0715) 5336789", "0715-5336789", FIXED),
		("07155336789", "0715-5336789", FIXED),
		("0715－5336789", "0715-5336789", FIXED),
		("+86 715 5336789", "0715-5336789", FIXED),
		("010-12345678", "010-12345678", FIXED),
		("0715-5336789-802", "0715-5336789转802", FIXED),
		("0715-5336789转802", "0715-5336789转802", FIXED),
		("027-83456789,801", "027-83456789转801", FIXED),
		("400 123 4567", "400-123-4567", FIXED),
		("12345", "12345", SHORT),
		("12345转8", "12345转8", SHORT),
		("12345-8", "12345转8", SHORT),
		("110", "110", SHORT),
		("+852 9123 4567", "+85291234567", ABROAD),
		("00852 91234567", "+85291234567", ABROAD),
	],
)
def test_what_people_type(typed, text, kind):
	assert read(typed) == Phone(text, kind)


@pytest.mark.parametrize(
	("typed", "reason"),
	[
		("", phones.NOT_A_NUMBER),
		("\u200b", phones.NOT_A_NUMBER),
		("ask my wife", phones.NOT_A_NUMBER),
		("154****9001", phones.NOT_A_NUMBER),
		("1541234900", phones.WRONG_MOBILE),
		("154123490011", phones.WRONG_MOBILE),
		("5336789", phones.NO_AREA),
		("0715-53367890123", phones.WRONG_LENGTH),
		("+852 1", phones.WRONG_LENGTH),
		("0000", phones.WRONG_LENGTH),
		("15412349001/15412349002", phones.WRONG_LENGTH),
	],
)
def test_what_is_wrong_with_it(typed, reason):
	with pytest.raises(BadPhoneError) as refused:
		read(typed)
	assert refused.value.args == (reason,)


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_reader_and_what_is_stored_reads_back(typed):
	try:
		found = read(typed)
	except BadPhoneError:
		return
	assert read(found.text) == found


@pytest.mark.parametrize(
	("stored", "shown"),
	[
		("15412349001", "154****9001"),
		("0715-5336789转802", "0715-***6789"),
		("12345", "1****"),
		("+85291234567", "+85****4567"),
	],
)
def test_masks(stored, shown):
	assert mask(stored) == shown
