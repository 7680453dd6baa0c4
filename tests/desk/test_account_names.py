"""People stand by their names in forms, lists and pickers of the desk, never by their e-mail addresses."""

from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.rest.conftest import ok


def name_of(login, key: str) -> str:
	return ok(login("admin").rows("User", [["name", "=", email(key)]], fields='["full_name"]'))[0][
		"full_name"
	]


def test_who_dispatched_and_who_checks(open_desk, login, dispatched, checking):
	_case, dispatch = dispatched()
	desk = open_desk("handler")
	desk.open(f"case-dispatch/{dispatch}")
	accounts = desk.page.locator(".form-layout [data-fieldname='dispatched_by'] .control-value")
	expect(accounts).to_have_text(name_of(login, "chief"))
	checking()
	desk = open_desk("chief")
	# Frappe shows as many columns as it thinks fit a width.
	desk.page.set_viewport_size({"width": 1920, "height": 900})
	desk.open("case-check")
	shown = desk.page.locator(".list-row [data-filter^='assignee,']").first
	expect(shown).to_have_text(name_of(login, "supervisor"))
	assert "@" not in " ".join(desk.page.locator(".result .list-row:visible").all_inner_texts())


def test_a_person_is_chosen_by_name(open_desk, login):
	desk = open_desk("chief")
	desk.open("case-check")
	field = desk.page.locator(".page-form:visible [data-fieldname='assignee'] input")
	name = name_of(login, "supervisor")
	desk.choose(field, name, name)
	expect(field).to_have_value(name)
	desk.page.wait_for_function(
		"() => cur_list.filter_area.get().some(([, field, , value]) => field === 'assignee' && value.includes('@'))"
	)
