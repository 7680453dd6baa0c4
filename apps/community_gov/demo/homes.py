"""Fictitious homes of the demo: a compound with two buildings in each community, families of one to four."""

import frappe
from frappe.utils import getdate

from community_gov.demo.persons import make_person
from community_gov.demo.places import COMMUNITIES
from community_gov.registry.identity.guardians import ADULT_FROM, CHILD_BELOW, OLDEST, age_on

COMPOUND = "演示花园"
# Residents of homes begin here in the series of persons; accounts, residents and volunteers lie below.
FIRST = 2_000
HOMES = 8
RELATIONS = ("Head", "Spouse", "Son or Daughter", "Father or Mother")
SIZES = (1, 2, 3, 4, 2, 1, 3, 2)


def load_homes() -> None:
	"""Homes and families of the five communities; a second call changes nothing."""
	for number, place in enumerate(COMMUNITIES):
		if not frappe.db.exists("Residential Compound", {"grid": place.code, "compound_name": COMPOUND}):
			_make_compound(place.code, FIRST + 400 * number)


def _make_compound(code: str, first: int) -> None:
	compound = inserted(
		"Residential Compound", compound_name=COMPOUND, grid=code, built_year=1996, address="演示路 1 号"
	)
	for number in (1, 2):
		building = inserted(
			"Building",
			compound=compound.name,
			building_number=f"{number}栋",
			grid=f"{code}00{number}",
			unit_count=2,
			floor_count=6,
		)
		people = _adults_and_children(first + 200 * number)
		for home in range(HOMES):
			household = inserted(
				"Household",
				building=building.name,
				unit_number=str(home % 2 + 1),
				room_number=f"{home // 2 + 1}0{home % 2 + 1}",
			)
			_make_family(household.name, SIZES[home], people)


def _adults_and_children(first: int) -> dict:
	"""Adults and children among the 200 people of the series from `first` on."""

	def of_age(lowest: int, below: int):
		for index in range(first, first + 200):
			person = make_person(index)
			if lowest <= age_on(person["birth_date"], getdate()) < below:
				yield person

	return {"adult": of_age(ADULT_FROM, OLDEST), "child": of_age(0, CHILD_BELOW)}


def _make_family(household: str, size: int, people: dict) -> None:
	head = None
	for relation in RELATIONS[:size]:
		child = next(people["child"], None) if relation == "Son or Daughter" else None
		person = child or next(people["adult"])
		typed = {name: person[name] for name in ("full_name", "identity_number")}
		if child:
			typed["guardian"] = head.name
		else:
			typed["mobile"] = person["mobile"]
		doc = inserted("Resident", household=household, relation_to_head=relation, **typed)
		head = head or doc


def inserted(doctype: str, **values):
	doc = frappe.new_doc(doctype)
	doc.update(values)
	return doc.insert()
