"""One person: what the number tells, who cannot be right, children and their guardians."""

from datetime import date, timedelta

import pytest
from stdnum.cn import ric

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.identity import people
from tests.support.registry import GRID, make_resident, person_values
from tests.support.site_clock import today


def number_for(birth: date, sequence: str = "018") -> str:
	"""A number of the demo's area (nobody's) for a birthday."""
	body = f"340000{birth:%Y%m%d}{sequence}"
	return body + ric.calc_check_digit(body + "0")


def years_ago(years: int) -> date:
	return date(today().year - years, 1, 1)


def refused(site, words: str, exc=BadInputError, **values):
	before = site.db.count("Resident")
	with pytest.raises(exc, match=words):
		make_resident(site, **values)
	assert site.db.count("Resident") == before


def test_the_number_tells_birthday_and_sex(site):
	number = number_for(date(1950, 2, 3), "024")
	doc = make_resident(site, identity_number=number.lower())
	assert (doc.birth_date, doc.sex) == (date(1950, 2, 3), "Female")
	assert doc.identity_number == number[:3] + "*" * 11 + number[-4:]


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"identity_number": "340000195002030181"}, "fails its check"),
		({"identity_number": "340000500203018"}, "15 digits"),
		({"identity_number": number_for(date(1950, 2, 3)), "birth_date": "1950-02-04"}, "birth date differs"),
		({"identity_number": number_for(date(1950, 2, 3)), "sex": "Male"}, "sex differs"),
		({"identity_type": "Passport", "identity_number": "E1"}, "fails its check"),
		({"mobile": "12345"}, "is a short number"),
	],
)
def test_numbers_that_are_wrong(site, values, words):
	refused(site, words, **values)


def test_nobody_is_born_tomorrow_or_130_years_ago(site):
	none = {"identity_number": None}
	refused(site, "in the future", birth_date=today() + timedelta(1), **none)
	refused(site, "130 years back", birth_date=years_ago(131), **none)
	refused(site, "lies ahead", moved_in_on=today() + timedelta(1))
	refused(site, "born or came", moved_in_on="1950-02-02", identity_number=number_for(date(1950, 2, 3)))
	assert make_resident(site, birth_date=years_ago(112), **none).birth_date == years_ago(112)


def test_a_child_born_today_is_born_while_the_server_still_has_yesterday(site, travel):
	"""At one in the morning in China it is five in the afternoon of the day before in UTC."""
	travel("2024-09-29 01:00")
	answers_for = {"guardian_name": "王演示", "guardian_mobile": "15400000001"}
	child = make_resident(site, identity_number=number_for(date(2024, 9, 29)), **answers_for)
	assert child.birth_date == date(2024, 9, 29)
	refused(site, "fails its check", identity_number=number_for(date(2024, 9, 30)), **answers_for)


def test_a_small_x_and_full_width_digits_are_read(site):
	sequences = (f"{sequence:03}" for sequence in range(1, 999))
	number = next(
		made for made in (number_for(date(1961, 5, 6), text) for text in sequences) if made.endswith("X")
	)
	wide = "".join(chr(ord(char) + 0xFEE0) for char in number.lower())
	assert make_resident(site, identity_number=wide).identity_number.endswith("X")
	refused(site, "registered already", ConflictError, identity_number=number)


def test_a_phone_of_another_country(site):
	doc = make_resident(site, mobile="+82 10-1234-5678")
	assert doc.mobile == "+82****5678"


def test_no_number_at_all(site):
	one = make_resident(site, identity_number=None, mobile=None)
	other = make_resident(site, identity_number="", mobile="")
	assert one.identity_fingerprint is None and other.identity_fingerprint is None


def test_twins_are_two_people_and_doubles_are_named(site):
	birth = date(1980, 4, 5)
	twins = [
		make_resident(site, full_name=name, identity_number=number_for(birth, sequence))
		for name, sequence in (("王演示一", "011"), ("王演示二", "031"))
	]
	assert twins[0].name != twins[1].name
	double = make_resident(site, full_name="王演示一", identity_number=None, birth_date=birth)
	assert people.same_name_and_birthday("王演示一", birth, double.name) == [twins[0].name]


def test_a_child_has_a_guardian(site):
	child = {"identity_number": None, "mobile": None, "birth_date": years_ago(6)}
	refused(site, "under 14", **child)
	refused(site, "under 14", guardian_name="李演示", **child)
	doc = make_resident(site, guardian_name="李演示", guardian_mobile="15400000001", **child)
	assert doc.guardian_mobile == "154****0001"
	parent = make_resident(site)
	assert make_resident(site, guardian=parent.name, **child).guardian == parent.name


def test_guardians_do_not_go_in_circles(site):
	one, other = make_resident(site), make_resident(site)
	one.guardian = one.name
	with pytest.raises(BadInputError, match="their own guardian"):
		one.save()
	one.reload()
	one.guardian = other.name
	one.save()
	other.reload()
	other.guardian = one.name
	with pytest.raises(BadInputError, match="in a circle"):
		other.save()
	third = make_resident(site)
	third.guardian = one.name
	third.save()
	other.reload()
	other.guardian = third.name
	with pytest.raises(BadInputError, match="in a circle"):
		other.save()


def test_a_guardian_is_of_age_and_on_the_register(site):
	teenager = make_resident(site, identity_number=None, birth_date=years_ago(16))
	doc = site.get_doc(person_values(grid=GRID, guardian=teenager.name))
	with pytest.raises(BadInputError, match="not of age"):
		doc.insert()
