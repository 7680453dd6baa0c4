"""The list of cases for triage: kind, clock, urgency, place and unit at a glance, with few standard filters."""

import re

from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from tests.rest.conftest import ok

FILTERS = "() => [...document.querySelectorAll('.page-form .standard-filter-section [data-fieldname]')].map((one) => one.dataset.fieldname)"


def test_a_row_tells_what_is_due_and_who_has_it(open_desk, login, dispatched):
	case, dispatch = dispatched()
	stored = ok(login("chief").read("Case", case))
	unit = ok(login("chief").rows("Responsible Unit", [["unit_name", "=", WATER_BUREAU]]))[0]["name"]
	assert stored["lead_unit"] == unit
	desk = open_desk("chief")
	desk.open(f"case?name={case}")
	row = desk.page.locator(".list-row:visible").first
	expect(row).to_contain_text(stored["title"])
	expect(row).to_contain_text(WATER_BUREAU)
	clock = row.locator("[title*=':'].indicator-pill")
	expect(clock).to_have_text(re.compile(r"^(剩|超时) \d+ (分钟|小时|天)$"))
	assert "@" not in row.inner_text()
	# Number and title stand there for every list.
	shown = set(desk.page.evaluate(FILTERS)) - {"name", "title"}
	assert shown == {"category", "stage", "urgency", "grid", "lead_unit"}
	desk.open(f"case-dispatch?name={dispatch}")
	row = desk.page.locator(".list-row:visible").first
	expect(row.locator("[title*=':'].indicator-pill")).to_have_text(
		re.compile(r"^(剩|超时) \d+ (分钟|小时|天)$")
	)
