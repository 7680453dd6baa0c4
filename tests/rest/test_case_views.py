"""The board and the map of cases over REST: what they show, to whom, and that moving a card moves no case."""

import json
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok

BOARD = "案件办理看板"
KANBAN = "/api/method/frappe.desk.doctype.kanban_board.kanban_board."
PLACE = {"latitude": 29.7201, "longitude": 113.8802}


def titled(mark: str) -> str:
	return json.dumps([["Case", "title", "like", f"%{mark}%"]])


@pytest.fixture
def mark() -> str:
	return uuid4().hex[:8]


def shown(user, mark: str, **params) -> dict[str, list[str]]:
	"""Cases of the board by stage, empty stages left out."""
	columns = ok(user.query("case_views.board", filters=titled(mark), **params))
	assert all(column["total"] == len(column["cases"]) for column in columns)
	return {
		column["stage"]: [row["case"] for row in column["cases"]] for column in columns if column["cases"]
	}


def test_the_board_has_each_case_in_its_stage(login, report, dispatched, mark):
	reported = report(title=f"A {mark}", urgency="Urgent")
	sent, _dispatch = dispatched(title=f"B {mark}")
	assert shown(login("chief"), mark) == {"Reported": [reported], "Dispatched": [sent]}
	columns = ok(
		login("chief").query("case_views.board", filters=titled(mark), stages='["Dispatched", "Reported"]')
	)
	assert [column["stage"] for column in columns] == ["Dispatched", "Reported"]
	first, second = (column["cases"][0] for column in columns)
	assert (first["light"], bool(first["due_at"]), bool(first["unit"])) == ("Green", True, True)
	assert (second["light"], second["unit"], second["urgent"]) == (None, None, True)


def test_the_board_shows_what_one_may_list(login, report, mark):
	near, far = report(title=f"A {mark}"), report("gridworker.zhelu", title=f"B {mark}", grid=ZHELU_GRID)
	assert {stage: set(cases) for stage, cases in shown(login("chief"), mark).items()} == {
		"Reported": {near, far}
	}
	assert shown(login("gridworker"), mark) == {"Reported": [near]}
	assert shown(login("gridworker.zhelu"), mark) == {"Reported": [far]}
	assert shown(login("handler"), mark) == {}


@pytest.mark.parametrize("view", ["board", "points"])
def test_views_are_closed_to_guests_and_to_hidden_fields(login, view):
	assert login(None).query(f"case_views.{view}").status == 403
	assert login("volunteer").query(f"case_views.{view}").status == 403
	phone = json.dumps([["Case", "reporter_phone", "like", "1%"]])
	for key in ("gridworker", "handler"):
		answer = login(key).query(f"case_views.{view}", filters=phone)
		assert answer.status == 403, (key, answer)


def test_an_unknown_stage_is_refused(login):
	answer = login("chief").query("case_views.board", stages='["Lost"]')
	assert (answer.status, answer.exc_type) == (422, "BadInputError")


def test_the_map_has_positions_and_counts_cases_without(login, report, mark):
	placed, bare = report(title=f"A {mark}", grid=CHIBI_GRID, **PLACE), report(title=f"B {mark}")
	found = ok(login("chief").query("case_views.points", filters=titled(mark)))
	assert [(row["case"], row["latitude"], row["longitude"]) for row in found["points"]] == [
		(placed, PLACE["latitude"], PLACE["longitude"])
	]
	assert (found["total"], found["placed"]) == (2, 1), bare
	assert ok(login("gridworker.zhelu").query("case_views.points", filters=titled(mark)))["total"] == 0


def features(user, **params) -> set[str]:
	answer = user.request(
		"GET", "/api/method/frappe.geo.utils.get_coords", params={"type": "coordinates", **params}
	)
	return {row["properties"]["name"] for row in ok(answer)["features"]}


@pytest.mark.parametrize("doctype", ["Case", "Building", "Case Check"])
@pytest.mark.parametrize("filters", ["[]", "{}", "", '[["name", "is", "set"]]'])
def test_the_desks_own_map_shows_what_one_may_list(login, records, doctype, filters):
	"""Frappe 15 shows the whole table to everybody who may read one row, where no filter is given."""
	for key in ("gridworker", "gridworker.zhelu", "supervisor", "handler"):
		user = login(key)
		if user.rows(doctype).status == 403:
			refused = {"doctype": doctype, "filters": filters, "type": "coordinates"}
			answer = user.request("GET", "/api/method/frappe.geo.utils.get_coords", params=refused)
			assert answer.status == 403, (key, answer)
			continue
		listed = {row["name"] for row in ok(user.rows(doctype, limit_page_length=0))}
		assert features(user, doctype=doctype, filters=filters) <= listed, key


def test_the_desks_own_map_is_closed_to_hidden_fields(login):
	asked = {
		"doctype": "Case",
		"type": "coordinates",
		"filters": '[["Case", "reporter_phone", "like", "1%"]]',
	}
	for key in ("gridworker", "handler"):
		answer = login(key).request("GET", "/api/method/frappe.geo.utils.get_coords", params=asked)
		assert answer.status == 403, (key, answer)


def boards_of(login) -> dict:
	doc = ok(login("admin").read("Kanban Board", BOARD))
	return {"modified": doc["modified"], "orders": [row.get("order") for row in doc["columns"]]}


WAYS = {
	"one card": lambda case: (
		"update_order_for_single_card",
		{"docname": case, "from_colname": "Reported", "to_colname": "Closed", "old_index": 0, "new_index": 0},
	),
	"all cards": lambda case: ("update_order", {"order": json.dumps({"Closed": [case]})}),
	"new card": lambda case: ("add_card", {"docname": case, "colname": "Closed"}),
}


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("key", ["gridworker.zhelu", "gridworker", "handler", "chief"])
def test_moving_a_card_moves_no_case(login, report, way, key):
	"""Neither the stage of a case nor the board that everybody reads is written past the workflow."""
	case, before = report(), boards_of(login)
	method, body = WAYS[way](case)
	answer = login(key).request("POST", KANBAN + method, json={"board_name": BOARD, **body})
	assert answer.status == (200 if way != "one card" else 422 if key in ("gridworker", "chief") else 403), (
		answer
	)
	doc = ok(login("admin").read("Case", case))
	assert (doc["stage"], doc["stage_category"]) == ("Reported", "Open")
	assert boards_of(login) == before


def test_the_refusal_says_what_to_do(login, report):
	method, body = WAYS["one card"](report())
	answer = login("chief").request("POST", KANBAN + method, json={"board_name": BOARD, **body})
	assert answer.exc_type == "StageGuardError"
	assert "由办理环节决定。请办理" in answer.messages


def test_a_board_keeps_no_names_of_cases(login, administrator, report):
	"""Frappe would note every case on a new board, for everybody to read."""
	report()
	name = f"急缓 {uuid4().hex[:6]}"
	args = {"doctype": "Case", "board_name": name, "field_name": "urgency"}
	ok(administrator.request("POST", KANBAN + "quick_kanban_board", json=args))
	doc = ok(administrator.read("Kanban Board", name))
	assert [row["column_name"] for row in doc["columns"]] == ["Normal", "Urgent"]
	assert not any(row.get("order") for row in doc["columns"])
	assert administrator.delete("Kanban Board", name).status == 202


def test_a_field_that_people_may_set_can_be_moved(login, administrator, report):
	"""A board by urgency stays of use, within the rights on the case."""
	case, name = report(), f"急缓 {uuid4().hex[:6]}"
	args = {"doctype": "Case", "board_name": name, "field_name": "urgency"}
	ok(administrator.request("POST", KANBAN + "quick_kanban_board", json=args))
	move = {"docname": case, "from_colname": "Normal", "to_colname": "Urgent", "old_index": 0, "new_index": 0}
	asked = (KANBAN + "update_order_for_single_card", {"board_name": name, **move})
	assert login("gridworker.zhelu").request("POST", asked[0], json=asked[1]).status == 403
	assert ok(login("admin").read("Case", case))["urgency"] == "Normal"
	ok(login("operator").request("POST", asked[0], json=asked[1]))
	assert ok(login("admin").read("Case", case))["urgency"] == "Urgent"
	assert administrator.delete("Kanban Board", name).status == 202


COLUMNS = {
	"set_indicator": {"column_name": "Reported", "indicator": "Red"},
	"archive_restore_column": {"column_title": "Reported", "status": "Archived"},
	"add_column": {"column_title": "Lost"},
	"update_column_order": {"order": '["Closed", "Reported"]'},
	"save_settings": {"settings": '{"fields": ["reporter_phone"], "show_labels": 1}'},
}


@pytest.mark.parametrize("method", list(COLUMNS))
@pytest.mark.parametrize("key", ["gridworker", "chief"])
def test_the_shared_board_is_not_for_everybody_to_change(login, method, key):
	before = ok(login("admin").read("Kanban Board", BOARD))
	body = {"board_name": BOARD, **COLUMNS[method]}
	assert login(key).request("POST", KANBAN + method, json=body).status == 403
	assert ok(login("admin").read("Kanban Board", BOARD)) == before
