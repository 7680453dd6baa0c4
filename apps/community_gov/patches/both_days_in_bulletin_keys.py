"""Bulletins over chosen days have both days in their key: two that begin on one day are two."""

import frappe


def execute() -> None:
	filters = {"kind": "Special", "period_key": ["is", "set"]}
	fields = ["name", "area", "from_date", "to_date"]
	for row in frappe.get_all("Bulletin", filters, fields, order_by="name asc"):
		key = f"Special:{row.area or ''}:{row.from_date}:{row.to_date}"
		frappe.db.set_value("Bulletin", row.name, "period_key", key, update_modified=False)
