"""What the charts of the workspaces draw. Frappe's own charts share one answer among all users; these count
for each user what that user may list."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from community_gov.api.v1.figures import visible_cases
from community_gov.casework.statistics import charts
from community_gov.permissions.access import require

DAYS = 30


@frappe.whitelist(methods=["GET", "POST"])
def cases_by_stage(chart_name: str | None = None, **options: str | int | list | None) -> dict:
	"""Cases in each stage that is open or paused.

	Args:
	        chart_name, options: what the desk sends with every chart; not used.
	Permission: only cases that the user may list are counted.
	Returns:
	        {labels, datasets: [{name, values}]}
	"""
	require("Case", "read")
	counts = charts.counts_by_stage(visible_cases())
	return {
		"labels": [_(stage, context="Case") for stage in counts],
		"datasets": [{"name": _("Cases"), "values": list(counts.values())}],
	}


@frappe.whitelist(methods=["GET", "POST"])
def cases_per_day(chart_name: str | None = None, **options: str | int | list | None) -> dict:
	"""Cases reported and closed on each of the last 30 days.

	Args:
	        chart_name, options: what the desk sends with every chart; not used.
	Permission: only cases that the user may list are counted.
	Returns:
	        {labels, datasets: [{name, values}]}
	"""
	require("Case", "read")
	last = getdate()
	first, visible = last - timedelta(days=DAYS - 1), visible_cases()
	return {
		"labels": [formatdate(day, "MM-dd") for day in charts.days(first, last)],
		"datasets": [
			{"name": _("Reported"), "values": charts.counts_per_day("reported_at", first, last, visible)},
			{"name": _("Closed"), "values": charts.counts_per_day("closed_at", first, last, visible)},
		],
	}
