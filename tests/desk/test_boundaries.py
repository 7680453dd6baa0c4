"""Boundaries on the desk: what overlaps is told when saved, and drawn on the map of the grid and on the map of cases."""

import json

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok

CODES = (CHIBI_GRID[:12] + "981", CHIBI_GRID[:12] + "982")
WEST, SOUTH = 112.5, 20.5  # nothing else lies here


def square(shift: float) -> str:
	west = WEST + shift
	ring = [
		[west, SOUTH],
		[west + 0.002, SOUTH],
		[west + 0.002, SOUTH + 0.002],
		[west, SOUTH + 0.002],
		[west, SOUTH],
	]
	return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.fixture
def two_grids(login):
	"""Two grids side by side that touch."""
	admin = login("admin")
	for shift, code in zip((0, 0.002), CODES, strict=True):
		ok(admin.create("Grid", code=code, grid_name=f"试画{code[-3:]}", boundary=square(shift)))
	yield CODES
	for code in CODES:
		assert admin.delete("Grid", code).status == 202


def test_an_overlap_is_told_and_drawn(open_desk, two_grids):
	desk = open_desk("admin")
	desk.open(f"grid/{two_grids[1]}")
	shown = desk.page.locator(".cg-grid")
	expect(shown.locator(".cg-map-place", has_text="试画981")).to_be_visible()
	# Touching is no overlap; the square lies outside its community, and that is told.
	expect(shown.locator(".cg-map-told")).to_have_count(1)
	desk.page.evaluate("text => cur_frm.set_value('boundary', text)", square(0.001))
	desk.page.keyboard.press("Control+s")
	told = desk.dialog()
	expect(told).to_contain_text("请核对边界")
	expect(told).to_contain_text("试画982的边界与另外 1 个网格重叠：试画981")
	desk.close_dialog()
	expect(shown.locator(".cg-map-told").first).to_contain_text("试画982与试画981重叠")
	expect(shown.locator("path.cg-overlap")).to_have_count(2)
	assert desk.english(".cg-grid") == []


def test_the_map_of_cases_shows_overlaps(open_desk, login, two_grids):
	ok(login("admin").update("Grid", two_grids[1], boundary=square(0.001)))
	desk = open_desk("chief")
	desk.open("case/view/map")
	expect(desk.page.locator(".cg-map-told")).not_to_be_empty()
	desk.page.evaluate("place => cur_list.map.setView(place, 16)", [SOUTH, WEST])
	expect(desk.page.locator(".cg-map path.cg-overlap").first).to_be_visible()
