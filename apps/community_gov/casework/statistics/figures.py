"""Tables of figures for a period: areas, units and posts, with rates, marks and ranks."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.casework.dispatch.units import labels_of
from community_gov.casework.statistics import counting
from community_gov.casework.statistics.case_scores import AREA_SCORE, UNIT_SCORE, with_score
from community_gov.casework.statistics.metrics import CASE_RATES, UNIT_RATES, with_rates
from community_gov.core.errors import BadInputError
from community_gov.core.ranking import ranked

# Characters of a division code at each level of places.
LENGTH_OF_LEVEL = {
	"Province": 2,
	"City": 4,
	"District": 6,
	"Street": 9,
	"Community": 12,
	"Grid": 15,
	"Micro-grid": 17,
}


def _length_of(level: str) -> int:
	"""Characters of the code at a level of places. Raises BadInputError for an unknown one."""
	if level not in LENGTH_OF_LEVEL:
		frappe.throw(
			_("{0} is not a level of places. Choose one of: {1}.").format(level, ", ".join(LENGTH_OF_LEVEL)),
			exc=BadInputError,
		)
	return LENGTH_OF_LEVEL[level]


def ranking_minimum() -> int:
	return cint(frappe.get_cached_doc("Community Gov Settings").ranking_minimum)


def area_figures(
	start: datetime, end: datetime, level: str = "Community", area: str | None = None, visible=None
) -> list[dict]:
	"""Counts, rates, mark and rank of every place at a level, best first.

	Args:
	        level: one of LENGTH_OF_LEVEL.
	        area: code prefix, or None for all.
	        visible: criterion of the cases that a user may list, or None.
	Returns:
	        [{key: code, label: name, **counts, **rates in percent, score, grade, rank}]
	"""
	rows = counting.by_area(start, end, _length_of(level), area, visible)
	rows = [with_score(with_rates(row, CASE_RATES), AREA_SCORE) for row in rows if row["key"]]
	names = names_of("Grid", "grid_name", [row["key"] for row in rows])
	labelled = [{"label": names.get(row["key"], row["key"]), **row} for row in rows]
	return ranked(labelled, "score", "filed", ranking_minimum())


def unit_figures(start: datetime, end: datetime, area: str | None = None, visible=None) -> list[dict]:
	"""The same for every Responsible Unit that was dispatched to: [{key, label, …, rank}]."""
	rows = counting.by_unit(start, end, area, visible)
	rows = [with_score(with_rates(row, UNIT_RATES), UNIT_SCORE) for row in rows]
	labels = labels_of(row["key"] for row in rows)
	labelled = [{"label": labels[row["key"]], **row} for row in rows]
	return ranked(labelled, "score", "dispatched", ranking_minimum())


def overall_figures(start: datetime, end: datetime, area: str | None = None, visible=None) -> dict:
	"""Counts and rates over all cases of the period."""
	return with_rates(counting.overall(start, end, area, visible), CASE_RATES)


def names_of(doctype: str, fieldname: str, names: list[str]) -> dict[str, str]:
	if not names:
		return {}
	rows = frappe.get_all(
		doctype, {"name": ["in", names]}, ["name", fieldname], as_list=True, order_by="name asc"
	)
	return dict(rows)
