"""Units of before 0.2.0 get the key that keeps their names apart; a unit's name is a label now, and its key stays."""

import frappe

from community_gov.core.exact import exact_key


def execute() -> None:
	filters = {"name_key": ["is", "not set"]}
	for row in frappe.get_all("Responsible Unit", filters, ["name", "unit_name"], order_by="name asc"):
		key = exact_key(row.unit_name or row.name)
		frappe.db.set_value("Responsible Unit", row.name, "name_key", key, update_modified=False)
