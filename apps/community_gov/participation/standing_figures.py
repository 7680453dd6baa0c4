"""Figures of what there is rather than of what began: groups, households with a steward, branches for each grid."""

from datetime import datetime

import frappe
from frappe import _

PERCENT, EACH = "percent", "each"
Counted = tuple[str, str, float, int, str]


def counted(start: datetime, end: datetime, area: str | None) -> list[Counted]:
	"""(key, title, numerator, denominator, unit) over what the session user may list, as of today.

	Args:
	        start, end: activities of groups are those of this period. area: code of a place.
	"""
	return [_groups(start, end, area), _households(area), _branches(area)]


def _names(doctype: str, filters: list, area: str | None, fieldname: str = "name") -> list[str]:
	if not frappe.has_permission(doctype, "read"):
		return []
	place = "name" if doctype == "Grid" else "grid"
	filters = [*filters, [place, "like", f"{area}%"]] if area else filters
	listed = {"filters": filters, "pluck": fieldname, "order_by": f"{fieldname} asc", "limit_page_length": 0}
	return frappe.get_list(doctype, **listed)


def _groups(start: datetime, end: datetime, area: str | None) -> Counted:
	groups = _names("Interest Group", [["stage", "=", "On File"]], area)
	held = [["stage", "=", "Held"], ["starts_at", ">=", start], ["starts_at", "<", end]]
	# That a group was active is no secret of its activity, which the user need not list.
	active = frappe.get_all(
		"Volunteer Activity",
		[*held, ["interest_group", "in", groups or [""]]],
		pluck="interest_group",
		order_by="interest_group asc",
	)
	return "groups_active", _("Groups with an activity in the period"), len(set(active)), len(groups), PERCENT


def _households(area: str | None) -> Counted:
	households = _names("Household", [["status", "!=", "Dissolved"]], area)
	covered = _names("Steward Household", [["slot", "is", "set"]], area, "household")
	part = len(set(covered) & set(households))
	return "steward_households", _("Households with a red steward"), part, len(households), PERCENT


def _branches(area: str | None) -> Counted:
	grids = _names("Grid", [["level", "=", "Grid"], ["enabled", "=", 1]], area)
	branches = _names("Party Branch", [["enabled", "=", 1]], area)
	return "branches_for_each_grid", _("Party branches for each grid"), len(branches), len(grids), EACH
