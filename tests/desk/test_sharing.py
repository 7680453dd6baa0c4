"""Sharing from a phone: the page's address without what is personal, the progress without its code; ways into maps."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.test_snapshot import CHIBI
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.site_clock import now

SHARED = "navigator.share = async (told) => { window.shared = told; };"
COPIED = """
delete Navigator.prototype.share;
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
"""
BY_HAND = """
delete Navigator.prototype.share;
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


@pytest.fixture
def code(login) -> str:
	told = login(None).call(
		"public.report",
		description=f"楼道堆物 {uuid4().int % 10**6}",
		category="M06010",
		grid=CHIBI_GRID,
		idempotency_key=uuid4().hex,
	)
	return ok(told)["tracking_code"]


def test_the_progress_is_shared_without_its_code(open_workbench, code):
	phone = open_workbench(None, viewport={"width": 390, "height": 844})
	page = phone.page
	page.add_init_script(SHARED)
	page.goto(f"/snapshot/track#{code}")
	page.locator("#share-progress").click()
	page.wait_for_function("window.shared")
	shared = page.evaluate("window.shared")
	assert "/snapshot/progress?case=" in shared["url"] and code not in str(shared)
	phone.check_comfort()
	page.goto(shared["url"])
	expect(page.locator("#progress")).to_contain_text("暴露垃圾")
	assert phone.english("main") == [] or code not in page.content()
	phone.check_comfort()


@pytest.mark.parametrize(("script", "is_copied"), [(COPIED, True), (BY_HAND, False)])
def test_a_page_is_shared_where_there_is_no_sheet(open_workbench, code, script, is_copied):
	phone = open_workbench(None)
	page = phone.page
	page.add_init_script(script)
	page.goto(f"/snapshot/track?x=1#{code}")
	page.locator("#share").click()
	if is_copied:
		expect(page.locator(".shared")).to_contain_text("链接已复制")
		address = page.evaluate("window.copied")
	else:
		address = page.locator(".shared input").input_value()
	assert address.endswith("/snapshot/track?_lang=zh")
	phone.check_comfort()


def test_a_case_leads_into_the_maps_of_the_phone(open_workbench, report, login, most_urgent):
	case = report(latitude=CHIBI["latitude"], longitude=CHIBI["longitude"], address="陆水湖北渠")
	most_urgent("Case", case)
	phone = open_workbench("operator")
	phone.open_work()
	panel = phone.open_row(case)
	expect(panel.locator("[data-way=amap]")).to_have_text("高德导航")
	assert panel.locator("[data-way=geo]").get_attribute("href").startswith(f"geo:{CHIBI['latitude']:.6f}")
	phone.check_comfort()


def test_an_activity_leads_to_its_meeting_place(open_workbench, login):
	starts = now() + timedelta(days=2)
	values = {
		"activity_title": f"清河活动{uuid4().int % 10**6}",
		"grid": CHIBI_GRID,
		"place": "东门",
		**CHIBI,
	}
	values |= {"starts_at": str(starts)[:19], "ends_at": str(starts + timedelta(hours=2))[:19]}
	values["roles"] = [{"role_title": "巡河", "capacity": 5}]
	name = ok(login("coordinator").create("Volunteer Activity", **values))["name"]
	step = {"doctype": "Volunteer Activity", "name": name}
	ok(login("coordinator").call("step.take", **step, action="Recruit"))
	phone = open_workbench(None)
	phone.page.goto("/activity")
	card = phone.page.locator(f"[data-activity='{name}']")
	expect(card.locator("[data-way=amap]")).to_be_visible()
	phone.check_comfort()
	ok(login("coordinator").call("step.take", **step, action="Call Off", note="测试结束"))
