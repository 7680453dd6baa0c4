"""The desk's answers carry the names of the accounts that they hold: forms, lists, reports, pickers."""

import json

import pytest

from community_gov.demo.people import WATER_BUREAU, email
from tests.rest.conftest import ok

CHIEF, OPERATOR, SUPERVISOR = (email(key) for key in ("chief", "operator", "supervisor"))


@pytest.fixture(scope="module")
def names(login):
	accounts = [["name", "in", [CHIEF, OPERATOR, SUPERVISOR]]]
	rows = ok(login("admin").rows("User", accounts, fields='["name","full_name"]'))
	return {row["name"]: row["full_name"] for row in rows}


def asked(login, key: str, method: str, **params) -> dict:
	answer = login(key).request("GET", f"/api/method/frappe.desk.{method}", params=params)
	assert answer.status == 200, answer
	return answer.body


def test_a_form_tells_who_its_accounts_are(login, dispatched, names):
	_case, dispatch = dispatched()
	body = asked(login, "handler", "form.load.getdoc", doctype="Case Dispatch", name=dispatch)
	document = body["docs"][0]
	assert body["_link_titles"][f"User::{document['dispatched_by']}"] == names[document["dispatched_by"]]
	assert "@" in document["dispatched_by"], "the field keeps the account"


def test_rows_of_a_table_too(login, names):
	unit = ok(login("admin").rows("Responsible Unit", [["unit_name", "=", WATER_BUREAU]]))[0]["name"]
	body = asked(login, "admin", "form.load.getdoc", doctype="Responsible Unit", name=unit)
	accounts = [row["user"] for row in body["docs"][0]["users"]]
	assert accounts and all(f"User::{account}" in body["_link_titles"] for account in accounts)


def test_a_list_tells_them(login, checking, names):
	checking()
	fields = json.dumps(["name", "assignee", "requested_by", "owner"])
	body = asked(
		login, "chief", "reportview.get", doctype="Case Check", fields=fields, order_by="creation desc"
	)
	keys, values = body["message"]["keys"], body["message"]["values"]
	accounts = {row[keys.index(key)] for row in values for key in ("assignee", "requested_by", "owner")}
	told = {account for account in accounts if account and "@" in account}
	assert told and all(f"User::{account}" in body["_link_titles"] for account in told), body["_link_titles"]


def test_a_picker_offers_the_name_and_tells_namesakes_apart(login, names):
	body = asked(login, "admin", "search.search_link", doctype="User", txt=CHIEF, page_length=20)
	[row] = [row for row in body.get("results") or body["message"] if row["value"] == CHIEF]
	assert (row["label"], row["description"]) == (names[CHIEF], CHIEF)


def test_a_name_is_no_markup(login, administrator, names):
	"""Frappe writes titles into the page as they are."""
	try:
		ok(administrator.update("User", SUPERVISOR, first_name='查"><img src=x onerror=alert(1)>'))
		rows = asked(login, "admin", "search.search_link", doctype="User", txt=SUPERVISOR, page_length=20)
		[row] = [row for row in rows.get("results") or rows["message"] if row["value"] == SUPERVISOR]
		assert row["label"].startswith("查") and not set(row["label"]) & set("<>\"'&")
	finally:
		ok(administrator.update("User", SUPERVISOR, first_name=names[SUPERVISOR]))


def test_a_filter_that_was_kept_shows_the_name_to_staff_only(login, names):
	told = {
		key: asked(login, key, "search.get_link_title", doctype="User", docname=CHIEF)["message"]
		for key in ("gridworker", "volunteer")
	}
	assert told == {"gridworker": names[CHIEF], "volunteer": CHIEF}
