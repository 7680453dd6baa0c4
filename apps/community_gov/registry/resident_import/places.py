"""Where the rows of a sheet live: grids, compounds and buildings, those on file and those to be made."""

from collections.abc import Iterator

import frappe

from community_gov.registry.homes.places import building_key
from community_gov.registry.resident_import.reasons import (
	NO_COMPOUND,
	OUTSIDE,
	SEVERAL_COMPOUNDS,
	UNKNOWN_BUILDING,
	UNKNOWN_GRID,
	RowError,
)


class Places:
	"""The places of one area, read once for a chunk of rows; `made` are documents that are not stored yet."""

	def __init__(self, area: str, compound: str | None = None, may_make: bool = True):
		self.area, self.compound, self.may_make = area, compound, may_make
		self.made: list = []
		self.grids: dict[str, str | None] = {}
		self.compounds = {row.name: row for row in _compounds_of(area)}
		self.buildings = {row.place_key: row for row in _buildings_of(list(self.compounds))}

	def grid_of(self, text: str | None) -> str:
		"""The code of the grid that a cell names by code or name; the area where it is empty.

		Raises:
		        RowError
		"""
		if not text:
			return self.area
		if text not in self.grids:
			self.grids[text] = _grid_called(text, self.area)
		grid = self.grids[text]
		if not grid:
			raise RowError("grid", UNKNOWN_GRID)
		return grid

	def building_of(self, values: dict) -> frappe._dict | None:
		"""{name, building_title, grid} of the building of a row; None for a row without building or room.

		Raises:
		        RowError
		"""
		if not values.get("building_number") or not values.get("room_number"):
			return None
		compound = self.compound_of(values)
		key = building_key(compound.name, values["building_number"])
		if key not in self.buildings:
			self.buildings[key] = self.make_building(compound, values, key)
		building = self.buildings[key]
		if not building.grid.startswith(self.area):
			raise RowError("building_number", OUTSIDE)
		return building

	def compound_of(self, values: dict) -> frappe._dict:
		called = " ".join((values.get("compound") or "").split())
		if not called:
			if self.compound in self.compounds:
				return self.compounds[self.compound]
			raise RowError("building_number", NO_COMPOUND)
		found = [row for row in self.compounds.values() if row.compound_name == called]
		if len(found) > 1:
			raise RowError("compound", SEVERAL_COMPOUNDS)
		return found[0] if found else self.make_compound(called)

	def make_compound(self, called: str) -> frappe._dict:
		if not self.may_make:
			raise RowError("compound", UNKNOWN_BUILDING)
		values = {"compound_name": called, "grid": self.area}
		row = frappe._dict(name=self.make("Residential Compound", values), **values)
		self.compounds[row.name] = row
		return row

	def make_building(self, compound: frappe._dict, values: dict, key: str) -> frappe._dict:
		if not self.may_make:
			raise RowError("building_number", UNKNOWN_BUILDING)
		grid = self.grid_of(values.get("grid"))
		if not grid.startswith(compound.grid):
			raise RowError("compound", OUTSIDE)
		number = values["building_number"]
		name = self.make("Building", {"compound": compound.name, "building_number": number, "grid": grid})
		title = f"{compound.compound_name} {number}"
		return frappe._dict(name=name, building_title=title, grid=grid, place_key=key)

	def make(self, doctype: str, values: dict) -> str:
		name = frappe.generate_hash(length=10)
		self.made.append((name, frappe.get_doc({"doctype": doctype, **values})))
		return name

	def write(self, used: set[str]) -> int:
		"""Stores the buildings of `used` and their compounds through their documents. Returns how many."""
		compounds = {doc.compound for name, doc in self.made if name in used}
		count = 0
		for name, doc in self.made:
			if name in used | compounds:
				# The right on the area of the import was asked when it was started.
				doc.insert(ignore_permissions=True, set_name=name)
				count += 1
		return count


def _compounds_of(area: str) -> Iterator[frappe._dict]:
	"""Compounds in an area, and those of the places above it."""
	above = [area[:length] for length in (12, 9, 6) if length < len(area)]
	fields = ["name", "compound_name", "grid"]
	for condition in (["like", f"{area}%"], *([["in", above]] if above else [])):
		yield from frappe.get_all(
			"Residential Compound", filters={"grid": condition}, fields=fields, order_by="name asc"
		)


def _buildings_of(compounds: list[str]) -> list[frappe._dict]:
	# Frappe takes an empty list of names for "has no value".
	if not compounds:
		return []
	return frappe.get_all(
		"Building",
		filters={"compound": ["in", compounds]},
		fields=["name", "building_title", "grid", "place_key"],
		order_by="name asc",
	)


def _grid_called(text: str, area: str) -> str | None:
	"""The one grid of an area with this code or name."""
	if text.isdigit():
		return text if text.startswith(area) and frappe.db.exists("Grid", text) else None
	filters = {"grid_name": text, "name": ["like", f"{area}%"]}
	rows = frappe.get_all("Grid", filters=filters, fields=["name", "grid_name"], order_by="name asc")
	found = [row.name for row in rows if row.grid_name == text] or [row.name for row in rows]
	return found[0] if len(found) == 1 else None


HOUSEHOLD_FIELDS = ["name", "place_key", "household_number", "head", "grid", "address", "status"]


def stored_households(keys: list[str]) -> dict[str, frappe._dict]:
	"""Households by their place; of several in one room the occupied one."""
	# Frappe takes a list of nothing for "has no value", and would give every household without a room.
	if not keys:
		return {}
	rows = frappe.get_all(
		"Household",
		filters={"place_key": ["in", keys]},
		fields=HOUSEHOLD_FIELDS,
		order_by="status desc, creation asc",
	)
	found: dict[str, frappe._dict] = {}
	for row in rows:
		if row.place_key not in found or row.status == "Occupied":
			found[row.place_key] = row
	return found


def numbered_households(area: str, numbers: list[str]) -> dict[str, list[frappe._dict]]:
	"""The households of an area that have one of these numbers and are not dissolved, by number."""
	if not numbers:
		return {}
	filters = {"household_number": ["in", numbers], "grid": ["like", f"{area}%"]}
	rows = frappe.get_all(
		"Household",
		filters={**filters, "status": ["!=", "Dissolved"]},
		fields=HOUSEHOLD_FIELDS,
		order_by="creation asc, name asc",
	)
	found: dict[str, list[frappe._dict]] = {}
	for row in rows:
		found.setdefault(row.household_number, []).append(row)
	return found
