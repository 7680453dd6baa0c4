"""What the workbench offers beyond the steps of a workflow: to whom, and that each thing offered can be done."""

from uuid import uuid4

import pytest

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU
from tests.rest.conftest import ok


def item(login, key: str, doctype: str, name: str) -> dict:
	return ok(login(key).query("work.item", doctype=doctype, name=name))


@pytest.fixture
def unit_below(login):
	"""A unit below the water bureau, at rest after the test."""
	handlers = [{"user": "handler@demo.example"}]
	name = f"下属单位{uuid4().int % 10**6}"
	made = ok(
		login("admin").create("Responsible Unit", unit_name=name, parent_unit=WATER_BUREAU, users=handlers)
	)
	yield made["name"]
	held = login("chief").names(
		"Case Dispatch", [["unit", "=", made["name"]], ["stage_category", "=", "Open"]]
	)
	for name in held:
		step = {"doctype": "Case Dispatch", "name": name, "action": "Withdraw", "note": "结束"}
		ok(login("chief").call("step.take", **step))
	ok(login("admin").update("Responsible Unit", made["name"], enabled=0))


def test_what_each_role_is_offered_of_an_order(login, dispatched, unit_below):
	_case, dispatch = dispatched()
	offered = {key: item(login, key, "Case Dispatch", dispatch)["further"] for key in ("chief", "handler")}
	assert "Reassign" in offered["chief"] and "Transfer" not in offered["chief"]
	assert offered["handler"] == ["Transfer", "Extension", "Suspension", "Return"]
	below = ok(login("handler").query("work.units", below=WATER_BUREAU))["units"]
	assert unit_below in [unit["name"] for unit in below]
	ok(login("handler").call("dispatch.transfer", dispatch=dispatch, unit=unit_below, reason="下级更近"))
	assert item(login, "handler", "Case Dispatch", dispatch)["further"] == []


def test_units_below_are_told_to_handlers_of_the_unit_only(login):
	for key in ("handler2", "gridworker", "volunteer", None):
		assert login(key).query("work.units", below=WATER_BUREAU).status == 403, key


def test_a_case_leads_to_its_open_orders(login, dispatched):
	case, dispatch = dispatched()
	told = item(login, "chief", "Case", case)
	assert [row["name"] for row in told["dispatches"]] == [dispatch]
	assert told["case_units"] == [{"name": WATER_BUREAU, "unit_name": WATER_BUREAU}]
	level = ok(login("chief").read("Case", case)).get("handling_level")
	assert "Supervise" in told["further"] and ("Escalate" in told["further"]) == (level != "City")
	ok(login("chief").call("dispatch.reassign", dispatch=dispatch, unit=CITY_BUREAU, reason="不属水利"))
	(row,) = item(login, "chief", "Case", case)["dispatches"]
	assert (row["unit_name"], row["duty"]) == (CITY_BUREAU, "Lead")


def test_who_only_reports_is_offered_nothing(login, dispatched):
	case, _dispatch = dispatched()
	told = item(login, "gridworker", "Case", case)
	assert not {"Supervise", "Escalate", "Reassign"} & set(told["further"])
