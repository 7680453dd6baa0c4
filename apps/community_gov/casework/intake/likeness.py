"""How alike two reports are: pure, no site."""

import re
import unicodedata
from dataclasses import dataclass
from math import cos, radians

from rapidfuzz import fuzz

METRES_PER_DEGREE = 111_320  # of latitude; of longitude at the equator
MAX_RADIUS = 10_000  # metres
THRESHOLD = 40.0
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Report:
	"""What is compared of a report: its words, and its kind with the classes above it, kind first."""

	text: str
	categories: tuple[str, ...] = ()


def plain_words(text: str) -> str:
	"""Text without case, width, punctuation and space: full-width and half-width writing are the same."""
	return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def likeness(one: str, other: str) -> float:
	"""0 to 100: how alike two texts are; a short one that stands inside a long one counts nearly full."""
	return likeness_of_words(plain_words(one), plain_words(other))


def likeness_of_words(first: str, second: str) -> float:
	"""The same for texts that are plain_words already."""
	if not first or not second:
		return 0.0
	whole = fuzz.ratio(first, second)
	part = fuzz.partial_ratio(first, second) if min(len(first), len(second)) >= 4 else 0.0
	return round(max(whole, 0.85 * part), 1)


def score(words: float, distance: float | None, radius: float, nearness_of_kind: int | None) -> float:
	"""0 to 100: words count half, place and kind a quarter each.

	Args:
	        words: likeness, 0 to 100.
	        distance: metres, or None where only the grid is the same.
	        nearness_of_kind: 0 the same kind, 1 the same class, None another.
	"""
	place = 0.4 if distance is None else max(0.0, 1 - distance / radius)
	kind = {0: 25.0, 1: 10.0}.get(nearness_of_kind if nearness_of_kind is not None else -1, 0.0)
	return round(0.5 * words + 25 * place + kind, 1)


def nearness_of_kind(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
	"""0 for the same kind, 1 for the same class, None otherwise or where a kind is missing."""
	if not one or not other:
		return None
	if one[0] == other[0]:
		return 0
	return 1 if one[1:2] and one[1:2] == other[1:2] else None


def box(latitude: float, longitude: float, radius: float) -> tuple[float, float, float, float]:
	"""(south, north, west, east) in degrees that holds every point within `radius` metres."""
	high = radius / METRES_PER_DEGREE * 1.01
	wide = min(180.0, high / max(cos(radians(min(abs(latitude) + high, 89.9))), 1e-6))
	return latitude - high, latitude + high, longitude - wide, longitude + wide
