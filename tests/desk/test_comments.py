"""Comments on a form, and the templates of the desk that draw them."""

from playwright.sync_api import expect

from tests.rest.conftest import ok

# Frappe logs what does not compile and goes on; then the template is no function.
NOT_COMPILED = """() => Object.entries(frappe.templates)
	// Frappe's own, and no template in its own build either.
	.filter(([name]) => name !== "photoswipe_dom")
	.filter(([name, text]) => typeof frappe.template.compile(text, name) !== "function")
	.map(([name]) => name)"""


def test_a_form_with_comments_stays_usable(open_desk, login, report):
	case = report(description="水管漏水")
	said = {
		"reference_doctype": "Case",
		"reference_name": case,
		"content": "已电话联系",
		"comment_email": "x@x.x",
	}
	ok(
		login("chief").request(
			"POST", "/api/method/frappe.desk.form.utils.add_comment", json={**said, "comment_by": "x"}
		)
	)
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	expect(desk.page.locator(".new-timeline", has_text="已电话联系")).to_be_visible()
	box = desk.page.locator(".comment-input-container .ql-editor")
	box.click()
	box.press_sequentially("明日上门")
	with desk.page.expect_response(lambda answer: "add_comment" in answer.url) as sent:
		desk.page.locator(".comment-input-wrapper .btn-comment").click()
	assert sent.value.status == 200
	desk.open(f"case/{case}")
	expect(desk.page.locator(".new-timeline", has_text="明日上门")).to_be_visible()
	desk.step("受理")
	expect(desk.stage()).to_contain_text("受理")


def test_every_template_compiles(open_desk):
	desk = open_desk("chief")
	desk.open("case")
	assert desk.page.evaluate("() => Object.keys(frappe.templates).length") > 20
	assert desk.page.evaluate(NOT_COMPILED) == []
