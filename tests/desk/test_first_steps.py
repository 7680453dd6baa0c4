"""The administrator of a new site is led from step to step."""

from playwright.sync_api import expect

from tests.desk.reading import english_on


def test_the_next_step_is_marked_and_opens(open_desk):
	desk = open_desk("admin")
	desk.open("first-steps")
	steps = desk.page.locator(".cg-step")
	expect(steps).to_have_count(9)
	expect(steps.first).to_have_attribute("data-state", "done")
	expect(desk.page.locator(".cg-steps-head")).to_contain_text(
		"共 9 步" if steps.locator("[data-state=next]").count() else "步"
	)
	assert english_on(desk.page) == []
	desk.shot("first-steps")
	steps.first.locator("button").click()
	expect(desk.page.locator(".list-row-container:visible").first).to_be_visible()


def test_the_administrators_desk_leads_there(open_desk):
	desk = open_desk("admin")
	desk.open("administration-desk")
	desk.page.locator(".shortcut-widget-box", has_text="起步引导").first.click()
	expect(desk.page.locator(".cg-step").first).to_be_visible()


def test_others_have_no_such_page(login):
	assert login("chief").query("first_steps.look").status == 403
	assert login(None).query("first_steps.look").status == 403
