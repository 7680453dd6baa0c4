"""Drawn photos of the demo: of each problem, small, and the same for the same street."""

import io

import pytest
from PIL import Image, ImageChops

from case_simulator import shape
from community_gov.demo.scenes import PROBLEMS, street_photo
from demo_town import photos, stories


def opened(content):
	return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_scene_is_a_small_photo_with_its_problem(kind):
	before, after = street_photo(kind, "street 1"), street_photo(kind, "street 1", solved=True)
	assert opened(before).size == opened(after).size == (800, 560)
	assert len(before) < 60_000 and len(after) < 60_000
	assert street_photo(kind, "street 1") == before
	assert street_photo(kind, "street 2") != before
	changed = ImageChops.difference(opened(before), opened(after)).getbbox()
	assert changed and (changed[2] - changed[0]) * (changed[3] - changed[1]) > 20_000


def test_each_kind_of_the_simulator_has_its_scene():
	kinds = {code for code, _weight in (*shape.CATEGORIES, *shape.STORM_CATEGORIES, *shape.LONG_CATEGORIES)}
	assert kinds == set(photos.SCENES)
	assert set(photos.SCENES.values()) <= set(PROBLEMS)


def test_each_story_of_today_has_its_scene():
	assert {problem.scene for problem in stories.PROBLEMS} == set(PROBLEMS)
