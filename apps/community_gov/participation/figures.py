"""Figures of participation, each with its numerator and denominator, over what the session user may list."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_days, cint, flt, get_datetime, getdate

from community_gov.core.periods import period
from community_gov.participation import standing_figures
from community_gov.participation.announcements import notice_figures
from community_gov.participation.deeds import deeds
from community_gov.participation.standing_figures import EACH, PERCENT

Row = frappe._dict


class Figure(NamedTuple):
	"""A share: of the rows of `whole`, how many are `part`; by default each row counts once."""

	key: str
	title: str
	whole: Callable[[Row], bool]
	part: Callable[[Row], bool]
	weight: Callable[[Row], int] = lambda row: 1
	weight_of_part: Callable[[Row], float] | None = None
	# A quotient of two kinds, such as yuan for each person, is no percentage.
	unit: str = PERCENT


# DocType -> the field of its time, what is read.
_READ = {
	"Opinion": (
		"noted_at",
		["stage", "due_at", "answered_at", "told_at", "rating", "is_called_back", "call_back"],
	),
	"Deliberation Topic": ("collected_at", ["stage", "sort_due_at", "sorted_at"]),
	"Deliberation Session": ("called_at", ["name", "stage"]),
	"Resolution": ("decided_at", ["stage"]),
	"Action Item": ("creation", ["stage", "due_on", "delivered_at"]),
	"Notice Objection": ("raised_at", ["result", "reply_due_at", "replied_at"]),
	"Poll": ("confirmed_at", ["stage", "took_part", "roll_entries"]),
	"Livelihood Deed": (
		"creation",
		[
			*("stage", "budget", "spent", "due_on", "delivered_at", "accepted_at", "last_check"),
			*("rating_count", "rating_good"),
		],
	),
	"Policy Lecture": ("begins_at", ["stage", "follows", "from_feedback"]),
	"Lecture Question": ("asked_at", ["due_at", "answered_at"]),
	"Community Notice": ("sent_at", list(notice_figures.READ)),
	"Micro-project": ("applied_at", ["stage", "decided_at", "published_at", "spent", "beneficiaries"]),
}
HALF_A_YEAR = 182


def _in_time(done: str, due: str) -> Callable[[Row], bool]:
	return lambda row: bool(row[done] and row[due] and get_datetime(row[done]) <= get_datetime(row[due]))


def _stage_in(*stages: str) -> Callable[[Row], bool]:
	return lambda row: row.stage in stages


def _everything(row: Row) -> bool:
	return True


def _is_due(row: Row) -> bool:
	return row.stage != "Dropped" and getdate(row.due_on) <= getdate()


def _delivered_in_time(row: Row) -> bool:
	on_day = bool(row.delivered_at) and getdate(row.delivered_at) <= getdate(row.due_on)
	return row.stage == "Result Accepted" and on_day


def _deed_figures() -> list[Figure]:
	return [
		Figure(
			"deeds_done", _("Chosen deeds that are done"), _stage_in(*deeds.CHOSEN), _stage_in(*deeds.DONE)
		),
		Figure(
			"deeds_on_time",
			_("Deeds done by their day"),
			_stage_in(*deeds.DONE),
			lambda row: (
				bool(row.due_on and row.delivered_at) and getdate(row.delivered_at) <= getdate(row.due_on)
			),
		),
		Figure(
			"deeds_spent",
			_("Spent of what was planned for done deeds"),
			_stage_in(*deeds.DONE),
			_stage_in(*deeds.DONE),
			lambda row: round(flt(row.budget)),
			lambda row: round(flt(row.spent)),
		),
		Figure(
			"deeds_working",
			_("Deeds that still work after half a year"),
			lambda row: row.stage in deeds.DONE and _is_old(row),
			lambda row: row.last_check == "Works",
		),
		Figure(
			"deeds_rated_well",
			_("Ratings of 4 or 5 of deeds"),
			lambda row: bool(row.rating_count),
			lambda row: bool(row.rating_count),
			lambda row: cint(row.rating_count),
			lambda row: cint(row.rating_good),
		),
	]


def _is_old(row: Row) -> bool:
	return bool(row.accepted_at) and getdate(row.accepted_at) <= add_days(getdate(), -HALF_A_YEAR)


def _lecture_figures() -> list[Figure]:
	return [
		Figure(
			"lectures_held",
			_("Announced lectures that were held"),
			lambda row: row.stage != "Being Planned",
			_stage_in("Held", "Completed"),
		),
		Figure(
			"topics_from_feedback",
			_("Lectures after feedback on a topic that people chose"),
			lambda row: bool(row.follows) and row.stage != "Called Off",
			lambda row: bool(cint(row.from_feedback)),
		),
	]


def _definitions() -> dict[str, list[Figure]]:
	ended = ("Not Taken Up", "Handed to Unit")
	return {
		"Opinion": [
			Figure(
				"answered_in_time",
				_("Opinions answered in time"),
				lambda row: row.stage not in ("Merged", "Referred", "Kept"),
				_in_time("answered_at", "due_at"),
			),
			Figure(
				"told",
				_("Answers that were told"),
				lambda row: bool(row.answered_at),
				lambda row: bool(row.told_at),
			),
			Figure(
				"rated_well",
				_("Ratings of 4 or 5"),
				lambda row: bool(row.rating),
				lambda row: cint(row.rating) >= 4,
			),
			Figure(
				"called_back",
				_("Call-backs that confirmed the opinion"),
				lambda row: bool(row.is_called_back and row.call_back and row.call_back != "Not Reached"),
				lambda row: row.call_back == "Confirmed",
			),
		],
		"Deliberation Topic": [
			Figure(
				"sorted_in_time",
				_("Topics sorted in time"),
				_everything,
				_in_time("sorted_at", "sort_due_at"),
			),
			Figure(
				"taken_up",
				_("Topics taken up"),
				lambda row: row.stage != "Collected",
				lambda row: row.stage not in ("Collected", *ended),
			),
			Figure(
				"reviewed",
				_("Topics done or reviewed"),
				lambda row: row.stage not in ("Collected", *ended),
				_stage_in("Done", "Reviewed"),
			),
		],
		"Deliberation Session": [
			Figure(
				"held",
				_("Sessions held"),
				lambda row: row.stage != "Being Planned",
				_stage_in("Held", "Confirmed"),
			)
		],
		"Resolution": [
			Figure(
				"in_force",
				_("Resolutions in force or done"),
				lambda row: row.stage != "Drafted",
				_stage_in("In Force", "Done"),
			)
		],
		"Action Item": [
			Figure("tasks", _("Tasks accepted that were delivered in time"), _is_due, _delivered_in_time)
		],
		"Notice Objection": [
			Figure(
				"replied_in_time",
				_("Objections answered in time"),
				_everything,
				_in_time("replied_at", "reply_due_at"),
			),
			Figure(
				"upheld",
				_("Objections upheld"),
				lambda row: row.result != "Open",
				lambda row: row.result == "Upheld",
			),
		],
		"Poll": [
			Figure(
				"turnout",
				_("Turnout of confirmed polls"),
				_stage_in("Confirmed"),
				_stage_in("Confirmed"),
				lambda row: cint(row.roll_entries),
				lambda row: cint(row.took_part),
			)
		],
		"Livelihood Deed": _deed_figures(),
		"Policy Lecture": _lecture_figures(),
		"Lecture Question": [
			Figure(
				"questions_in_time",
				_("Questions at lectures answered in time"),
				_everything,
				_in_time("answered_at", "due_at"),
			)
		],
		"Community Notice": [Figure(*share) for share in notice_figures.shares()],
		"Micro-project": _of_projects(),
	}


def _of_projects() -> list[Figure]:
	finished = ("Result Accepted", "Accounts Published", "Kept Up", "Given Up")
	return [
		Figure("projects_funded", _("Micro-projects funded"), _everything, lambda row: bool(row.decided_at)),
		Figure(
			"projects_finished",
			_("Funded micro-projects that are finished"),
			lambda row: bool(row.decided_at),
			_stage_in(*finished),
		),
		Figure(
			"cost_for_each",
			_("Yuan spent for each beneficiary"),
			lambda row: bool(row.published_at),
			lambda row: bool(row.published_at),
			lambda row: cint(row.beneficiaries),
			lambda row: flt(row.spent, 2),
			EACH,
		),
		Figure(
			"projects_kept_up",
			_("Micro-projects still run by residents after a year"),
			_stage_in("Kept Up", "Given Up"),
			_stage_in("Kept Up"),
		),
	]


def figures(from_date, to_date, area: str | None = None, of_all: bool = False) -> list[dict]:
	"""Shares over what began in a period, in their order.

	Args:
	        from_date, to_date: both days included. area: code of a place; everything one may list without it.
	        of_all: counted for a publication, whatever the session user may list.
	Returns:
	        [{key, figure, numerator, denominator, rate, unit}]; rate in percent with one decimal, or with two what comes on each
	        where unit is "each"; None of nothing
	Raises:
	        BadInputError: no period.
	"""
	start, end = period(from_date, to_date)
	found = []
	for doctype, definitions in _definitions().items():
		rows = _rows(doctype, start, end, area, of_all)
		found += [_share(figure, rows) for figure in definitions]
	if of_all:
		# What there is today is no figure of a period that is over.
		return found
	return [*found, *(told(*of) for of in standing_figures.counted(start, end, area))]


def bulletin_section(from_date, to_date, area: str | None) -> dict:
	"""The section of a bulletin: {title, rows: shares of which something was counted}; hook of casework's bulletins."""
	rows = [row for row in figures(from_date, to_date, area, of_all=True) if row["denominator"]]
	return {"title": _("Deciding Together"), "rows": rows}


def _rows(doctype: str, start: datetime, end: datetime, area: str | None, of_all: bool) -> list[Row]:
	"""What the session user may list of a DocType and of a period; all of it for a publication."""
	if not of_all and not frappe.has_permission(doctype, "read"):
		return []
	at, fields = _READ[doctype]
	filters = [[at, ">=", start], [at, "<", end]]
	if area:
		filters.append(["grid", "like", f"{area}%"])
	ask = frappe.get_all if of_all else frappe.get_list
	return ask(doctype, filters=filters, fields=fields, order_by="name asc", limit_page_length=0)


def _share(figure: Figure, rows: list[Row]) -> dict:
	whole = [row for row in rows if figure.whole(row)]
	denominator = sum(map(figure.weight, whole))
	numerator = sum(map(figure.weight_of_part or figure.weight, filter(figure.part, whole)))
	return told(figure.key, figure.title, numerator, denominator, figure.unit)


def told(key: str, title: str, numerator: float, denominator: int, unit: str) -> dict:
	"""A row of `figures`."""
	rate = None
	if denominator:
		rate = round(numerator / denominator, 2) if unit == EACH else round(100 * numerator / denominator, 1)
	return {
		**{"key": key, "figure": title, "numerator": numerator, "denominator": denominator},
		**{"rate": rate, "unit": unit},
	}
