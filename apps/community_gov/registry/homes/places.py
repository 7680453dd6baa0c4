"""Where people live: compound 小区 → building 楼栋 → unit 单元 → room 室. Titles, and what makes two the same."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.registry.identity.numbers import plain_number

# Characters of a code at each level of place below the district.
LENGTH_OF = {"Street": 9, "Community": 12, "Grid": 15, "Micro-grid": 17}


def public_address(household: str | None) -> str | None:
	"""The building of a household, which is as much of an address as a case may tell of a person's home."""
	building = frappe.db.get_value("Household", household, "building") if household else None
	return frappe.db.get_value("Building", building, "building_title") if building else None


def building_key(compound: str, number: str) -> str:
	"""The same for two spellings of one building of a compound, and for no two buildings, to whatever collation."""
	return exact_key(f"{compound}/{plain_number(number)}")


def household_key(building: str | None, unit: str | None, room: str | None) -> str | None:
	"""The same for two spellings of one room; None without a building and room."""
	if not building or not room:
		return None
	return f"{building}/{plain_number(unit)}/{plain_number(room)}"


def _room_words(unit: str | None, room: str | None) -> str:
	"""2, 501 -> 2单元501室; words that are no numbers stay as they are."""
	parts = []
	for text, word in ((unit, "单元"), (room, "室")):
		text = (text or "").strip()
		if text:
			parts.append(text + word if plain_number(text) == text and text[-1].isalnum() else text)
	return "".join(parts)


def set_building_place(building) -> None:
	"""Title and key of a building, after checking that it lies in its compound's area and stands once.

	Raises:
	        BadInputError: its grid lies outside the compound's place.
	        ConflictError: the compound has this building already.
	"""
	compound = frappe.db.get_value(
		"Residential Compound", building.compound, ["compound_name", "grid"], as_dict=True
	)
	if compound and not (building.grid or "").startswith(compound.grid):
		frappe.throw(
			_("Grid {0} lies outside compound {1}. Choose a grid of {2}.").format(
				building.grid, compound.compound_name, compound.grid
			),
			exc=BadInputError,
		)
	building.building_title = f"{compound.compound_name} {building.building_number}" if compound else ""
	building.place_key = building_key(building.compound, building.building_number)
	filters = {"place_key": building.place_key, "name": ["!=", building.name or ""]}
	if frappe.db.exists("Building", filters):
		frappe.throw(
			_("{0} stands on file already. Use that building.").format(building.building_title),
			exc=ConflictError,
		)


def set_household_place(household, building: frappe._dict | None = None) -> None:
	"""Grid, address, title and key of a household follow from its building.

	Args:
	        building: {building_title, grid} of its building, where the caller has read it.
	Raises:
	        BadInputError: neither a building nor a grid and an address.
	"""
	if household.building:
		building = building or frappe.db.get_value(
			"Building", household.building, ["building_title", "grid"], as_dict=True
		)
		household.grid = building.grid
		household.address = (
			f"{building.building_title}{_room_words(household.unit_number, household.room_number)}"
		)
	if not household.grid or not household.address:
		frappe.throw(
			_("A household has a building, or a grid and an address. Enter one of them."), exc=BadInputError
		)
	household.household_title = household.address
	household.place_key = household_key(household.building, household.unit_number, household.room_number)


def take_along(building) -> None:
	"""A building that moves to another grid, or is renamed, takes its households and their people along."""
	for name in frappe.get_all("Household", {"building": building.name}, pluck="name", order_by="name asc"):
		household = frappe.get_doc("Household", name)
		# The change of the building was permitted; where its people live is its consequence.
		household.save(ignore_permissions=True)


def refuse_deleting_inhabited(doctype: str, name: str, field: str, user_doctype: str) -> None:
	"""A place that others stand in stays.

	Raises:
	        ConflictError
	"""
	if frappe.db.exists(user_doctype, {field: name}):
		frappe.throw(
			_("{0} still has records of {1}. Move or delete them first.").format(_(doctype), _(user_doctype)),
			exc=ConflictError,
		)


def set_compound_place(compound) -> None:
	"""A compound stands once in its place.

	Raises:
	        ConflictError
	"""
	compound.compound_name = " ".join((compound.compound_name or "").split())
	filters = {"compound_name": compound.compound_name, "grid": compound.grid}
	filters["name"] = ["!=", compound.name or ""]
	# get_all: the collation finds candidates, of whomever; only the very same name is the compound.
	names = frappe.get_all("Residential Compound", filters, pluck="compound_name", order_by="name asc")
	if compound.compound_name in names:
		frappe.throw(
			_("{0} stands on file already. Use that compound.").format(compound.compound_name),
			exc=ConflictError,
		)
