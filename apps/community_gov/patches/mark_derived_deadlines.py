"""Supervision orders that the clock issued have their deadline from the settings; who issued one by hand may have named it."""

import frappe


def execute() -> None:
	automatic = {"is_automatic": 1, "due_follows_settings": 0}
	frappe.db.set_value("Supervision Order", automatic, "due_follows_settings", 1, update_modified=False)
