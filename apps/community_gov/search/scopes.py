"""Scopes of documents: by which somebody may see one, as the index keeps them. Spaces keep them apart from words."""

from collections.abc import Iterable
from functools import partial

import frappe

from community_gov.permissions.scope import areas_of, sees_all

# Digits of a district, a street, a community, a grid, a micro-grid; who has a whole city is not narrowed by it.
LENGTHS = (6, 9, 12, 15, 17)


def places(grid: str | None) -> set[str]:
	"""The scopes of a document in a grid: it and what lies above."""
	return {f"at {grid[:length]}" for length in LENGTHS if grid and len(grid) >= length}


def of_areas(areas: Iterable[str]) -> list[str] | None:
	"""The scopes of areas, given as code prefixes; None where one is larger than a district."""
	found = sorted(areas)
	return None if any(len(area) not in LENGTHS for area in found) else [f"at {area}" for area in found]


def by_place(doctype: str) -> partial:
	"""The `scopes` of a DocType whose documents are seen by their place alone."""
	return partial(_by_place, doctype)


def in_areas_of(roles: frozenset[str], everywhere: frozenset[str]) -> partial:
	"""The `scopes_of` for it: `roles` see their areas, `everywhere` all."""
	return partial(_in_areas_of, roles, everywhere)


def _by_place(doctype: str, names: list[str]) -> dict[str, set[str]]:
	# get_all: what is kept is read for nobody.
	rows = frappe.get_all(doctype, {"name": ["in", names]}, ["name", "grid"], order_by="name asc")
	return {row.name: places(row.grid) for row in rows}


def _in_areas_of(roles: frozenset[str], everywhere: frozenset[str], user: str) -> list[str] | None:
	if sees_all(user) or everywhere & set(frappe.get_roles(user)):
		return None
	return of_areas(areas_of(user, roles))
