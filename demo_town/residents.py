"""Zhonghuaxiang's 4,813 households and 8,503 residents in 46 compounds, loaded as its sheets would be."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import frappe
from frappe.utils import getdate

from community_gov.core.counting import count_shown
from community_gov.demo.homes import HOMES, SIZES
from community_gov.demo.persons import SEED, make_person
from community_gov.demo.places import GRIDS, community
from community_gov.registry.identity.guardians import ADULT_FROM, age_on
from community_gov.registry.resident_import import loading
from community_gov.registry.resident_import.planning import Planner
from community_gov.registry.resident_import.row_reader import Row
from demo_town.families import Member, families_of

HOUSEHOLDS, RESIDENTS, COMPOUNDS = 4_813, 8_503, 46
# Beyond the people of the small demo.
FIRST = 100_000
# Rooms of a compound: buildings, units of each, floors of each, rooms of each floor.
BUILDINGS, UNITS, FLOORS, ROOMS = 3, 3, 6, 2
CHUNK, FLOATING = 300, 0.2
# What the small demo has there: two buildings of homes, and three people without one.
SMALL_HOMES, SMALL_RESIDENTS = 2 * HOMES, 2 * sum(SIZES) + 3
SETTLED = date(1985, 1, 1)


def load_residents() -> None:
	"""Fills the community up to its numbers, a chunk at a time; nothing is left to do a second time."""
	code = community("zhonghuaxiang").code
	homes = list(make_rows(code, _first_day(code)))
	order = frappe._dict(grid=code, compound=None, create_places=1, fill_gaps=0)
	for chunk in _chunks(homes):
		if frappe.db.exists("Resident", {"full_name": chunk[0][0].values["full_name"]}):
			continue
		plan = Planner(order, {}).run(chunk)
		problems = plan.problems + loading.write(plan)
		if problems:
			frappe.throw(f"{problems[0].reason} ({problems[0].line})")
		frappe.db.commit()
	_date_compounds(code)
	_tell_grids(code)


def _first_day(code: str) -> date:
	"""The day on which the community was first loaded: who is grown up, and so every family, follows from it."""
	return getdate(
		frappe.db.get_value("Residential Compound", {"grid": code}, "creation", order_by="creation")
	)


def make_rows(
	code: str, today: date, households: int = HOUSEHOLDS, residents: int = RESIDENTS
) -> Iterator[list[Row]]:
	"""The homes that the small demo lacks for such numbers, each as the lines of a sheet."""
	people = [make_person(FIRST + number) for number in range(residents - SMALL_RESIDENTS)]
	rng, line = Random(f"{SEED}:{code}"), 1
	for number, family in enumerate(families_of(people, households - SMALL_HOMES, today, rng)):
		yield list(_lines_of(family, _room_of(number, code), line, today, rng))
		line += len(family)


def _room_of(number: int, code: str) -> dict:
	"""Where home `number` is: the compounds fill up side by side, each lies in one of the three grids."""
	place, compound = divmod(number, COMPOUNDS - 1)
	place, room = divmod(place, ROOMS)
	place, floor = divmod(place, FLOORS)
	building, unit = divmod(place, UNITS)
	return {
		"compound": f"演示路 {2 * compound + 1} 号院",
		"building_number": f"{building + 1}栋",
		"unit_number": str(unit + 1),
		"room_number": f"{floor + 1}0{room + 1}",
		"grid": code + GRIDS[compound % len(GRIDS)][0],
	}


def _lines_of(family: list[Member], room: dict, line: int, today: date, rng: Random) -> Iterator[Row]:
	head = family[0].person
	moved_in = SETTLED + timedelta(days=rng.randrange((today - SETTLED).days - 30))
	floating = rng.random() < FLOATING
	for number, (person, relation) in enumerate(family):
		values = {
			**room,
			"full_name": person["full_name"],
			"identity_number": person["identity_number"],
			"relation_to_head": relation,
			"residence_kind": "Floating" if floating else "Registered",
			"moved_in_on": max(moved_in, person["birth_date"]),
		}
		if age_on(person["birth_date"], today) < ADULT_FROM:
			values |= {"guardian_name": head["full_name"], "guardian_mobile": head["mobile"]}
		else:
			values["mobile"] = person["mobile"]
		yield Row(line + number, values)


def _chunks(homes: list[list[Row]]) -> Iterator[list[list[Row]]]:
	"""Whole homes of about as many people as the import loads in one transaction."""
	chunk: list[list[Row]] = []
	for home in homes:
		chunk.append(home)
		if sum(map(len, chunk)) >= CHUNK:
			yield chunk
			chunk = []
	if chunk:
		yield chunk


def _date_compounds(code: str) -> None:
	"""Old compounds: built in the last two decades of the century."""
	rows = frappe.get_all(
		"Residential Compound",
		{"grid": code, "built_year": ["in", (0, None)]},
		["name", "compound_name"],
		order_by="name asc",
	)
	for row in rows:
		year = 1980 + Random(f"{SEED}:{row.compound_name}").randrange(20)
		frappe.db.set_value(
			"Residential Compound", row.name, {"built_year": year, "address": row.compound_name}
		)


def _tell_grids(code: str) -> None:
	"""The numbers that the community states, beside those that are counted."""
	for suffix, _name in GRIDS:
		grid = {"grid": code + suffix}
		numbers = {
			"households": count_shown("Household", grid),
			"residents": count_shown("Resident", {**grid, "status": "Present"}),
		}
		frappe.db.set_value("Grid", code + suffix, numbers)
