"""Working calendars: fill a year as published."""

import frappe

from community_gov.casework.deadlines.calendars import fill_year, published_years
from community_gov.permissions.access import load_doc


@frappe.whitelist(methods=["POST"])
def fill(calendar: str, year: int) -> dict:
	"""Puts the published holidays and make-up workdays of a year into a calendar; repeating changes nothing.

	Returns:
	        {calendar, year, days, loaded_years}
	"""
	doc = load_doc("Working Calendar", calendar, "write")
	days = fill_year(doc, year)
	doc.save()
	return {"calendar": doc.name, "year": year, "days": days, "loaded_years": doc.loaded_years}


@frappe.whitelist(methods=["GET"])
def years(calendar: str) -> dict:
	"""Years that can be filled and years that are.

	Returns:
	        {published: [year], loaded_years}
	"""
	doc = load_doc("Working Calendar", calendar)
	return {"published": published_years(), "loaded_years": doc.loaded_years}
