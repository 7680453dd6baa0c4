"""Open cases that may be the same as a new report: near, and alike in words or kind."""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from pypika.terms import Criterion

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.casework.categories import category_path
from community_gov.casework.intake.likeness import (
	MAX_RADIUS,
	THRESHOLD,
	box,
	likeness_of_words,
	nearness_of_kind,
	plain_words,
	score,
)
from community_gov.casework.intake.reporting import refuse_unknown
from community_gov.core.documents import as_number
from community_gov.core.errors import BadPositionError
from community_gov.core.stages.rules import OPEN, PAUSED
from community_gov.grids.distance import distance_km

MAX_COMPARED = 200
MAX_SHOWN = 10
MAX_TEXT = 2_000  # characters compared; more costs time and tells nothing
FIELDS = ("name", "title", "description", "stage", "category", "grid", "latitude", "longitude")


class Asked(NamedTuple):
	"""A report that is being written: degrees WGS 84, code of a category, words, code of a grid."""

	latitude: float | None = None
	longitude: float | None = None
	category: str | None = None
	text: str = ""
	grid: str | None = None
	besides: str | None = None


def ask(latitude, longitude, category=None, text=None, grid=None, besides=None) -> Asked:
	"""What a client sent, as it can be compared.

	Raises:
	        BadPositionError: no position on the earth. BadInputError: an unknown category or grid.
	"""
	refuse_unknown("Category", "Case Category", category)
	refuse_unknown("Grid", "Grid", grid)
	place: tuple[float | None, float | None] = (None, None)
	if latitude not in (None, "") or longitude not in (None, ""):
		place = (_read_degrees(latitude, 90), _read_degrees(longitude, 180))
	return Asked(*place, category, cstr(text), grid, besides)


def _read_degrees(value, most: int) -> float:
	number = as_number(value)
	if number is None or abs(number) > most:
		frappe.throw(
			_("Position {0} is not on the earth. Send latitude and longitude in degrees.").format(value),
			exc=BadPositionError,
		)
	return number


class Similar(NamedTuple):
	"""An open case and how it compares: metres (None: same grid), likeness and score of 100, see nearness_of_kind."""

	case: frappe._dict
	distance: int | None
	likeness: float
	score: float
	kind: int | None

	@property
	def reason(self) -> str:
		"""In words of the reader: how far, which kind, how alike."""
		parts = [_("in the same grid") if self.distance is None else _("{0} m away").format(self.distance)]
		if self.kind is not None:
			parts.append(_("same category") if self.kind == 0 else _("same class"))
		if self.likeness >= 30:
			parts.append(_("words {0} % alike").format(round(self.likeness)))
		return " · ".join(parts)


def similar_cases(asked: Asked, radius: int, visible: Criterion | None = None) -> list[Similar]:
	"""Open cases that compare well, best first.

	Args:
	        radius: metres.
	        visible: limits the cases that are looked at.
	"""
	rows = candidates(asked, radius, visible)
	compare = _comparison(asked, radius, _kinds_of({asked.category, *(row.category for row in rows)}))
	measured = [(row, _metres_between(asked, row)) for row in rows]
	# Words are compared last and only nearby: that takes the time.
	near = [compare(row, metres) for row, metres in measured if metres is None or metres <= radius]
	found = [each for each in near if each.score >= THRESHOLD]
	return sorted(found, key=lambda each: (-each.score, each.distance or 0, each.case.name))


def candidates(asked: Asked, radius: int, visible: Criterion | None) -> list[frappe._dict]:
	"""At most 200 open cases in the box around the position, or in the grid where there is no position."""
	case = frappe.qb.DocType("Case")
	query = (
		frappe.qb.from_(case)
		.select(*(case[name] for name in FIELDS), case.reported_at, case.followers)
		.where(case.stage_category.isin([OPEN, PAUSED]))
		.where(case.name != cstr(asked.besides))
		.orderby(case.reported_at, order=frappe.qb.desc)
		.limit(MAX_COMPARED)
	)
	if asked.latitude is not None and asked.longitude is not None:
		south, north, west, east = box(asked.latitude, asked.longitude, radius)
		# By place, whatever the database thinks: by time it would read every case where few lie here.
		query = query.force_index("case_open_place")
		query = query.where(case.latitude[south:north]).where(case.longitude[west:east])
	elif asked.grid:
		query = query.where(case.grid == asked.grid)
	else:
		return []
	return (query.where(visible) if visible is not None else query).run(as_dict=True)


def _kinds_of(categories: set[str | None]) -> dict[str | None, tuple[str, ...]]:
	"""{category: (category, its class)} with one statement; () for none."""
	table = frappe.qb.DocType("Case Category")
	query = frappe.qb.from_(table).select(table.name, table.parent_case_category)
	rows = query.where(table.name.isin([code for code in categories if code] or [""])).run()
	return {None: (), "": (), **{name: (name, parent) if parent else (name,) for name, parent in rows}}


def _comparison(
	asked: Asked, radius: int, kinds: dict[str | None, tuple[str, ...]]
) -> Callable[[frappe._dict, int | None], Similar]:
	"""compare(row, metres) for one report: what is the same for every row is worked out once."""
	words, own = plain_words(asked.text[:MAX_TEXT]), kinds.get(asked.category, ())

	def compare(row: frappe._dict, distance: int | None) -> Similar:
		alike = likeness_of_words(words, plain_words(cstr(row.description)[:MAX_TEXT]))
		kind = nearness_of_kind(own, kinds.get(row.category, ()))
		return Similar(row, distance, alike, score(alike, distance, radius, kind), kind)

	return compare


def _metres_between(asked: Asked, row: frappe._dict) -> int | None:
	if asked.latitude is None or asked.longitude is None or row.latitude is None:
		return None
	return ceil(distance_km((asked.latitude, asked.longitude), (row.latitude, row.longitude)) * 1000)


def radius_for(category: str | None, setting: str) -> int:
	"""Metres within which a report counts as near: of the category, its class, else of the settings.

	Args:
	        setting: public_duplicate_radius or staff_duplicate_radius.
	"""
	for code in category_path(category):
		own = cint(frappe.get_cached_value("Case Category", code, "duplicate_radius"))
		if own > 0:
			return min(own, MAX_RADIUS)
	default = {"public_duplicate_radius": 250, "staff_duplicate_radius": 1000}[setting]
	stored = cint(frappe.get_cached_doc("Community Gov Settings").get(setting))
	return min(stored if stored > 0 else default, MAX_RADIUS)


def for_staff(asked: Asked, visible: Criterion | None) -> dict:
	"""What staff see: their own cases in full, of the others only how many there are.

	Args:
	        visible: the criterion of Case for the session user; None for those who see all.
	Returns:
	        {radius, similar: [{case, title, stage, category, distance, likeness, score, reason, reported_at,
	        followers}], hidden}; distance in metres.
	"""
	radius = radius_for(asked.category, "staff_duplicate_radius")
	own = similar_cases(asked, radius, visible)
	hidden = 0
	if visible is not None:
		open_to_all = frappe.qb.DocType("Case").is_confidential == 0
		names = {each.case.name for each in own}
		others = similar_cases(asked, radius, open_to_all)
		hidden = len([each for each in others if each.case.name not in names])
	return {"radius": radius, "similar": [_staff_row(each) for each in own[:MAX_SHOWN]], "hidden": hidden}


def _staff_row(each: Similar) -> dict:
	row = each.case
	return {
		"case": row.name,
		"title": row.title,
		"stage": row.stage,
		"category": row.category,
		"distance": each.distance,
		"likeness": each.likeness,
		"score": each.score,
		"reason": each.reason,
		"reported_at": row.reported_at,
		"followers": row.followers,
	}
