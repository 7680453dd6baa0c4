"""Differences between Frappe 15 and 16, in one place."""

import frappe


def criterion_sql(criterion) -> str:
	"""A query builder criterion as a bracketed SQL condition for permission_query_conditions.

	Brackets, because Frappe joins the text with `and`: a bare `a or b` would let user permissions escape.
	"""
	sql = criterion.get_sql(with_namespace=True, quote_char="`", secondary_quote_char="'")
	return f"({sql})"


def major_version() -> int:
	"""15 or 16 (development versions count as the release they lead to)."""
	return int(frappe.__version__.split(".")[0])


def in_test() -> bool:
	return bool(getattr(frappe, "in_test", False) or frappe.flags.in_test)
