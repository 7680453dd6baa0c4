"""Matching on the screen: a volunteer reads what fits and claims a request; the organiser reads who may come."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.test_snapshot import Phone
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.activities import activity_values


@pytest.fixture
def phone(browser, server):
	phone = Phone(browser, server)
	phone.sign_in("volunteer")
	yield phone
	assert phone.close() == []


@pytest.fixture
def skill(login) -> str:
	"""A skill that the demo's volunteer alone has."""
	me = ok(login("volunteer").query("volunteer.mine"))["volunteer"]
	before = ok(login("coordinator").read("Volunteer", me))["skills"]
	name = ok(login("admin").create("Service Skill", skill_name=f"手语{uuid4().int % 10**6}"))["name"]
	ok(login("coordinator").update("Volunteer", me, skills=[*before, {"skill": name}]))
	yield name
	ok(login("coordinator").update("Volunteer", me, skills=before))


@pytest.fixture
def activity(login, skill):
	starts = datetime(2037, 5, 1, 9) + timedelta(days=uuid4().int % 5_000)
	roles = [{"role_title": "手语翻译", "capacity": 1, "skill": skill}]
	values = activity_values(starts, roles=roles)
	name = ok(login("coordinator").create("Volunteer Activity", **values))["name"]
	ok(login("coordinator").call("activity.act", activity=name, action="Recruit"))
	yield name
	ok(login("coordinator").call("activity.act", activity=name, action="Call Off", note="test"))


@pytest.fixture
def requests(login, skill):
	"""Six urgent requests that ask for the skill: one more than the page shows at first."""
	place = {"help_kind": "家居维修", "grid": CHIBI_GRID, "place": "演示楼", "urgency": "Urgent"}
	names = []
	for number in range(6):
		values = {**place, "need": f"陪聋人看病{number}", "skills": [skill]}
		names.append(ok(login("coordinator").call("help_request.raise_request", **values))["help_request"])
	yield names
	for name in names:
		ok(login("coordinator").call("help_request.act", help_request=name, action="Withdraw", note="test"))


def test_what_fits_stands_first_with_the_reason(phone, skill, activity, requests):
	page = phone.page
	phone.visit("/activity")
	card = page.locator(f"[data-activity='{activity}']")
	expect(card.locator(".fit")).to_contain_text(f"会：{skill}")
	expect(page.locator("#help-requests .request")).to_have_count(5)
	page.locator("[data-more]").click()
	wanted = page.locator(f"[data-request='{requests[-1]}']")
	expect(wanted).to_contain_text("紧急")
	expect(wanted.locator(".fit")).to_contain_text(f"会：{skill}")
	phone.check_comfort()
	wanted.get_by_role("button", name="我来帮忙").click()
	expect(page.locator("#told")).to_contain_text("该求助已由您认领。")
	expect(page.locator("#told a")).to_have_attribute("href", f"/app/help-request/{requests[-1]}")
	expect(wanted).to_have_count(0)


def test_the_organiser_signs_up_who_fits(open_desk, skill, activity):
	desk = open_desk("coordinator")
	desk.open(f"volunteer-activity/{activity}")
	candidates = desk.page.locator(".cg-candidates:visible")
	expect(candidates).to_contain_text(f"会：{skill}")
	assert [text for text in desk.english(".cg-candidates:visible") if "虚构" not in text] == []
	candidates.get_by_role("button", name="报名").click()
	signed_up = desk.page.locator(".cg-sign-ups:visible")
	expect(signed_up).to_contain_text("已报名")
	expect(desk.page.locator(".cg-candidates:visible")).to_have_count(0)
