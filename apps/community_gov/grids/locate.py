"""Boundaries of grids: check them, and find the deepest grid at a point.

Coordinates are degrees in WGS 84 (CGCS2000 agrees with it within centimetres), longitude first, as GeoJSON
(RFC 7946) has them. Coordinates of Chinese web maps (GCJ-02) are some hundred metres off: convert them first.
"""

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from community_gov.grids.distance import distance_km

MAX_BYTES = 1_000_000
MAX_PARTS = 1_000
DECIMALS = 7  # about a centimetre, finer than positioning class A (0.5 m)
_BRACKETS = re.compile(r"\[(\S+) (\S+)\]")
CHINA = (73.0, 3.0, 136.0, 54.0)  # west, south, east, north, in degrees

# What can be wrong, translated where it is shown.
EMPTY = "The boundary is empty. Give a GeoJSON Polygon or MultiPolygon."
NO_POLYGON = "The boundary has no polygon. Draw or import at least one."
TOO_MANY = "The boundary has more than {0} polygons. Simplify or split it."
TOO_LARGE = "The boundary has more than 1 MB. Simplify it with a map tool first."
NOT_JSON = "The boundary is not JSON. Export it from the map tool as GeoJSON again."
NO_TYPE = "The boundary names no type. Give a Polygon or MultiPolygon, or Features of these."
WRONG_TYPE = "The boundary is of the type {0}. Give a Polygon or MultiPolygon, or Features of these."
NOT_FEATURES = "The boundary holds other things than Features. Export it from the map tool again."
NO_GEOMETRY = "A Feature of the boundary has no geometry. Export it from the map tool again."
NO_LIST = "A list of coordinates or features is empty or missing. Export the boundary again."
CROSSES = "The boundary crosses itself, or has a hole outside of it, near {0}. Redraw it there."
NOT_AN_AREA = "The boundary is not a valid area. Redraw it without crossings."
ENCLOSES_NOTHING = "The boundary encloses nothing. Draw it around an area."
FEW_POSITIONS = "A line of the boundary has fewer than four positions. Draw at least a triangle and close it."
NOT_CLOSED = "A line of the boundary is not closed. Repeat its first position at its end."
NO_PAIR = "A position is not a pair of numbers. Write [longitude, latitude]."
NOT_FINITE = "A coordinate is not a finite number. Export the boundary again."
LATITUDE_FIRST = (
	"The position {0}, {1} has latitude first. GeoJSON wants the longitude first: swap the numbers."
)
NOT_DEGREES = "The position {0}, {1} is not in degrees. Convert the boundary to WGS 84 (EPSG:4326) first."
OUTSIDE_CHINA = "The position {0}, {1} lies outside China. Check the coordinates and their reference system."


class BoundaryError(ValueError):
	"""Base of everything that can be wrong with a boundary: `text` says it, with `values` in the places of {0} and {1}."""

	def __init__(self, text: str, *values: object):
		super().__init__(text.format(*values))
		self.text, self.values = text, values


class BoundaryTooLarge(BoundaryError):
	"""The text has more than MAX_BYTES bytes, or the geometry more than MAX_PARTS polygons."""


class NotGeoJSON(BoundaryError):
	"""The text is not a GeoJSON Polygon, MultiPolygon, Feature or FeatureCollection of these."""


class BadPosition(BoundaryError):
	"""A position is not a pair of finite degrees within China."""


class InvalidGeometry(BoundaryError):
	"""A ring is open, crosses itself or encloses nothing."""


class BoundaryIndex:
	"""An immutable index of boundaries, for `locate`.

	`boundaries` gives pairs of a grid code and its GeoJSON text. A bad boundary raises BoundaryError naming
	the grid, unless `on_error(code, error)` is given: then that boundary is left out.
	"""

	def __init__(
		self,
		boundaries: Iterable[tuple[str, str]],
		on_error: Callable[[str, BoundaryError], Any] | None = None,
	):
		found = []
		for code, text in boundaries:
			try:
				found.append((code, parse_boundary(text)))
			except BoundaryError as error:
				if not on_error:
					raise type(error)("Boundary of grid {0}: {1}", code, error) from error
				on_error(code, error)
		# Deepest grid first, then by code: the first candidate that holds the point is the answer.
		found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
		self._codes = [code for code, _ in found]
		self._position = {code: position for position, code in enumerate(self._codes)}
		self._shapes = np.array([geometry for _, geometry in found], dtype=object)
		shapely.prepare(self._shapes)
		self._tree = shapely.STRtree(self._shapes)

	def __len__(self) -> int:
		return len(self._codes)

	def locate(self, longitude: float, latitude: float) -> str | None:
		"""Return the longest code whose boundary contains the point (degrees, WGS 84), or None.

		A point on a shared edge belongs to the lowest code of the deepest level: the answer is stable.
		"""
		if not (math.isfinite(longitude) and math.isfinite(latitude)):
			return None
		# The tree only compares boxes here: prepared shapes answer the exact question much faster.
		candidates = self._tree.query(shapely.Point(longitude, latitude))
		candidates.sort()
		for position in candidates:
			if shapely.intersects_xy(self._shapes[position], longitude, latitude):
				return self._codes[position]
		return None

	def shape_of(self, code: str) -> BaseGeometry | None:
		"""The boundary of a grid as a shapely geometry; None where it has none."""
		return self._shapes[self._position[code]] if code in self._position else None

	def crossing(self, geometry: BaseGeometry) -> list[str]:
		"""Codes of the grids whose boundary has a point in common with a geometry, deepest first."""
		return [self._codes[position] for position in sorted(self._tree.query(geometry, "intersects"))]

	def distance_km(self, code: str, longitude: float, latitude: float) -> float | None:
		"""Kilometres from a point to the boundary of a grid, 0 within it; None where the grid has no boundary."""
		boundary = self.shape_of(code)
		if boundary is None:
			return None
		line = shapely.shortest_line(boundary, shapely.Point(longitude, latitude))
		(east, north), (point_east, point_north) = line.coords
		return distance_km((north, east), (point_north, point_east))


def check_geojson(text: str) -> str:
	"""Return the boundary as compact GeoJSON: a Polygon or MultiPolygon, 7 decimals, right-hand rule.

	Properties, heights and the wrapping Feature are dropped, polygons that touch along an edge or overlap are
	merged; checking the result again returns the same text. Raises BoundaryError.
	"""
	geometry = parse_boundary(text)
	parts = [orient(part) for part in getattr(geometry, "geoms", [geometry])]
	geometry = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
	return json.dumps(shapely.geometry.mapping(geometry), separators=(",", ":"))


def parse_boundary(text: str) -> BaseGeometry:
	"""Return the valid shapely Polygon or MultiPolygon of a GeoJSON text. Raises BoundaryError."""
	polygons = _polygons_of(_load(text))
	if not polygons:
		raise NotGeoJSON(NO_POLYGON)
	if len(polygons) > MAX_PARTS:
		raise BoundaryTooLarge(TOO_MANY, MAX_PARTS)
	parts = [_polygon(polygon) for polygon in polygons]
	if len(parts) == 1:
		return parts[0]
	together = shapely.MultiPolygon(parts)
	return together if together.is_valid else _merged(parts)


def _merged(parts: list[BaseGeometry]) -> BaseGeometry:
	"""Polygons drawn edge to edge or over each other mean the area they cover together."""
	union = shapely.union_all(parts, grid_size=10**-DECIMALS)
	return shapely.transform(union, np.vectorize(lambda number: round(number, DECIMALS)))


def _load(text: str) -> Any:
	if not isinstance(text, str) or not text.strip():
		raise NotGeoJSON(EMPTY)
	if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
		raise BoundaryTooLarge(TOO_LARGE)
	try:
		return json.loads(text)
	except (ValueError, RecursionError) as error:
		raise NotGeoJSON(NOT_JSON) from error


def _polygons_of(node: Any) -> list:
	"""Return the coordinates of every polygon of a geometry, Feature or FeatureCollection."""
	kind = node.get("type") if isinstance(node, dict) else None
	if kind == "FeatureCollection":
		features = _listed(node.get("features"))
		if any(not isinstance(item, dict) or item.get("type") != "Feature" for item in features):
			raise NotGeoJSON(NOT_FEATURES)
		return [polygon for item in features for polygon in _polygons_of(item)]
	if kind == "Feature":
		return _polygons_of(_geometry_of(node))
	if kind == "Polygon":
		return [_listed(node.get("coordinates"))]
	if kind == "MultiPolygon":
		return _listed(node.get("coordinates"))
	_refuse_type(kind)


def _geometry_of(feature: dict) -> dict:
	geometry = feature.get("geometry")
	if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
		if not isinstance(geometry, dict) or not geometry.get("type"):
			raise NotGeoJSON(NO_GEOMETRY)
		_refuse_type(geometry["type"])
	return geometry


def _refuse_type(kind: Any) -> NoReturn:
	raise NotGeoJSON(WRONG_TYPE, str(kind)[:40]) if kind else NotGeoJSON(NO_TYPE)


def _listed(value: Any) -> list:
	if not isinstance(value, list) or not value:
		raise NotGeoJSON(NO_LIST)
	return value


def _polygon(rings: Any) -> BaseGeometry:
	geometry = shape({"type": "Polygon", "coordinates": [_read_ring(ring) for ring in _listed(rings)]})
	if not geometry.is_valid:
		raise _invalid(shapely.is_valid_reason(geometry))
	if geometry.area == 0:
		raise InvalidGeometry(ENCLOSES_NOTHING)
	return geometry


def _invalid(why: str) -> InvalidGeometry:
	"""What shapely says in English, with the position in brackets, as people read it."""
	found = _BRACKETS.search(why)
	return InvalidGeometry(CROSSES, f"{found[1]}, {found[2]}") if found else InvalidGeometry(NOT_AN_AREA)


def _read_ring(ring: Any) -> list[tuple[float, float]]:
	if not isinstance(ring, list) or len(ring) < 4:
		raise InvalidGeometry(FEW_POSITIONS)
	positions = [_read_position(position) for position in ring]
	if positions[0] != positions[-1]:
		raise InvalidGeometry(NOT_CLOSED)
	return positions


def _read_position(position: Any) -> tuple[float, float]:
	if not isinstance(position, list) or not 2 <= len(position) <= 4:
		raise BadPosition(NO_PAIR)
	longitude, latitude = position[:2]
	if not (_is_finite(longitude) and _is_finite(latitude)):
		raise BadPosition(NOT_FINITE)
	west, south, east, north = CHINA
	if not (west <= longitude <= east and south <= latitude <= north):
		_refuse_position(longitude, latitude)
	return round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)


def _is_finite(number: Any) -> bool:
	"""JSON numbers only; an integer too big for a float is no coordinate either."""
	if type(number) is int:
		return abs(number) <= 10**9
	return type(number) is float and math.isfinite(number)


def _refuse_position(longitude: float, latitude: float) -> NoReturn:
	west, south, east, north = CHINA
	where = f"{longitude:g}", f"{latitude:g}"
	if west <= latitude <= east and south <= longitude <= north:
		raise BadPosition(LATITUDE_FIRST, *where)
	if abs(longitude) > 180 or abs(latitude) > 90:
		raise BadPosition(NOT_DEGREES, *where)
	raise BadPosition(OUTSIDE_CHINA, *where)
