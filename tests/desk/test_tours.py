"""Tours: somebody new is led through reporting and through dispatching, each part in the light with words beside it."""

import re

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import ok

# Keys have the names that stand on them.
KEYS = re.compile("按 Esc|按 Alt")
# How far the part in the light is off what the words speak of, in pixels; the light is a little larger.
OFF = """(selector) => {
	const part = [...document.querySelectorAll(selector)].find((one) => one.offsetParent).getBoundingClientRect();
	const light = document.querySelector(".cg-tour-light").getBoundingClientRect();
	return Math.max(...["left", "top", "right", "bottom"].map((side) => Math.abs(part[side] - light[side])));
}"""
REPORT = {
	"开始上报": ".primary-action",
	"选类别": ".form-layout [data-fieldname=category]",
	"写清问题": ".form-layout [data-fieldname=description]",
	"标明地点": ".form-layout [data-fieldname=position_map]",
	"添加照片": ".form-layout [data-fieldname=photos]",
	"提交上报": ".page-head .primary-action",
	"接下来": None,
}
DISPATCH = {
	"等待派遣的案件": ".frappe-list .result",
	"先看一眼": ".cg-look",
	"案件概览": "[data-section-key=glance]",
	"派遣": ".cg-next-steps",
	"批量派遣": ".list-header-subject",
	"接下来": None,
}


def start(desk, label: str) -> None:
	"""From the Help menu; Frappe 16 has none of its own beside the search."""
	menu = desk.page.locator(".dropdown-help > button:visible")
	if menu.count():
		menu.click()
		desk.page.locator("#toolbar-help:visible a", has_text=label).first.click()
		return
	desk.open("user-guide")
	desk.page.get_by_role("button", name=label).click()


def walk(desk, steps: dict) -> None:
	page = desk.page
	for number, (title, part) in enumerate(steps.items(), 1):
		words = page.get_by_role("dialog", name=title, exact=True)
		expect(words.locator("footer span")).to_have_text(f"第 {number} 步，共 {len(steps)} 步")
		expect(words).to_have_attribute("aria-busy", "false")
		expect(words).to_be_in_viewport(ratio=1)
		assert [text for text in desk.english(".cg-tour") if not KEYS.search(text)] == []
		light = page.locator(".cg-tour-light")
		if part:
			expect(light).to_be_visible()
			page.wait_for_function(f"(selector) => ({OFF})(selector) <= 6", arg=part)
			expect(light).to_be_in_viewport()
		else:
			expect(light).to_be_hidden()
		button = words.locator(".btn-primary")
		expect(button).to_be_focused()
		page.keyboard.press("Enter")
	expect(page.locator(".cg-tour, .cg-tour-light")).to_have_count(0)


@pytest.fixture
def filed(login, report) -> str:
	"""A case that waits for a unit, as no rule says where it goes."""
	case = report(title="无规则待派遣")
	ok(login("operator").call("case.act", case=case, action="Accept"))
	ok(login("chief").call("case.act", case=case, action="File"))
	return case


def test_reporting(open_desk):
	desk = open_desk("gridworker", again=True)
	desk.open("case")
	start(desk, "导览：上报案件")
	walk(desk, REPORT)
	assert desk.page.evaluate("() => cur_frm.doctype === 'Case' && cur_frm.is_new()"), "nothing was sent"


def test_dispatching(open_desk, filed):
	desk = open_desk("chief", again=True)
	desk.open("case")
	start(desk, "导览：派遣案件")
	walk(desk, DISPATCH)
	assert desk.page.evaluate("() => frappe.get_route()[0]") == "List"


def test_one_goes_back_and_ends_it_at_any_time(open_desk):
	desk = open_desk("gridworker")
	desk.open("case")
	desk.page.evaluate("() => community_gov.start_tour('report')")
	words = desk.page.locator(".cg-tour")
	words.get_by_role("button", name="下一步").click()
	expect(words.locator("h4")).to_have_text("选类别")
	words.get_by_role("button", name="上一步").click()
	expect(words.locator("h4")).to_have_text("开始上报")
	desk.page.keyboard.press("Escape")
	expect(words).to_have_count(0)


def test_who_sets_the_site_up_finds_both_on_the_first_steps(open_desk):
	desk = open_desk("admin")
	desk.open("first-steps")
	for label in ("导览：上报案件", "导览：派遣案件"):
		expect(desk.page.get_by_role("button", name=label)).to_be_visible()
	desk.page.get_by_role("button", name="导览：派遣案件").click()
	expect(desk.page.get_by_role("dialog", name="等待派遣的案件")).to_be_visible()
	desk.page.keyboard.press("Escape")


def test_others_are_offered_what_they_do(open_desk):
	offered = "() => community_gov.tours().map(({ key }) => key)"
	for key, tours in {"gridworker": ["report"], "handler": [], "chief": ["report", "dispatch"]}.items():
		desk = open_desk(key)
		desk.open("case-dispatch" if key == "handler" else "case")
		assert desk.page.evaluate(offered) == tours, key


def test_on_a_phone_words_and_part_are_both_seen(open_desk):
	desk = open_desk("gridworker")
	desk.page.set_viewport_size({"width": 390, "height": 844})
	desk.open("case")
	desk.page.evaluate("() => community_gov.start_tour('report')")
	words = desk.page.locator(".cg-tour")
	for _ in range(3):
		words.locator(".btn-primary").click()
	expect(words.locator("h4")).to_have_text("标明地点")
	expect(words).to_have_attribute("aria-busy", "false")
	expect(words).to_be_in_viewport(ratio=1)
	expect(desk.page.locator(".cg-tour-light")).to_be_in_viewport()
	desk.page.keyboard.press("Escape")
