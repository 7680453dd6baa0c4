"""What the community owes: points outstanding by the month in which they expire, and what is held."""

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt

from community_gov.core.compat import left_part

PRECISION = 2


def outstanding(area: str | None = None, visible=None) -> list[dict]:
	"""Points that can still be spent, by the month of their last day; those that never expire come last.

	Args:
	        area: code of a place; volunteers of its whole subtree count.
	        visible: criterion over Volunteer that limits whose points are counted.
	Returns:
	        [{month: "YYYY-MM" or None, points, volunteers}]
	"""
	lot, volunteer = frappe.qb.DocType("Point Lot"), frappe.qb.DocType("Volunteer")
	month = left_part(lot.expires_on, 7)
	query = (
		frappe.qb.from_(lot)
		.join(volunteer)
		.on(volunteer.name == lot.volunteer)
		.select(
			month.as_("month"),
			Sum(lot.remaining).as_("points"),
			Count(lot.volunteer).distinct().as_("volunteers"),
		)
		.where(lot.remaining > 0)
		.groupby(month)
	)
	rows = [
		{**row, "points": flt(row["points"], PRECISION)} for row in _limited(query, volunteer, area, visible)
	]
	return sorted(rows, key=lambda row: (row["month"] is None, row["month"]))


def held(area: str | None = None, visible=None) -> float:
	"""Points on hold for redemptions that nobody has collected yet."""
	volunteer = frappe.qb.DocType("Volunteer")
	rows = _limited(
		frappe.qb.from_(volunteer).select(Sum(volunteer.held_points).as_("points")), volunteer, area, visible
	)
	return flt(rows[0]["points"], PRECISION)


def _limited(query, volunteer, area: str | None, visible) -> list[dict]:
	if area:
		query = query.where(volunteer.grid.like(f"{area}%"))
	return (query.where(visible) if visible is not None else query).run(as_dict=True)
