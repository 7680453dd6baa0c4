"""A bulletin as a page: what the print format and the desk show of the frozen figures."""

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate

from community_gov.casework.statistics import bulletins, figure_columns
from community_gov.casework.statistics.metrics import UNIT_RATES

TEMPLATE = "community_gov/casework/templates/bulletin.html"
COUNTS = ("dispatched", "disposed", "overdue_to_dispose", "closed", "closed_on_time", "reworked")
RATES = ("disposal_rate", "on_time_disposal_rate", "closing_rate", "rework_rate", "satisfaction_rate")


def bulletin_page(name: str) -> str:
	"""The stored bulletin as HTML, for the print format; what a client sends to be printed counts for nothing.

	Raises:
	        frappe.PermissionError: the user may not print it.
	"""
	doc = frappe.get_doc("Bulletin", name)
	doc.check_permission("print")
	return page_html(doc)


def page_html(bulletin) -> str:
	"""The page as HTML; texts of people are escaped by the template."""
	return frappe.render_template(TEMPLATE, {"page": _page_values(bulletin), "_": _})


def _page_values(bulletin) -> frappe._dict:
	"""{heading, issue, period, headline, columns, rows, sections, remarks, corrections, foot}."""
	frozen = bulletins.figures_of(bulletin)
	return frappe._dict(
		heading=bulletin.title,
		issue=_("{0}, Issue {1}").format(bulletin.issue_year, bulletin.issue_number),
		state=_(bulletin.stage, context="Bulletin"),
		is_published=bool(bulletin.published_at),
		day=formatdate(bulletin.published_at or bulletin.generated_at, "yyyy-MM-dd"),
		period=_("{0} to {1}").format(
			formatdate(bulletin.from_date, "yyyy-MM-dd"), formatdate(bulletin.to_date, "yyyy-MM-dd")
		),
		headline=_headline_text(frozen["overall"]),
		columns=[figure_columns.COUNT_LABELS[name]() for name in COUNTS]
		+ [f"{_(UNIT_RATES[name].label)} %" for name in RATES]
		+ [_("Mark")],
		rows=[_row_of(row) for row in frozen["units"]],
		sections=frozen.get("sections", []),
		remarks=bulletin.remarks,
		corrections=[
			frappe._dict(
				number=row.number, text=row.text, at=format_datetime(row.corrected_at, "yyyy-MM-dd HH:mm")
			)
			for row in bulletin.corrections
		],
		foot=_footnote(bulletin),
	)


def _row_of(row: dict) -> frappe._dict:
	cells = [figure_columns.as_text(row.get(name)) for name in (*COUNTS, *RATES, "score")]
	return frappe._dict(rank=row["rank"] or figure_columns.DASH, label=row["label"], cells=cells)


def _headline_text(overall: dict) -> str:
	"""The sentence that opens the bulletin."""
	if not overall:
		return ""
	return _(
		"{0} cases were reported, {1} filed and dispatched, {2} closed; closing rate {3} %, on time {4} %."
	).format(
		overall["reported"],
		overall["dispatched"],
		overall["closed"],
		figure_columns.as_text(overall["closing_rate"]),
		figure_columns.as_text(overall["on_time_closing_rate"]),
	)


def _footnote(bulletin) -> str:
	return _(
		"Figures of {0}, formulas version {1}. Units with fewer than {2} dispatches are not ranked. On time is closed in time ÷ (closed + open and overdue)."
	).format(
		format_datetime(bulletin.generated_at, "yyyy-MM-dd HH:mm"),
		bulletin.formula_version,
		bulletin.ranking_minimum,
	)
