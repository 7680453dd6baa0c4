"""Homes and people for tests: a compound, its building, a household, its members."""

import secrets
from itertools import count

import frappe

from community_gov.demo.persons import make_person
from community_gov.registry.identity.protected_numbers import fingerprints

COMMUNITY, GRID, FAR_GRID = "421281001002", "421281001002001", "340202014003001"
# Indexes far from those of the demo and of other tests.
# A site outlives many runs, and whose number another has too keeps it when one of them is erased.
_next = count(300_000 + secrets.randbelow(300_000))


def incident_values(subject: str) -> dict:
	"""What an administrator writes down of a privacy incident."""
	return {"subject": subject, "data_kinds": "Phones", "cause": "Lost sheet", "harm": "Calls"}


def make_building(site, number: str = "3栋", grid: str = GRID, compound: str = "演示小区"):
	"""A building of a compound of the community; both are made where they are missing."""
	name = site.db.get_value("Residential Compound", {"compound_name": compound, "grid": grid[:12]})
	if not name:
		values = {"compound_name": compound, "grid": grid[:12], "built_year": 1996}
		name = site.get_doc({"doctype": "Residential Compound", **values}).insert().name
	values = {"compound": name, "building_number": number, "grid": grid}
	return site.get_doc({"doctype": "Building", **values}).insert()


def make_household(site, building=None, unit: str = "2", room: str = "501", **values):
	building = building or make_building(site)
	values = {"building": building.name, "unit_number": unit, "room_number": room, **values}
	return site.get_doc({"doctype": "Household", **values}).insert()


def adult(index: int):
	"""The first person of the series from `index` on who is of age."""
	while (person := make_person(index))["birth_date"].year > 2000:
		index += 1
	return person


def _is_registered(person: dict) -> bool:
	"""Whether an earlier run on this site took the person, where a site is open."""
	if not getattr(frappe.local, "db", None):
		return False
	number = {"identity_fingerprint": ["in", fingerprints(person["identity_number"])]}
	return bool(frappe.db.exists("Resident", number))


def person_values(**values) -> dict:
	"""What a clerk types of the next fictitious adult."""
	while (person := make_person(next(_next)))["birth_date"].year > 2000 or _is_registered(person):
		pass
	typed = {name: person[name] for name in ("full_name", "identity_number", "mobile")}
	return {"doctype": "Resident", **typed, **values}


def make_resident(site, household=None, **values):
	place = {"household": household.name} if household else {"grid": GRID}
	return site.get_doc(person_values(**place, **values)).insert()


def family(site, size: int = 3):
	"""A household with a head and others: (household, [head, …])."""
	household = make_household(site)
	relations = ["Head", "Spouse", *["Son or Daughter"] * size][:size]
	people = [make_resident(site, household, relation_to_head=relation) for relation in relations]
	return site.get_doc("Household", household.name), people
