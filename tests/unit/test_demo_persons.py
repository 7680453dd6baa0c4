"""Demo people are valid in form, impossible in fact, and always the same."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from community_gov.demo import persons
from community_gov.demo.persons import make_credit_code, make_person

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

indexes = st.integers(0, persons.MAX_INDEX - 1)


def test_a_person_never_changes():
	assert make_person(0) == {
		"full_name": "王演示",
		"sex": "Female",
		"birth_date": date(2006, 10, 30),
		"identity_number": "340000200610309000",
		"mobile": "15400000000",
	}


def test_another_seed_makes_other_people():
	ours, others = make_person(0), make_person(0, seed=1)
	assert ours["full_name"] != others["full_name"]
	assert ours["identity_number"] != others["identity_number"]


@given(indexes, st.integers(0, 10**9))
def test_identity_numbers_pass_the_checks_of_the_standard(index, seed):
	person = make_person(index, seed)
	number = person["identity_number"]
	assert ric.validate(number) == number
	assert ric.get_birth_date(number) == person["birth_date"]
	assert int(number[16]) % 2 == (person["sex"] == "Male")


@given(indexes, st.integers(0, 10**9))
def test_no_person_can_be_taken_for_a_real_one(index, seed):
	person = make_person(index, seed)
	assert person["identity_number"].startswith("340000")
	assert re.fullmatch(r"1540\d{7}", person["mobile"])
	assert re.fullmatch(r"1[3-9]\d{9}", person["mobile"])
	assert person["full_name"][1:3] in ("演示", "示例", "样例", "虚构")


def test_weights_of_iso_7064_give_the_same_check_digit():
	weights = [2 ** (17 - place) % 11 for place in range(17)]
	for index in range(500):
		number = make_person(index)["identity_number"]
		total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
		assert number[17] == "10X98765432"[total % 11]


def test_nobody_shares_a_name_or_a_number():
	people = [make_person(index) for index in range(30_000)]
	for field in ("full_name", "identity_number", "mobile"):
		assert len({person[field] for person in people}) == len(people)


def test_birth_days_do_not_repeat_within_a_round():
	assert persons.BIRTH_DAYS % persons.STRIDE
	days = {make_person(index)["birth_date"] for index in range(persons.BIRTH_DAYS)}
	assert len(days) == persons.BIRTH_DAYS


def test_the_last_person_still_fits():
	number = make_person(persons.MAX_INDEX - 1)["identity_number"]
	assert ric.is_valid(number)
	assert 900 <= int(number[14:17]) <= 999


def test_there_are_children_elders_men_and_women():
	people = [make_person(index) for index in range(300)]
	years = {person["birth_date"].year for person in people}
	assert min(years) < 1950 and max(years) > 2012
	assert {person["sex"] for person in people} == {"Male", "Female"}


@pytest.mark.parametrize("index", [-1, persons.MAX_INDEX])
def test_people_outside_the_range_do_not_exist(index):
	with pytest.raises(persons.DemoRangeError):
		make_person(index)


@given(st.integers(0, persons.MAX_UNITS - 1), st.sampled_from(["34", "3401", "340121", "340121105001"]))
def test_credit_codes_pass_the_checks_of_the_standard(index, division):
	code = make_credit_code(index, division)
	assert uscc.validate(code) == code
	assert code[:8] == "12" + division[:6].ljust(6, "0")
	assert code[8:12] == "DEM0"


def organisation_check(organisation: str) -> str:
	weighted = sum(
		int(character, 36) * weight for character, weight in zip(organisation, WEIGHTS, strict=True)
	)
	return {10: "X", 11: "0"}.get(11 - weighted % 11, str(11 - weighted % 11))


def test_the_organisation_part_passes_its_own_check():
	"""The check used here is itself proved on a published code of GB 32100."""
	assert organisation_check("60003734") == "1"
	for index in range(500):
		organisation = make_credit_code(index, "340121")[8:17]
		assert organisation[8] == organisation_check(organisation[:8])


def test_units_do_not_share_a_code():
	codes = {make_credit_code(index, "340121") for index in range(persons.MAX_UNITS)}
	assert len(codes) == persons.MAX_UNITS


@pytest.mark.parametrize(("index", "division"), [(-1, "34"), (persons.MAX_UNITS, "34"), (0, ""), (0, "３４")])
def test_units_outside_the_range_do_not_exist(index, division):
	with pytest.raises(persons.DemoRangeError):
		make_credit_code(index, division)
