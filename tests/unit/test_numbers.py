"""Identity and phone numbers: GB 11643 check, masks that keep nothing more than they should."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.demo.persons import make_person
from community_gov.registry.identity import numbers

DAY = date(2025, 6, 30)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "11011119500101001X"])
def test_real_patterns_pass_even_from_areas_that_were_renamed(number):
	assert numbers.check_identity_card(number, DAY) == number


def test_full_width_lower_case_and_spaces_are_normalised():
	assert numbers.check_identity_card("１１０１０５ 19491231 002x", DAY) == "11010519491231002X"


@pytest.mark.parametrize(
	"number",
	[
		"110105194912310020",  # check digit
		"110105491231002",  # 15 digits
		"11010519490231002X",  # 31 February
		"01010519491231002X",
		"1101051949123100２Y",
		"",
	],
)
def test_wrong_numbers_are_refused(number):
	with pytest.raises(numbers.BadNumberError):
		numbers.check_identity_card(number, DAY)


def test_born_tomorrow_is_refused():
	from stdnum.cn import ric

	body = "110105" + "20240929" + "001"
	number = body + ric.calc_check_digit(body + "0")
	assert numbers.check_identity_card(number, date(2024, 9, 29)) == number
	with pytest.raises(numbers.BadNumberError, match="future"):
		numbers.check_identity_card(number, date(2024, 9, 28))


@given(st.integers(min_value=0, max_value=999_999), st.integers(min_value=0, max_value=16))
def test_one_changed_digit_is_always_found(index, place):
	number = make_person(index)["identity_number"]
	changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
	with pytest.raises(numbers.BadNumberError):
		numbers.check_identity_card(changed, DAY)


@given(st.integers(min_value=0, max_value=999_999))
def test_sex_and_birth_date_follow_from_the_number(index):
	person = make_person(index)
	assert numbers.birth_date_of(person["identity_number"]) == person["birth_date"]
	assert numbers.sex_of(person["identity_number"]) == person["sex"]


def test_masks_keep_first_three_and_last_four():
	assert numbers.mask_identity("11010519491231002X") == "110***********002X"
	assert numbers.mask_mobile("15400000001") == "154****0001"
	assert numbers.mask_identity("E1234567") == "E12*4567"
	assert numbers.mask_identity("12") == "1*"


@given(st.text(alphabet="0123456789ABCDEFX", min_size=1, max_size=20))
def test_a_mask_always_hides_something_and_is_recognised(number):
	masked = numbers.mask_identity(number)
	assert len(masked) == len(number)
	assert numbers.is_masked(masked) or len(number) == 1


@pytest.mark.parametrize(
	"number", ["15400000001", "+8615400000001", "154 0000 0001", "１５４０００００００１"]
)
def test_mobile_numbers_of_the_mainland(number):
	assert numbers.check_mobile(number) == "15400000001"


def test_mobile_number_of_another_country():
	assert numbers.check_mobile("+49 170 1234567") == "+491701234567"


@pytest.mark.parametrize("number", ["12345", "25400000001", "154000000011", "+0123456789", "abc"])
def test_what_is_no_mobile_number(number):
	with pytest.raises(numbers.BadNumberError):
		numbers.check_mobile(number)
