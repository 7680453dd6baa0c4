"""A micro-project in the desk: a reviewer asked, scores given by a dialog without the applicant, in Chinese; households on the phone."""

from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.desk.test_council import press, send
from tests.support.participation import ok
from tests.support.projects import household_in_care, open_call, project_under_review
from tests.support.registry import GRID


def test_a_reviewer_is_asked_and_gives_scores_without_the_applicant(open_desk, login):
	project = project_under_review(login, open_call(login))
	desk = open_desk("clerk")
	desk.open(f"micro-project/{project}")
	expect(desk.stage()).to_have_text("初审通过")
	press(desk, "邀请评审人")
	dialog = desk.dialog()
	desk.choose(dialog.locator("[data-fieldname=reviewer] input"), email("overseer"), "")
	send(dialog, "邀请评审人")
	expect(dialog).to_be_hidden()
	desk.shot("micro-project")
	(row,) = [one for one in ok(login("overseer").query("project_review.mine")) if not one["submitted_at"]][
		-1:
	]
	other = open_desk("overseer")
	other.open(f"project-review/{row['review']}")
	page = other.page.locator(".form-page:visible").first
	expect(page).to_contain_text("清理后种花")
	assert "赵代表" not in page.inner_text()
	press(other, "打分")
	dialog = other.dialog()
	dialog.locator("[data-fieldname=score_0] select").select_option("8")
	dialog.locator("[data-fieldname=score_1] select").select_option("7")
	dialog.locator("[data-fieldname=comment] textarea").fill("居民愿意出力。")
	send(dialog, "发送")
	expect(other.page.locator("[data-fieldname=total]:visible").first).to_contain_text("760")
	other.shot("project-review")
	assert other.english(".page-head:visible") == []


def test_lists_and_forms_of_branches_and_groups_speak_chinese(open_desk):
	desk = open_desk("manager")
	for route in ("interest-group", "party-branch", "project-call", "steward-household"):
		desk.open(f"{route}/view/list")
		assert desk.english(".page-head:visible") == [], route
	desk.open("party-branch/new")
	expect(desk.page.locator("[data-fieldname=member_count]:visible").first).to_contain_text("党员名单")


def test_a_steward_sees_the_own_households_on_the_phone_and_notes_what_was_heard(open_workbench, login):
	household, _row = household_in_care(login)
	phone = open_workbench("gridworker")
	phone.open_work("mine")
	card = phone.page.locator("#my-households")
	expect(card).to_contain_text("我的联户")
	card.locator("summary").click()
	card.locator("textarea").fill(f"{household}门口灯不亮")
	card.get_by_role("button", name="登记为民情").click()
	expect(phone.page.locator("#toast")).to_contain_text("已登记")
	expect(card.locator("textarea")).to_have_value("")
	phone.check_comfort()


def test_branches_are_a_tree(open_desk, login):
	manager = login("manager")
	top = ok(
		manager.create("Party Branch", branch_name="树顶党委", kind="Community Committee", grid=GRID[:12])
	)["name"]
	ok(
		manager.create(
			"Party Branch", branch_name="树下支部", kind="Grid", grid=GRID, parent_branch=top, member_count=7
		)
	)
	desk = open_desk("manager")
	desk.page.goto("/app/party-branch/view/tree")
	node = desk.page.locator(".tree-node:visible", has_text="树顶党委").last
	node.locator(".tree-link").first.click()
	expect(
		desk.page.locator(".tree-node:visible", has_text="树下支部 · 网格 · 7 名党员").last
	).to_be_visible()
