"""Figures of volunteer service: by team, project, grid, month or volunteer; and the page of a team."""

import frappe
from frappe import _
from frappe.utils import add_months, get_first_day, getdate

from community_gov.core.periods import period
from community_gov.permissions.access import load_doc, require
from community_gov.permissions.listing import visible_of
from community_gov.volunteering.services import service_figures, visible_figures

MONTHS = 12


@frappe.whitelist(methods=["GET"])
def service(from_date: str, to_date: str, by: str = "Team", area: str | None = None) -> list[dict]:
	"""Confirmed services, hours, points and active people of a period, with rank by hours.

	Args:
	        from_date, to_date: YYYY-MM-DD, both days included, by the day the service began.
	        by: Team, Project, Grid, Month or Volunteer.
	        area: code of a place; its whole subtree counts.
	Permission: only service that the user may list is counted.
	Returns:
	        [{key, label, records, hours, points, people, hours_per_person, rank}]; rank is null below the smallest sample.
	"""
	return visible_figures.hours_of_service(from_date, to_date, by, area)


@frappe.whitelist(methods=["GET"])
def team(volunteer_team: str) -> dict:
	"""A team in one look: members, and what they did this month and this year.

	Permission: right to read the team.
	Returns:
	        {team, leader, members, month: {records, hours, points, people, hours_per_person}, year: {…}}
	"""
	doc, today = load_doc("Volunteer Team", volunteer_team), getdate()
	month = service_figures.of_team(doc.name, *period(get_first_day(today), today))
	year = service_figures.of_team(doc.name, *period(today.replace(month=1, day=1), today))
	leader = doc.leader and frappe.db.get_value("Volunteer", doc.leader, "full_name")
	return {
		"team": doc.name,
		"leader": leader,
		"members": month.pop("members"),
		"month": month,
		"year": {key: value for key, value in year.items() if key != "members"},
	}


@frappe.whitelist(methods=["GET", "POST"])
def hours_per_month(chart_name: str | None = None, **options: str | int | list | None) -> dict:
	"""Hours of confirmed service and active people in each of the last twelve months.

	Args:
	        chart_name, options: what the desk sends with every chart; not used.
	Permission: only service that the user may list is counted.
	Returns:
	        {labels, datasets: [{name, values}]}
	"""
	require("Service Record", "read")
	first = get_first_day(add_months(getdate(), 1 - MONTHS))
	months = [str(add_months(first, number))[:7] for number in range(MONTHS)]
	rows = service_figures.figures(*period(first, getdate()), "Month", None, visible_of("Service Record"))
	found = {row["key"]: row for row in rows}
	return {
		# Twelve labels of seven characters would be cut.
		"labels": [month[2:] for month in months],
		"datasets": [
			{"name": label, "values": [found.get(month, {}).get(name, 0) for month in months]}
			for name, label in (("hours", _("Service Hours")), ("people", _("Active People")))
		],
	}


@frappe.whitelist(methods=["GET"])
def liability(area: str | None = None) -> dict:
	"""Points outstanding by the month of their expiry, and points on hold.

	Permission: only volunteers whom the user may list are counted.
	Returns:
	        {total, held, months: [{month: YYYY-MM or null for those without expiry, points, volunteers}]}
	"""
	return visible_figures.points_outstanding(area)
