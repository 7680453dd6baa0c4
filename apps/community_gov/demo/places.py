"""Five real communities with schematic grids.

The divisions are real (statistical division codes); grids below a community and all boundaries are invented
squares around the approximate centre, because no open data set draws them.
"""

import json
from pathlib import Path
from typing import NamedTuple

import frappe

from community_gov.grids.importing import import_divisions

DIVISIONS = Path(__file__).with_name("divisions.csv")
SIDE = 0.012  # degrees, a bit more than a kilometre


class Community(NamedTuple):
	"""A community of the demo; latitude and longitude are degrees WGS 84 of its approximate centre."""

	key: str
	code: str
	latitude: float
	longitude: float
	party_branch: str


COMMUNITIES = (
	Community("qilitang", "340178001003", 31.9075, 117.3265, "七里塘街道双塘社区党委"),
	Community("zhelu", "340202014003", 31.3420, 118.3780, "赭麓街道汀苑社区党委"),
	Community("chibi", "421281001002", 29.7205, 113.8850, "蒲圻街道北街社区党委"),
	Community("chuhe", "340121105014", 31.9960, 117.2410, "双墩镇滁河社区党委"),
	Community("zhonghuaxiang", "630104005003", 36.6260, 101.7560, "兴海路街道中华巷社区党委"),
)
GRIDS = (("001", "第一网格"), ("002", "第二网格"), ("003", "第三网格"))


def community(key: str) -> Community:
	return next(place for place in COMMUNITIES if place.key == key)


def load_places() -> None:
	"""Imports the 273 real divisions and draws grids and boundaries for the five communities."""
	report = import_divisions(str(DIVISIONS))
	if report.problems:
		frappe.throw(f"{report.problems[0]}")
	for place in COMMUNITIES:
		_draw_community(place)


def _draw_community(place: Community) -> None:
	"""A square for the community, cut from west to east into three grids (GB/T 30428.1 numbers them so)."""
	doc = frappe.get_doc("Grid", place.code)
	doc.boundary = _square_boundary(place, 0, 3)
	doc.save()
	_found_branch(place)
	for number, (suffix, name) in enumerate(GRIDS):
		_draw_grid(place, suffix, name, number)


def _found_branch(place: Community) -> None:
	"""The party committee of a community, which its place names."""
	if frappe.db.exists("Party Branch", {"branch_name": place.party_branch}):
		return
	branch = frappe.new_doc("Party Branch")
	branch.update({"branch_name": place.party_branch, "kind": "Community Committee", "grid": place.code})
	branch.append("grids", {"grid": place.code})
	branch.insert()


def _draw_grid(place: Community, suffix: str, name: str, number: int) -> None:
	code = place.code + suffix
	if frappe.db.exists("Grid", code):
		return
	doc = frappe.new_doc("Grid")
	doc.update(
		{
			"code": code,
			"grid_name": name,
			"kind": "Comprehensive",
			"households": 320 + 40 * number,
			"residents": 800 + 90 * number,
			"boundary": _square_boundary(place, number, number + 1),
		}
	)
	doc.insert()


def _square_boundary(place: Community, first: int, last: int) -> str:
	"""GeoJSON of the thirds `first` to `last` of the community's square."""
	west = place.longitude - SIDE / 2 + first * SIDE / 3
	east = place.longitude - SIDE / 2 + last * SIDE / 3
	south, north = place.latitude - SIDE / 2, place.latitude + SIDE / 2
	ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
	return json.dumps({"type": "Polygon", "coordinates": [ring]})
