"""Days of calendars that "Fill a Year" of before 0.2.0 put in, and its installation: those the library says, too.

Whatever else stands there was entered by hand, and stays when the year is filled again. Running it twice changes nothing.
"""

import frappe
from frappe.utils import getdate

from community_gov.casework.deadlines.calendars import published_days


def execute() -> None:
	fields = ["name", "day", "kind"]
	filters = {"parenttype": "Working Calendar", "is_published": 0}
	for row in frappe.get_all("Calendar Exception", filters, fields, order_by="name asc"):
		day = getdate(row.day)
		if published_days(day.year).get(day, ("", ""))[0] == row.kind:
			frappe.db.set_value("Calendar Exception", row.name, "is_published", 1, update_modified=False)
