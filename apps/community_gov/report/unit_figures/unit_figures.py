"""Figures of Responsible Units: what was dispatched to them and how they settled it."""

from frappe import _

from community_gov.casework.statistics import visible_figures
from community_gov.casework.statistics.figure_columns import bar_chart, columns, dashed, formulas
from community_gov.casework.statistics.metrics import UNIT_RATES

COUNTS = (
	"dispatched",
	"returned",
	"disposed",
	"overdue_to_dispose",
	"closed",
	"closed_on_time",
	"reworked",
	"rated",
)


def execute(filters: dict | None = None):
	"""Frappe's entry: (columns, rows, message, chart)."""
	filters = filters or {}
	rows = visible_figures.unit_figures(filters.get("from_date"), filters.get("to_date"), filters.get("area"))
	chart = bar_chart(rows, UNIT_RATES, ("disposal_rate", "on_time_disposal_rate"))
	return columns(_("Unit"), COUNTS, UNIT_RATES), dashed(rows), formulas(UNIT_RATES), chart
