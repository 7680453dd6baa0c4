"""The register in the browser: a person's steps, the household's members, a search by number."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok, publish_over_rest
from tests.support.volunteers import registration_values


@pytest.fixture
def family(login) -> dict[str, str]:
	"""A household of two in a building of its own: household, head, spouse."""
	manager = login("manager")
	name = f"花园{uuid4().int % 10**6}"
	compound = ok(manager.create("Residential Compound", compound_name=name, grid=CHIBI_GRID[:12]))["name"]
	values = {"compound": compound, "building_number": "5栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **values))["name"]
	home = {"building": building, "unit_number": "1", "room_number": "302"}
	household = ok(manager.create("Household", **home))["name"]
	people = [
		ok(
			manager.create(
				"Resident",
				full_name=full_name,
				household=household,
				relation_to_head=relation,
				birth_date=f"19{number}0-05-06",
			)
		)["name"]
		for number, (full_name, relation) in enumerate(
			(("钱演示甲", "Head"), ("孙演示乙", "Spouse")), start=5
		)
	]
	return {"household": household, "head": people[0], "spouse": people[1]}


def test_a_head_moves_out(open_desk, login, family):
	desk = open_desk("gridworker")
	desk.open(f"household/{family['household']}")
	members = desk.page.locator(".form-dashboard-section:visible", has_text="家庭成员")
	expect(members).to_contain_text("钱演示甲")
	expect(members).to_contain_text("配偶")
	members.get_by_text("钱演示甲").click()
	expect(desk.title()).to_contain_text("钱演示甲")
	expect(desk.stage()).to_have_text("在住")
	expect(desk.page.locator(".cg-person:visible")).to_contain_text("孙演示乙 (配偶)")
	button(desk, "迁出")
	dialog = desk.dialog()
	dialog.get_by_role("button", name="迁出", exact=True).click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text("请指定新户主")
	desk.close_dialog(".msgprint")
	desk.forgive(409)
	field = dialog.locator("input[data-fieldname='new_head']")
	field.click()
	desk.choose(field, "孙演示", "孙演示乙")
	dialog.get_by_role("button", name="迁出", exact=True).click()
	expect(desk.stage()).to_have_text("已迁出")
	button(desk, "居住历史")
	expect(desk.dialog()).to_contain_text("迁出")
	assert ok(login("manager").read("Household", family["household"]))["head"] == family["spouse"]


def button(desk, label: str) -> None:
	"""Presses an entry of the button Residence."""
	desk.page.get_by_role("button", name="居住办理").first.click()
	desk.page.locator(".dropdown-menu:visible").get_by_text(label, exact=True).click()


def test_a_number_is_asked_and_nobody_has_it(open_desk):
	desk = open_desk("manager")
	desk.open("resident/view/list")
	desk.page.get_by_role("button", name="按号码查找", exact=True).click()
	dialog = desk.dialog()
	dialog.locator("input[data-fieldname='mobile']").fill("15409999999")
	dialog.locator("select[data-fieldname='purpose']").select_option("Service to the Person")
	dialog.get_by_role("button", name="查找", exact=True).click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text("没有人使用该号码")


def test_a_double_record_is_merged_and_parted(open_desk, login, family):
	twin = f"孙演示{uuid4().int % 10**6}"
	double = ok(login("manager").create("Resident", full_name=twin, grid=CHIBI_GRID))["name"]
	desk = open_desk("manager")
	desk.open(f"resident/{family['spouse']}")
	button(desk, "合并重复档案")
	dialog = desk.dialog()
	field = dialog.locator("input[data-fieldname='merged']")
	field.click()
	desk.choose(field, twin, twin)
	dialog.locator("textarea[data-fieldname='reason']").fill("重复登记")
	dialog.get_by_role("button", name="合并重复档案", exact=True).click()
	expect(dialog).to_be_hidden()
	assert ok(login("manager").read("Resident", double))["merged_into"] == family["spouse"]
	merge = login("manager").names("Resident Merge", [["merged", "=", double]])[0]
	desk.open(f"resident-merge/{merge}")
	desk.page.get_by_role("button", name="撤销合并", exact=True).click()
	desk.dialog().get_by_role("button", name="是").click()
	expect(desk.page.locator("[data-fieldname='status']:visible").first).to_contain_text("已撤销")
	assert ok(login("manager").read("Resident", double))["status"] == "Present"


def test_a_request_for_a_copy_is_answered(open_desk, login, family):
	values = {
		"resident": family["head"],
		"kind": "Copy of Data",
		"request": "想看我的信息",
		"identity_checked": 1,
	}
	name = ok(login("manager").create("Personal Data Request", **values))["name"]
	desk = open_desk("manager")
	desk.open(f"personal-data-request/{name}")
	desk.page.get_by_role("button", name="查看副本", exact=True).click()
	expect(desk.dialog()).to_contain_text("钱演示甲")
	desk.close_dialog()
	expect(desk.dialog()).to_be_hidden()
	desk.page.get_by_role("button", name="答复请求", exact=True).click()
	desk.dialog().locator("textarea[data-fieldname='text']").fill("已当面提供")
	desk.dialog().get_by_role("button", name="答复请求", exact=True).click()
	expect(desk.stage()).to_have_text("已完成")
	assert ok(login("manager").read("Personal Data Request", name))["answer"] == "已当面提供"


def test_a_dry_run_from_the_list(open_desk, login):
	desk = open_desk("admin")
	desk.open("retention-run/view/list")
	desk.page.get_by_role("button", name="试运行", exact=True).click()
	expect(desk.page.locator(".desk-alert:visible")).to_contain_text("失败 0 人")


def test_a_visit_with_a_finding_that_becomes_a_case(open_desk, login, family):
	worker = login("gridworker")
	visit = ok(worker.create("Visit", resident=family["head"], assignee="gridworker@demo.example"))["name"]
	desk = open_desk("gridworker")
	desk.open("visit/view/list")
	desk.page.get_by_role("button", name="当日走访清单", exact=True).click()
	expect(desk.dialog().locator("table")).to_contain_text("钱演示甲")
	assert "*" not in desk.dialog().locator("table").inner_text()
	desk.dialog().locator(f"a[href*='{visit}']").click()
	expect(desk.stage()).to_have_text("待走访")
	form = desk.page.locator(".form-page:visible")
	form.locator("select[data-fieldname='result']").select_option("Met")
	# The cells of a row open and close by themselves; what is tried here is the step that follows the saving.
	row = {"kind": "Case", "description": "楼道灯坏"}
	desk.page.evaluate(
		"row => { cur_frm.add_child('findings', row); cur_frm.refresh_field('findings'); cur_frm.dirty(); }",
		row,
	)
	expect(form.locator("[data-fieldname='findings'] .grid-row[data-idx='1']")).to_contain_text("楼道灯坏")
	desk.page.get_by_role("button", name="保存", exact=True).click()
	expect(desk.stage()).to_have_text("已完成")
	expect(desk.page.locator(".desk-alert", has_text="已上报")).to_be_visible()
	stored = ok(worker.read("Visit", visit))
	case = ok(login("operator").read("Case", stored["findings"][0]["case_file"]))
	desk.open(f"resident/{family['head']}")
	expect(desk.page.locator(".cg-person:visible")).to_contain_text("已见面")
	expect(desk.page.locator(".cg-person:visible")).to_contain_text("最近走访")
	assert (case["description"], case["source"]) == ("楼道灯坏", "Visit")
	assert "钱演示甲" not in str(case)


def test_calendar_and_coverage(open_desk, login, family):
	ok(login("gridworker").create("Visit", resident=family["head"]))
	desk = open_desk("manager")
	desk.open("visit/view/calendar/default")
	expect(desk.page.locator(".fc-event").first).to_be_visible()
	desk.open("query-report/Visit Coverage")
	expect(desk.page.locator(".dt-scrollable, .datatable").first).to_contain_text("第一网格")
	expect(desk.page.locator(".dt-header").first).to_contain_text("覆盖率")


def test_a_volunteer_is_linked_and_the_consent_withdrawn(open_desk, login):
	"""The manager says who the volunteer is; the coordinator withdraws what came with the registration."""
	publish_over_rest(login)
	name = f"周演示{uuid4().hex[:6]}"
	resident = ok(login("manager").create("Resident", full_name=name, grid=CHIBI_GRID))["name"]
	asked = ok(login("manager").call("volunteer.register", **registration_values(full_name=name)))
	approval = {"registration": asked["registration"], "action": "Approve"}
	volunteer = ok(login("coordinator").call("volunteer.act", **approval))["volunteer"]
	desk = open_desk("manager")
	desk.open(f"volunteer/{volunteer}")
	desk.page.get_by_role("button", name="关联居民", exact=True).click()
	field = desk.dialog().locator("input[data-fieldname='resident']")
	field.click()
	desk.choose(field, name, name)
	desk.dialog().get_by_role("button", name="关联居民", exact=True).click()
	expect(desk.page.locator("button:visible", has_text="取消关联")).to_be_visible()
	assert ok(login("manager").read("Volunteer", volunteer))["resident"] == resident
	consent = login("coordinator").names("Consent", [["volunteer", "=", volunteer]])[0]
	desk = open_desk("coordinator")
	desk.open(f"consent/{consent}")
	desk.page.get_by_role("button", name="撤回同意", exact=True).click()
	desk.dialog().get_by_role("button", name="撤回同意", exact=True).click()
	expect(desk.stage()).to_have_text("已撤回")
