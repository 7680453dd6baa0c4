"""Volunteers in the browser: registering on a phone, approving in the desk, an activity from recruiting to the code."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.test_snapshot import Phone
from tests.rest.conftest import CHIBI_GRID, certificate_of, ok, publish_over_rest
from tests.support.activities import activity_values
from tests.support.volunteers import random_person


@pytest.fixture
def phone(browser, server, login):
	publish_over_rest(login)
	phone = Phone(browser, server)
	yield phone
	assert phone.close() == []


def test_from_the_phone_to_the_volunteer(phone, open_desk, login):
	page, person = phone.page, random_person()
	phone.visit("/volunteer", place=CHIBI_GRID)
	expect(page.locator("#volunteer")).to_be_visible()
	phone.check_comfort()
	page.locator("#send-volunteer").click()
	expect(page.locator("#problem")).to_have_text("请填写姓名。")
	page.locator("#full_name").fill(person["full_name"])
	page.locator("#mobile").fill(person["mobile"])
	page.locator("#age_group").select_option("Aged 14 to 17")
	expect(page.locator("#guardian")).to_be_visible()
	page.locator("#age_group").select_option("Adult")
	page.locator("#skills").get_by_role("button", name="理发", exact=True).click()
	page.locator("#languages").get_by_role("button", name="英语", exact=True).click()
	page.locator("#weekdays").get_by_role("button", name="星期六").click()
	page.locator("#consents").check()
	page.locator("#send-volunteer").click()
	expect(page.locator("#registered")).to_be_visible()
	phone.check_comfort()
	page.locator("#follow-volunteer").click()
	expect(page.locator("#status")).to_contain_text("待审核")
	of_person = [["full_name", "=", person["full_name"]], ["stage", "=", "Submitted"]]
	name = login("coordinator").names("Volunteer Registration", of_person)[0]
	desk = open_desk("coordinator")
	desk.open(f"volunteer-registration/{name}")
	expect(desk.stage()).to_have_text("待审核")
	assert desk.english(".page-head:visible") == []
	desk.step("批准")
	expect(desk.stage()).to_have_text("已批准")
	volunteer = ok(login("coordinator").read("Volunteer Registration", name))["volunteer"]
	page.locator("#volunteer-track button").click()
	expect(page.locator("#status")).to_contain_text(volunteer)


def test_an_activity_from_recruiting_to_the_code(phone, open_desk, login):
	starts = datetime(2037, 5, 1, 9) + timedelta(days=uuid4().int % 5_000)
	values = activity_values(
		starts, description="清扫小区道路，请自带手套。", latitude=29.7222, longitude=113.8812
	)
	name = ok(login("coordinator").create("Volunteer Activity", **values))["name"]
	desk = open_desk("coordinator")
	desk.open(f"volunteer-activity/{name}")
	expect(desk.stage()).to_have_text("筹备中")
	desk.step("发布招募")
	expect(desk.stage()).to_have_text("招募中")
	ok(login("volunteer").call("activity.sign_up", activity=name))
	desk.page.reload()
	expect(desk.page.locator(".cg-sign-ups:visible")).to_contain_text("已报名")
	assert desk.english(".page-head:visible") == []
	desk.page.get_by_role("button", name="到场情况").click()
	desk.page.get_by_role("link", name="签到码").click()
	expect(desk.dialog().locator("svg.qr")).to_be_visible()
	page = phone.page
	phone.visit("/activity")
	card = page.locator(f"[data-activity='{name}']")
	expect(card).to_contain_text("剩余名额 1／2")
	phone.check_comfort()
	ok(login("coordinator").call("activity.act", activity=name, action="Call Off", note="test"))


def test_the_calendar_and_the_workspace(open_desk, login):
	desk = open_desk("coordinator")
	desk.open("volunteer-desk")
	expect(desk.page.locator(".number-widget-box", has_text="待审核注册")).to_be_visible()
	desk.open("volunteer-activity/view/calendar/default")
	expect(desk.page.locator(".fc-view:visible, .fc-view-harness:visible").first).to_be_visible()


def test_a_certificate_on_the_phone(phone, login):
	name = certificate_of(login, ok(login("volunteer").query("volunteer.mine"))["volunteer"])
	code = ok(login("coordinator").read("Service Certificate", name))
	page = phone.page
	phone.visit("/certificate")
	phone.check_comfort()
	page.locator("#code").fill(code["verification_code"])
	page.locator("#certificate button").click()
	expect(page.locator("#status")).to_contain_text("该证明真实有效。")
