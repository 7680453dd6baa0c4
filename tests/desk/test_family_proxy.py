"""On the own phone a daughter becomes her mother's proxy, sees her report and follows it."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.desk.test_snapshot import open_phone  # noqa: F401 (fixture)
from tests.rest.test_phone_binding import code_of, gateway, reported  # noqa: F401 (fixture)
from tests.support.volunteers import random_person


def test_a_daughter_follows_the_report_of_her_mother(open_phone, gateway, login, fresh):  # noqa: F811
	fresh().cache.delete_keys("community_gov:limit:public_p")
	mother, own, words = (
		random_person()["mobile"],
		random_person()["mobile"],
		f"楼道灯不亮{uuid4().int % 10**6}",
	)
	reported(login, mother, description=words)
	phone = open_phone()
	page = phone.page
	page.on("dialog", lambda dialog: dialog.accept())
	phone.visit("/front")
	page.locator("#mobile").fill(own)
	page.locator("#phone-number button").click()
	page.locator("#one-time-code").wait_for()
	page.locator("#one-time-code").fill(code_of(gateway, own))
	page.locator("#phone-code button[type=submit]").click()
	page.locator("#family summary").click()
	page.locator("#family-mobile").fill(mother)
	phone.check_comfort()
	page.locator("#family-ask button").click()
	expect(page.locator("#family-sent")).to_contain_text("短信写明了代办范围")
	page.locator("#family-digits").fill(code_of(gateway, mother))
	page.locator("#family-code button").click()
	row = page.locator("#family-acts li")
	expect(row).to_contain_text(f"我代 {mother[:3]}")
	expect(row).to_contain_text("子女 · 至")
	row.get_by_role("button", name="查看记录").click()
	record = page.locator("#family-records li")
	expect(record).to_contain_text(words)
	phone.check_comfort()
	assert phone.english("#phone") == []
	record.locator("button").click()
	expect(page.locator("#status")).to_contain_text("办理进度")
	phone.visit("/front")
	page.locator("#family summary").click()
	page.locator("#family-acts li").get_by_role("button", name="结束代办").click()
	expect(page.locator("#family-acts li")).to_have_count(0)
