"""Counts behind the figures, each one SQL aggregate over the rows of a period; no loop over documents."""

from datetime import datetime

from pypika.terms import Criterion

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Sum
from frappe.utils import now_datetime

from community_gov.core.compat import left_part

PUBLIC_SOURCES = ("Snapshot", "Hotline")
RUNNING = ("Dispatched", "Handling")
SATISFIED = ("Satisfied", "Basically Satisfied")


def is_late(case, now: datetime) -> Criterion:
	"""Whether the time of an open case ran out: by now, or by its last answer, with which the clock stops."""
	running = (case.stage != "Checking") & (case.due_at < now)
	answered = (case.stage == "Checking") & (case.due_at < case.checking_at)
	return (case.stage_category == "Open") & (running | answered)


def case_counts(case, now: datetime) -> dict[str, Criterion]:
	"""What is counted of cases, each as a criterion over Case."""
	filed, closed = case.filed_at.isnotnull(), case.stage == "Closed"
	disposed = case.stage.isin(("Checking", "Closed")) & case.checking_at.isnotnull()
	running, late = case.stage.isin(RUNNING), case.first_breached_at.isnotnull()
	overdue = running & ((case.due_at < now) | late)
	clean = case.first_breached_at.isnull() & (case.reopenings == 0) & (case.forced_closed == 0)
	return {
		"reported": case.name.isnotnull(),
		"filed": filed,
		"voided": filed & (case.stage == "Rejected"),
		"rejected": case.stage == "Rejected",
		"public_filed": filed & case.source.isin(PUBLIC_SOURCES),
		"missed": filed & (case.missed_by_patrol == 1),
		"filed_on_time": filed & in_time(case.filed_at, case.file_due_at),
		"to_dispatch": case.stage == "Filed",
		"dispatched": case.dispatched_at.isnotnull(),
		"dispatched_on_time": in_time(case.dispatched_at, case.dispatch_due_at),
		"disposed": disposed,
		"disposed_on_time": disposed & case.first_breached_at.isnull(),
		"to_dispose": running,
		"overdue_to_dispose": overdue,
		"overdue_open": overdue | ((case.stage == "Checking") & late),
		"suspended": case.stage == "Suspended",
		"closed": closed,
		"closed_on_time": closed & clean,
		"forced_closed": closed & (case.forced_closed == 1),
		"reworked": case.reworks > 0,
		"reopened": case.reopenings > 0,
		"extended": case.extensions > 0,
		"escalated": case.escalation_count > 0,
		"rated": case.rating.isin((*SATISFIED, "Dissatisfied")),
		"satisfied": case.rating.isin(SATISFIED),
		"solved": case.rating.isin(SATISFIED) & closed & (case.reopenings == 0),
	}


def in_time(moment, limit) -> Criterion:
	"""It happened, and not after its limit; without a limit it cannot be late."""
	return moment.isnotnull() & (limit.isnull() | (moment <= limit))


def _grouped_sums(query, counts: dict[str, Criterion]):
	"""Adds one sum for each count to a query."""
	for name, criterion in counts.items():
		query = query.select(Sum(When().when(criterion, 1).else_(0)).as_(name))
	return query


def _as_integers(rows: list[dict]) -> list[dict]:
	"""Sums come as decimals, and as None over no rows."""
	return [
		{name: value if name == "key" else int(value or 0) for name, value in row.items()} for row in rows
	]


def by_area(start: datetime, end: datetime, length: int, area: str | None = None, visible=None) -> list[dict]:
	"""Counts of the cases reported in [start, end), by the place at one level.

	Args:
	        length: characters of the code at that level, e.g. 9 for streets, 12 for communities.
	        area: code prefix of a place, or None for all.
	        visible: criterion of what a user may list, or None.
	Returns:
	        [{key: code, **counts}] in the order of the codes.
	"""
	case = frappe.qb.DocType("Case")
	code = left_part(case.grid, length)
	query = frappe.qb.from_(case).select(code.as_("key")).groupby(code).orderby(code)
	query = query.where((case.reported_at >= start) & (case.reported_at < end))
	return _as_integers(
		_limited(_grouped_sums(query, case_counts(case, now_datetime())), case.grid, area, visible)
	)


def overall(start: datetime, end: datetime, area: str | None = None, visible=None) -> dict:
	"""The same counts over everything together."""
	case = frappe.qb.DocType("Case")
	query = frappe.qb.from_(case).where((case.reported_at >= start) & (case.reported_at < end))
	return _as_integers(
		_limited(_grouped_sums(query, case_counts(case, now_datetime())), case.grid, area, visible)
	)[0]


def _limited(query, grid, area: str | None, visible) -> list[dict]:
	if area:
		query = query.where(grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	return query.run(as_dict=True)


def unit_counts(dispatch, case, now: datetime) -> dict[str, Criterion]:
	"""What is counted of dispatches, each as a criterion over Case Dispatch and its Case."""
	ours, disposed = dispatch.stage != "Rejected", dispatch.stage == "Closed"
	running = dispatch.stage_category == "Open"
	closed = disposed & (case.stage == "Closed") & (dispatch.round == case.round)
	clean = case.first_breached_at.isnull() & (case.reopenings == 0) & (case.forced_closed == 0)
	rated = closed & case.rating.isin((*SATISFIED, "Dissatisfied"))
	return {
		"dispatched": ours,
		"returned": dispatch.stage == "Rejected",
		"accepted": dispatch.accepted_at.isnotnull(),
		"responded_on_time": ours & in_time(dispatch.accepted_at, dispatch.respond_due_at),
		"disposed": disposed,
		"disposed_on_time": disposed & in_time(dispatch.answered_at, dispatch.due_at),
		"to_dispose": running,
		"overdue_to_dispose": running & (dispatch.due_at < now),
		"closed": closed,
		"closed_on_time": closed & clean,
		"forced_closed": closed & (case.forced_closed == 1),
		"reworked": ours & (dispatch.is_rework == 1),
		"suspended": running & (case.stage == "Suspended"),
		"extended": ours & (case.extensions > 0),
		"rated": rated,
		"satisfied": rated & case.rating.isin(SATISFIED),
		"solved": rated & case.rating.isin(SATISFIED) & (case.reopenings == 0),
	}


def by_unit(start: datetime, end: datetime, area: str | None = None, visible=None) -> list[dict]:
	"""Counts of what was dispatched in [start, end), by unit: [{key: unit, **counts}] in the order of names.

	Args:
	        visible: criterion of what a user may list of Case Dispatch, or None.
	"""
	dispatch, case = frappe.qb.DocType("Case Dispatch"), frappe.qb.DocType("Case")
	query = frappe.qb.from_(dispatch).join(case).on(case.name == dispatch.case_file)
	query = query.select(dispatch.unit.as_("key")).groupby(dispatch.unit).orderby(dispatch.unit)
	query = query.where((dispatch.dispatched_at >= start) & (dispatch.dispatched_at < end))
	counts = unit_counts(dispatch, case, now_datetime())
	return _as_integers(_limited(_grouped_sums(query, counts), dispatch.grid, area, visible))


def by_step(stage: str, start: datetime, end: datetime, counts, area: str | None = None) -> list[dict]:
	"""Counts of the steps into a stage that people took in [start, end): [{key: user, steps, **counts}].

	Args:
	        counts: (event, case) -> {name: criterion}.
	"""
	event, case = frappe.qb.DocType("Case Event"), frappe.qb.DocType("Case")
	query = frappe.qb.from_(event).join(case).on(case.name == event.case_file)
	query = query.select(event.actor.as_("key"), Count(event.name).as_("steps")).groupby(event.actor)
	query = query.where((event.happened_at >= start) & (event.happened_at < end))
	query = query.where((event.to_stage == stage) & event.reference_doctype.isnull())
	query = query.where(event.event.notin(("Rework", "Suspension Ended"))).orderby(event.actor)
	return _as_integers(_limited(_grouped_sums(query, counts(event, case)), case.grid, area, None))


def by_reporter(start: datetime, end: datetime, area: str | None = None) -> list[dict]:
	"""What collectors reported and how much of it was filed: [{key: user, reported, filed}]."""
	case = frappe.qb.DocType("Case")
	query = frappe.qb.from_(case).select(case.reporter.as_("key")).groupby(case.reporter)
	query = query.where((case.reported_at >= start) & (case.reported_at < end) & (case.source == "Patrol"))
	counts = {"reported": case.name.isnotnull(), "filed": case.filed_at.isnotnull()}
	return _as_integers(_limited(_grouped_sums(query, counts).orderby(case.reporter), case.grid, area, None))


def by_checker(start: datetime, end: datetime, area: str | None = None) -> list[dict]:
	"""Checks asked of people and answered in time: [{key: user, to_verify, verified_on_time, …}]."""
	check = frappe.qb.DocType("Case Check")
	query = frappe.qb.from_(check).select(check.assignee.as_("key")).groupby(check.assignee)
	query = query.where((check.requested_at >= start) & (check.requested_at < end))
	query = query.where(check.assignee.isnotnull() & (check.result != "Withdrawn")).orderby(check.assignee)
	done = in_time(check.answered_at, check.due_at)
	counts: dict = {}
	for kind, asked, answered in (
		("Verification", "to_verify", "verified_on_time"),
		("Inspection", "to_inspect", "inspected_on_time"),
	):
		counts |= {asked: check.kind == kind, answered: (check.kind == kind) & done}
	return _as_integers(_limited(_grouped_sums(query, counts), check.grid, area, None))


def by_assigner(start: datetime, end: datetime, area: str | None = None) -> list[dict]:
	"""Inspections whose checker somebody named by hand: [{key: user, inspections, inspections_on_time}].

	Named in time is named while the inspection could still be made in time; what the system gives out at once is
	nobody's merit.
	"""
	check = frappe.qb.DocType("Case Check")
	query = frappe.qb.from_(check).select(check.assigned_by.as_("key")).groupby(check.assigned_by)
	query = query.where((check.requested_at >= start) & (check.requested_at < end))
	query = query.where(check.assigned_by.isnotnull() & (check.kind == "Inspection")).orderby(
		check.assigned_by
	)
	counts = {
		"inspections": check.name.isnotnull(),
		"inspections_on_time": in_time(check.assigned_at, check.due_at),
	}
	return _as_integers(_limited(_grouped_sums(query, counts), check.grid, area, None))
