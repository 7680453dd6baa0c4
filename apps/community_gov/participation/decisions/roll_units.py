"""Who has a vote by the register: adults, or households with an adult, of a place on a day."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import add_years, cint, getdate

PRESENT, OCCUPIED = "Present", "Occupied"
# Registered here and living elsewhere: they vote where they live.
AWAY = "Elsewhere"


class Unit(NamedTuple):
	"""One vote: its key, its name, the household or person behind it, and the residents who may cast it."""

	key: str
	label: str
	grid: str
	household: str | None
	resident: str | None
	electors: tuple[str, ...]


def of_register(unit: str, grid: str, day: date, age: int) -> tuple[list[Unit], int]:
	"""Units of a place, and how many residents were left out since their age is not known.

	Args:
	        unit: Person or Household. day: the day of the vote. age: in years, from which one has a vote.
	"""
	people = _people(grid)
	adults = [row for row in people if row.birth_date and is_of_age(row.birth_date, day, age)]
	unknown = sum(1 for row in people if not row.birth_date)
	if unit == "Person":
		return [_person(row) for row in adults], unknown
	return _households(adults), unknown


def is_of_age(birth_date: date, day: date, age: int) -> bool:
	"""Whether somebody has completed that many years on a day; who is born on 29 February does so on 28 or 29."""
	return getdate(add_years(getdate(birth_date), cint(age))) <= day


def _people(grid: str) -> list[frappe._dict]:
	resident = frappe.qb.DocType("Resident")
	query = frappe.qb.from_(resident).select(
		resident.name, resident.full_name, resident.birth_date, resident.household, resident.grid
	)
	here = resident.grid.like(f"{grid}%") & (resident.status == PRESENT) & (resident.residence_kind != AWAY)
	return query.where(here).orderby(resident.name).run(as_dict=True)


def _person(row) -> Unit:
	return Unit(f"person:{row.name}", row.full_name, row.grid, row.household, row.name, (row.name,))


def _households(adults: list) -> list[Unit]:
	members: dict[str, list[str]] = {}
	for row in adults:
		if row.household:
			members.setdefault(row.household, []).append(row.name)
	return [
		Unit(
			f"household:{home.name}",
			home.household_title,
			home.grid,
			home.name,
			None,
			tuple(members[home.name]),
		)
		for home in _occupied(list(members))
	]


def _occupied(names: list[str]) -> list[frappe._dict]:
	found: list[frappe._dict] = []
	home = frappe.qb.DocType("Household")
	query = frappe.qb.from_(home).select(home.name, home.household_title, home.grid).orderby(home.name)
	for start in range(0, len(names), 1000):
		part = query.where(home.name.isin(names[start : start + 1000]) & (home.status == OCCUPIED))
		found += part.run(as_dict=True)
	return found
