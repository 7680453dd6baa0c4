"""Likeness of two reports, as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.casework.intake.likeness import box, likeness, nearness_of_kind, plain_words, score
from community_gov.grids.distance import distance_km

CANAL = "北干渠边堆放一处生活垃圾，有异味。"


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_bounded(one, other):
	found = likeness(one, other)
	assert 0 <= found <= 100
	assert found == likeness(other, one)


@given(st.text(max_size=60))
def test_a_text_is_like_itself(text):
	assert likeness(text, text) == (100 if plain_words(text) else 0)


@pytest.mark.parametrize(
	("other", "least", "most"),
	[
		("北干渠边堆放生活垃圾有异味", 80, 100),
		("北干渠边，堆放一处生活垃圾 有异味!!", 99, 100),
		("今天早上路过时发现北干渠边有一堆生活垃圾，味道很大，请派人处理", 30, 100),
		("三单元楼道灯不亮", 0, 25),
	],
)
def test_chinese_reports(other, least, most):
	assert least <= likeness(CANAL, other) <= most


def test_width_and_punctuation_do_not_matter():
	assert likeness("ＡＢＣ路１２号，井盖", "abc路12号 井盖。") == 100


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(1, 10_000), st.floats(0, 1), st.floats(0, 6.28))
def test_box_holds_every_point_within_the_radius(latitude, longitude, radius, part, angle):
	from math import cos, radians, sin

	metres = radius * part
	north = latitude + metres * sin(angle) / 111_320
	east = longitude + metres * cos(angle) / (111_320 * cos(radians(latitude)))
	if distance_km((latitude, longitude), (north, east)) * 1000 > radius:
		return
	south, top, west, right = box(latitude, longitude, radius)
	assert south <= north <= top and west <= east <= right


@given(st.floats(0, 100), st.floats(0, 1000), st.floats(0, 1000))
def test_nearer_never_scores_less(words, one, other):
	near, far = sorted((one, other))
	assert score(words, near, 1000, None) >= score(words, far, 1000, None)


def test_the_same_kind_counts_more_than_the_class():
	kinds = [
		nearness_of_kind(("M06010", "M06", "M"), other)
		for other in (("M06010", "M06", "M"), ("M06025", "M06", "M"), ("M07001", "M07", "M"), ())
	]
	assert kinds == [0, 1, None, None]
	scores = [score(50, 10, 1000, kind) for kind in kinds]
	assert scores[0] > scores[1] > scores[2] == scores[3]
