"""The Help menu opens our guide, in the reader's language."""

import re

from playwright.sync_api import expect


def test_the_guide_is_read_in_the_desk(open_desk):
	desk = open_desk("gridworker")
	desk.open("user-guide")
	text = desk.page.locator(".cg-guide-text")
	expect(text.locator("h1")).to_have_text("管理员手册")
	contents = desk.page.locator(".cg-guide-link")
	assert contents.count() > 20
	contents.filter(has_text="时限").first.click()
	expect(text.locator("h2", has_text="日历与时限")).to_be_in_viewport()
	text.locator("a", has_text="案件调整申请").first.click()
	expect(text.locator("h1").first).to_contain_text("Case Adjustment")
	expect(desk.page).to_have_url(re.compile("user-guide/workflows/case-adjustment-approval$"))
	desk.page.go_back()
	expect(text.locator("h1")).to_have_text("管理员手册")


def test_the_help_menu_begins_with_it(open_desk):
	desk = open_desk("admin", again=True)
	desk.open("case")
	items = "() => frappe.boot.navbar_settings.help_dropdown.map((item) => item.item_label)"
	assert desk.page.evaluate(items)[:2] == ["使用指南", "起步引导"]
	# Frappe 16 has no Help menu of its own beside the search.
	menu = desk.page.locator(".dropdown-help > button:visible")
	if menu.count():
		menu.click()
		desk.page.locator("#toolbar-help:visible a", has_text="使用指南").first.click()
		expect(desk.page.locator(".cg-guide-text h1")).to_have_text("管理员手册")
	worker = open_desk("gridworker", again=True)
	worker.open("case")
	assert worker.page.evaluate(items)[0] == "使用指南" and "起步引导" not in worker.page.evaluate(items)
