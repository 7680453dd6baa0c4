"""Volunteers in the browser: registering on a phone, approving in the desk, an activity from recruiting to the code."""

from base64 import b64decode
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import PASSWORD, email
from tests.desk.test_snapshot import Phone
from tests.rest.conftest import CHIBI_GRID, certificate_of, ok, publish_over_rest
from tests.support.activities import activity_values
from tests.support.clocks import ZONE
from tests.support.http import User
from tests.support.site_clock import now
from tests.support.volunteers import random_person

# One clear pixel.
TILE = b64decode(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


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
	card.get_by_role("button", name="查看集合地点").click()
	expect(card.locator(".map .pin")).to_be_visible()
	expect(card.locator(".map path").first).to_be_attached()
	phone.check_comfort()
	ok(login("coordinator").call("activity.act", activity=name, action="Call Off", note="test"))


def test_the_workspace_leads_to_activities(open_desk):
	desk = open_desk("coordinator")
	desk.open("volunteer-desk")
	expect(desk.page.locator(".number-widget-box", has_text="待审核注册")).to_be_visible()
	expect(desk.page.locator(".shortcut-widget-box", has_text="新建志愿活动")).to_be_visible()


@pytest.fixture
def tomorrow(login) -> str:
	"""Title of an activity of tomorrow with a position, called off at the end."""
	starts = (now() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
	values = activity_values(starts, latitude=29.7222, longitude=113.8812)
	name = ok(login("coordinator").create("Volunteer Activity", **values))["name"]
	yield values["activity_title"]
	ok(login("coordinator").call("activity.act", activity=name, action="Call Off", note="test"))


def test_an_activity_stands_in_the_calendar(open_desk, tomorrow):
	desk = open_desk("coordinator")
	desk.open("volunteer-activity/view/calendar/default")
	expect(desk.page.locator(".fc-view:visible, .fc-view-harness:visible").first).to_be_visible()
	next_month = (now() + timedelta(days=1)).month != now().month
	if next_month:
		desk.page.locator(".fc-next-button:visible").click()
	# A day with many shows some of them and how many more there are.
	more = desk.page.locator("a.fc-more:visible, a.fc-more-link:visible")
	if not desk.page.locator("a.fc-event:visible", has_text=tomorrow).count() and more.count():
		more.first.click()
	expect(desk.page.locator("a.fc-event:visible", has_text=tomorrow).first).to_be_visible()
	assert desk.english(".page-head:visible") == []


def test_an_activity_stands_on_the_map(open_desk, tomorrow):
	desk = open_desk("coordinator")
	# Frappe's map asks a tile server that no test may reach.
	desk.page.route(
		"**/*tile.openstreetmap.org/**", lambda route: route.fulfill(body=TILE, content_type="image/png")
	)
	desk.open(f"volunteer-activity/view/map?activity_title={tomorrow}")
	expect(desk.page.locator(".leaflet-container:visible .leaflet-marker-icon")).to_have_count(1)
	desk.page.locator(".leaflet-marker-icon:visible").click()
	expect(desk.page.locator(".leaflet-popup-content:visible")).to_contain_text("ACT-")
	assert desk.english(".page-head:visible") == []


def test_a_certificate_on_the_phone(phone, login):
	name = certificate_of(login, ok(login("volunteer").query("volunteer.mine"))["volunteer"])
	code = ok(login("coordinator").read("Service Certificate", name))
	page = phone.page
	phone.visit("/certificate")
	phone.check_comfort()
	page.locator("#code").fill(code["verification_code"])
	page.locator("#certificate button").click()
	expect(page.locator("#status")).to_contain_text("该证明真实有效。")


def test_a_forgotten_check_out_on_the_form(open_desk, login, server):
	"""Held over REST at its moment; the form says who never left and takes the time."""
	starts = datetime(2024, 2, 1, 9) + timedelta(days=uuid4().int % 600)
	# A session of its own: it ends with the journeys of the clock.
	clerk = User(server, email("coordinator"), PASSWORD)
	person = ok(clerk.create("Volunteer", full_name=f"忘演示{uuid4().int % 10**6}", grid=CHIBI_GRID))["name"]
	name = ok(clerk.create("Volunteer Activity", **activity_values(starts)))["name"]

	def at(moment: datetime, method: str, **values):
		return ok(clerk.call(method, clock=moment.replace(tzinfo=ZONE), **values))

	at(starts - timedelta(days=1), "activity.act", activity=name, action="Recruit")
	at(starts - timedelta(hours=3), "activity.sign_up", activity=name, volunteer=person)
	at(starts, "activity.check_in", activity=name, volunteer=person)
	at(starts + timedelta(hours=3), "activity.act", activity=name, action="Mark Held")
	desk = open_desk("coordinator")
	desk.open(f"volunteer-activity/{name}")
	expect(desk.page.locator(".form-message:visible")).to_contain_text("有 1 人已签到但未签退。")
	# Two refreshes at once draw one list.
	desk.page.evaluate("() => { cur_frm.refresh(); cur_frm.refresh(); }")
	row = desk.page.locator(".cg-sign-ups:visible tr")
	expect(row).to_contain_text("未签退")
	row.get_by_role("button", name="补签退").click()
	desk.dialog().get_by_role("button", name="补签退").click()
	expect(row).to_contain_text("已到场")
	expect(row.get_by_role("button", name="补签退")).to_have_count(0)
	reader = login("manager")
	entry = reader.names("Activity Sign-up", [["activity", "=", name]])[0]
	stored = ok(reader.read("Activity Sign-up", entry))
	assert (stored["hours"], stored["out_stated_by"]) == (2, "coordinator@demo.example")
	assert stored["checked_out_at"] == str(starts + timedelta(hours=2))
