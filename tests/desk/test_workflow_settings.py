"""The administrator of a community changes a workflow on its page, and takes it back."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.desk.reading import english_on


def test_a_state_and_a_step_are_added_and_taken_back(open_desk):
	desk = open_desk("admin", again=True)
	page, name = desk.page, f"复核{uuid4().int % 10**6}"
	desk.open("workflow-settings")
	page.locator("select[data-fieldname=document_type]").select_option("Point Transfer")
	states = page.locator(".cg-workflow-state")
	expect(states).to_have_count(4)
	expect(page.locator(".cg-workflow-diagram rect")).to_have_count(4)
	assert english_on(page) == []
	page.get_by_role("button", name="新增状态").click()
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=state] input").fill(name)
	dialog.locator("[data-fieldname=stage] select").select_option("Requested")
	dialog.get_by_role("button", name="保存").click()
	own = states.filter(has_text=name)
	expect(own).to_contain_text("还没有步骤通向这里")
	expect(dialog).to_be_hidden()
	own.locator("[data-do=add]").click()
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=action] input").fill("同意")
	dialog.locator("[data-fieldname=next_state] select").select_option("Granted")
	dialog.locator("[data-fieldname=roles] input[type=checkbox]").first.check()
	dialog.get_by_role("button", name="保存").click()
	expect(own.locator("[data-do=step]")).to_have_text("同意")
	expect(dialog).to_be_hidden()
	for _turn in range(2):
		with page.expect_response("**/*workflow.undo"):
			page.locator(".page-actions:visible .btn-secondary").click()
	expect(states).to_have_count(4)


def test_what_would_strand_documents_is_told(open_desk):
	desk = open_desk("admin", again=True)
	page = desk.page
	desk.open("workflow-settings")
	expect(page.locator(".cg-workflow-diagram rect").first).to_be_visible()
	desk.shot("workflow-settings")
	page.locator(".cg-workflow-state", has_text="核查").locator(
		"[data-do=step]", has_text="结案"
	).first.click()
	desk.dialog().get_by_role("button", name="移除步骤").click()
	expect(page.locator(".msgprint:visible")).to_contain_text("请先新增离开它的步骤")
	desk.forgive(417)
	desk.close_dialog(".msgprint")
