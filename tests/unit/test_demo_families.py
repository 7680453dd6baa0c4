"""Families of the demo: everybody in exactly one, grown-up heads, ages that go together."""

from datetime import date
from random import Random

import pytest

from community_gov.demo.persons import make_person
from community_gov.registry.identity.guardians import ADULT_FROM, age_on
from demo_town.families import families_of

TODAY = date(2026, 11, 28)


def people(count):
	return [make_person(100_000 + number) for number in range(count)]


def families(count=480, households=272):
	return families_of(people(count), households, TODAY, Random(1))


def test_everybody_lives_in_one_of_so_many_households():
	found = families()
	names = [member.person["full_name"] for home in found for member in home]
	assert len(found) == 272
	assert sorted(names) == sorted(person["full_name"] for person in people(480))


def test_each_household_has_one_grown_up_head_in_front():
	for home in families():
		assert [member.relation for member in home].count("Head") == 1
		assert home[0].relation == "Head"
		assert age_on(home[0].person["birth_date"], TODAY) >= ADULT_FROM


def test_children_are_children_and_couples_are_of_one_age():
	found = families()
	couples = [home for home in found if home[1:] and home[1].relation == "Spouse"]
	children = [(home, one) for home in found for one in home if one.relation == "Son or Daughter"]
	assert len(couples) > 100 and len(children) > 20
	for home in couples:
		assert {member.person["sex"] for member in home[:2]} == {"Male", "Female"}
		assert abs((home[0].person["birth_date"] - home[1].person["birth_date"]).days) < 15 * 365
	for home, child in children:
		for parent in home[:2]:
			assert (child.person["birth_date"] - parent.person["birth_date"]).days > 19 * 365


def test_too_few_grown_ups_are_refused():
	with pytest.raises(ValueError, match=r"too few for 300 households\. Take more people\."):
		families(400, 300)
