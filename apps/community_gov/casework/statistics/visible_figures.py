"""Figures over what the session user may list: for reports and endpoints alike."""

import frappe
from frappe import _

from community_gov.casework.statistics import figures, post_figures
from community_gov.core.errors import BadInputError
from community_gov.core.periods import period
from community_gov.permissions.access import refuse_access, require
from community_gov.permissions.listing import visible_cases, visible_of


def area_figures(
	from_date: str, to_date: str, level: str = "Community", area: str | None = None
) -> list[dict]:
	"""Counts, rates, mark and rank of each place at a level.

	Args:
	        level: Province, City, District, Street, Community, Grid or Micro-grid.
	Permission: only cases that the user may list are counted.
	Returns:
	        [{key: code, label: name, …, score, grade, rank}], best first; rank is null below the smallest sample.
	"""
	require("Case", "read")
	return figures.area_figures(*period(from_date, to_date), level, area, visible_cases())


def unit_figures(from_date: str, to_date: str, area: str | None = None) -> list[dict]:
	"""Counts, rates, mark and rank of each Responsible Unit, over what was dispatched in the period.

	Permission: only dispatches that the user may list are counted.
	Returns:
	        [{key, label, …, score, grade, rank}], best first.
	"""
	require("Case Dispatch", "read")
	return figures.unit_figures(*period(from_date, to_date), area, visible_of("Case Dispatch"))


def post_figures_of(post: str, from_date: str, to_date: str, area: str | None = None) -> list[dict]:
	"""What each person at a post did: for those who steer the centre.

	Args:
	        post: Collector, Operator, Duty Chief or Dispatcher.
	Returns:
	        [{key: account, label: name, …, score, grade}]
	"""
	_require_figures_of_people()
	if post not in post_figures.POSTS:
		frappe.throw(
			_("{0} is not a post. Choose one of: {1}.").format(post, ", ".join(post_figures.POSTS)),
			exc=BadInputError,
		)
	rows = post_figures.post_figures(post, *period(from_date, to_date), area)
	names = figures.names_of("User", "full_name", [row["key"] for row in rows])
	return [{"label": names.get(row["key"], row["key"]), **row} for row in rows]


def _require_figures_of_people() -> None:
	"""How single people work is for who leads them."""
	if not {"Duty Chief", "Community Administrator"} & set(frappe.get_roles()):
		refuse_access("Case Event")
