"""The residents' council on a phone: voting once, objecting, opinions and their answers, in Chinese; nothing keeps people out."""

import pytest
from playwright.sync_api import expect

from tests.desk.desk import new_page
from tests.rest.test_public_polls import bind, make_voter
from tests.support.participation import add_entry, instant_resolution, make_roll, ok, open_poll, step
from tests.support.registry import GRID

PHONE = {"width": 390, "height": 844}
BINDING = "community_gov.binding"


@pytest.fixture
def open_phone(browser, server):
	"""open_phone(path, binding) -> the page on a phone of its own."""
	contexts = []

	def open_one(path: str, binding: str | None = None, **size):
		context = browser.new_context(base_url=server, viewport={**PHONE, **size}, locale="zh-CN")
		contexts.append(context)
		page = new_page(context)
		if binding:
			page.goto("/about")
			page.evaluate(
				"([name, value]) => localStorage.setItem(name, value)",
				[BINDING, f'{{"binding": "{binding}"}}'],
			)
		page.goto(path)
		return page

	yield open_one
	for context in contexts:
		context.close()


def test_a_resident_votes_once_by_the_own_number(open_phone, login, fresh):
	resident, mobile = make_voter(fresh)
	roll = make_roll(login("clerk"))
	add_entry(login("manager"), roll, "1", resident=resident)
	poll = open_poll(login, roll, description="三栋门口晚上太黑，装十盏太阳能路灯。")
	page = open_phone("/council", bind(fresh, mobile), width=360)
	made = page.locator(f"[data-poll={poll}]")
	expect(made).to_contain_text("无记名：没有人知道您投了什么。")
	page.on("dialog", lambda dialog: dialog.accept())
	made.get_by_role("button", name="投票").click()
	expect(page.locator("#problem")).to_have_text("请先选择选项。")
	made.get_by_text("赞成").click()
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	shoot(page, "council-vote")
	made.get_by_role("button", name="投票").click()
	expect(page.locator("#told")).to_have_text("投票成功。")
	expect(made).to_contain_text("第1户已投票。")
	site = fresh()
	assert site.get_all("Ballot", {"poll": poll}, pluck="choice") == [1]


def shoot(page, name: str) -> None:
	import os

	if folder := os.environ.get("COMMUNITY_GOV_SHOTS"):
		page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_resident_objects_and_reads_the_answer(open_phone, login, fresh):
	clerk = login("clerk")
	notice = ok(clerk.create("Public Notice", title="路灯方案公示", grid=GRID, body="装十盏路灯。", days=5))[
		"name"
	]
	ok(step(clerk, "Public Notice", notice, "Put on Show"))
	_resident, mobile = make_voter(fresh)
	page = open_phone("/council", bind(fresh, mobile))
	made = page.locator(f"[data-notice={notice}]")
	made.get_by_text("提出异议").click()
	made.locator("textarea").fill("太亮了，照进卧室。")
	made.get_by_role("button", name="提交异议").click()
	expect(page.locator("#told")).to_contain_text("查询码只显示这一次")
	code = page.locator("#told").inner_text().split("。")[-1].strip()
	(objection,) = clerk.names("Notice Objection", [["notice", "=", notice]])
	ok(login("admin").call("notice.reply", objection=objection, upheld=False, text="灯罩可调。"))
	page.locator("#code").fill(code)
	page.get_by_role("button", name="查询").click()
	expect(page.locator("#status")).to_contain_text("灯罩可调。")
	shoot(page, "council-objection")


def test_without_a_number_the_page_says_how_to_prove_one_and_shows_what_was_decided(open_phone, login):
	resolution = instant_resolution(login)
	ok(step(login("clerk"), "Resolution", resolution, "Put on Show"))
	page = open_phone("/council")
	expect(page.locator("#polls")).to_contain_text("验证我的手机号")
	expect(page.locator("#outcomes")).to_contain_text("换灯泡")
	shoot(page, "council-guest")
	page = open_phone("/council?_lang=en")
	expect(page.locator("#polls")).to_contain_text("Prove my mobile number")


def test_an_opinion_is_sent_followed_and_rated(open_phone, login):
	page = open_phone("/opinion", width=360)
	page.locator("#opinion-text").fill("三栋门口停车太难。")
	page.get_by_text("建议", exact=True).click()
	shoot(page, "opinion-form")
	page.get_by_role("button", name="发送").click()
	expect(page.locator("#opinion-done")).to_be_visible()
	code = page.locator("#opinion-code").inner_text()
	clerk = login("clerk")
	opinion = clerk.names("Opinion", [["title", "=", "三栋门口停车太难。"], ["stage", "=", "Noted"]])[0]
	admin = login("admin")
	ok(step(admin, "Opinion", opinion, "Answer", fields={"answer": "已划线二十个车位。"}))
	ok(step(admin, "Opinion", opinion, "Tell", fields={"told_how": "Code"}))
	page.locator("#follow-opinion").click()
	expect(page.locator("#status")).to_contain_text("已划线二十个车位。")
	page.locator("#status [data-rating='4']").click()
	expect(page.locator("#status")).to_contain_text("您的评价")
	shoot(page, "opinion-answer")
	assert ok(admin.read("Opinion", opinion))["rating"] == 4
	again = open_phone("/opinion")
	again.locator("#code").fill(code)
	again.locator("#opinion-track button").click()
	expect(again.locator("#status")).to_contain_text("已告知")


@pytest.mark.parametrize("path", ["/council", "/opinion", "/deeds", "/lectures"])
def test_nothing_keeps_people_out(open_phone, path):
	page = open_phone(path)
	expect(page.locator("h1")).to_be_visible()
	page.locator("#elder").click()
	page.wait_for_load_state("networkidle")
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	small = page.evaluate(
		"""() => [...document.querySelectorAll('main button, main .choice, main a.button')]
			.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
			.map((one) => one.textContent)"""
	)
	assert small == []
