"""How much of what was planned was done: by place and by person, as SQL aggregates with stated denominators."""

from datetime import date

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Sum

from community_gov.core.compat import left_part


def _counts(visit) -> dict:
	"""What is counted of visits, each as a criterion over Visit; cancelled ones count nowhere."""
	done, planned = visit.status == "Done", visit.visit_plan.isnotnull()
	return {
		"due": planned & visit.status.isin(("Planned", "Done", "Missed")),
		"done": done,
		"done_as_planned": planned & done,
		"on_time": planned & done & (visit.on_time == 1),
		"met": done & (visit.result == "Met"),
		"missed": visit.status == "Missed",
		"evening": done & (visit.visit_kind == "Evening Visit"),
	}


def _with_rates(row: dict) -> dict:
	"""Coverage: done as planned ÷ due; on time ÷ due; None where nothing was due."""
	due = row["due"]
	part = lambda name: round(100 * row[name] / due, 2) if due else None  # noqa: E731
	return {**row, "coverage_rate": part("done_as_planned"), "on_time_rate": part("on_time")}


def by_place(first: date, last: date, length: int, area: str | None = None, visible=None) -> list[dict]:
	"""Visits due from `first` to `last` (both included), by place: [{key: code, **counts, people, rates}].

	Args:
	        length: characters of the code, e.g. 12 for communities, 15 for grids.
	        area: code prefix, or None for all.
	        visible: criterion of what a user may list of Visit, or None.
	"""
	visit = frappe.qb.DocType("Visit")
	return _grouped(left_part(visit.grid, length), first, last, area, visible)


def by_person(first: date, last: date, area: str | None = None, visible=None) -> list[dict]:
	"""The same by the person who is to go there, or went."""
	visit = frappe.qb.DocType("Visit")
	return _grouped(
		frappe.qb.functions("COALESCE", visit.visited_by, visit.assignee), first, last, area, visible
	)


def assessed(users: list[str], first: date, last: date) -> dict[str, tuple[float, float | None]]:
	"""Visits that people were to make in a period and made as planned, for their assessment; see team.sources."""
	rows = by_person(first, last)
	# Who had none planned is judged by the target of the settings, with the visits made.
	return {
		row["key"]: (row["done_as_planned"], row["due"]) if row["due"] else (row["done"], None)
		for row in rows
		if row["key"] in users
	}


def _grouped(key, first: date, last: date, area: str | None, visible) -> list[dict]:
	visit = frappe.qb.DocType("Visit")
	query = frappe.qb.from_(visit).select(key.as_("key")).groupby(key).orderby(key)
	query = query.select(Count(visit.resident).distinct().as_("people"))
	query = query.where((visit.due_on >= first) & (visit.due_on <= last))
	for name, criterion in _counts(visit).items():
		query = query.select(Sum(When().when(criterion, 1).else_(0)).as_(name))
	if area:
		query = query.where(visit.grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	rows = query.run(as_dict=True)
	return [_with_rates({k: v if k == "key" else int(v or 0) for k, v in row.items()}) for row in rows]


def labelled(rows: list[dict], doctype: str, title: str) -> list[dict]:
	"""Rows with the title of their key as `label`; a key that is no record shows itself."""
	keys = [row["key"] for row in rows if row["key"]]
	# get_all: places and colleagues are named to everybody on staff.
	found = frappe.get_all(doctype, {"name": ["in", keys]}, ["name", title], order_by="name asc")
	titles = {row.name: row[title] for row in found}
	return [{**row, "label": titles.get(row["key"]) or row["key"] or "—"} for row in rows]
