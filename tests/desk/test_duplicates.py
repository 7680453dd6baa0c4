"""Similar open cases on the form: shown before anything is dispatched, merged from there."""

from uuid import uuid4

from playwright.sync_api import expect


def test_similar_case_is_shown_and_merged(open_desk, login):
	words = f"渠边堆放生活垃圾{uuid4().int % 10**6}"
	values = {"latitude": 29.7222, "longitude": 113.8812, "category": "M06025"}
	into = login("gridworker").call("case.report", description=words, **values).data["case"]
	case = login("gridworker").call("case.report", description=words, **values).data["case"]
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	entry = desk.page.locator(".cg-similar-case", has_text=words[:10]).first
	expect(entry).to_contain_text("同一小类")
	assert desk.english(".cg-similar-case .text-muted") == []
	desk.page.locator(f"[data-merge='{into}']").click()
	desk.dialog().locator("textarea[data-fieldname='reason']").fill("同一处垃圾。")
	desk.dialog().get_by_role("button", name="并案", exact=True).click()
	expect(desk.stage()).to_have_text("不予立案")
	assert login("operator").read("Case", case).data["duplicate_of"] == into
