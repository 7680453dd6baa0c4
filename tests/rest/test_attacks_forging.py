"""What a client may put into a document over Frappe's own endpoints without the law noticing."""

import json

import pytest

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU, email
from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok
from tests.support.photos import picture, sent


def stored(login, doctype: str, name: str) -> dict:
	return ok(login("admin").read(doctype, name))


@pytest.mark.parametrize("name", ["server_fields", "always_editable", "law"])
@pytest.mark.parametrize("value", [{"description": 1}, 1], ids=["nested", "plain"])
def test_the_rules_of_a_class_do_not_come_from_the_client(name, value, login, report, fresh):
	"""Frappe sets every key that a client sends on the document, also one that shadows a class attribute."""
	case = report()
	forged = {
		name: value,
		"round": 7,
		"tracking_code_fingerprint": "A" * 64,
		"closed_at": "2020-01-01",
	}
	answer = login("operator").update("Case", case, **forged)
	# What no field holds is refused as a whole; a plain value is set on the document and means nothing there.
	assert answer.status == (417 if isinstance(value, dict) else 200), answer
	doc = stored(login, "Case", case)
	assert (doc["round"], doc.get("closed_at")) == (1, None)
	assert fresh().db.get_value("Case", case, "tracking_code_fingerprint") not in (None, "A" * 64)


def test_a_done_case_stays_done_whatever_the_client_calls_editable(login, report):
	case = report()
	ok(login("operator").call("case.act", case=case, action="Reject", note="no"))
	for editable, refusal in (({"description": 1}, (417, "BadQueryError")), (1, (409, "DoneDocumentError"))):
		body = {"always_editable": editable, "description": "rewritten"}
		answer = login("chief").update("Case", case, **body)
		assert (answer.status, answer.exc_type) == refusal, answer
	assert stored(login, "Case", case)["description"] != "rewritten"


def test_points_are_not_forged_by_shadowing(login, volunteer_of_chibi):
	body = {"server_fields": [], "balance": 9999, "held_points": 0}
	login("coordinator").update("Volunteer", volunteer_of_chibi, **body)
	assert stored(login, "Volunteer", volunteer_of_chibi)["balance"] != 9999


@pytest.fixture
def volunteer_of_chibi(login):
	return ok(login("coordinator").create("Volunteer", full_name="孙演示", grid=CHIBI_GRID))["name"]


@pytest.mark.parametrize("key", ["operator", "Administrator"])
def test_a_case_is_neither_submitted_nor_cancelled(key, login, report, administrator):
	case, user = report(), administrator if key == "Administrator" else login(key)
	doc = json.dumps(stored(login, "Case", case))
	answers = [
		user.update("Case", case, docstatus=1),
		user.request("POST", "/api/method/frappe.client.submit", json={"doc": doc}),
		user.request("POST", "/api/method/frappe.client.cancel", json={"doctype": "Case", "name": case}),
		user.request(
			"POST", "/api/method/frappe.desk.form.save.savedocs", json={"doc": doc, "action": "Submit"}
		),
	]
	assert stored(login, "Case", case)["docstatus"] == 0, answers
	assert all(400 <= answer.status < 500 for answer in answers), answers


def test_observed_at_is_not_moved_into_the_future(login, report):
	case = report()
	answer = login("operator").update("Case", case, observed_at="2099-01-01 00:00:00")
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer


def test_photo_rows_keep_what_the_file_says(login, report):
	"""Place and time of a photo are evidence: they come from the picture."""
	case = report(photos=[sent(picture(position=(29.7222, 113.8812), colour=3))])
	row = stored(login, "Case", case)["photos"][0]
	forged = {**row, "latitude": 1, "longitude": 1, "taken_at": "2020-01-01 00:00:00"}
	login("operator").update("Case", case, photos=[forged])
	after = stored(login, "Case", case)["photos"][0]
	assert (after["latitude"], after["taken_at"]) == (row["latitude"], row["taken_at"])


FRAMES = ("name", "doctype", "owner", "creation", "modified", "modified_by", "idx", "docstatus")
CHANGES = {
	"Case Photo": {"latitude": 1, "image": "/private/files/x.jpg"},
	"Case Unit": {"unit": CITY_BUREAU},
	"Grid Team Member": {"user": email("handler"), "team_role": "Community Manager"},
	"Responsible Unit User": {"user": email("volunteer")},
	"Filing Condition": {"limit_value": 99},
}


@pytest.fixture(scope="module")
def rows(login, dispatched):
	"""(user that may write the parent, row) by child DocType."""
	case, _dispatch = dispatched(photos=[sent(picture(colour=9))])
	doc = stored(login, "Case", case)
	unit = WATER_BUREAU
	return {
		"Case Photo": ("operator", doc["photos"][0]),
		"Case Unit": ("operator", doc["units"][0]),
		"Grid Team Member": ("manager", stored(login, "Grid", CHIBI_GRID)["team"][0]),
		"Responsible Unit User": ("admin", stored(login, "Responsible Unit", unit)["users"][0]),
		"Filing Condition": ("admin", stored(login, "Case Category", "M06010")["filing_conditions"][0]),
	}


@pytest.mark.parametrize("doctype", list(CHANGES))
def test_rows_are_written_with_their_document_only(doctype, login, rows):
	"""A row saved on its own would pass by the checks of its document."""
	key, row = rows[doctype]
	user, changes = login(key), CHANGES[doctype]
	parent = {key: row[key] for key in ("parent", "parenttype", "parentfield")}
	before = stored(login, row["parenttype"], row["parent"])[row["parentfield"]]
	new = {name: value for name, value in row.items() if name not in {*FRAMES, *changes, *parent}}
	answers = [
		user.update(doctype, row["name"], **changes),
		user.create(doctype, **new, **changes, **parent),
		user.delete(doctype, row["name"]),
	]
	after = stored(login, row["parenttype"], row["parent"])[row["parentfield"]]
	assert [(r["name"], [r.get(k) for k in changes]) for r in after] == [
		(r["name"], [r.get(k) for k in changes]) for r in before
	], answers
	assert all(400 <= answer.status < 500 for answer in answers), answers


def test_a_manager_stays_in_the_own_area(login):
	"""The team table decides who sees what: nobody joins a team outside the own area."""
	manager = login("manager")
	row = {"team_role": "Community Manager", "user": email("manager"), "from_date": "2024-01-01"}
	place = {"parent": ZHELU_GRID, "parenttype": "Grid", "parentfield": "team"}
	assert manager.create("Grid Team Member", **row, **place).status == 403
	mine = stored(login, "Grid", CHIBI_GRID)["team"][0]["name"]
	assert manager.update("Grid Team Member", mine, parent=ZHELU_GRID).status == 403
	body = {"name": ZHELU_GRID, "grid_name": "taken", "team": [row]}
	assert manager.request("PUT", f"/api/resource/Grid/{CHIBI_GRID}", json=body).status == 403
	assert manager.update("Grid", ZHELU_GRID, team=[row]).status == 403
	far = stored(login, "Grid", ZHELU_GRID)
	assert far["grid_name"] != "taken" and email("manager") not in [r.get("user") for r in far["team"]]


SHADOWED = (
	*(
		"validate",
		"enforce_stage_rules",
		"has_permission",
		"is_new",
		"run_method",
		"check_permission",
		"set_stage",
	),
	*("get_doc_before_save", "before_validate", "validate_workflow", "__islocal", "_action", "parenttype"),
	*("meta", "flags", "_doc_before_save", "doctype"),
)


@pytest.mark.parametrize("field", SHADOWED)
def test_methods_and_frames_are_not_shadowed(field, login, report):
	case = report()
	forged = {"ignore_permissions": 1, "by_server": 1, "system_move": 1} if field == "flags" else 1
	body = {field: forged, "workflow_state": "Closed", "round": 9}
	login("operator").request("PUT", f"/api/resource/Case/{case}", json=body)
	doc = stored(login, "Case", case)
	assert (doc["stage"], doc["round"]) == ("Reported", 1)
