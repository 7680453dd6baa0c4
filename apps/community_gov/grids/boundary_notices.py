"""What whoever saves a boundary is told: which grids claim the same ground. Nothing is refused: towns draw in steps."""

import frappe
from frappe import _

from community_gov.grids.index_cache import get_index
from community_gov.grids.overlaps import Overlap, beyond, overlaps_of

SHOWN = 5


def tell(grid) -> None:
	"""Tells who saved an enabled grid, in a message, where its boundary disagrees with others."""
	if not grid.enabled or not grid.boundary:
		return
	index = get_index()
	overlaps, outside = overlaps_of(index, grid.name), beyond(index, grid.name)
	sentences = [_overlapping(grid, overlaps)] if overlaps else []
	if outside:
		sentences.append(_reaching_out(outside))
	for sentence in sentences:
		frappe.msgprint(sentence, title=_("Check the Boundary"), indicator="orange")


def _overlapping(grid, overlaps: list[Overlap]) -> str:
	parts = [f"{_name_of(found.other)} ({_area(found)})" for found in overlaps[:SHOWN]]
	return _(
		"The boundary of {0} covers ground of {1} other grids: {2}. It is saved; correct one of them, as a case there goes to the lowest code."
	).format(grid.grid_name, len(overlaps), " · ".join(parts))


def _reaching_out(outside: Overlap) -> str:
	return _(
		"The boundary of {0} reaches {1} beyond {2}, of which it is a part. It is saved; correct one of them."
	).format(_name_of(outside.code), _area(outside), _name_of(outside.other))


def _name_of(code: str) -> str:
	return frappe.db.get_value("Grid", code, "grid_name") or code


def _area(found: Overlap) -> str:
	return _("{0} m²").format(f"{found.square_metres:,}")


def described(overlap: Overlap) -> dict:
	"""An overlap for a map: {code, name, other, other_name, square_metres, shape}."""
	return {
		"code": overlap.code,
		"name": _name_of(overlap.code),
		"other": overlap.other,
		"other_name": _name_of(overlap.other),
		"square_metres": overlap.square_metres,
		"shape": overlap.drawn(),
	}
