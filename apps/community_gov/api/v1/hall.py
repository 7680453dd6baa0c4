"""The wall of the command hall."""

import hashlib

from pypika.terms import PseudoColumn

import frappe
from frappe.desk.reportview import build_match_conditions

from community_gov.casework.statistics import hall
from community_gov.core import map_tiles
from community_gov.core.documents import as_number
from community_gov.grids import shapes
from community_gov.grids.boundary_notices import described
from community_gov.grids.index_cache import get_index
from community_gov.grids.overlaps import overlaps_among
from community_gov.permissions.access import require

CACHE_SECONDS = 5
WIDEST = 0.5  # degrees that boundaries are drawn for


@frappe.whitelist(methods=["GET"])
def snapshot() -> dict:
	"""Figures, funnel, stream, ranking, points and clocks as they stand; at most five seconds old.

	Permission: only what the user may list is counted; viewers of the same scope share one answer.
	Returns:
	        see casework.hall.snapshot
	"""
	require("Case", "read")
	conditions = [build_match_conditions(doctype) or "" for doctype in ("Case", "Case Dispatch")]
	if not frappe.has_permission("Case Dispatch", "read"):
		conditions[1] = "1=0"
	key = hashlib.sha256("\n".join([frappe.local.lang, *conditions]).encode()).hexdigest()
	name = f"community_gov:hall:{key}"
	answer = frappe.cache.get_value(name)
	if answer is None:
		answer = hall.snapshot(*map(_criterion, conditions))
		frappe.cache.set_value(name, answer, expires_in_sec=CACHE_SECONDS)
	return answer


def _criterion(sql: str) -> PseudoColumn | None:
	return PseudoColumn(f"({sql})") if sql else None


@frappe.whitelist(methods=["GET"])
def boundaries(west: float, south: float, east: float, north: float) -> dict:
	"""Boundaries of the grids and communities in a box, and where tiles come from, for the map on the wall.

	Args:
	        west, south, east, north: degrees WGS 84; at most half a degree is looked at.
	Returns:
	        {boundaries: [{code, name, level, shape}], overlaps: [{code, name, other, other_name, square_metres, shape}],
	        tiles, tile_labels, tile_hosts, credit}; overlaps are where two of these boundaries cover the same ground
	"""
	require("Grid", "read")
	left, bottom, right, top = (as_number(value) or 0 for value in (west, south, east, north))
	box = (left, bottom, min(right, left + WIDEST), min(top, bottom + WIDEST))
	found = shapes.in_box(*box)
	overlaps = overlaps_among(get_index(), [row["code"] for row in found])
	return {"boundaries": found, "overlaps": list(map(described, overlaps)), **map_tiles.tile_source()}
