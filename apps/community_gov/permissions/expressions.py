"""What criteria are put together from, and makers of the common ones."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from pypika.terms import Criterion, ValueWrapper

import frappe

from community_gov.permissions.evaluate import visible
from community_gov.permissions.scope import (
	CENTRE_ROLES,
	GRID_FIELD_ROLES,
	areas_of,
	audits,
	roles_of,
	sees_all,
)

NOTHING = ValueWrapper(1) == ValueWrapper(0)
CriterionOfUser = Callable[[str], Criterion | None]


def any_of(parts: list[Criterion]) -> Criterion:
	return reduce(or_, parts) if parts else NOTHING


def everything(user: str) -> None:
	"""The criterion of what everybody with a role for it may see."""


def in_areas(field, user: str, roles: frozenset[str]) -> list[Criterion]:
	return [field.like(f"{code}%") for code in areas_of(user, roles)]


def area_criterion(doctype: str, roles: frozenset[str], user: str) -> Criterion | None:
	"""Records with a grid, for roles that work in an area; administrators see all."""
	if sees_all(user) or "Community Administrator" in roles_of(user):
		return None
	return any_of(in_areas(frappe.qb.DocType(doctype).grid, user, roles))


def in_area(doctype: str, roles: frozenset[str]) -> CriterionOfUser:
	"""Records with a grid: these roles their subtree, administrators all."""
	return lambda user: area_criterion(doctype, roles, user)


def at_place(doctype: str) -> CriterionOfUser:
	"""Places, not people. Centre: all. Area roles: their subtree and the compound whose community lies above it."""

	def criterion(user: str) -> Criterion | None:
		if sees_all(user) or roles_of(user) & CENTRE_ROLES:
			return None
		table, areas = (
			frappe.qb.DocType(doctype),
			areas_of(user, GRID_FIELD_ROLES | {"Volunteer Coordinator"}),
		)
		above = [area[:length] for area in areas for length in (12, 15) if length < len(area)]
		parts = [table.grid.like(f"{area}%") for area in areas]
		return any_of([*parts, table.grid.isin(above)] if above else parts)

	return criterion


def for_auditors(criterion: CriterionOfUser) -> CriterionOfUser:
	"""Audit records: auditors see all, others what `criterion` says."""
	return lambda user: None if audits(user) else criterion(user)


def linked_to(parent: str, doctype: str, fieldname: str) -> CriterionOfUser:
	"""What hangs on documents that the user sees, also where it happened elsewhere."""

	def criterion(user: str) -> Criterion | None:
		seen = visible(parent, user)
		if seen is None:
			return None
		names, table = frappe.qb.DocType(parent), frappe.qb.DocType(doctype)
		return table[fieldname].isin(frappe.qb.from_(names).select(names.name).where(seen))

	return criterion


def rows_of(doctype: str, *parents: str) -> CriterionOfUser:
	"""Rows of the documents that the user sees: Frappe lists rows on their own."""

	def criterion(user: str) -> Criterion | None:
		row = frappe.qb.DocType(doctype)
		return any_of([_rows_of_one(row, parent, user) for parent in parents])

	return criterion


def _rows_of_one(row, parent: str, user: str) -> Criterion:
	seen, table = visible(parent, user), frappe.qb.DocType(parent)
	here = row.parenttype == parent
	if seen is None:
		return here
	return here & row.parent.isin(frappe.qb.from_(table).select(table.name).where(seen))
