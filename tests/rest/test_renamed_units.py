"""A unit's name is a label: it can be changed, is shown everywhere, and the key that links hold stays."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from community_gov.demo.people import CITY_BUREAU, email
from tests.rest.conftest import new_code, ok


@pytest.fixture
def renamed(login, dispatched):
	"""A unit that holds a dispatch and was renamed since: (key, label, case, dispatch)."""
	key, label = f"渠道所{uuid4().hex[:6]}", f"𬭼水利站a{uuid4().hex[:6]}"
	users = [{"user": email("handler2"), "is_lead": 1}]
	assert ok(login("admin").create("Responsible Unit", unit_name=key, users=users))["name"] == key
	case, dispatch = dispatched(key)
	doc = ok(login("admin").update("Responsible Unit", key, unit_name=label))
	assert (doc["name"], doc["unit_name"]) == (key, label)
	return key, label, case, dispatch


def test_what_people_read_is_the_present_name(login, renamed):
	key, label, case, dispatch = renamed
	chief = login("chief")
	assert ok(chief.read("Case Dispatch", dispatch))["unit"] == key
	assert ok(login(None).query("public.track", code=new_code(login, case)))["unit"] == label
	events = ok(chief.query("case.timeline", case=case))
	assert {(row["unit"], row["unit_name"]) for row in events if row["unit"]} <= {(key, label)}
	board = ok(chief.query("case_views.board", filters=f'[["name", "=", "{case}"]]'))
	assert [card["unit"] for column in board for card in column["cases"]] == [label]
	day = {"from_date": "2020-01-01", "to_date": "2099-12-31"}
	labels = {row["key"]: row["label"] for row in ok(chief.query("figures.units", **day))}
	assert labels[key] == label
	again = chief.call("dispatch.reassign", dispatch=dispatch, unit=label, reason="x")
	assert again.status == 422 and label in again.messages


def test_a_unit_is_known_by_its_key_and_by_its_present_name(login, renamed):
	key, label, _case, dispatch = renamed
	chief = login("chief")
	other = ok(chief.call("dispatch.reassign", dispatch=dispatch, unit=CITY_BUREAU, reason="x"))
	assert (other["unit"], other["unit_name"]) == (CITY_BUREAU, CITY_BUREAU)
	back = ok(chief.call("dispatch.reassign", dispatch=other["dispatch"], unit=label, reason="x"))
	assert (back["unit"], back["unit_name"]) == (key, label)
	order = {"ground": "Other", "demand": "x"}
	stored = ok(chief.call("supervision.issue", case=back["case"], unit=label, **order))
	assert ok(chief.read("Supervision Order", stored["order"]))["unit"] == key
	for wrong in (label.replace("𬭼", "𰻝"), label.upper()):
		refused = chief.call("dispatch.reassign", dispatch=back["dispatch"], unit=wrong, reason="x")
		assert refused.status in (417, 422), refused


def test_two_units_have_no_one_name(login, renamed):
	key, label, *_rest = renamed
	admin = login("admin")
	taken = admin.create("Responsible Unit", unit_name=label)
	assert (taken.status, taken.exc_type) == (409, "DuplicateEntryError")
	other = ok(admin.create("Responsible Unit", unit_name=f"{label}二"))["name"]
	assert admin.update("Responsible Unit", quote(other), unit_name=label).status == 409
	# The first name is the key that links and clients go on using: another unit of this name would get its work.
	assert admin.create("Responsible Unit", unit_name=key).status == 409
	assert admin.update("Responsible Unit", quote(other), unit_name=key).status == 409
	assert ok(admin.update("Responsible Unit", key, unit_name=key))["unit_name"] == key


def test_a_link_is_searched_and_shown_by_the_present_name(login, renamed):
	key, label, *_rest = renamed
	params = {"doctype": "Responsible Unit", "txt": label, "page_length": 10}
	answer = login("chief").request("GET", "/api/method/frappe.desk.search.search_link", params=params)
	[row] = answer.body.get("results") or answer.data
	assert (row["value"], row.get("label")) == (key, label)
	params = {"doctype": "Responsible Unit", "docname": key}
	title = login("chief").request("GET", "/api/method/frappe.desk.search.get_link_title", params=params)
	assert ok(title) == label
