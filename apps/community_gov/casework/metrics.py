"""Figures over cases as SQL aggregates. Every rate states its numerator and denominator.

Names follow GB/T 30428.4-2016 (绩效评价) as city rules use them.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.query_builder import Case as When
from frappe.query_builder.functions import Count, Sum

from community_gov.casework import events


@dataclass(frozen=True)
class Disposal:
	"""Counts of cases reported in a period and the disposal rate.

	reported: reported in the period; dispatched: of these, filed and dispatched at least once;
	closed: of these, closed on a passed inspection.
	"""

	reported: int
	dispatched: int
	closed: int

	@property
	def disposal_rate(self) -> float | None:
		"""Closed ÷ dispatched in percent with two decimals; None where nothing was dispatched."""
		return round(100 * self.closed / self.dispatched, 2) if self.dispatched else None

	def as_dict(self) -> dict:
		return {
			"reported": self.reported,
			"dispatched": self.dispatched,
			"closed": self.closed,
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
	query = (
		frappe.qb.from_(case)
		.select(
			Count(case.name),
			Sum(When().when(case.dispatched_at.isnotnull(), 1).else_(0)),
			Sum(When().when(case.closed_at.isnotnull() & (case.stage == "Closed"), 1).else_(0)),
		)
		.where((case.reported_at >= start) & (case.reported_at < end))
	)
	if area:
		query = query.where(case.grid.like(f"{area}%"))
	if visible is not None:
		query = query.where(visible)
	reported, dispatched, closed = query.run()[0]
	return Disposal(int(reported or 0), int(dispatched or 0), int(closed or 0))


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
