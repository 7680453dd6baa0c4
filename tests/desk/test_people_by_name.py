"""Accounts stand by their names in forms, lists and pickers, never by their e-mail addresses."""

from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.rest.conftest import ok


def test_a_link_to_an_account_shows_the_name(open_desk, login, report):
	case = report()
	stored = ok(login("chief").read("Case", case))
	assert stored["reporter"] == email("gridworker")
	desk = open_desk("chief")
	desk.open(f"case/{case}")
	field = desk.page.locator(".form-layout [data-fieldname='reporter'] .like-disabled-input").first
	name = desk.page.evaluate("user => frappe.utils.get_link_title('User', user)", stored["reporter"])
	assert name and "@" not in name
	expect(field).to_have_text(name)
	expect(desk.page.locator(".form-layout:visible")).not_to_contain_text("@demo.example")
