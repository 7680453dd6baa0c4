"""Points on a phone: a volunteer redeems and shows the code, a shop scans it; the desk keeps the shelf."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.desk.desk import put
from tests.desk.test_snapshot import Phone
from tests.rest.conftest import (
	CHIBI_GRID,
	give_points,
	grant_points,
	ok,
	publish_over_rest,
	volunteer_consent_of,
)
from tests.rest.test_points import approve

APPLY = "/api/method/frappe.model.workflow.apply_workflow"


@pytest.fixture
def phone(browser, server):
	"""phone(key) -> a phone on which a demo account is signed in."""
	phones = []

	def make(key: str) -> Phone:
		one = Phone(browser, server)
		phones.append(one)
		one.sign_in(key)
		return one

	yield make
	assert [problem for one in phones for problem in one.close()] == []


@pytest.fixture
def goods(login):
	"""An item with five pieces that a shop of the handler hands over, at most two for one person."""
	coordinator, mark = login("coordinator"), str(uuid4().int % 10**6)
	shop = f"北街爱心超市{mark}"
	values = {"grid": CHIBI_GRID, "address": "北街 12 号", "users": [{"user": email("handler")}]}
	ok(coordinator.create("Reward Shop", shop_name=shop, **values))
	item = {
		"item_name": f"保温杯{mark}",
		"points": 6,
		"stock": 5,
		"limit_quantity": 2,
		"limit_period": "Ever",
	}
	name = ok(coordinator.create("Reward Item", shops=[{"shop": shop}], **item))["name"]
	yield name
	ok(coordinator.update("Reward Item", name, enabled=0))
	ok(coordinator.update("Reward Shop", shop, enabled=0))


def test_from_the_catalogue_to_the_counter(phone, login, goods):
	me = login("volunteer").names("Volunteer")[0]
	give_points(login, me)
	own = phone("volunteer")
	own.visit("/points")
	before = ok(login("coordinator").read("Volunteer", me))["balance"]
	expect(own.page.locator("#balance")).to_have_text(f"{before:g}")
	offer = own.page.locator(f"[data-item='{goods}']")
	expect(offer).to_contain_text("6 分 · 剩 5 件")
	expect(offer).to_contain_text("北街 12 号")
	own.check_comfort()
	offer.get_by_role("button", name="兑换").click()
	waiting = own.page.locator(".redemption", has_text=goods)
	expect(waiting).to_contain_text("等待志愿服务管理员批准。")
	expect(waiting.locator("img.qr")).to_be_visible()
	expect(own.page.locator("#balance")).to_have_text(f"{before - 6:g}")
	own.check_comfort()
	redemption = waiting.get_attribute("data-redemption")
	code = waiting.locator(".code").inner_text()
	ok(login("coordinator").request("POST", APPLY, json=approve(redemption)))
	counter = phone("handler")
	counter.page.goto(f"/counter?_lang=zh#c={code.replace('-', '')}")
	shown = counter.page.locator("#goods")
	expect(shown).to_contain_text(f"{goods} × 1")
	assert ok(login("coordinator").read("Volunteer", me))["full_name"] not in shown.inner_text()
	counter.check_comfort()
	counter.page.locator("#hand-over").click()
	expect(counter.page.locator("#handed")).to_have_text(f"{goods} × 1 已发放。")
	stored = ok(login("coordinator").read("Point Redemption", redemption))
	assert (stored["stage"], stored["handed_quantity"]) == ("Handed Over", 1)
	own.page.reload()
	expect(own.page.locator(".redemption", has_text=goods)).to_have_count(0)


def test_a_volunteer_gives_a_redemption_up(phone, login, goods):
	me = login("volunteer").names("Volunteer")[0]
	give_points(login, me)
	own = phone("volunteer")
	own.visit("/points")
	own.page.locator(f"[data-item='{goods}']").get_by_role("button", name="兑换").click()
	waiting = own.page.locator(".redemption", has_text=goods)
	waiting.get_by_role("button", name="取消兑换").click()
	expect(waiting).to_have_count(0)
	shelf = ok(login("coordinator").read("Reward Item", goods))
	assert (shelf["stock"], shelf["held_stock"]) == (5, 0)


def test_pages_ask_guests_to_sign_in(browser, server):
	guest = Phone(browser, server)
	for page in ("/points", "/counter"):
		guest.page.goto(page)
		guest.page.wait_for_url(re.compile(r"/login\?redirect-to="))
	assert guest.close() == []


def test_the_shelf_in_the_desk(open_desk, login, goods):
	desk = open_desk("coordinator")
	desk.open(f"reward-item/{goods}")
	stock = desk.page.get_by_role("button", name="库存", exact=True)
	stock.click()
	desk.page.get_by_role("link", name="入库登记").click()
	dialog = desk.dialog()
	put(dialog.locator("input[data-fieldname=quantity]"), "7")
	dialog.get_by_role("button", name="保存").click()
	field = desk.page.locator("[data-fieldname=stock]:visible .like-disabled-input")
	expect(field).to_have_text("12")
	stock.click()
	desk.page.get_by_role("link", name="盘点登记").click()
	dialog = desk.dialog()
	expect(dialog.locator("input[data-fieldname=counted]")).to_have_value("12")
	put(dialog.locator("input[data-fieldname=counted]"), "11")
	dialog.locator("textarea[data-fieldname=reason]").fill("少一件")
	dialog.get_by_role("button", name="保存").click()
	expect(field).to_have_text("11")
	assert desk.english(".form-page:visible .control-label:visible, .page-head:visible") == []
	entries = ok(
		login("coordinator").rows(
			"Reward Stock Entry", [["reward_item", "=", goods]], fields='["kind","quantity"]'
		)
	)
	assert sorted((row["kind"], row["quantity"]) for row in entries) == [
		("Receipt", 5),
		("Receipt", 7),
		("Stock Count", -1),
	]


def test_a_slip_is_printed_for_whoever_has_no_account(open_desk, login, goods):
	coordinator = login("coordinator")
	values = {"full_name": f"赵演示{uuid4().int % 10**6}", "grid": CHIBI_GRID}
	person = ok(coordinator.create("Volunteer", **values))["name"]
	grant_points(login, person, 20)
	name = ok(coordinator.call("redemption.redeem", volunteer=person, reward_item=goods))["redemption"]
	desk = open_desk("coordinator")
	desk.open(f"point-redemption/{name}")
	desk.page.get_by_role("button", name="打印领取单").click()
	with desk.page.expect_popup() as opened:
		desk.dialog().get_by_role("button", name="打印", exact=True).click()
	slip = opened.value
	expect(slip.locator("h1")).to_have_text("领取单")
	expect(slip.locator("h2")).to_have_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$"))
	expect(slip.locator("body")).to_contain_text(f"{goods} × 1")
	expect(slip.locator("body")).to_contain_text("北街 12 号")
	assert values["full_name"] not in slip.locator("body").inner_text()
	printed_by = desk.page.locator("[data-fieldname=slip_by]:visible .control-value a")
	expect(printed_by).to_have_attribute("href", re.compile("coordinator"))


def test_the_own_consent_is_taken_back_and_given_anew(phone, login):
	publish_over_rest(login)
	me = login("volunteer").names("Volunteer")[0]
	volunteer_consent_of(login, me)
	own = phone("volunteer")
	own.visit("/points")
	card = own.page.locator("#consent")
	if card.locator("button.primary").count():
		card.locator("button.primary").click()
	expect(card.locator("#consent-says")).to_contain_text("同意的是第")
	button = card.locator("#take-back button")
	expect(button).to_be_hidden()
	card.locator("#take-back summary").click()
	button.click()
	expect(card.locator("#consent-says")).to_contain_text("已撤回")
	assert ok(login("volunteer").query("volunteer.consents"))["withdrawn"]
	card.locator("button.primary").click()
	expect(card.locator("#consent-says")).to_contain_text("同意的是第")
	assert not ok(login("volunteer").query("volunteer.consents"))["withdrawn"]
