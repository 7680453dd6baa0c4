"""The deepest grid at a point, and what may be a boundary."""

import json
import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.grids import locate
from community_gov.grids.locate import BoundaryIndex, check_geojson

SIDE = 0.01


def ring(west: float, south: float, size: float) -> list[list[float]]:
	east, north = west + size, south + size
	return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def square(west: float, south: float, size: float, *holes) -> str:
	return json.dumps({"type": "Polygon", "coordinates": [ring(west, south, size), *holes]})


def polygon(*rings) -> str:
	return json.dumps({"type": "Polygon", "coordinates": list(rings)})


def feature(geometry: str) -> dict:
	return {"type": "Feature", "properties": {"name": "x"}, "geometry": json.loads(geometry)}


@pytest.fixture(scope="module")
def city() -> BoundaryIndex:
	"""10,000 grids of 0.01 degrees in a community, in a district, in a province."""
	grids = [
		(str(340121105001000 + n), square(117 + n % 100 * SIDE, 31 + n // 100 * SIDE, SIDE))
		for n in range(10_000)
	]
	above = [
		("34", square(115, 29, 5)),
		("340121", square(116.5, 30.5, 2)),
		("340121105001", square(117, 31, 1)),
	]
	return BoundaryIndex(above + grids)


def test_the_deepest_grid_wins(city):
	assert city.locate(117.005, 31.005) == "340121105001000"
	assert city.locate(117.995, 31.995) == "340121105010999"
	assert city.locate(116.6, 30.6) == "340121"
	assert city.locate(115.1, 29.1) == "34"
	assert city.locate(100, 30) is None


def test_points_find_their_square(city):
	source = random.Random(7)
	for _ in range(2_000):
		column, line = source.randrange(100), source.randrange(100)
		longitude = 117 + (column + source.uniform(0.01, 0.99)) * SIDE
		latitude = 31 + (line + source.uniform(0.01, 0.99)) * SIDE
		assert city.locate(longitude, latitude) == str(340121105001000 + line * 100 + column)


def test_locating_is_fast(city):
	source = random.Random(8)
	points = [(117 + source.random(), 31 + source.random()) for _ in range(5_000)]
	started = time.perf_counter()
	for point in points:
		city.locate(*point)
	# Measured at 0.02 ms; the limit of 0.2 ms leaves room for slow machines.
	assert (time.perf_counter() - started) / len(points) < 0.0002


def test_a_shared_edge_belongs_to_the_lower_code(city):
	assert city.locate(117.01, 31.005) == "340121105001000"


def test_a_hole_is_outside():
	index = BoundaryIndex(
		[("340121105001", square(117, 31, 1, ring(117.4, 31.4, 0.2))), ("3401", square(116, 30, 3))]
	)
	assert index.locate(117.5, 31.5) == "3401"
	assert index.locate(117.3, 31.5) == "340121105001"


def test_both_parts_of_a_multipolygon():
	parts = json.dumps({"type": "MultiPolygon", "coordinates": [[ring(117, 31, 1)], [ring(119, 31, 1)]]})
	index = BoundaryIndex([("340121105001", parts)])
	assert index.locate(117.5, 31.5) == index.locate(119.5, 31.5) == "340121105001"
	assert index.locate(118.5, 31.5) is None


def test_features_and_collections():
	one = json.dumps(feature(square(117, 31, 1)))
	many = json.dumps(
		{"type": "FeatureCollection", "features": [feature(square(119, 31, 1)), json.loads(one)]}
	)
	index = BoundaryIndex([("3401", one), ("3402", many)])
	assert index.locate(117.5, 31.5) == "3401"
	assert index.locate(119.5, 31.5) == "3402"


@pytest.mark.parametrize("point", [(float("nan"), 31), (117, float("inf")), (999, 999)])
def test_impossible_points_are_nowhere(city, point):
	assert city.locate(*point) is None


def test_an_empty_index_finds_nothing():
	assert len(BoundaryIndex([])) == 0
	assert BoundaryIndex([]).locate(117, 31) is None


def test_a_bad_boundary_names_its_grid_or_is_left_out():
	boundaries = [("3401", "{}"), ("3402", square(117, 31, 1))]
	with pytest.raises(locate.NotGeoJSON, match="3401"):
		BoundaryIndex(boundaries)
	left_out = []
	index = BoundaryIndex(boundaries, on_error=lambda code, error: left_out.append((code, type(error))))
	assert left_out == [("3401", locate.NotGeoJSON)]
	assert index.locate(117.5, 31.5) == "3402"


OPEN = [[117, 31], [118, 31], [118, 32], [117, 32]]
BOW_TIE = [[117, 31], [118, 32], [118, 31], [117, 32], [117, 31]]
FLAT = [[117, 31], [118, 31], [117, 31], [117, 31]]


@pytest.mark.parametrize(
	("text", "error", "words"),
	[
		("", locate.NotGeoJSON, "empty"),
		(None, locate.NotGeoJSON, "empty"),
		("{", locate.NotGeoJSON, "not JSON"),
		("[" * 100_000, locate.NotGeoJSON, "not JSON"),
		("[]", locate.NotGeoJSON, "type"),
		("3", locate.NotGeoJSON, "type"),
		('{"type": "Point", "coordinates": [117, 31]}', locate.NotGeoJSON, "Point"),
		('{"type": "Polygon"}', locate.NotGeoJSON, "empty or missing"),
		('{"type": "Polygon", "coordinates": []}', locate.NotGeoJSON, "empty or missing"),
		('{"type": "MultiPolygon", "coordinates": [[]]}', locate.NotGeoJSON, "empty or missing"),
		('{"type": "FeatureCollection", "features": []}', locate.NotGeoJSON, "empty or missing"),
		('{"type": "FeatureCollection", "features": [3]}', locate.NotGeoJSON, "Features"),
		('{"type": "Feature", "geometry": null}', locate.NotGeoJSON, "no geometry"),
		('{"type": "Feature", "geometry": {"type": "Feature"}}', locate.NotGeoJSON, "Feature"),
		(polygon(OPEN), locate.InvalidGeometry, "not closed"),
		(polygon(OPEN[:3]), locate.InvalidGeometry, "fewer than four"),
		(polygon(BOW_TIE), locate.InvalidGeometry, "crosses itself.* near 117.5, 31.5"),
		(polygon(FLAT), locate.InvalidGeometry, "crosses itself|nothing"),
		(polygon("ring"), locate.InvalidGeometry, "fewer than four"),
		(polygon([[31, 117], [31, 118], [32, 118], [31, 117]]), locate.BadPosition, "longitude first"),
		(polygon([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]), locate.BadPosition, "outside China"),
		(polygon([[13024000, 3632000]] * 4), locate.BadPosition, "4326"),
		(polygon([[117, 200]] * 4), locate.BadPosition, "degrees"),
		(polygon([[117, "31"]] * 4), locate.BadPosition, "finite"),
		(polygon([[117, True]] * 4), locate.BadPosition, "finite"),
		(polygon([[117, 10**400]] * 4), locate.BadPosition, "finite"),
		(polygon([[117, float("nan")]] * 4), locate.BadPosition, "finite"),
		(polygon([[117, float("inf")]] * 4), locate.BadPosition, "finite"),
		(polygon([[117]] * 4), locate.BadPosition, "pair"),
		(polygon([117, 31, 118, 31]), locate.BadPosition, "pair"),
		(square(117, 31, 1) + " " * 1_000_000, locate.BoundaryTooLarge, "1 MB"),
		(
			json.dumps({"type": "MultiPolygon", "coordinates": [[ring(117, 31, 1)]] * 1_001}),
			locate.BoundaryTooLarge,
			"1000",
		),
	],
)
def test_bad_boundaries_say_what_to_do(text, error, words):
	with pytest.raises(error, match=words) as raised:
		check_geojson(text)
	assert isinstance(raised.value, ValueError)
	assert str(raised.value).count(". ") >= 1


def test_the_normal_form_is_a_bare_geometry():
	clockwise = [[*position, 12.5] for position in reversed(ring(117.123456789, 31, 1))]
	collection = {"type": "FeatureCollection", "features": [feature(polygon(clockwise))]}
	text = check_geojson(json.dumps(collection, indent=2))
	assert " " not in text
	found = json.loads(text)
	assert found["type"] == "Polygon"
	assert found["coordinates"][0][0] == [117.1234568, 31.0]
	outer = found["coordinates"][0]
	area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outer))
	assert area > 0


def test_polygons_drawn_edge_to_edge_are_merged():
	collection = {
		"type": "FeatureCollection",
		"features": [feature(square(117 + n, 31, 1)) for n in range(2)],
	}
	found = json.loads(check_geojson(json.dumps(collection)))
	assert found["type"] == "Polygon"
	index = BoundaryIndex([("34", json.dumps(found))])
	assert index.locate(117.5, 31.5) == index.locate(118.0, 31.5) == index.locate(118.5, 31.5) == "34"


sizes = st.floats(0.001, 5)
wests = st.floats(73, 130)
souths = st.floats(3, 48)


@given(wests, souths, sizes, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_point_inside_a_square_is_found(west, south, size, right, up):
	index = BoundaryIndex([("340121105001001", square(west, south, size))])
	assert index.locate(west + right * size, south + up * size) == "340121105001001"
	assert index.locate(west - 0.001, south + up * size) is None


@given(wests, souths, sizes, wests, souths, sizes)
def test_the_normal_form_is_a_fixed_point(west, south, size, west2, south2, size2):
	parts = {"type": "MultiPolygon", "coordinates": [[ring(west, south, size)], [ring(west2, south2, size2)]]}
	once = check_geojson(json.dumps(parts))
	assert check_geojson(once) == once


@given(
	st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner))
)
def test_any_coordinates_are_accepted_or_refused(coordinates):
	for kind in ("Polygon", "MultiPolygon"):
		with pytest.raises(locate.BoundaryError):
			check_geojson(json.dumps({"type": kind, "coordinates": coordinates}))
