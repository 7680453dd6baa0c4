"""Families of the demo: couples of an age, their children and parents, people who live alone. Pure."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from community_gov.demo.persons import DemoPerson
from community_gov.registry.identity.guardians import ADULT_FROM, age_on

COUPLES = 0.5  # of all households
PARENT_AT = (20, 45)
APART = 20  # years between generations


class Member(NamedTuple):
	"""Somebody of a household, and the relation to its head."""

	person: DemoPerson
	relation: str


def families_of(people: list[DemoPerson], count: int, today: date, rng: Random) -> list[list[Member]]:
	"""`count` households of all these people, the head first, in an order of chance.

	Raises:
	        ValueError: too few adults for so many households.
	"""
	adults = [person for person in people if age_on(person["birth_date"], today) >= ADULT_FROM]
	minors = [person for person in people if age_on(person["birth_date"], today) < ADULT_FROM]
	couples = round(count * COUPLES)
	if len(adults) < count + couples:
		raise ValueError(f"{len(adults)} adults are too few for {count} households. Take more people.")
	rng.shuffle(adults)
	alone, others = adults[: count - couples], adults[count - couples :]
	homes, left = _couples_of(others, couples)
	for person in minors:
		_add_child(homes, person, rng)
	for person in left:
		_add_relative(homes, person, rng)
	found = [*homes, *([Member(person, "Head")] for person in alone)]
	rng.shuffle(found)
	return found


def _couples_of(people: list[DemoPerson], count: int) -> tuple[list[list[Member]], list[DemoPerson]]:
	"""Man and woman of one age as long as there are both, then two of a kind; and who is left over."""
	spare = people[2 * count :]
	couples = sorted(people[: 2 * count], key=lambda person: person["birth_date"])
	men = [person for person in couples if person["sex"] == "Male"]
	women = [person for person in couples if person["sex"] == "Female"]
	count = min(len(men), len(women))
	(men, other_men), (women, other_women) = _thinned(men, count), _thinned(women, count)
	homes = [[Member(man, "Head"), Member(woman, "Spouse")] for man, woman in zip(men, women, strict=True)]
	single = [*other_men, *other_women]
	homes += [[Member(one, "Head"), Member(two, "Sibling")] for one, two in _by_two(single)]
	return homes, spare


def _thinned(people: list[DemoPerson], count: int) -> tuple[list[DemoPerson], list[DemoPerson]]:
	"""`count` of them evenly apart, so that ages go together, and the others."""
	kept, others = list[DemoPerson](), list[DemoPerson]()
	for number, person in enumerate(people):
		chosen = (number + 1) * count // len(people) > number * count // len(people)
		(kept if chosen else others).append(person)
	return kept, others


def _by_two(people: list[DemoPerson]) -> Iterator[tuple[DemoPerson, DemoPerson]]:
	return zip(people[::2], people[1::2], strict=True)


def _years_between(older: DemoPerson, younger: DemoPerson) -> float:
	return (younger["birth_date"] - older["birth_date"]).days / 365.25


def _add_child(homes: list[list[Member]], person: DemoPerson, rng: Random) -> None:
	"""With a couple of the age of its parents; one that has no child yet, if chance finds it."""
	low, high = PARENT_AT
	fits = [
		home
		for home in rng.sample(homes, min(len(homes), 120))
		if home[1].relation == "Spouse"
		and all(low <= _years_between(member.person, person) <= high for member in home[:2])
	]
	home = min(fits, key=len) if fits else rng.choice(homes)
	home.append(Member(person, "Son or Daughter" if fits else "Other Relative"))


def _add_relative(homes: list[list[Member]], person: DemoPerson, rng: Random) -> None:
	home = min(rng.sample(homes, min(len(homes), 12)), key=len)
	head = home[0].person
	if _years_between(person, head) >= APART:
		relation = "Father or Mother"
	elif all(_years_between(member.person, person) >= APART for member in home[:2]):
		relation = "Son or Daughter"
	else:
		relation = "Other Relative"
	home.append(Member(person, relation))
