"""Choosing a place: one's own area first, each with its path, through the endpoint and through link fields."""

import json

import pytest

from tests.rest.conftest import CHIBI_GRID, home_of, ok

COMMUNITY = CHIBI_GRID[:12]


def found(login, key: str, text: str, **more) -> list[tuple[str, str]]:
	"""(code, path) of what a link field offers."""
	asked = {"doctype": "Grid", "txt": text, "page_length": 20, **more}
	answer = login(key).request("GET", "/api/method/frappe.desk.search.search_link", params=asked)
	rows = answer.body["results"] if "results" in answer.body else answer.body["message"]
	return [(row["value"], row["description"]) for row in rows]


def test_the_own_area_comes_first_with_its_path(login):
	rows = found(login, "gridworker", "")
	assert rows and all(code.startswith(CHIBI_GRID) for code, _path in rows), rows
	assert rows[0][0] == CHIBI_GRID and "赤壁市 / " in rows[0][1]
	named = found(login, "gridworker", "第一网格")
	assert named[0][0] == CHIBI_GRID and len(named) > 1, named
	assert len({path for _code, path in named}) == len(named), "places of one name cannot be told apart"


def test_words_of_the_path_narrow_it_down(login):
	community = ok(login("admin").read("Grid", COMMUNITY))["grid_name"]
	rows = found(login, "chief", f"{community} 第一")
	assert [code for code, _path in rows] == [CHIBI_GRID]
	assert found(login, "chief", f"没有这里 {community}") == []


def test_a_code_and_the_filters_of_the_form_are_kept(login):
	assert found(login, "chief", CHIBI_GRID)[0][0] == CHIBI_GRID
	filters = json.dumps({"level": "Community", "enabled": 1})
	rows = ok(login("gridworker").query("grid.search", txt="社区", filters=filters))
	assert rows and {len(row[0]) for row in rows} == {12}


@pytest.mark.parametrize("filters", ['[["1=1 or 1","=",1]]', '{"owner":["like or",1]}', '"x"'])
def test_filters_are_checked(login, filters):
	answer = login("gridworker").query("grid.search", filters=filters)
	assert answer.status == 417, answer


def test_other_records_are_told_apart_by_their_place_not_by_a_random_key(login):
	name = home_of(login)["household"]
	title = ok(login("gridworker").read("Household", name))["household_title"]
	params = {"doctype": "Household", "txt": title, "page_length": 20}
	answer = login("gridworker").request("GET", "/api/method/frappe.desk.search.search_link", params=params)
	rows = answer.body["results"] if "results" in answer.body else answer.body["message"]
	[row] = [row for row in rows if row["value"] == name]
	assert row["label"] == title and "赤壁市 / " in row["description"]
	assert name not in row["description"] and CHIBI_GRID not in row["description"]
