"""What the wall of the command hall shows: a few aggregates, capped lists and clustered points."""

from datetime import datetime, timedelta

from pypika.terms import Criterion, CustomFunction

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Max, Sum
from frappe.utils import get_datetime, getdate, now_datetime

from community_gov.casework.dispatch.units import labels_of
from community_gov.casework.intake.replies import category_name
from community_gov.casework.statistics.counting import is_late
from community_gov.core.stages.rules import CASE_STAGES, DONE

STREAM, URGENT, UNITS, POINTS = 8, 7, 7, 400
RANKING_DAYS = 30
# Below this many answers a share says more of chance than of the unit.
MIN_SAMPLE = 5
OPEN = ("Open", "Paused")
Round = CustomFunction("ROUND", ["value", "digits"])


def snapshot(cases: Criterion | None, dispatches: Criterion | None) -> dict:
	"""The wall as it stands now.

	Args:
	        cases, dispatches: criteria that limit the rows to what the viewer may list, or None for all.
	Returns:
	        {at, today: {reported, closed, open, overdue}, funnel: [{stage, cases}],
	        stream: [{case, category, place, stage, at}], urgent: [{case, category, place, due_at, light}],
	        units: [{unit, open, answered, on_time}], points: [{latitude, longitude, cases, overdue}]};
	        on_time in percent of the answered with a limit, None below five of them. Times are those of the site.
	"""
	now = now_datetime()
	running = _running_by_stage(now, cases)
	return {
		"at": now,
		"today": _figures_of_today(now, running, cases),
		"funnel": _stage_funnel(running),
		"stream": _latest_events(cases),
		"urgent": _urgent_cases(now, cases),
		"units": _units(now, dispatches),
		"points": _points(now, cases),
	}


def _limited(query, visible: Criterion | None):
	return query if visible is None else query.where(visible)


def _count_if(criterion: Criterion):
	return Sum(When().when(criterion, 1).else_(0))


def _figures_of_today(now: datetime, running: dict, visible: Criterion | None) -> dict:
	"""Each count has an index of its own: together they would look at every case."""
	case, start = frappe.qb.DocType("Case"), getdate(now)
	return {
		"reported": _count(case.reported_at >= start, visible),
		"closed": _count((case.closed_at >= start) & (case.stage == "Closed"), visible),
		"open": sum(cases for cases, _overdue in running.values()),
		"overdue": sum(overdue for _cases, overdue in running.values()),
	}


def _count(criterion: Criterion, visible: Criterion | None) -> int:
	case = frappe.qb.DocType("Case")
	return _limited(frappe.qb.from_(case).select(Count("*")).where(criterion), visible).run()[0][0]


def _running_by_stage(now: datetime, visible: Criterion | None) -> dict[str, tuple[int, int]]:
	"""Open and paused cases by stage, and how many of them are overdue; an answer stops the clock."""
	case = frappe.qb.DocType("Case")
	# Not is_late: these columns lie in one index.
	overdue = (case.stage_category == "Open") & (case.stage != "Checking") & (case.due_at < now)
	query = (
		frappe.qb.from_(case)
		.select(case.stage, Count("*"), _count_if(overdue))
		.where(case.stage_category.isin(OPEN))
		.groupby(case.stage)
	)
	found = {stage: (int(cases), int(late or 0)) for stage, cases, late in _limited(query, visible).run()}
	answered = (case.stage_category == "Open") & (case.stage == "Checking")
	late = _count(answered & case.first_breached_at.isnotnull(), visible)
	return found | ({"Checking": (found["Checking"][0], late)} if "Checking" in found else {})


def _stage_funnel(running: dict[str, tuple[int, int]]) -> list[dict]:
	"""Cases in each stage that is not done, in the order of the stages."""
	stages = [stage for stage, kind in CASE_STAGES.items() if kind != DONE]
	return [{"stage": stage, "cases": running.get(stage, (0, 0))[0]} for stage in stages]


def _latest_events(visible: Criterion | None) -> list[dict]:
	"""The newest cases by kind and place: a wall is read by visitors too, so no words of reporters."""
	case = frappe.qb.DocType("Case")
	query = (
		frappe.qb.from_(case)
		.select(case.name, case.category, case.grid, case.stage, case.reported_at)
		.where(case.is_confidential == 0)
		.orderby(case.reported_at, order=frappe.qb.desc)
		.limit(STREAM)
	)
	rows = _limited(query, visible).run(as_dict=True)
	return [{**case_on_wall(row), "stage": row.stage, "at": row.reported_at} for row in rows]


def _urgent_cases(now: datetime, visible: Criterion | None) -> list[dict]:
	"""Cases whose clock runs by the time they are due, the most urgent first."""
	case = frappe.qb.DocType("Case")
	query = (
		frappe.qb.from_(case)
		.select(case.name, case.category, case.grid, case.clock_started_at, case.due_at)
		.where((case.stage_category == "Open") & case.due_at.isnotnull() & (case.is_confidential == 0))
		.where(case.stage != "Checking")
		.orderby(case.due_at)
		.limit(URGENT)
	)
	rows = _limited(query, visible).run(as_dict=True)
	return [{**case_on_wall(row), "due_at": row.due_at, "light": light_of_row(row, now)} for row in rows]


def light_of_row(row, now: datetime) -> str:
	"""The wall's light goes by the time on the wall: yellow in the last fifth before the case is due."""
	due = get_datetime(row.due_at)
	if now > due:
		return "Red"
	started = get_datetime(row.clock_started_at or row.due_at)
	return "Yellow" if now - started > 0.8 * (due - started) else "Green"


def case_on_wall(row) -> dict:
	chinese = frappe.local.lang.startswith("zh")
	place = frappe.get_cached_value("Grid", row.grid, "grid_name") if row.grid else None
	return {"case": row.name, "category": category_name(row.category, chinese) or None, "place": place}


def _units(now: datetime, visible: Criterion | None) -> list[dict]:
	"""Units with work in the last thirty days: the best share on time first, too small samples last."""
	found: dict[str, dict] = {}
	for row in [*_open_by_unit(visible), *_answered_by_unit(now - timedelta(days=RANKING_DAYS), visible)]:
		found.setdefault(row.unit, {"unit": row.unit}).update(row)
	rows = [ranked(row) for row in found.values()]
	rows.sort(key=lambda row: row["unit"])
	rows.sort(
		key=lambda row: (-1 if row["on_time"] is None else row["on_time"], row["answered"]), reverse=True
	)
	labels = labels_of(row["unit"] for row in rows[:UNITS])
	return [{**row, "unit": labels[row["unit"]]} for row in rows[:UNITS]]


def _open_by_unit(visible: Criterion | None) -> list[frappe._dict]:
	dispatch = frappe.qb.DocType("Case Dispatch")
	query = frappe.qb.from_(dispatch).select(dispatch.unit, Count("*").as_("open")).groupby(dispatch.unit)
	return _limited(query.where(dispatch.stage_category == "Open"), visible).run(as_dict=True)


def _answered_by_unit(since: datetime, visible: Criterion | None) -> list[frappe._dict]:
	dispatch = frappe.qb.DocType("Case Dispatch")
	in_time = dispatch.answered_at <= dispatch.due_at
	query = (
		frappe.qb.from_(dispatch)
		.select(
			dispatch.unit,
			Count("*").as_("answered"),
			Count(dispatch.due_at).as_("limits"),
			_count_if(in_time).as_("on_time"),
		)
		.where(dispatch.answered_at >= since)
		.groupby(dispatch.unit)
	)
	return _limited(query, visible).run(as_dict=True)


def ranked(row: dict) -> dict:
	limits, answered = row.get("limits") or 0, row.get("answered") or 0
	share = round(100 * int(row["on_time"]) / limits) if limits >= MIN_SAMPLE else None
	return {"unit": row["unit"], "open": row.get("open") or 0, "answered": answered, "on_time": share}


def _points(now: datetime, visible: Criterion | None) -> list[dict]:
	"""Open cases on a raster of about a hundred metres, the fullest places first."""
	case = frappe.qb.DocType("Case")
	latitude, longitude = Round(case.latitude, 3), Round(case.longitude, 3)
	total = Count(case.name)
	query = (
		frappe.qb.from_(case)
		.select(
			latitude.as_("latitude"),
			longitude.as_("longitude"),
			total.as_("cases"),
			Max(When().when(is_late(case, now), 1).else_(0)).as_("overdue"),
		)
		.where(case.stage_category.isin(OPEN) & (case.latitude != 0) & (case.is_confidential == 0))
		.groupby(latitude, longitude)
		.orderby(total, order=frappe.qb.desc)
		.limit(POINTS)
	)
	rows = _limited(query, visible).run(as_dict=True)
	return [
		{**row, "latitude": float(row.latitude), "longitude": float(row.longitude), "cases": int(row.cases)}
		for row in rows
	]
