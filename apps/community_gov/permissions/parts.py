"""What criteria are put together from."""

from functools import reduce
from operator import or_

from pypika.terms import Criterion, ValueWrapper

import frappe

from community_gov.permissions.scope import areas_of, roles_of, sees_all

NOTHING = ValueWrapper(1) == ValueWrapper(0)


def any_of(parts: list[Criterion]) -> Criterion:
	return reduce(or_, parts) if parts else NOTHING


def in_areas(field, user: str, roles: frozenset[str]) -> list[Criterion]:
	return [field.like(f"{code}%") for code in areas_of(user, roles)]


def area_criterion(doctype: str, roles: frozenset[str], user: str) -> Criterion | None:
	"""Records with a grid, for roles that work in an area; administrators see all."""
	if sees_all(user) or "Community Administrator" in roles_of(user):
		return None
	return any_of(in_areas(frappe.qb.DocType(doctype).grid, user, roles))
