"""The score of a month's work out of 100: each item against its target or what was due, by its weight. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

# Changed with every change of what is counted or how, and kept with each assessment.
FORMULA_VERSION = 1
FULL = 100
GRADES = ((90, "Excellent"), (75, "Good"), (60, "Qualified"), (0, "Unqualified"))


@dataclass(frozen=True)
class Weighed:
	"""One item: what was done; what was due of it, or the target of the month; and how much it weighs."""

	item: str
	weight: float
	done: float
	due: float | None

	@property
	def counts(self) -> bool:
		"""An item of which nothing was due says nothing of a person."""
		return self.weight > 0 and self.due is not None and self.due > 0

	@property
	def share(self) -> float:
		"""How much of it was done, from 0 to 1; more than was due is not more than all."""
		return min(max(self.done / self.due, 0), 1) if self.due and self.counts else 0


def score(rows: Iterable[Weighed]) -> float | None:
	"""Σ weight × share ÷ Σ weight over the items that count, out of 100; None where none counts."""
	counted = [row for row in rows if row.counts]
	whole = sum(row.weight for row in counted)
	return round(FULL * sum(row.weight * row.share for row in counted) / whole, 2) if whole else None


def points(row: Weighed, rows: Iterable[Weighed]) -> float | None:
	"""What one item adds to the score; None where it does not count."""
	whole = sum(other.weight for other in rows if other.counts)
	return round(FULL * row.weight * row.share / whole, 2) if row.counts else None


def grade(value: float | None) -> str | None:
	"""Excellent from 90, Good from 75, Qualified from 60."""
	return None if value is None else next(name for least, name in GRADES if value >= least)
