"""The calendar that a new site starts with."""

import frappe

from community_gov.casework.deadlines.calendars import fill_year, published_years
from community_gov.core.counting import count_shown

NAME = "标准工作时间"
FIRST_YEAR = 2024
PERIODS = (("08:00:00", "12:00:00"), ("14:00:00", "18:00:00"))


def seed_calendar() -> None:
	"""Creates the default calendar once, with every published year; later it belongs to the administrators."""
	if count_shown("Working Calendar", {}):
		return
	doc = frappe.new_doc("Working Calendar")
	doc.update({"calendar_name": NAME, "is_default": 1})
	for start, end in PERIODS:
		doc.append("periods", {"start_time": start, "end_time": end})
	for year in published_years():
		if year >= FIRST_YEAR:
			fill_year(doc, year)
	# Installation writes on behalf of nobody.
	doc.insert(ignore_permissions=True)
