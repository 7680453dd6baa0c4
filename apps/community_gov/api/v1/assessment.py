"""The monthly assessment of grid workers and the year's list over REST."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on, steps_with_needs
from community_gov.core.time import as_month
from community_gov.permissions.access import refuse_access, require
from community_gov.permissions.scope import areas_of, roles_of
from community_gov.team import assessments, visible_figures


@frappe.whitelist(methods=["POST"])
@idempotent("assessment.compute")
def compute(month: str, area: str | None = None) -> dict:
	"""Computes the assessments of a month that is over; those announced already stay as they are.

	Permission: administrators anywhere, community managers in their own area.
	Args:
	        month: any ISO 8601 day of it.
	        area: code of a place; a manager's own areas without one.
	Returns:
	        {month, computed, unchanged, failed}
	"""
	require("Worker Assessment", "write")
	day = as_month(month)
	parts = [assessments.compute(day, part) for part in _own_areas(area)]
	counts = ("computed", "unchanged", "failed")
	return {"month": str(day)[:7], **{name: sum(part[name] for part in parts) for name in counts}}


def _own_areas(area: str | None) -> list[str | None]:
	"""Where the user may compute: [None] is everywhere (403 for a place that is not the user's)."""
	if "Community Administrator" in roles_of(frappe.session.user):
		return [area]
	areas = areas_of(frappe.session.user, frozenset({"Community Manager"}))
	wanted = [area] if area else areas
	if not wanted or not all(any(part.startswith(own) for own in areas) for part in wanted):
		refuse_access("Worker Assessment")
	return wanted


@frappe.whitelist(methods=["POST"])
@idempotent("assessment.act")
def act(assessment: str, action: str, note: str | None = None, score: float | None = None) -> dict:
	"""Takes a workflow action on an assessment: announce, object, rule, finalise.

	Args:
	        score: what a ruling sets instead of the computed score, 0 to 100.
	Returns:
	        {assessment, stage, score, grade}
	"""
	values = {} if score is None else {"score": score}
	doc = act_on("Worker Assessment", assessment, action, values, note=note)
	return {"assessment": doc.name, "stage": doc.stage, "score": doc.score, "grade": doc.grade}


@frappe.whitelist(methods=["GET"])
def next_steps(assessment: str) -> list[dict]:
	"""The workflow actions that the user may take on an assessment now, and what each asks for.

	Returns:
	        [{action, next_state, stage, needs_reason, needs_score}]
	"""
	return steps_with_needs("Worker Assessment", assessment)


@frappe.whitelist(methods=["GET"])
def year_list(of_year: int, area: str | None = None) -> dict:
	"""The year's list for 最美网格员: final assessments by the mean of the months, over what the user may list.

	Returns:
	        {year, rows: [{rank, worker, worker_name, grid, months, mean_score, items}]}; see team.year.standings
	"""
	return visible_figures.year_list(of_year, area)
