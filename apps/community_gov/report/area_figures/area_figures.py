"""Figures of places: what a period brought, how it was settled, and who ranks where."""

from frappe import _

from community_gov.casework.statistics import visible_figures
from community_gov.casework.statistics.figure_columns import bar_chart, columns, dashed, formulas
from community_gov.casework.statistics.metrics import CASE_RATES

COUNTS = ("reported", "filed", "dispatched", "closed", "closed_on_time", "forced_closed", "reworked")


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	rows = visible_figures.area_figures(
		filters.get("from_date"),
		filters.get("to_date"),
		filters.get("level") or "Community",
		filters.get("area"),
	)
	chart = bar_chart(rows, CASE_RATES, ("closing_rate", "on_time_closing_rate"))
	return columns(_("Place"), COUNTS, CASE_RATES), dashed(rows), formulas(CASE_RATES), chart
