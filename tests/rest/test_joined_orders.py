"""Lists that join other tables are sorted and grouped by names of the listed DocType, which alone are ambiguous."""

import json

import pytest

from tests.rest.conftest import ok

JOINING = {
	"title of a link": {"fields": ["name", "grid.grid_name as place"]},
	"field of a table": {"fields": ["name", "units.unit as unit"]},
	"filter by a table": {"fields": ["name"], "filters": [["Case Unit", "duty", "=", "Lead"]]},
}
DOORS = {
	"resource": ("/api/resource/Case", "limit_page_length"),
	"client": ("/api/method/frappe.client.get_list", "limit_page_length"),
	"reportview": ("/api/method/frappe.desk.reportview.get", "page_length"),
}


@pytest.mark.parametrize("order", ["creation asc", "creation desc", "creation", "creation asc, name desc"])
@pytest.mark.parametrize("asked", JOINING)
@pytest.mark.parametrize("door", DOORS)
def test_own_columns_sort(login, dispatched, door, asked, order):
	dispatched()
	path, length = DOORS[door]
	params = {key: json.dumps(value) for key, value in JOINING[asked].items()}
	params |= (
		{"doctype": "Case", "order_by": order, length: 20}
		if door != "resource"
		else {"order_by": order, length: 20}
	)
	answer = login("chief").request("GET", path, params=params)
	rows = ok(answer)
	if isinstance(rows, dict):
		rows = [dict(zip(rows["keys"], row, strict=True)) for row in rows["values"]]
	named = [["name", "in", [row["name"] for row in rows]]]
	times_of = {
		row["name"]: row["creation"]
		for row in ok(login("chief").rows("Case", named, fields='["name","creation"]'))
	}
	times = [times_of[row["name"]] for row in rows]
	assert times and times == sorted(times, reverse="desc" in order.partition(",")[0])


def test_an_alias_stays_what_it_is(login, dispatched):
	dispatched()
	params = {"fields": json.dumps(["name", "grid.grid_name as place"]), "order_by": "place asc, name asc"}
	rows = ok(login("chief").request("GET", "/api/resource/Case", params=params))
	assert rows and all("place" in row for row in rows)
