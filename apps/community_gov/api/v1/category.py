"""The catalogue of case categories as a tree."""

import frappe

from community_gov.permissions.access import require


@frappe.whitelist(methods=["GET", "POST"])
def children(
	doctype: str = "Case Category", parent: str = "", is_root: bool = False, **filters: str
) -> list[dict]:
	"""Categories below one, for the desk's tree; the classes for the root.

	Args:
	        doctype, filters: what the desk's tree sends with every request; not used.
	        parent: code of a category.
	        is_root: whether the desk asks for what is below its root node, whatever `parent` says.
	Returns:
	        [{value, title, expandable}]; titles in Chinese or English after the user's language.
	"""
	require("Case Category", "read")
	below = {"parent_case_category": ["is", "not set"] if is_root or not parent else parent}
	rows = frappe.get_list(
		"Case Category",
		filters=below,
		fields=["name", "category_name", "category_name_en", "is_group"],
		order_by="display_order asc",
		limit_page_length=0,
	)
	return [
		{"value": row.name, "title": f"{_name_of(row)} · {row.name}", "expandable": row.is_group}
		for row in rows
	]


def _name_of(row: frappe._dict) -> str:
	if frappe.local.lang.startswith("zh"):
		return row.category_name
	return row.category_name_en or row.category_name
