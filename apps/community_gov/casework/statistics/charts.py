"""Series for the charts of the desk: counts that the database makes, days without cases filled in."""

from datetime import date, timedelta

import frappe
from frappe.query_builder.functions import Count, Date

from community_gov.core.stages.rules import CASE_STAGES, DONE


def counts_by_stage(visible=None) -> dict[str, int]:
	"""Number of cases in each stage that is open or paused, in the order of the stages, zeros included.

	Those that are done would leave no height for the others.

	Args:
	        visible: query builder criterion that limits the rows to what a user may see, or None.
	"""
	case = frappe.qb.DocType("Case")
	stages = [stage for stage, category in CASE_STAGES.items() if category != DONE]
	query = frappe.qb.from_(case).select(case.stage, Count(case.name)).groupby(case.stage)
	query = query.where(case.stage.isin(stages))
	found = dict((query if visible is None else query.where(visible)).run())
	return {stage: int(found.get(stage) or 0) for stage in stages}


def counts_per_day(fieldname: str, first: date, last: date, visible=None) -> list[int]:
	"""Number of cases whose time in `fieldname` falls on each day from first to last, both included."""
	case = frappe.qb.DocType("Case")
	day = Date(case[fieldname])
	query = frappe.qb.from_(case).select(day, Count(case.name)).groupby(day)
	query = query.where((case[fieldname] >= first) & (case[fieldname] < last + timedelta(days=1)))
	found = dict((query if visible is None else query.where(visible)).run())
	return [int(found.get(value) or 0) for value in days(first, last)]


def days(first: date, last: date) -> list[date]:
	return [first + timedelta(days=number) for number in range((last - first).days + 1)]
