"""Columns and charts of the reports over figures; labels are translated, missing rates show a dash."""

from frappe import _

from community_gov.casework.statistics.metrics import Rate

DASH = "—"
COUNT_LABELS = {
	"reported": lambda: _("Reported"),
	"filed": lambda: _("Filed Cases"),
	"dispatched": lambda: _("Dispatched Cases"),
	"returned": lambda: _("Returned Dispatches"),
	"disposed": lambda: _("Disposed"),
	"to_dispose": lambda: _("To Dispose"),
	"overdue_to_dispose": lambda: _("Overdue to Dispose"),
	"closed": lambda: _("Closed Cases"),
	"closed_on_time": lambda: _("Closed on Time"),
	"forced_closed": lambda: _("Forcibly Closed"),
	"reworked": lambda: _("Reworked"),
	"suspended": lambda: _("Suspended Cases"),
	"extended": lambda: _("Extended Cases"),
	"rated": lambda: _("Rated"),
	"steps": lambda: _("Steps", context="Post Figures"),
	"on_time": lambda: _("On Time"),
	"voided": lambda: _("Voided"),
	"closings": lambda: _("Closings"),
	"verifications": lambda: _("Verifications Requested"),
	"to_verify": lambda: _("Verifications"),
	"to_inspect": lambda: _("Inspections"),
	"public_filed": lambda: _("Filed from Public Reports"),
	"missed": lambda: _("Missed by Patrol"),
	"filed_on_time": lambda: _("Filed on Time"),
	"to_dispatch": lambda: _("Waiting for Dispatch"),
	"dispatched_on_time": lambda: _("Dispatched on Time"),
	"disposed_on_time": lambda: _("Disposed in Time"),
	"overdue_open": lambda: _("Open and Overdue"),
	"satisfied": lambda: _("Satisfied or Basically Satisfied"),
	"solved": lambda: _("Rated as Solved"),
	"verified_on_time": lambda: _("Verified on Time"),
	"inspected_on_time": lambda: _("Inspected on Time"),
	"closings_on_time": lambda: _("Closings on Time"),
	"verifications_on_time": lambda: _("Verifications Requested on Time"),
	"inspections": lambda: _("Inspections Given Out"),
	"inspections_on_time": lambda: _("Inspections Given Out on Time"),
	"responded_on_time": lambda: _("Accepted on Time"),
}


def columns(
	label: str, counts: tuple[str, ...], rates: dict[str, Rate], with_rank: bool = True
) -> list[dict]:
	"""Columns of a Frappe report: rank, name, counts, rates, mark and grade."""
	rank = [{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Data", "width": 70}] if with_rank else []
	return [
		*rank,
		{"fieldname": "label", "label": label, "fieldtype": "Data", "width": 190},
		*(
			{"fieldname": name, "label": COUNT_LABELS[name](), "fieldtype": "Int", "width": 90}
			for name in counts
		),
		*(
			{
				"fieldname": name,
				"label": f"{_(rate.label)} %",
				"fieldtype": "Data",
				"width": 120,
				"align": "right",
			}
			for name, rate in rates.items()
		),
		{"fieldname": "score", "label": _("Mark"), "fieldtype": "Data", "width": 80, "align": "right"},
		{"fieldname": "grade", "label": _("Grade"), "fieldtype": "Data", "width": 70},
	]


def dashed(rows: list[dict]) -> list[dict]:
	"""Rates as text with two decimals, and a dash where there is nothing to divide by."""
	return [{name: as_text(value) for name, value in row.items()} for row in rows]


def as_text(value):
	if value is None:
		return DASH
	return f"{value:.2f}" if isinstance(value, float) else value


def bar_chart(rows: list[dict], rates: dict[str, Rate], names: tuple[str, ...], limit: int = 15) -> dict:
	"""A bar for each of the first rows and each named rate."""
	shown = rows[:limit]
	return {
		"type": "bar",
		"data": {
			"labels": [row["label"] for row in shown],
			"datasets": [
				{"name": _(rates[name].label), "values": [row[name] or 0 for row in shown]} for name in names
			],
		},
	}


def formulas(rates: dict[str, Rate]) -> str:
	"""Every rate with its numerator and denominator, one a line, for the foot of a report."""
	return "<br>".join(
		f"{_(rate.label)} = {_column_words(rate.numerator)} ÷ ({_column_words(rate.denominator)})"
		for rate in rates.values()
	)


def _column_words(names: tuple[str, ...]) -> str:
	parts = []
	for name in names:
		sign = "− " if name.startswith("-") else "+ "
		parts.append(sign + _label_of(name.lstrip("-")))
	return " ".join(parts).removeprefix("+ ")


def _label_of(name: str) -> str:
	return COUNT_LABELS[name]()
