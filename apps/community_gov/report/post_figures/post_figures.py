"""Figures of posts: collectors, operators, duty chiefs, dispatchers."""

from frappe import _

from community_gov.casework.statistics import visible_figures
from community_gov.casework.statistics.figure_columns import bar_chart, columns, dashed, formulas
from community_gov.casework.statistics.metrics import POST_RATES

COUNTS = {
	"Collector": ("reported", "filed", "to_verify", "to_inspect"),
	"Operator": ("steps", "on_time", "verifications", "inspections"),
	"Duty Chief": ("steps", "on_time", "voided", "closings"),
	"Dispatcher": ("steps", "on_time", "reworked"),
}


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	post = filters.get("post") or "Operator"
	rows = visible_figures.post_figures_of(
		post, filters.get("from_date"), filters.get("to_date"), filters.get("area")
	)
	rates = POST_RATES[post]
	chart = bar_chart(rows, rates, tuple(rates))
	return columns(_("Person"), COUNTS[post], rates, with_rank=False), dashed(rows), formulas(rates), chart
