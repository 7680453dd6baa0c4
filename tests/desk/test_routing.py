"""Routing in the browser: a case without a unit is seen, and the chief hands a dispatch to another unit."""

import re

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU


@pytest.fixture
def filed(login) -> str:
	answer = login("gridworker").call(
		"case.report", description="渠边有垃圾。", grid="421281001002001", category="M06025"
	)
	case = answer.data["case"]
	login("operator").call("case.act", case=case, action="Accept")
	assert login("chief").call("case.act", case=case, action="File").status == 200
	return case


def test_case_without_a_unit_is_seen_and_reassigned(open_desk, login, filed):
	desk = open_desk("chief")
	desk.page.goto("/app/duty-chief-desk")
	expect(desk.page.locator(".number-widget-box", has_text="待定单位案件")).to_be_visible()
	desk.open(f"case/{filed}")
	# The reason stays on the case, so it is in the language of the site: English for the tests.
	expect(
		desk.page.locator(".form-dashboard .indicator.red:visible, .form-message:visible").first
	).to_contain_text("No routing rule fits category 水域不洁")
	units = [{"unit": WATER_BUREAU, "duty": "Lead"}]
	login("chief").call("case.act", case=filed, action="Dispatch", fields={"units": units})
	dispatch = login("chief").names("Case Dispatch", [["case_file", "=", filed]])[0]
	desk.open(f"case-dispatch/{dispatch}")
	desk.page.get_by_role("button", name="改派", exact=True).click()
	desk.choose(desk.dialog().locator("input[data-fieldname='unit']"), "城市管理", CITY_BUREAU)
	desk.dialog().locator("textarea[data-fieldname='reason']").fill("道路归城管。")
	desk.dialog().get_by_role("button", name="改派", exact=True).click()
	expect(desk.stage()).to_have_text(re.compile("已"))
	rows = login("chief").rows(
		"Case Dispatch", [["case_file", "=", filed], ["stage_category", "=", "Open"]], fields='["unit"]'
	)
	assert [row["unit"] for row in rows.data] == [CITY_BUREAU]
