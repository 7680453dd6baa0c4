"""Coordinates of Chinese maps and phones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.grids.coordinates import BD_09, GCJ_02, WGS_84, system_of, to_bd_09, to_gcj_02, to_wgs_84
from community_gov.grids.distance import distance_km

CHINA = {"latitude": st.floats(18, 53), "longitude": st.floats(74, 134)}


def test_published_points():
	"""Tiananmen: 39.90734, 116.39089 in WGS 84 is 39.90874, 116.39713 in GCJ-02 and 39.91508, 116.40351 in BD-09."""
	assert distance_km(to_gcj_02(39.90734, 116.39089), (39.90874, 116.39713)) < 0.005
	assert distance_km(to_bd_09(39.90734, 116.39089), (39.91508, 116.40351)) < 0.01


@given(**CHINA)
def test_there_and_back(latitude, longitude):
	for there, system in ((to_gcj_02, GCJ_02), (to_bd_09, BD_09)):
		moved = there(latitude, longitude)
		assert 0.03 < distance_km(moved, (latitude, longitude)) < 2
		back = to_wgs_84(*moved, system)
		assert distance_km(back, (latitude, longitude)) < 0.002


def test_abroad_and_wgs_84_stay():
	assert to_gcj_02(48.85, 2.35) == (48.85, 2.35)
	assert to_wgs_84(29.7222, 113.8812, WGS_84) == (29.7222, 113.8812)


@pytest.mark.parametrize(
	("name", "system"),
	[
		*((name, WGS_84) for name in (None, "", "WGS 84", "wgs84", "EPSG:4326", "WGS-84")),
		*((name, GCJ_02) for name in ("GCJ-02", "gcj02", "GCJ 02")),
		*((name, BD_09) for name in ("BD-09", "bd09ll", "BD09")),
		*((name, None) for name in ("CGCS", "2000", "mars", 7)),
	],
)
def test_names_of_systems(name, system):
	assert system_of(name) == system
