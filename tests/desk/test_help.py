"""Help requests: a phone asks by the household's code, the desk names a volunteer, the person confirms."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.test_snapshot import Phone
from tests.rest.conftest import CHIBI_GRID, ok


@pytest.fixture
def home(login) -> dict:
	manager, name = login("manager"), f"黄丝带小区{uuid4().int % 10**6}"
	compound = ok(manager.create("Residential Compound", compound_name=name, grid=CHIBI_GRID[:12]))["name"]
	place = {"compound": compound, "building_number": "2栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **place))["name"]
	household = ok(manager.create("Household", building=building, room_number="301"))["name"]
	resident = ok(manager.create("Resident", full_name="郑演示求助", household=household))["name"]
	code = ok(manager.query("help_request.household_code", household=household))
	return {"household": household, "resident": resident, "compound": name, **code}


@pytest.fixture
def phone(browser, server, home):
	phone = Phone(browser, server)
	yield phone
	assert phone.close() == []


def test_from_the_scan_to_the_word_of_the_person(phone, open_desk, login, home, volunteer):
	page = phone.page
	page.goto(f"/help?_lang=zh#h={home['code']}")
	expect(page.locator("#home")).to_have_text(f"{home['compound']} 2栋")
	phone.check_comfort()
	page.locator("#send-help").click()
	expect(page.locator("#problem")).to_have_text("请选择求助类别。")
	page.get_by_role("radio", name="家居维修").click()
	page.locator("#need").fill("厨房的灯不亮了")
	page.locator("#send-help").click()
	expect(page.locator("#asked")).to_be_visible()
	code = page.locator("#help-code").inner_text().replace("-", "")
	phone.check_comfort()
	desk = open_desk("coordinator")
	name = login("manager").names("Help Request", [["household", "=", home["household"]]])[0]
	desk.open(f"help-request/{name}")
	candidates = desk.page.locator(".cg-candidates:visible")
	expect(candidates).to_contain_text(volunteer["full_name"])
	expect(candidates).to_contain_text("同网格")
	texts = desk.english(".cg-candidates:visible")
	assert [text for text in texts if "演示" not in text and not text.startswith("队")] == [], "names apart"
	row = candidates.locator("tr", has_text=volunteer["full_name"])
	row.get_by_role("button", name="指派").click()
	expect(desk.stage()).to_have_text("已认领")
	desk.step("报告完成")
	desk.dialog().locator("[data-fieldname=result] textarea").fill("换了灯泡")
	desk.dialog().get_by_role("button", name="报告完成").click()
	expect(desk.stage()).to_have_text("待确认")
	page.locator("#follow-help").click()
	expect(page.locator("#status")).to_contain_text("待确认")
	expect(page.locator("#status")).to_contain_text("换了灯泡")
	phone.check_comfort()
	page.locator("#comment").fill("谢谢")
	page.locator("[data-rating=Satisfied]").click()
	expect(page.locator("#status")).to_contain_text("已确认")
	stored = ok(login("manager").read("Help Request", name))
	assert (stored["stage"], stored["confirmation"], stored["rating"]) == (
		"Confirmed",
		"By Code",
		"Satisfied",
	)
	assert code not in str(stored)


@pytest.fixture
def volunteer(login) -> dict:
	"""A volunteer of the grid with the skill and nothing to do, so that the list begins with them."""
	values = {
		"full_name": f"志演示{uuid4().int % 10**6}",
		"grid": CHIBI_GRID,
		"skills": [{"skill": "水电维修"}],
	}
	return ok(login("coordinator").create("Volunteer", **values))


def test_a_household_shows_its_code_and_its_requests(open_desk, login, home):
	desk = open_desk("gridworker")
	body = {
		"help_kind": "理发",
		"need": "上门理发",
		"resident": home["resident"],
		"mobile": "13800000000",
	}
	name = ok(login("gridworker").call("help_request.raise_request", **body))["help_request"]
	words = f"楼道堆物{uuid4().int % 10**6}"
	finding = {"kind": "Case", "description": words, "category": "M06010"}
	visit = {"resident": home["resident"], "result": "Met", "findings": [finding]}
	ok(login("gridworker").call("visit.record", **visit))
	desk.open(f"household/{home['household']}")
	desk.page.get_by_role("button", name="求助码", exact=True).click()
	shown = desk.dialog()
	expect(shown.locator(".cg-help-code svg.qr")).to_be_visible()
	expect(shown).to_contain_text(home["code"])
	desk.page.keyboard.press("Escape")
	desk.open(f"resident/{home['resident']}")
	expect(desk.page.locator(".cg-person:visible")).to_contain_text("理发 待认领")
	expect(desk.page.locator(".cg-person:visible")).to_contain_text(words)
	desk.open(f"help-request/{name}")
	desk.page.get_by_role("button", name="服务对象和地址").click()
	told = desk.page.locator(".msgprint:visible")
	expect(told).to_contain_text("郑演示求助")
	expect(told).to_contain_text("13800000000")
	expect(told).to_contain_text("本次查看已记录。")


def test_the_list_of_requests(open_desk, login, home):
	need = f"送餐{uuid4().int % 10**6}"
	body = {"help_kind": "送餐助餐", "need": need, "household": home["household"]}
	ok(login("gridworker").call("help_request.raise_request", **body))
	desk = open_desk("manager")
	desk.open("help-request")
	row = desk.page.locator(".list-row-container:visible", has_text=need)
	expect(row).to_contain_text("待认领")
	assert desk.english(".page-head:visible") == []


def test_the_person_served_confirms_the_hours_on_the_phone(phone, open_desk, login, volunteer, home):
	"""Staff took the request down and gave the code: the hours that were entered for it wait on the page."""
	staff, coordinator = login("gridworker"), login("coordinator")
	body = {"help_kind": "家居维修", "need": f"换灯泡 {uuid4().hex[:6]}", "household": home["household"]}
	request = ok(staff.call("help_request.raise_request", **body))
	name = request["help_request"]
	ok(coordinator.call("help_request.claim", help_request=name, volunteer=volunteer["name"]))
	ok(coordinator.call("help_request.act", help_request=name, action="Report Done", result="换好了"))
	times = {"started_at": "2024-03-05 09:00:00", "ended_at": "2024-03-05 10:30:00", "intensity": "轻度"}
	entered = {"volunteer": volunteer["name"], "help_request": name, **times}
	record = ok(coordinator.call("service.record", **entered))["service_record"]
	page = phone.page
	page.goto(f"/help?_lang=zh#r={request['tracking_code']}")
	hours = page.locator("#status .card", has_text="服务时间对吗？")
	expect(hours).to_contain_text("2024-03-05 09:00 – 10:30")
	expect(hours).to_contain_text("1.5 小时")
	expect(hours).not_to_contain_text(volunteer["full_name"])
	phone.check_comfort()
	hours.get_by_role("button", name="不对，与实际不符").click()
	expect(page.locator("#problem")).to_have_text("请写明哪里不符。")
	hours.get_by_role("button", name="对，时间没错").click()
	expect(page.locator("#status")).to_contain_text("已认定。")
	desk = open_desk("coordinator")
	desk.open(f"service-record/{record}")
	expect(desk.page.locator("[data-fieldname=confirmed_through]:visible")).to_contain_text("服务对象")
	expect(desk.stage()).to_have_text("已认定")
	ok(login("manager").call("help_request.act", help_request=name, action="Confirm"))
