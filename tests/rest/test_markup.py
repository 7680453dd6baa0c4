"""Markup from outside: what residents and staff write is shown as words, in lists, traces and files."""

import json

import pytest

from tests.rest.conftest import CHIBI_GRID, case_of_code, ok

MARKUP = '{"a":"<img src=x onerror=alert(1)>"}'
WORDS = '{"a":"＜img src=x onerror=alert(1)>"}'


def test_a_guests_report_holds_no_markup(login):
	code = ok(login(None).call("public.report", description=MARKUP, address=MARKUP, grid=CHIBI_GRID))[
		"tracking_code"
	]
	of_code = [["name", "=", case_of_code(login, code)]]
	case = ok(login("chief").rows("Case", of_code, fields='["*"]'))[0]
	assert case["description"] == case["address"] == WORDS
	assert "<img" not in "".join(str(value) for value in case.values())


@pytest.mark.parametrize("way", ["rest", "client", "form"])
def test_a_document_holds_none_by_any_way(way, login, report):
	case, operator = report(), login("operator")
	if way == "rest":
		ok(operator.update("Case", case, title=MARKUP, description=MARKUP))
	elif way == "client":
		body = {"doctype": "Case", "name": case, "fieldname": {"title": MARKUP, "description": MARKUP}}
		ok(operator.request("POST", "/api/method/frappe.client.set_value", json=body))
	else:
		doc = {**ok(operator.read("Case", case)), "title": MARKUP, "description": MARKUP}
		body = {"doc": json.dumps(doc), "action": "Save"}
		answer = operator.request("POST", "/api/method/frappe.desk.form.save.savedocs", json=body)
		assert answer.status == 200, answer
	stored = ok(operator.read("Case", case))
	assert (stored["title"], stored["description"]) == (WORDS, WORDS)


def test_the_note_of_a_step_holds_none(login, report):
	case = report()
	ok(login("operator").call("case.act", case=case, action="Accept", note=MARKUP))
	notes = [
		row["note"]
		for row in ok(login("chief").rows("Case Event", [["case_file", "=", case]], fields='["note"]'))
	]
	assert WORDS in notes and not [note for note in notes if "<img" in (note or "")]
