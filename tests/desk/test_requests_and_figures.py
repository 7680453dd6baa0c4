"""Requests, rulings, supervision orders, reports and bulletins in the browser."""

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU


@pytest.fixture
def case(login) -> tuple[str, str]:
	"""(case, dispatch): a case with a limit that waits for the Water Bureau."""
	answer = login("gridworker").call(
		"case.report", description="路边有暴露垃圾。", grid="421281001002001", category="M06010"
	)
	name = answer.data["case"]
	login("operator").call("case.act", case=name, action="Accept")
	login("chief").call("case.act", case=name, action="File")
	units = [{"unit": WATER_BUREAU, "duty": "Lead"}]
	answer = login("chief").call("case.act", case=name, action="Dispatch", fields={"units": units})
	assert answer.status == 200, answer
	return name, login("chief").names("Case Dispatch", [["case_file", "=", name]])[0]


def choose(desk, group: str, label: str) -> None:
	"""A button inside a group of the form's head."""
	desk.page.locator(".inner-group-button:visible", has_text=group).locator("button").first.click()
	desk.page.locator(".inner-group-button .dropdown-menu:visible").get_by_text(label, exact=True).click()


def test_a_unit_asks_and_the_chief_rules(open_desk, login, case):
	_name, dispatch = case
	unit = open_desk("handler")
	unit.open(f"case-dispatch/{dispatch}")
	choose(unit, "申请", "退单")
	unit.dialog().locator("textarea[data-fieldname='reason']").fill("该渠段归城管局管养。")
	unit.dialog().get_by_role("button", name="提交申请", exact=True).click()
	expect(unit.dialog()).to_have_count(0)
	adjustment = login("chief").names("Case Adjustment", [["dispatch", "=", dispatch]])[0]

	chief = open_desk("chief")
	chief.open(f"case-adjustment/{adjustment}")
	expect(chief.page.locator(".form-page:visible [data-fieldname='kind']")).to_contain_text("退单")
	chief.shot("adjustment")
	chief.step("不批准")
	chief.dialog().locator("textarea[data-fieldname='note']").fill("属水利局职责。")
	chief.dialog().get_by_role("button", name="不批准", exact=True).click()
	expect(chief.stage()).to_have_text("未批准")
	assert login("chief").read("Case Dispatch", dispatch).data["stage"] == "Dispatched"


def test_the_chief_supervises_and_the_unit_answers(open_desk, login, case):
	name, _dispatch = case
	chief = open_desk("chief")
	chief.open(f"case/{name}")
	choose(chief, "督办", "督办单")
	chief.dialog().locator("textarea[data-fieldname='demand']").fill("请今日内清理。")
	chief.dialog().get_by_role("button", name="下达", exact=True).click()
	expect(chief.dialog()).to_have_count(0)
	order = login("chief").names("Supervision Order", [["case_file", "=", name]])[0]

	unit = open_desk("handler")
	unit.open(f"supervision-order/{order}")
	expect(unit.page.locator(".form-page:visible [data-fieldname='ground']")).to_contain_text("超时")
	unit.step("答复")
	unit.dialog().locator("[data-fieldname='answer'] textarea").fill("已安排清理。")
	unit.shot("supervision-order")
	unit.dialog().get_by_role("button", name="答复", exact=True).click()
	expect(unit.stage()).to_have_text("已答复")


@pytest.mark.parametrize(
	("report", "heading"),
	[("Area Figures", "区域统计表"), ("Unit Figures", "责任单位统计表"), ("Post Figures", "岗位统计表")],
)
def test_reports_read_well_in_chinese(open_desk, case, report, heading):
	desk = open_desk("chief")
	desk.page.goto(f"/app/query-report/{report}")
	expect(desk.page.locator(".dt-row").nth(1)).to_be_visible()
	expect(desk.title()).to_have_text(heading)
	expect(desk.page.locator(".dt-header").first).to_contain_text("得分")
	desk.shot(report.lower().replace(" ", "-"))


def test_a_bulletin_on_its_form(open_desk, login):
	days = {"kind": "Special", "from_date": "2021-05-01", "to_date": "2021-05-02"}
	name = login("chief").call("bulletin.generate", **days).data["bulletin"]
	desk = open_desk("chief")
	desk.open(f"bulletin/{name}")
	expect(desk.page.locator(".bulletin h1")).to_contain_text("案件处置情况专项通报")
	desk.shot("bulletin")
	desk.step("作废")
	desk.dialog().locator("textarea[data-fieldname='note']").fill("测试结束。")
	desk.dialog().get_by_role("button", name="作废", exact=True).click()
	expect(desk.stage()).to_have_text("已作废")
