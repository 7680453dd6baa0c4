"""Buildings of before 0.2.0 get the key that keeps them apart whatever the collation takes for one."""

import frappe

from community_gov.registry.homes.places import building_key


def execute() -> None:
	fields = ["name", "compound", "building_number", "place_key"]
	for row in frappe.get_all("Building", fields=fields, order_by="name asc"):
		key = building_key(row.compound, row.building_number)
		if key != row.place_key:
			frappe.db.set_value("Building", row.name, "place_key", key, update_modified=False)
