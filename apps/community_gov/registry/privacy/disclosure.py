"""Small counts of people: a figure that leaves the circle of those who may read the persons must not name one.

Counts above zero and below a threshold are hidden (GB/T 37964-2019, Annex A: statistics; the field's cell suppression).
Zeros are shown: nobody is described by them.
"""

import frappe
from frappe.utils import cint

DEFAULT_THRESHOLD = 5


def threshold() -> int:
	"""Counts below this are hidden; 0 or 1 hides nothing."""
	stored = frappe.get_cached_doc("Community Gov Settings").get("small_count_threshold")
	return DEFAULT_THRESHOLD if stored is None else cint(stored)


def _is_small(count: int, least: int) -> bool:
	return 0 < count < least


def hide_small(counts: dict[str, int], least: int) -> dict[str, int | None]:
	"""Counts that add up to nothing shown (one person may stand in several): small ones become None."""
	return {key: None if _is_small(count, least) else count for key, count in counts.items()}


def suppress(counts: dict[str, int], least: int) -> tuple[dict[str, int | None], int | None]:
	"""Parts and their total with small counts hidden, and as many more as it takes that no hidden one can be worked out.

	The total less the shown parts is the sum of the hidden ones. That sum must belong to two parts or more, be no
	small count itself, and leave each of them more than one possible value; else the next smallest part is hidden
	too. Where none is left, nothing is shown at all: a total that is missing beside shown zeros would tell.

	Args:
	        counts: parts of one whole, each person in one of them.
	        least: the threshold.
	Returns:
	        ({key: count or None}, total or None)
	"""
	hidden = {key for key, count in counts.items() if _is_small(count, least)}
	others = sorted((key for key in counts if counts[key] and key not in hidden), key=lambda key: counts[key])
	while hidden and others and not _is_safe([counts[key] for key in hidden], least):
		hidden.add(others.pop(0))
	if hidden and not _is_safe([counts[key] for key in hidden], least):
		return dict.fromkeys(counts), None
	shown = {key: None if key in hidden else count for key, count in counts.items()}
	return shown, sum(counts.values())


def _is_safe(hidden: list[int], least: int) -> bool:
	"""Whether the sum of these counts, which is known, tells none of them (each is known to be above zero)."""
	return len(hidden) > 1 and sum(hidden) > len(hidden) and not _is_small(sum(hidden), least)
