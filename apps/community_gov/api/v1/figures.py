"""Figures for integrators and cards."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from community_gov.api.access import require
from community_gov.api.listing import visible_cases
from community_gov.casework import metrics
from community_gov.errors import BadInputError


@frappe.whitelist(methods=["GET"])
def disposal(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Reported, dispatched and closed cases of a period, and closed ÷ dispatched in percent.

	Args:
	        from_date, to_date: YYYY-MM-DD, both days included, by the day of the report.
	        area: code of a place; its whole subtree counts.
	Permission: only cases that the user may list are counted.
	Returns:
	        {reported, dispatched, closed, disposal_rate}
	"""
	require("Case", "read")
	start, end = getdate(from_date), getdate(to_date)
	if end < start:
		frappe.throw(_("The period ends before it begins. Swap the dates."), exc=BadInputError)
	return metrics.disposal(start, add_days(end, 1), area, visible_cases()).as_dict()


@frappe.whitelist(methods=["GET"])
def stage_durations(case: str) -> list[dict]:
	"""How long a case stayed in each stage: [{stage, entered_at, minutes}]."""
	from community_gov.api.access import load_doc

	load_doc("Case", case)
	return metrics.stage_durations(case)
