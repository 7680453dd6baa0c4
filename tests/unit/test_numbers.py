"""Identity and phone numbers: GB 11643 check, masks that keep nothing more than they should."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

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


def with_check_digit(first: str) -> str:
	return first + ric.calc_check_digit(first + "0")


CITIZEN = with_check_digit("34000019500203018")
HONG_KONG = with_check_digit("81000019500203018")
MACAO = with_check_digit("82000019500203018")
TAIWAN = with_check_digit("83000019500203018")
FOREIGNER = with_check_digit("91184019500203018")
CHECKS = {
	"citizen": lambda number: numbers.check_identity_card(number, DAY),
	"permit": lambda number: numbers.check_residence_permit(number, DAY),
	"foreigner": lambda number: numbers.check_permanent_resident(number, DAY),
	"passport": numbers.check_passport,
	"travel": numbers.check_travel_permit,
}
OF_EACH = {
	"citizen": [CITIZEN],
	"permit": [HONG_KONG, MACAO, TAIWAN],
	"foreigner": [FOREIGNER, "USA110074010112"],
	"passport": ["E12345678", "EA1234567", "123456789", "K1234567"],
	"travel": ["H12345678", "M12345678", "12345678", "1234567890"],
}


@pytest.mark.parametrize("kind", OF_EACH)
def test_each_document_passes_its_own_check(kind):
	for number in OF_EACH[kind]:
		assert CHECKS[kind](number) == number
		assert CHECKS[kind](f"\u202d{number[:3]}\u2011{number[3:].lower()} ") == number


@pytest.mark.parametrize("kind", ["citizen", "permit", "foreigner", "passport", "travel"])
def test_documents_with_a_check_digit_exclude_all_others(kind):
	others = [
		number for other in ("citizen", "permit", "foreigner") if other != kind for number in OF_EACH[other]
	]
	for number in others:
		with pytest.raises(numbers.BadNumberError):
			CHECKS[kind](number)


def test_the_number_of_issues_is_no_part_of_a_travel_permit():
	assert numbers.check_travel_permit("H1234567802") == "H12345678"
	assert numbers.check_travel_permit("1234567890(B)") == "1234567890"


@pytest.mark.parametrize(
	("kind", "number"),
	[
		("foreigner", FOREIGNER[:-1] + ("1" if FOREIGNER[-1] != "1" else "2")),
		("foreigner", "USA110074010113"),
		("foreigner", "USA110074130112"),
		("permit", with_check_digit("81000119500203018")),
		("permit", with_check_digit("84000019500203018")),
		("citizen", with_check_digit("90000019500203018")),
		("passport", "ABCDEFG"),
		("passport", "E1234567890"),
		("travel", "X12345678"),
		("travel", "H1234567"),
	],
)
def test_numbers_that_fail_their_check(kind, number):
	with pytest.raises(numbers.BadNumberError):
		CHECKS[kind](number)


@pytest.mark.parametrize(
	("number", "is_own"),
	[
		("15412349001", True),
		("154****9001", True),
		("+85****4567", True),
		("0715-***6789", False),
		("1****", False),
	],
)
def test_a_mobile_number_is_of_one_person(number, is_own):
	assert numbers.is_of_one_person(number) is is_own
