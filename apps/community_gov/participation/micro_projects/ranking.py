"""Scores of reviewers as whole numbers: totals, how far one lies from the median, places in the ranking. Pure, no site.

Fractions, so that the same scores give the same ranking on every machine and in every order.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median


def total(scores: Sequence[int], weights: Sequence[int]) -> int:
	"""The weighted sum of a review: score × weight in percent, at most highest score × 100."""
	return sum(score * weight for score, weight in zip(scores, weights, strict=True))


def far_from_median(totals: Sequence[int], highest: int, percent: int) -> list[bool]:
	"""For each total whether it lies further from the median than so many percent of the highest possible total.

	Two scores have no majority that one of them could be far from: then none is.
	"""
	if len(totals) < 3 or highest <= 0:
		return [False] * len(totals)
	middle = median([Fraction(value) for value in totals])
	return [abs(value - middle) * 100 > percent * highest for value in totals]


def mean(score_sum: int, count: int) -> Fraction:
	"""The mean total; of no scores 0."""
	return Fraction(score_sum, count) if count else Fraction(0)


def in_percent(score_sum: int, count: int, highest: int) -> float:
	"""The mean in percent of the highest possible total, rounded half up to two decimals, to be shown."""
	if not count or highest <= 0:
		return 0.0
	hundredths = Fraction(score_sum * 100 * 100, count * highest)
	return int(hundredths + Fraction(1, 2)) / 100


def places(scores: Mapping[str, tuple[int, int]]) -> dict[str, int]:
	"""Name -> place, 1 for the best; equal means share a place, and the next one counts all before it.

	Args:
	        scores: name -> (sum of totals, how many).
	"""
	means = {name: mean(*score) for name, score in scores.items()}
	return {name: 1 + sum(other > own for other in means.values()) for name, own in means.items()}
