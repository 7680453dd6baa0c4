"""Cases as the views beside the list show them: on a board by stage, and on a map."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime, now_datetime

from community_gov.casework.dispatch.units import labels_of
from community_gov.casework.statistics import hall
from community_gov.core.compat import count_listed
from community_gov.core.stages.rules import CASE_STAGES, DONE, OPEN, PAUSED

CARDS, CARDS_DONE = 50, 20
POINTS = 1_000
FIELDS = (
	"name",
	"title",
	"category",
	"grid",
	"urgency",
	"stage",
	"stage_category",
	"due_at",
	"warn_at",
	"checking_at",
	"first_breached_at",
	"lead_unit",
	"latitude",
	"longitude",
)
DUE = ([["Case", "due_at", "is", "set"]], "due_at asc")
NOT_DUE = ([["Case", "due_at", "is", "not set"]], "stage_since asc")
LATEST: tuple[list, str] = ([], "modified desc")
PLACED = [["Case", "latitude", "!=", 0], ["Case", "longitude", "!=", 0]]


def board(filters: list, stages: list[str]) -> list[dict]:
	"""Cases that the session user may list, by stage.

	Args:
	        filters: as Frappe's lists take them.
	        stages: stages of cases, in the order of the answer.
	Returns:
	        [{stage, total, cases: [see `told`, and unit]}]: of open stages the 50 that are due first, then those
	        that wait longest without a limit; of done ones the 20 changed last.
	"""
	return [_column(filters, stage) for stage in stages]


def _column(filters: list, stage: str) -> dict:
	here = [*filters, ["Case", "stage", "=", stage]]
	done = CASE_STAGES[stage] == DONE
	rows = _first_rows(here, [LATEST], CARDS_DONE) if done else _first_rows(here, [DUE, NOT_DUE], CARDS)
	units, now = labels_of(row.lead_unit for row in rows), now_datetime()
	cards = [{**_case_card(row, now), "unit": units.get(row.lead_unit)} for row in rows]
	return {"stage": stage, "total": count_listed("Case", here), "cases": cards}


def points(filters: list) -> dict:
	"""Cases with a position that the session user may list, the most urgent first.

	Returns:
	        {points: [see `told`, and latitude, longitude], total, placed, cap}; degrees WGS 84. `total` counts the
	        cases without a position too, `cap` is how many points are sent at most.
	"""
	placed = [*filters, *PLACED]
	order = [
		_in_category(OPEN, DUE),
		_in_category(OPEN, NOT_DUE),
		_in_category(PAUSED, LATEST),
		_in_category(DONE, LATEST),
	]
	now, rows = now_datetime(), _first_rows(placed, order, POINTS)
	found = [{**_case_card(row, now), "latitude": row.latitude, "longitude": row.longitude} for row in rows]
	counts = {"total": count_listed("Case", filters), "placed": count_listed("Case", placed)}
	return {"points": found, **counts, "cap": POINTS}


def _in_category(category: str, part: tuple[list, str]) -> tuple[list, str]:
	return ([*part[0], ["Case", "stage_category", "=", category]], part[1])


def _first_rows(filters: list, parts: list[tuple[list, str]], limit: int) -> list:
	"""Rows of the parts (more filters, order) one after the other, until there are enough."""
	rows: list = []
	for more, order in parts:
		if len(rows) < limit:
			options = {"order_by": f"{order}, name asc", "limit_page_length": limit - len(rows)}
			rows += frappe.get_list("Case", filters=[*filters, *more], fields=list(FIELDS), **options)
	return rows


def _case_card(row, now: datetime) -> dict:
	"""{case, category, place, title, stage, stage_category, urgent, due_at, light}; light as `light` says."""
	values = {name: row[name] for name in ("title", "stage", "stage_category", "due_at")}
	return {
		**hall.case_on_wall(row),
		**values,
		"urgent": row.urgency == "Urgent",
		"light": _traffic_light(row, now),
	}


def _traffic_light(row, now: datetime) -> str | None:
	"""Red, Yellow or Green by the times that the clock has written; None without a limit or when it stands."""
	if row.stage_category != OPEN or not row.due_at:
		return None
	if row.stage == "Checking" and row.checking_at:
		now = get_datetime(row.checking_at)
	if row.first_breached_at or get_datetime(row.due_at) < now:
		return "Red"
	return "Yellow" if row.warn_at and get_datetime(row.warn_at) < now else "Green"
