"""The catalogue of categories as a tree."""

import frappe


def category_path(category: str | None) -> list[str]:
	"""A category and the classes around it, innermost first."""
	path: list[str] = []
	while category and category not in path:
		path.append(category)
		category = frappe.get_cached_value("Case Category", category, "parent_case_category")
	return path
