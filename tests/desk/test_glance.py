"""A case at a glance in the desk, on its own form and on that of the dispatch that a unit opens."""

from playwright.sync_api import expect

from tests.rest.test_glance import seen_there


def test_a_unit_sees_the_problem_on_its_dispatch(open_desk, dispatched):
	_case, dispatch = dispatched(**seen_there())
	desk = open_desk("handler")
	desk.open(f"case-dispatch/{dispatch}")
	shown = desk.page.locator(".cg-glance")
	expect(shown).to_contain_text("渠边有异味")
	expect(shown).to_contain_text("陆水湖北渠")
	expect(shown.locator(".cg-glance-photos img")).to_have_count(2)
	expect(shown.locator(".cg-glance-map path").first).to_be_visible()
	assert desk.english(".cg-glance") == []
	shown.locator("[data-photo]").first.click()
	large = desk.dialog().locator(".cg-glance-large")
	expect(large).to_be_visible()
	assert large.evaluate("image => image.naturalWidth") > 0
	desk.close_dialog()


def test_the_stages_of_a_case_stand_in_their_order(open_desk, dispatched):
	case, _dispatch = dispatched(**seen_there())
	desk = open_desk("chief")
	desk.open(f"case/{case}")
	steps = desk.page.locator(".cg-glance-steps li")
	expect(steps.first).to_contain_text("上报")
	expect(desk.page.locator(".cg-glance-steps [aria-current]")).to_have_count(1)
	desk.shot("case-glance")
