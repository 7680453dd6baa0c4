"""Figures of service and points over what the session user may list: for reports and endpoints alike."""

from frappe.utils import flt

from community_gov.core.periods import period
from community_gov.permissions.access import require
from community_gov.permissions.listing import visible_of
from community_gov.volunteering.points import liability as outstanding
from community_gov.volunteering.services import service_figures


def hours_of_service(from_date: str, to_date: str, by: str = "Team", area: str | None = None) -> list[dict]:
	"""Confirmed services, hours, points and active people of a period, with rank by hours.

	Args:
	        from_date, to_date: YYYY-MM-DD, both days included, by the day the service began.
	        by: Team, Project, Grid, Month or Volunteer.
	        area: code of a place; its whole subtree counts.
	Permission: only service that the user may list is counted.
	Returns:
	        [{key, label, records, hours, points, people, hours_per_person, rank}]; rank is null below the smallest sample.
	"""
	require("Service Record", "read")
	return service_figures.figures(*period(from_date, to_date), by, area, visible_of("Service Record"))


def points_outstanding(area: str | None = None) -> dict:
	"""Points outstanding by the month of their expiry, and points on hold.

	Permission: only volunteers whom the user may list are counted.
	Returns:
	        {total, held, months: [{month: YYYY-MM or null for those without expiry, points, volunteers}]}
	"""
	require("Point Lot", "report")
	visible = visible_of("Volunteer")
	months = outstanding.outstanding(area, visible)
	total = flt(sum(row["points"] for row in months), outstanding.PRECISION)
	return {"total": total, "held": outstanding.held(area, visible), "months": months}
