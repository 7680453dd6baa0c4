"""Where boundaries disagree: two grids of one level that cover the same ground, and a grid beyond the place it is in.

Pure, on top of the index. Boundaries are digitised to about half a metre and drawn by hand to a few: a strip that is
narrower than TOLERANCE is no overlap.
"""

from itertools import combinations
from math import cos, radians
from typing import NamedTuple

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from community_gov.grids.codes import parent_of
from community_gov.grids.locate import BoundaryIndex

TOLERANCE = 0.00005  # degrees, about five metres
DECIMALS = 6
# Kilometres of one degree of latitude, and of longitude at the equator (WGS 84, mean).
DEGREE_METRES = 111_320


class Overlap(NamedTuple):
	"""Ground that two boundaries both claim, or that one has beyond the other."""

	code: str
	other: str
	area: BaseGeometry

	@property
	def square_metres(self) -> int:
		"""Its size, by the scale of its own latitude; right within a percent for anything up to a city."""
		return round(self.area.area * DEGREE_METRES**2 * cos(radians(self.area.centroid.y)))

	def drawn(self) -> dict:
		"""Its outline as a GeoJSON geometry of six decimals."""
		return mapping(shapely.set_precision(self.area, 10**-DECIMALS))


def overlaps_of(index: BoundaryIndex, code: str) -> list[Overlap]:
	"""What a grid's boundary has in common with others of its level, largest first; [] where it has none."""
	boundary = index.shape_of(code)
	others = [] if boundary is None else index.crossing(boundary)
	found = [_common(index, code, other) for other in others if len(other) == len(code) and other != code]
	return sorted(filter(None, found), key=lambda overlap: (-overlap.area.area, overlap.other))


def beyond(index: BoundaryIndex, code: str) -> Overlap | None:
	"""What a grid's boundary has outside the nearest place above it that has one; None where it lies within."""
	boundary, above = index.shape_of(code), parent_of(code)
	while above and index.shape_of(above) is None:
		above = parent_of(above)
	if boundary is None or not above:
		return None
	return _wide(code, above, boundary.difference(index.shape_of(above)))


def overlaps_among(index: BoundaryIndex, codes: list[str]) -> list[Overlap]:
	"""Every overlap of two of these grids that are of one level."""
	pairs = ((one, other) for one, other in combinations(sorted(codes), 2) if len(one) == len(other))
	return [found for one, other in pairs if (found := _common(index, one, other))]


def _common(index: BoundaryIndex, one: str, other: str) -> Overlap | None:
	first, second = index.shape_of(one), index.shape_of(other)
	if first is None or second is None or not first.intersects(second):
		return None
	return _wide(one, other, first.intersection(second))


def _wide(code: str, other: str, area: BaseGeometry) -> Overlap | None:
	"""The area without strips that drawing explains; shrinking and growing again takes them off."""
	kept = area.buffer(-TOLERANCE / 2).buffer(TOLERANCE / 2).intersection(area)
	polygons = [part for part in getattr(kept, "geoms", [kept]) if part.geom_type == "Polygon" and part.area]
	return Overlap(code, other, shapely.MultiPolygon(polygons)) if polygons else None
