"""Grids: code is the tree, teams of 1+1+N, boundaries whose index follows every change."""

import json

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.demo.people import email
from community_gov.grids.index_cache import get_index
from community_gov.grids.team import workers_of

COMMUNITY, GRID = "421281001002", "421281001002001"


def square(west: float, south: float, side: float = 0.002) -> str:
	ring = [
		[west, south],
		[west + side, south],
		[west + side, south + side],
		[west, south + side],
		[west, south],
	]
	return json.dumps({"type": "Polygon", "coordinates": [ring]})


def new_grid(site, code: str, **values):
	doc = site.new_doc("Grid")
	doc.update({"code": code, "grid_name": "试验网格", **values})
	return doc.insert()


@pytest.mark.parametrize(
	("suffix", "level", "parent"), [("901", "Grid", COMMUNITY), ("00107", "Micro-grid", COMMUNITY + "001")]
)
def test_level_and_parent_follow_from_the_code(site, suffix, level, parent):
	grid = new_grid(site, COMMUNITY + suffix, level="Province", parent_grid="34")
	assert (grid.level, grid.parent_grid) == (level, parent)


@pytest.mark.parametrize("code", ["4212810010021", "abc", "42128100100290１", "0"])
def test_bad_codes_are_refused(site, code):
	with pytest.raises(BadInputError, match="not the code of a place"):
		new_grid(site, code)


def test_a_grid_without_its_community_is_refused(site):
	with pytest.raises(BadInputError, match=r"999999999999.*does not exist"):
		new_grid(site, "999999999999001")


def test_boundary_moves_the_index_at_once(site):
	grid = new_grid(site, COMMUNITY + "902", boundary=square(100.0, 25.0))
	assert get_index().locate(100.001, 25.001) == grid.name
	grid.boundary = square(101.0, 25.0)
	grid.save()
	assert get_index().locate(100.001, 25.001) is None
	assert get_index().locate(101.001, 25.001) == grid.name
	grid.enabled = 0
	grid.save()
	assert get_index().locate(101.001, 25.001) is None
	assert (round(grid.latitude, 3), round(grid.longitude, 3)) == (25.001, 101.001)


def test_boundary_in_the_wrong_order_says_so(site):
	with pytest.raises(BadInputError, match="swap"):
		new_grid(
			site,
			COMMUNITY + "903",
			boundary=json.dumps(
				{
					"type": "Polygon",
					"coordinates": [[[29.7, 113.8], [29.8, 113.8], [29.8, 113.9], [29.7, 113.8]]],
				}
			),
		)


def test_a_grid_with_people_or_open_work_is_not_disabled(site):
	grid = site.get_doc("Grid", GRID)
	grid.enabled = 0
	with pytest.raises(ConflictError, match="open cases or help requests and"):
		grid.save()


def test_a_place_with_parts_is_not_deleted(site):
	with pytest.raises(ConflictError, match="parts"):
		site.delete_doc("Grid", COMMUNITY)


def test_one_grid_worker_at_a_time(site):
	grid = site.get_doc("Grid", GRID)
	grid.append("team", {"team_role": "Grid Worker", "user": email("manager"), "from_date": "2024-01-01"})
	with pytest.raises(ConflictError, match="2 grid workers"):
		grid.save()


def test_a_former_worker_does_not_count(site):
	grid = site.get_doc("Grid", GRID)
	row = {
		"team_role": "Grid Worker",
		"user": email("manager"),
		"from_date": "2023-01-01",
		"to_date": "2023-12-31",
	}
	workers = workers_of(GRID)
	grid.append("team", row)
	grid.save()
	assert str(site.get_doc("Grid", GRID).team[-1].to_date) == "2023-12-31"
	assert workers_of(GRID) == workers and email("manager") not in workers


@pytest.mark.parametrize(
	("row", "word"),
	[
		({"team_role": "Volunteer", "from_date": "2024-01-01"}, "names nobody"),
		(
			{
				"team_role": "Volunteer",
				"member_name": "x",
				"from_date": "2024-02-01",
				"to_date": "2024-01-01",
			},
			"ends before",
		),
	],
)
def test_bad_members(site, row, word):
	grid = site.get_doc("Grid", GRID)
	grid.append("team", row)
	with pytest.raises(BadInputError, match=word):
		grid.save()


def pending_check(site) -> str:
	"""A pending check of the supervisor in the community, written as the system writes it."""
	case = site.new_doc("Case")
	case.update({"description": "Heap", "grid": GRID, "category": "M06010", "source": "Patrol"})
	case.insert()
	from community_gov.casework.lifecycle.acting import act_on_case

	act_on_case(case, "Verify", {}, None, None)
	return site.get_value("Case Check", {"case_file": case.name})


def test_who_holds_open_work_needs_a_successor(site):
	check = pending_check(site)
	assert site.get_value("Case Check", check, "assignee") == email("supervisor")
	community = site.get_doc("Grid", COMMUNITY)
	row = next(row for row in community.team if row.user == email("supervisor"))
	row.to_date = "2024-12-31"
	with pytest.raises(ConflictError, match="successor"):
		community.save()
	community = site.get_doc("Grid", COMMUNITY)
	row = next(row for row in community.team if row.user == email("supervisor"))
	row.to_date, row.successor = "2024-12-31", email("manager")
	community.save()
	assert site.get_value("Case Check", check, "assignee") == email("manager")


def told(site) -> list[str]:
	"""The messages of this request so far, which are taken away."""
	# The engine of 2023 keeps them as JSON, later ones as dicts.
	found = [(json.loads(row) if isinstance(row, str) else row)["message"] for row in site.message_log]
	site.message_log.clear()
	return found


def test_overlaps_are_told_to_whoever_saves(site):
	community = site.get_doc("Grid", COMMUNITY)
	community.boundary = None
	community.save()
	told(site)
	first = new_grid(site, COMMUNITY + "904", grid_name="东网格", boundary=square(100.0, 26.0))
	assert told(site) == []
	second = new_grid(site, COMMUNITY + "905", grid_name="西网格", boundary=square(100.001, 26.0))
	(message,) = told(site)
	assert "The boundary of 西网格 covers ground of 1 other grids: 东网格 (" in message and " m²)" in message
	second.boundary = square(100.002, 26.0)
	second.save()
	assert told(site) == []
	first.boundary = square(100.001, 26.0)
	first.enabled = 0
	first.save()
	assert told(site) == []
	first.enabled = 1
	first.save()
	assert "西网格" in told(site)[0]


def test_a_grid_beyond_its_community_is_told(site):
	community = site.get_doc("Grid", COMMUNITY)
	community.boundary = square(100.0, 27.0, 0.01)
	community.save()
	told(site)
	new_grid(site, COMMUNITY + "906", grid_name="边网格", boundary=square(100.009, 27.0))
	(message,) = told(site)
	assert message.startswith("The boundary of 边网格 reaches") and f"beyond {community.grid_name}" in message
