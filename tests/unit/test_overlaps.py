"""Where two boundaries claim the same ground, and where a grid reaches beyond the place it is in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.grids.locate import BoundaryIndex
from community_gov.grids.overlaps import beyond, overlaps_among, overlaps_of

COMMUNITY = "421281001002"
ONE, OTHER, THIRD = (COMMUNITY + number for number in ("001", "002", "003"))
METRE = 1 / 111_320  # of latitude, in degrees


def box(west: float, south: float, east: float, north: float) -> str:
	ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
	return json.dumps({"type": "Polygon", "coordinates": [ring]})


def index(**boxes) -> BoundaryIndex:
	codes = {"community": COMMUNITY, "one": ONE, "other": OTHER, "third": THIRD, "micro": ONE + "01"}
	return BoundaryIndex((codes[name], box(*corners)) for name, corners in boxes.items())


def test_common_ground_is_told_with_its_size():
	found = overlaps_of(index(one=(113, 29, 113.02, 29.02), other=(113.01, 29, 113.03, 29.02)), ONE)
	assert [(overlap.code, overlap.other) for overlap in found] == [(ONE, OTHER)]
	# 0.01 by 0.02 degrees at 29 degrees north: 974 m by 2,226 m.
	assert found[0].square_metres == pytest.approx(974 * 2_226, rel=0.01)
	assert found[0].drawn()["type"] == "MultiPolygon"


@pytest.mark.parametrize(("metres", "count"), [(0, 0), (3, 0), (8, 1)])
def test_strips_that_drawing_explains_do_not_count(metres, count):
	edge = 29.02 - metres * METRE
	found = overlaps_of(index(one=(113, 29, 113.02, 29.02), other=(113, edge, 113.02, 29.04)), ONE)
	assert len(found) == count


def test_places_of_other_levels_are_no_overlap():
	whole = index(
		community=(113, 29, 113.1, 29.1), one=(113, 29, 113.02, 29.02), micro=(113, 29, 113.01, 29.01)
	)
	assert overlaps_of(whole, ONE) == [] and beyond(whole, ONE) is None and beyond(whole, ONE + "01") is None


def test_the_largest_overlap_comes_first():
	whole = index(
		one=(113, 29, 113.02, 29.02), other=(113.019, 29, 113.03, 29.02), third=(113.01, 29, 113.03, 29.02)
	)
	assert [overlap.other for overlap in overlaps_of(whole, ONE)] == [THIRD, OTHER]
	assert {(pair.code, pair.other) for pair in overlaps_among(whole, [THIRD, ONE, OTHER])} == {
		(ONE, OTHER),
		(ONE, THIRD),
		(OTHER, THIRD),
	}


def test_a_grid_beyond_its_community():
	whole = index(community=(113, 29, 113.01, 29.1), one=(113, 29, 113.02, 29.02))
	outside = beyond(whole, ONE)
	assert (outside.code, outside.other) == (ONE, COMMUNITY)
	assert outside.square_metres == pytest.approx(974 * 2_226, rel=0.01)


def test_without_a_boundary_nothing_is_told():
	assert overlaps_of(index(), ONE) == [] and beyond(index(one=(113, 29, 113.1, 29.1)), ONE) is None


@given(
	st.floats(-0.03, 0.03, allow_nan=False),
	st.floats(-0.03, 0.03, allow_nan=False),
)
def test_both_sides_are_told_the_same(east, north):
	whole = index(one=(113, 29, 113.02, 29.02), other=(113 + east, 29 + north, 113.02 + east, 29.02 + north))
	there, back = overlaps_of(whole, ONE), overlaps_of(whole, OTHER)
	assert [found.square_metres for found in there] == [found.square_metres for found in back]
