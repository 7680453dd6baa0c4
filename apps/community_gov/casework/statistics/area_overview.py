"""A place at a glance: people, homes, tags, visits and open work below it, each as one SQL aggregate."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pypika.terms import Criterion

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Sum

from community_gov.core.stages.rules import OPEN, PAUSED, STAGES_OF
from community_gov.registry.care import care_tags
from community_gov.registry.privacy import disclosure

# Staged documents that lie in a place.
WORK = ("Case", "Help Request")
REGISTER = ("Resident", "Household", "Resident Care Tag")
AHEAD = timedelta(days=7)
BEHIND = timedelta(days=30)
NOTHING = object()


class Sight(NamedTuple):
	"""What a viewer may list, by DocType: a criterion, None for all of it, NOTHING where the role gives no right."""

	of: dict[str, Criterion | None]

	def may(self, doctype: str) -> bool:
		return self.of.get(doctype, NOTHING) is not NOTHING


def overview(grid: str, sight: Sight, today: date) -> dict:
	"""Figures of everything whose code begins with that of the place.

	Who may list residents here sees the figures of those; for others small figures on people are hidden.

	Returns:
	        {grid, exact, hidden_below, people: {total, kinds: {kind: count}}, households, tags: {tag: people},
	        visits: {due, overdue, done} or None, patrols: {under_way, done} or None,
	        work: {DocType: {stage: count}}}; a count is None where it is hidden. `due` within seven days, `done`
	        within the last thirty.
	"""
	exact = all(map(sight.may, REGISTER)) and bool(_kinds_in(grid, sight.of["Resident"]))
	least = 0 if exact else disclosure.threshold()
	seen = {doctype: sight.of[doctype] if exact else None for doctype in REGISTER}
	return {
		"grid": grid,
		"exact": exact,
		"hidden_below": least,
		**_people(grid, seen, least, today),
		"patrols": _patrols(grid, sight.of["Patrol"], today) if sight.may("Patrol") else None,
		"visits": _visits(grid, sight.of["Visit"], today) if sight.may("Visit") else None,
		"work": {
			doctype: _open_work(doctype, grid, sight.of[doctype]) for doctype in WORK if sight.may(doctype)
		},
	}


def _people(grid: str, seen: dict[str, Criterion | None], least: int, today: date) -> dict:
	kinds, total = disclosure.suppress(_kinds_in(grid, seen["Resident"]), least)
	homes = _count_by("Household", "status", grid, seen["Household"])
	tags = _tags_in(grid, seen["Resident Care Tag"], today)
	occupied = disclosure.hide_small({"Occupied": homes.get("Occupied", 0)}, least)["Occupied"]
	return {
		"people": {"total": total, "kinds": kinds},
		"households": occupied,
		# One person may have several tags, so they add up to nothing.
		"tags": disclosure.hide_small(tags, least),
	}


def _kinds_in(grid: str, visible: Criterion | None) -> dict[str, int]:
	"""Present people by kind of residence."""
	resident = frappe.qb.DocType("Resident")
	return _count_by("Resident", "residence_kind", grid, visible, resident.status == "Present")


def _count_by(
	doctype: str, fieldname: str, grid: str, visible: Criterion | None, which: Criterion | None = None
) -> dict[str, int]:
	"""{value: documents} below a place."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table[fieldname], Count(table.name)).groupby(table[fieldname])
	query = _limited(query.where(table.grid.like(f"{grid}%")), (visible, which))
	return {value or "": int(count) for value, count in query.orderby(table[fieldname]).run()}


def _limited(query, criteria: Iterable[Criterion | None]):
	for criterion in criteria:
		query = query if criterion is None else query.where(criterion)
	return query


def _tags_in(grid: str, visible: Criterion | None, today: date) -> dict[str, int]:
	"""People who have a tag today, by tag."""
	tag = frappe.qb.DocType("Resident Care Tag")
	query = frappe.qb.from_(tag).select(tag.care_tag, Count(tag.resident).distinct()).groupby(tag.care_tag)
	query = _limited(query.where(tag.grid.like(f"{grid}%")), (visible, care_tags.active_on(tag, today)))
	return {name: int(count) for name, count in query.orderby(tag.care_tag).run()}


def _visits(grid: str, visible: Criterion | None, today: date) -> dict[str, int]:
	visit = frappe.qb.DocType("Visit")
	planned = visit.status == "Planned"
	counts = {
		"due": planned & (visit.due_on >= today) & (visit.due_on <= today + AHEAD),
		"overdue": planned & (visit.due_on < today),
		"done": (visit.status == "Done") & (visit.visited_at >= today - BEHIND),
	}
	return _sums_by_grid(visit, counts, grid, visible)


def _patrols(grid: str, visible: Criterion | None, today: date) -> dict[str, int]:
	patrol = frappe.qb.DocType("Patrol")
	ended = patrol.ended_at.isnotnull()
	counts = {"under_way": patrol.ended_at.isnull(), "done": ended & (patrol.begun_at >= today - BEHIND)}
	return _sums_by_grid(patrol, counts, grid, visible)


def _sums_by_grid(
	table, counts: dict[str, Criterion], grid: str, visible: Criterion | None
) -> dict[str, int]:
	"""How many rows below a place meet each criterion, with one statement."""
	terms = (Sum(When().when(criterion, 1).else_(0)).as_(name) for name, criterion in counts.items())
	query = frappe.qb.from_(table).select(*terms).where(table.grid.like(f"{grid}%"))
	row = _limited(query, (visible,)).run(as_dict=True)[0]
	return {name: int(row[name] or 0) for name in counts}


def _open_work(doctype: str, grid: str, visible: Criterion | None) -> dict[str, int]:
	"""{stage: documents} of what is open or paused, in the order of the stages, without empty ones."""
	table = frappe.qb.DocType(doctype)
	found = _count_by(doctype, "stage", grid, visible, table.stage_category.isin((OPEN, PAUSED)))
	return {stage: found[stage] for stage in STAGES_OF[doctype] if stage in found}
