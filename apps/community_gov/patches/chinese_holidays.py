"""Holidays that were filled in bear the names of the notice, which is Chinese; the library's English ones came instead."""

import frappe

from community_gov.casework.deadlines.calendars import published_days


def execute() -> None:
	fields = ["name", "day", "day_name"]
	rows = frappe.get_all("Calendar Exception", {"is_published": 1}, fields, order_by="name asc")
	for row in rows:
		_kind, name = published_days(row.day.year).get(row.day, ("", row.day_name))
		if (row.day_name or "").isascii() and row.day_name != name:
			frappe.db.set_value("Calendar Exception", row.name, "day_name", name, update_modified=False)
