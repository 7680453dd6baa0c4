"""Figures for integrators and cards."""

import frappe

from community_gov.casework.statistics import figures, metrics, visible_figures
from community_gov.core.periods import period
from community_gov.permissions.access import require
from community_gov.permissions.listing import visible_cases


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
	start, end = period(from_date, to_date)
	return metrics.disposal(start, end, area, visible_cases()).as_dict()


@frappe.whitelist(methods=["GET"])
def overall(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Every count and rate over the cases reported in a period.

	Args:
	        from_date, to_date: YYYY-MM-DD, both days included.
	        area: code of a place; its whole subtree counts.
	Permission: only cases that the user may list are counted.
	Returns:
	        {reported, filed, …, closing_rate, …}; rates in percent, null where the denominator is zero.
	"""
	require("Case", "read")
	return figures.overall_figures(*period(from_date, to_date), area, visible_cases())


@frappe.whitelist(methods=["GET"])
def areas(from_date: str, to_date: str, level: str = "Community", area: str | None = None) -> list[dict]:
	"""Counts, rates, mark and rank of each place at a level.

	Args:
	        level: Province, City, District, Street, Community, Grid or Micro-grid.
	Permission: only cases that the user may list are counted.
	Returns:
	        [{key: code, label: name, …, score, grade, rank}], best first; rank is null below the smallest sample.
	"""
	return visible_figures.area_figures(from_date, to_date, level, area)


@frappe.whitelist(methods=["GET"])
def units(from_date: str, to_date: str, area: str | None = None) -> list[dict]:
	"""Counts, rates, mark and rank of each Responsible Unit, over what was dispatched in the period.

	Permission: only dispatches that the user may list are counted.
	Returns:
	        [{key, label, …, score, grade, rank}], best first.
	"""
	return visible_figures.unit_figures(from_date, to_date, area)


@frappe.whitelist(methods=["GET"])
def posts(post: str, from_date: str, to_date: str, area: str | None = None) -> list[dict]:
	"""What each person at a post did: for those who steer the centre.

	Args:
	        post: Collector, Operator, Duty Chief or Dispatcher.
	Returns:
	        [{key: account, label: name, …, score, grade}]
	"""
	return visible_figures.post_figures_of(post, from_date, to_date, area)


@frappe.whitelist(methods=["GET"])
def stage_durations(case: str) -> list[dict]:
	"""How long a case stayed in each stage: [{stage, entered_at, minutes}]."""
	from community_gov.permissions.access import load_doc

	load_doc("Case", case)
	return metrics.stage_durations(case)
