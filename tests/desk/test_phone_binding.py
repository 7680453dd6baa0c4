"""On a new phone somebody finds the own report by the number."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.desk.test_snapshot import open_phone  # noqa: F401 (fixture)
from tests.rest.test_phone_binding import code_of, gateway, reported  # noqa: F401 (fixture)
from tests.support.volunteers import random_person


def test_a_report_is_found_by_the_number(open_phone, gateway, login, fresh):  # noqa: F811
	fresh().cache.delete_keys("community_gov:limit:public_phone")
	mobile, words = random_person()["mobile"], f"路灯不亮{uuid4().int % 10**6}"
	reported(login, mobile, description=words)
	phone = open_phone()
	page = phone.page
	phone.visit("/front")
	page.locator("#mobile").fill(mobile)
	page.locator("#phone-number button").click()
	expect(page.locator("#phone-sent")).to_contain_text("10 分钟内有效")
	expect(page.locator("#one-time-code")).to_be_focused()
	phone.check_comfort()
	page.locator("#one-time-code").fill("000")
	page.locator("#phone-code button[type=submit]").click()
	expect(page.locator("#phone-problem")).to_contain_text("请重新获取")
	phone.forgive(422)
	page.locator("#one-time-code").fill(code_of(gateway, mobile))
	page.locator("#phone-code button[type=submit]").click()
	row = page.locator("#phone-records li")
	expect(row).to_contain_text(words)
	expect(row).to_contain_text("上报 ·")
	phone.check_comfort()
	assert phone.english("#phone") == []
	page.on("dialog", lambda dialog: dialog.accept())
	row.locator("button").click()
	expect(page.locator("#status")).to_contain_text("办理进度")
	# The binding stays, and the record is one of this phone now: no second code is drawn for it.
	phone.visit("/front")
	expect(page.locator("#records-list li")).to_contain_text(words)
	with page.expect_navigation():
		row.locator("button").click()
	expect(page.locator("#status")).to_contain_text("办理进度")
	phone.visit("/front")
	page.locator("#phone-end").click()
	expect(page.locator("#phone-number")).to_be_visible()
	page.reload()
	expect(page.locator("#phone-number")).to_be_visible()
