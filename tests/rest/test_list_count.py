"""The number under a list: what the user may list, whatever Frappe thinks of the word in `tabCase`."""

import json

import pytest

from community_gov.demo.people import WATER_BUREAU
from tests.rest.conftest import ok

PATH = "/api/method/frappe.desk.reportview.get_count"


def count(user, doctype: str, filters: list, **options) -> int:
	body = {
		"doctype": doctype,
		"filters": json.dumps(filters),
		"fields": "[]",
		"distinct": "false",
		**options,
	}
	return ok(user.request("POST", PATH, data=body))


@pytest.mark.parametrize("doctype", ["Case", "Case Dispatch", "Case Event"])
def test_count_is_the_length_of_the_list(doctype, login, dispatched):
	case, _dispatch = dispatched()
	mine = [[doctype, "name" if doctype == "Case" else "case_file", "=", case]]
	for key in ("chief", "handler", "handler2", "gridworker.zhelu"):
		assert count(login(key), doctype, mine) == len(login(key).names(doctype, mine)), key
	assert count(login("chief"), doctype, []) > 1
	assert count(login("chief"), doctype, [], limit=1) == 1


def test_a_filter_on_a_table_counts_each_case_once(login, dispatched):
	case, _dispatch = dispatched()
	filters = [["Case", "name", "=", case], ["Case Unit", "unit", "=", WATER_BUREAU]]
	assert count(login("chief"), "Case", filters) == 1


def test_other_lists_count_as_ever(login):
	assert count(login("chief"), "Grid", [["Grid", "level", "=", "Province"]]) == 3
