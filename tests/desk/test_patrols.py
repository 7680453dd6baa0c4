"""A patrol and a training session in the browser: begun, checked in where one stands, taken attendance of."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok
from tests.rest.test_patrols_api import end_running
from tests.support.site_clock import today

HERE = {"latitude": 29.7205, "longitude": 113.881}


@pytest.fixture
def points(login):
	"""Three points along a street, over after the test."""
	names = []
	for number, name in enumerate(("东门岗亭", "配电房", "河堤护栏")):
		spot = {"latitude": 29.7205 - number * 0.002, "longitude": 113.881}
		values = {
			"point_name": f"{name}{uuid4().int % 10**6}",
			"grid": CHIBI_GRID,
			"instruction": "看门锁、积水",
			# What a phone sends later may have happened on the day before.
			"active_from": "2024-01-01",
		}
		names.append(ok(login("manager").create("Patrol Point", **values, **spot))["name"])
	yield names
	for name in names:
		over = {"active_from": "2024-01-01", "active_to": "2024-01-02"}
		ok(login("manager").update("Patrol Point", name, **over))


def test_a_patrol_from_the_list_to_its_end(open_desk, login, points):
	end_running(login)
	names = [ok(login("manager").read("Patrol Point", name))["point_name"] for name in points]
	desk = open_desk("gridworker")
	desk.context.grant_permissions(["geolocation"])
	desk.context.set_geolocation({**HERE, "accuracy": 10})
	desk.open("patrol/view/list")
	desk.page.get_by_role("button", name="开始巡查", exact=True).click()
	desk.dialog().get_by_role("button", name="开始", exact=True).click()
	expect(desk.stage()).to_have_text("巡查中")
	desk.page.get_by_role("button", name="签到", exact=True).click()
	table = desk.dialog().locator(".cg-points")
	expect(table).to_contain_text("今日应巡")
	listed = [text for text in table.locator("b").all_text_contents() if text in names]
	assert listed == names, "in the order of a walk"
	row = table.locator("tr", has_text=names[0])
	row.get_by_role("button", name="签到").click()
	expect(desk.page.locator(".desk-alert", has_text="签到成功")).to_be_visible()
	expect(desk.page.locator("[data-fieldname='check_ins'] .grid-row[data-idx='1']")).to_contain_text(
		names[0]
	)
	desk.page.get_by_role("button", name="签到", exact=True).click()
	expect(desk.dialog().locator("tr", has_text=names[0])).to_contain_text("已签到")
	desk.shot("patrol-points")
	desk.dialog().locator("tr", has_text=names[2]).get_by_role("button", name="签到").click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text("请走近后再签到")
	desk.close_dialog(".msgprint")
	desk.forgive(422)
	code = ok(login("manager").query("patrol.point_code", point=points[1]))["code"]
	desk.context.clear_permissions()
	desk.dialog().locator("input[data-fieldname='code']").fill(code)
	desk.dialog().get_by_role("button", name="用点位码签到").click()
	expect(desk.page.locator("[data-fieldname='check_ins'] .grid-row[data-idx='2']")).to_contain_text(
		"扫码签到"
	)
	expect(desk.page.locator(".cg-track .cg-point.done")).to_have_count(1)
	expect(desk.page.locator(".cg-track .cg-point.code")).to_have_count(1)
	desk.page.get_by_role("button", name="结束巡查", exact=True).click()
	desk.dialog().locator("textarea").fill("一切正常")
	desk.dialog().get_by_role("button", name="结束巡查").click()
	expect(desk.stage()).to_have_text("已结束")
	expect(desk.page.get_by_role("button", name="签到", exact=True)).to_have_count(0)
	desk.shot("patrol")
	assert desk.english("[data-fieldname='check_ins'] .grid-heading-row") == []


def test_a_point_and_its_code_to_print(open_desk, login, points):
	desk = open_desk("manager")
	desk.open(f"patrol-point/{points[0]}")
	code = ok(login("manager").query("patrol.point_code", point=points[0]))["code"]
	with desk.context.expect_page() as opened:
		desk.page.get_by_role("button", name="二维码", exact=True).click()
	expect(opened.value.locator("h2")).to_have_text(code)
	expect(opened.value.locator("svg.qr")).to_be_visible()
	opened.value.close()
	desk.page.get_by_role("button", name="更换点位码", exact=True).click()
	desk.dialog().get_by_role("button", name="是", exact=True).click()
	field = desk.page.locator("[data-fieldname='code']:visible .control-value")
	expect(field).not_to_have_text(code)
	desk.shot("patrol-point")


def test_coverage_and_missed_points(open_desk, login, points):
	earlier = str(today() - timedelta(3))
	ok(login("manager").update("Patrol Point", points[0], active_from=earlier))
	name = ok(login("manager").read("Patrol Point", points[0]))["point_name"]
	desk = open_desk("manager")
	month = f"from_date={today() - timedelta(5)}&to_date={today()}"
	desk.open(f"query-report/Patrol Coverage?{month}")
	expect(desk.page.locator(".dt-header").first).to_contain_text("到位率")
	expect(desk.page.locator(".datatable").first).to_contain_text("第一网格")
	desk.shot("patrol-coverage")
	desk.open(f"query-report/Patrol Coverage?{month}&by=Missed")
	expect(desk.page.locator(".datatable").first).to_contain_text(name)


def test_a_training_session(open_desk, login):
	topic = f"消防安全{uuid4().int % 10**6}"
	body = {"topic": topic, "grid": CHIBI_GRID[:12], "begins_at": f"{today()} 00:00:00", "hours": 2}
	session = ok(login("manager").create("Training Session", **body))["name"]
	desk = open_desk("manager")
	desk.open(f"training-session/{session}")
	expect(desk.stage()).to_have_text("待举办")
	desk.page.get_by_role("button", name="邀请网格员", exact=True).click()
	row = desk.page.locator("[data-fieldname='attendance'] .grid-row[data-idx='1']")
	expect(row).to_be_visible()
	desk.page.get_by_role("button", name="登记到场", exact=True).click()
	expect(desk.dialog().locator(".checkbox-options input:checked")).to_have_count(1)
	desk.shot("training-attendance")
	desk.dialog().get_by_role("button", name="保存", exact=True).click()
	expect(desk.stage()).to_have_text("已举办")
	expect(row.locator("[data-fieldname='hours']")).to_contain_text("2")
	desk.shot("training-session")
	desk.open("training-session/view/calendar/default")
	expect(desk.page.locator(".fc-event").first).to_be_visible()
	desk.open(f"query-report/Training Hours?from_date={today()}&to_date={today()}")
	expect(desk.page.locator(".datatable").first).to_contain_text("100")
