"""What is measured: every rate states its numerator and denominator, and none without cases is shown as zero.

Names and formulas follow GB/T 30428.4-2016 (绩效评价) and CJ/T 292-2008 as city systems print them. Two places where
we say what those leave open: on time is closed in time ÷ (closed + open and overdue), and a reopened or forcibly
closed case is never on time. Counting is in counting.py, marks are in scores.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Sum

from community_gov.casework.lifecycle import events

# Bulletins keep the version by which they were computed: raise it when a formula changes.
FORMULA_VERSION = 2


@dataclass(frozen=True)
class Rate:
	"""A rate in percent: sum of some counts ÷ sum of others; a count named with a minus is taken off."""

	label: str
	numerator: tuple[str, ...]
	denominator: tuple[str, ...]

	def of(self, counts: dict[str, int]) -> float | None:
		"""Percent with two decimals; None where the denominator is zero."""
		return percent(_sum_of(counts, self.numerator), _sum_of(counts, self.denominator))


def _sum_of(counts: dict[str, int], names: Iterable[str]) -> int:
	return sum(-counts[name[1:]] if name.startswith("-") else counts[name] for name in names)


def percent(part: float, whole: float) -> float | None:
	"""part ÷ whole in percent with two decimals; None for nothing of nothing."""
	return round(100 * part / whole, 2) if whole > 0 else None


# Counts of cases by area, see counting.CASE_COUNTS.
CASE_RATES = {
	"filing_rate": Rate("Filing Rate", ("filed",), ("reported",)),
	"public_report_rate": Rate("Public Report Rate", ("public_filed",), ("filed",)),
	"miss_rate": Rate("Miss Rate", ("missed",), ("filed",)),
	"on_time_filing_rate": Rate("On-time Filing Rate", ("filed_on_time",), ("filed",)),
	"accurate_filing_rate": Rate("Accurate Filing Rate", ("filed", "-voided"), ("filed",)),
	"on_time_dispatch_rate": Rate(
		"On-time Dispatch Rate", ("dispatched_on_time",), ("dispatched", "to_dispatch")
	),
	"accurate_dispatch_rate": Rate(
		"Accurate Dispatch Rate", ("dispatched", "-reworked"), ("dispatched", "to_dispatch")
	),
	"disposal_rate": Rate("Disposal Rate", ("disposed",), ("disposed", "to_dispose")),
	"on_time_disposal_rate": Rate(
		"On-time Disposal Rate", ("disposed_on_time",), ("disposed", "overdue_to_dispose")
	),
	"closing_rate": Rate("Closing Rate", ("closed",), ("disposed", "overdue_to_dispose")),
	"on_time_closing_rate": Rate("On-time Closing Rate", ("closed_on_time",), ("closed", "overdue_open")),
	"rework_rate": Rate("Rework Rate", ("reworked",), ("disposed", "overdue_to_dispose")),
	"satisfaction_rate": Rate("Satisfaction Rate", ("satisfied",), ("rated",)),
	"solution_rate": Rate("Solution Rate", ("solved",), ("rated",)),
}
# Counts of dispatches by unit, see counting.UNIT_COUNTS.
UNIT_RATES = {
	"response_rate": Rate("Response Rate", ("responded_on_time",), ("dispatched",)),
	"return_rate": Rate("Return Rate", ("returned",), ("dispatched", "returned")),
	"disposal_rate": Rate("Disposal Rate", ("disposed",), ("disposed", "to_dispose")),
	"on_time_disposal_rate": Rate(
		"On-time Disposal Rate", ("disposed_on_time",), ("disposed", "overdue_to_dispose")
	),
	"closing_rate": Rate("Closing Rate", ("closed",), ("disposed", "overdue_to_dispose")),
	"on_time_closing_rate": Rate(
		"On-time Closing Rate", ("closed_on_time",), ("closed", "overdue_to_dispose")
	),
	"rework_rate": Rate("Rework Rate", ("reworked",), ("disposed", "overdue_to_dispose")),
	"satisfaction_rate": Rate("Satisfaction Rate", ("satisfied",), ("rated",)),
	"solution_rate": Rate("Solution Rate", ("solved",), ("rated",)),
}
# Counts of steps by person, see counting.post_counts.
POST_RATES = {
	"Collector": {
		"valid_report_rate": Rate("Valid Report Rate", ("filed",), ("reported",)),
		"on_time_verification_rate": Rate("On-time Verification Rate", ("verified_on_time",), ("to_verify",)),
		"on_time_inspection_rate": Rate("On-time Inspection Rate", ("inspected_on_time",), ("to_inspect",)),
	},
	"Operator": {
		"on_time_acceptance_rate": Rate("On-time Acceptance Rate", ("on_time",), ("steps",)),
		"on_time_verification_request_rate": Rate(
			"On-time Verification Request Rate", ("verifications_on_time",), ("verifications",)
		),
		"on_time_inspection_request_rate": Rate(
			"On-time Inspection Request Rate", ("inspections_on_time",), ("inspections",)
		),
	},
	"Duty Chief": {
		"on_time_filing_rate": Rate("On-time Filing Rate", ("on_time",), ("steps",)),
		"accurate_filing_rate": Rate("Accurate Filing Rate", ("steps", "-voided"), ("steps",)),
		"on_time_closing_rate": Rate("On-time Closing Rate", ("closings_on_time",), ("closings",)),
	},
	"Dispatcher": {
		"on_time_dispatch_rate": Rate("On-time Dispatch Rate", ("on_time",), ("steps",)),
		"accurate_dispatch_rate": Rate("Accurate Dispatch Rate", ("steps", "-reworked"), ("steps",)),
	},
}


def with_rates(counts: dict, rates: dict[str, Rate]) -> dict:
	"""The counts and every rate over them."""
	return {**counts, **{name: rate.of(counts) for name, rate in rates.items()}}


@dataclass(frozen=True)
class Disposal:
	"""Counts of cases reported in a period and the disposal rate.

	reported: reported in the period; dispatched: of these, filed and dispatched at least once;
	closed: of these, closed on a passed inspection; self_settled: solved by the collector at once, in
	neither dispatched nor closed.
	"""

	reported: int
	dispatched: int
	closed: int
	self_settled: int = 0

	@property
	def disposal_rate(self) -> float | None:
		"""Closed ÷ dispatched in percent with two decimals; None where nothing was dispatched."""
		return round(100 * self.closed / self.dispatched, 2) if self.dispatched else None

	def as_dict(self) -> dict:
		return {
			"reported": self.reported,
			"dispatched": self.dispatched,
			"closed": self.closed,
			"self_settled": self.self_settled,
			"disposal_rate": self.disposal_rate,
		}


def disposal(start: datetime, end: datetime, area: str | None = None, visible=None) -> Disposal:
	"""Counts cases reported in [start, end).

	Args:
	        start, end: in the site's time zone.
	        area: code prefix of a place, or None for all.
	        visible: query builder criterion that limits the rows to what a user may see, or None.
	"""
	case = frappe.qb.DocType("Case")
	closed = case.closed_at.isnotnull() & (case.stage == "Closed")
	query = (
		frappe.qb.from_(case)
		.select(
			Count(case.name),
			Sum(When().when(case.dispatched_at.isnotnull(), 1).else_(0)),
			Sum(When().when(closed & (case.self_settled == 0), 1).else_(0)),
			Sum(When().when(closed & (case.self_settled == 1), 1).else_(0)),
		)
		.where((case.reported_at >= start) & (case.reported_at < end))
	)
	if area:
		query = query.where(case.grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	return Disposal(*(int(number or 0) for number in query.run()[0]))


def stage_durations(case_name: str) -> list[dict]:
	"""How long a case stayed in each stage, from its events in order.

	Returns:
	        [{stage, entered_at, minutes}]; minutes is None for the stage it is in, rounded to two decimals.
	"""
	rows = events.stage_entries(case_name)
	ends = [row.happened_at for row in rows[1:]] + [None]
	return [
		{
			"stage": row.to_stage,
			"entered_at": row.happened_at,
			"minutes": round((end - row.happened_at).total_seconds() / 60, 2) if end else None,
		}
		for row, end in zip(rows, ends, strict=True)
	]
