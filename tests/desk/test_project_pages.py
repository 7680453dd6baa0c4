"""Micro-projects on a phone: applying and following by a bound number, joining a group, reading accounts; 360 px, elder mode."""

from playwright.sync_api import expect

from tests.desk.test_council_pages import open_phone, shoot  # noqa: F401 (fixture)
from tests.rest.test_micro_projects_api import new_number
from tests.rest.test_public_polls import bind
from tests.support.participation import ok, step
from tests.support.projects import open_call, private_file
from tests.support.registry import GRID


def test_a_resident_applies_and_follows_the_code(open_phone, login, fresh):  # noqa: F811
	call = open_call(login)
	page = open_phone("/projects", bind(fresh, new_number()), width=360)
	made = page.locator(f"[data-call={call}]")
	expect(made).to_contain_text("物业应当做的维修")
	made.get_by_text("申报项目").click()
	for name, words in (
		("title", "楼道花园"),
		("need", "楼道堆物，老人绊脚。"),
		("plan", "清理后种花。"),
		("outcome_measure", "堆物清零。"),
		("beneficiaries", "96"),
		("place", "三栋"),
		("handover_to", "楼栋志愿队"),
		("item", "花箱"),
		("amount", "1200.50"),
		("milestone", "清理完"),
		("due_on", "2099-05-01"),
		("representative_name", "吴演示"),
	):
		made.locator(f"[name={name}]").fill(words)
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	shoot(page, "projects-apply")
	made.get_by_role("button", name="提交申报").click()
	expect(page.locator("#project-done")).to_be_visible()
	page.locator("#follow-project").click()
	expect(page.locator("#status")).to_contain_text("已申报")
	expect(page.locator("#status")).to_contain_text("1200.5 元")
	(project,) = login("clerk").names("Micro-project", [["project_call", "=", call]])
	assert ok(login("clerk").read("Micro-project", project))["requested"] == 1200.5


def test_a_resident_joins_a_group_and_leaves_it(open_phone, login, fresh):  # noqa: F811
	clerk, number, lead = login("clerk"), new_number(), new_number()
	values = {
		"group_name": f"棋社{number[-4:]}",
		"kind": "Skills and Hobbies",
		"grid": GRID,
		"purpose": "下棋",
	}
	group = ok(clerk.create("Interest Group", **values))["name"]
	paper = {"name": "郑棋手", "mobile": lead, "consent_paper": private_file(clerk)}
	member = ok(clerk.call("group.add_member", group=group, **paper))["member"]
	ok(login(None).call("public_project.join", binding=bind(fresh, lead), group=group, name="郑棋手"))
	ok(clerk.call("group.set_lead", group=group, member=member))
	ok(step(clerk, "Interest Group", group, "Put on File", fields={"filing_number": f"Z{group}"}))
	page = open_phone("/projects", bind(fresh, number))
	made = page.locator(f"[data-group={group}]")
	made.get_by_text("加入这个组织").click()
	made.locator("input").fill("王新人")
	made.get_by_role("button", name="确认加入").click()
	expect(page.locator("#told")).to_have_text("您已加入。")
	expect(made).to_contain_text("成员2", use_inner_text=False)
	shoot(page, "projects-group")
	page.on("dialog", lambda dialog: dialog.accept())
	made.get_by_role("button", name="退出组织").click()
	expect(page.locator("#told")).to_have_text("您已退出。")


def test_nothing_keeps_people_out(open_phone):  # noqa: F811
	page = open_phone("/projects", width=360)
	expect(page.locator("h1")).to_have_text("微项目与社会组织")
	page.locator("#elder").click()
	page.wait_for_load_state("networkidle")
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	small = page.evaluate(
		"""() => [...document.querySelectorAll('main button, main a.button')]
			.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
			.map((one) => one.textContent)"""
	)
	assert small == []
