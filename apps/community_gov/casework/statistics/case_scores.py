"""Marks out of rates, in the manner of the annexes of GB/T 30428.4: weights, steps for counts, grades A to E.

The weights are those that a city system prints; the annex itself was not readable, so they are an example. A part
whose rate has no denominator is left out and the others weigh in its place.
"""

from bisect import bisect_right
from dataclasses import dataclass

GRADES = ((90, "A"), (75, "B"), (60, "C"), (40, "D"), (0, "E"))


@dataclass(frozen=True)
class Part:
	"""One part of a mark: a rate or a count, its weight in percent, and how it is read."""

	name: str
	weight: float
	# ((upper bound of the count, mark), …), or None where the value is a rate.
	steps: tuple[tuple[float, float], ...] | None = None
	inverted: bool = False

	def mark(self, row: dict) -> float | None:
		value = row.get(self.name)
		if value is None:
			return None
		if self.steps:
			bounds = [bound for bound, _mark in self.steps]
			return self.steps[min(bisect_right(bounds, value - 1e-9), len(bounds) - 1)][1]
		return 100 - value if self.inverted else min(value, 100)


INFINITY = float("inf")
UNIT_SCORE = (
	Part("reworked", 10, ((50, 100), (100, 90), (200, 75), (500, 60), (1000, 40), (INFINITY, 0))),
	Part("closing_rate", 30),
	Part("on_time_disposal_rate", 30),
	Part("rework_rate", 30, inverted=True),
)
AREA_SCORE = (
	Part("public_report_rate", 10, inverted=True),
	Part("filed", 20, ((0, 100), (2, 90), (4, 75), (6, 60), (8, 40), (INFINITY, 0))),
	Part("closing_rate", 30),
	Part("on_time_closing_rate", 40),
)
POST_SCORES = {
	"Collector": (
		Part("valid_report_rate", 60),
		Part("on_time_verification_rate", 20),
		Part("on_time_inspection_rate", 20),
	),
	"Operator": (
		Part("steps", 25, ((100, 0), (300, 40), (500, 60), (1200, 75), (2000, 90), (INFINITY, 100))),
		Part("on_time_verification_request_rate", 40),
		Part("on_time_inspection_request_rate", 35),
	),
	"Duty Chief": (
		Part("on_time_filing_rate", 25),
		Part("accurate_filing_rate", 40),
		Part("on_time_closing_rate", 35),
	),
	"Dispatcher": (
		Part("steps", 20, ((100, 0), (300, 40), (500, 60), (1200, 75), (2000, 90), (INFINITY, 100))),
		Part("on_time_dispatch_rate", 40),
		Part("accurate_dispatch_rate", 40),
	),
}


def score(row: dict, parts: tuple[Part, ...]) -> float | None:
	"""The weighted mark from 0 to 100 with two decimals; None where no part can be computed."""
	marks = [(mark, part.weight) for part in parts if (mark := part.mark(row)) is not None]
	weights = sum(weight for _mark, weight in marks)
	return round(sum(mark * weight for mark, weight in marks) / weights, 2) if weights else None


def grade(mark: float | None) -> str | None:
	"""A from 90, B from 75, C from 60, D from 40, else E."""
	return None if mark is None else next(letter for bound, letter in GRADES if mark >= bound)


def with_score(row: dict, parts: tuple[Part, ...]) -> dict:
	mark = score(row, parts)
	return {**row, "score": mark, "grade": grade(mark)}
