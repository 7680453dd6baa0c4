"""The next steps stand as buttons on a form, and what cannot succeed says why."""

from playwright.sync_api import expect

from tests.rest.conftest import ok


def test_the_likeliest_step_is_a_button_that_takes_it(open_desk, report):
	case = report("manager")
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	buttons = desk.page.locator(".cg-next-steps button:visible")
	expect(buttons.first).to_have_class("btn btn-sm btn-primary")
	assert buttons.all_inner_texts() == ["核实", "受理", "不予立案"]
	buttons.filter(has_text="受理").click()
	expect(desk.stage()).to_have_text("受理")
	# Filing is the chief's.
	expect(desk.page.locator(".cg-next-steps button:visible", has_text="立案")).to_have_count(0)


def test_what_cannot_succeed_is_grey_and_says_why(open_desk, login, checking):
	case = checking()[0]
	desk = open_desk("chief")
	desk.open(f"case/{case}")
	close = desk.page.locator(".cg-next-steps button:visible", has_text="结案")
	expect(close).to_be_disabled()
	(step,) = [
		row for row in ok(login("chief").query("step.next", doctype="Case", name=case)) if row["refusal"]
	]
	expect(desk.page.locator(".cg-next-steps .text-muted:visible")).to_have_text(step["refusal"])
	# Next step and glance stand first, what belongs to the case is closed, and people have names.
	expect(desk.page.locator(".cg-glance:visible")).to_be_visible()
	heads = desk.page.locator(".form-dashboard-section:visible .section-head")
	assert [text.strip() for text in heads.all_inner_texts()][:2] == ["下一步", "概况"]
	# Frappe 16 shows them in one line without a heading, which nothing closes.
	if desk.page.locator(".form-links:visible .section-head").count():
		expect(desk.page.locator(".form-links:visible .document-link:visible")).to_have_count(0)
	assert "@" not in desk.page.locator(".form-sidebar:visible").first.inner_text()


def test_what_is_not_saved_takes_no_step(open_desk, report):
	desk = open_desk("operator")
	desk.open(f"case/{report('manager')}")
	button = desk.page.locator(".cg-next-steps button:visible", has_text="受理")
	expect(button).to_be_enabled()
	desk.page.evaluate("() => cur_frm.set_value('address', '东门')")
	button.click()
	expect(desk.page.locator(".desk-alert", has_text="请先保存")).to_be_visible()
