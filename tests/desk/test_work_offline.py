"""The workbench without a network, with a doubtful position, on a phone that several use: nothing lost, nothing twice."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.desk.test_snapshot import CHIBI
from tests.rest.conftest import ok


def test_what_was_written_without_a_network_is_sent_once(open_workbench, found):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("report")
	phone.keep_worker()
	page.reload()
	expect(page.locator("#description")).to_be_visible()
	phone.context.set_offline(True)
	words = f"断网上报 {uuid4().hex}"

	phone.write_report(words)
	phone.send_report()
	expect(page.locator("#toast")).to_contain_text("联网后自动发出")
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	page.reload()
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	expect(page.locator("#network")).to_be_visible()
	page.locator("#outbox-button").click()
	expect(page.locator(".outbox-row")).to_contain_text("1 张照片")
	phone.check_comfort()
	page.go_back()
	assert found(words) == []
	phone.context.set_offline(False)
	expect(page.locator("#outbox-button")).to_be_hidden()
	page.reload()
	expect(page.locator("[data-tab=report]")).to_be_visible()
	(case,) = found(words)
	assert len(case["photos"]) == 1
	phone.forget("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def test_a_report_that_is_begun_survives_a_reload(open_workbench, found):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	words = f"写到一半 {uuid4().hex}"
	phone.write_report(words)
	phone.page.wait_for_timeout(500)
	phone.page.reload()
	expect(phone.page.locator("#description")).to_have_value(words)
	expect(phone.page.locator(".photo img")).to_have_count(1)
	expect(phone.page.locator(".kind[aria-checked=true]")).to_have_text("暴露垃圾")
	phone.send_report()
	expect(phone.page.locator("#toast")).to_contain_text("已上报")
	assert len(found(words)) == 1
	phone.open_work("report")
	phone.page.reload()
	expect(phone.page.locator("#description")).to_have_value("")


def test_a_lost_answer_makes_no_second_report(open_workbench, found):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("report")
	words = f"回执丢失 {uuid4().hex}"
	phone.write_report(words)

	def lose(route):
		route.fetch()
		route.abort()

	page.route("**/*case.report", lose)
	phone.send_report()
	expect(page.locator("#toast")).to_contain_text("联网后自动发出")
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	assert len(found(words)) == 1
	page.unroute("**/*case.report")
	page.locator("#outbox-button").click()
	page.locator(".outbox-row").get_by_text("立即发送").click()
	expect(page.locator(".panel .empty")).to_contain_text("全部已发送")
	assert len(found(words)) == 1
	phone.forget("ERR_FAILED")


def test_another_account_neither_sees_nor_sends_it(open_workbench, found):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("report")
	words = f"别人看不到 {uuid4().hex}"
	phone.report_without_network(words)
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	phone.open_work("mine")
	page.locator("button", has_text="退出登录").click()
	expect(page.locator(".panel").last).to_contain_text("还有 1 条未发送")
	page.locator(".panel").last.locator("button", has_text="退出登录").click()
	expect(page).to_have_url(re.compile("/login"))
	# What the page of the sign-in still asks would take the place of the new session.
	page.wait_for_load_state("networkidle")
	page.unroute("**/*case.report")
	phone.sign_in("manager")
	phone.open_work("report")
	expect(page.locator("#outbox-button")).to_be_hidden()
	expect(page.locator("#description")).to_have_value("")
	assert found(words) == []
	phone.sign_in("gridworker")
	with page.expect_response("**/*case.report"):
		page.reload()
	expect(page.locator("#outbox-button")).to_be_hidden()
	(case,) = found(words)
	assert case["owner"].startswith("gridworker@")
	phone.forget("ERR_FAILED", "401", "403")


def test_a_sign_out_that_fails_is_told(open_workbench):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("mine")
	page.route("**/api/method/logout", lambda route: route.fulfill(status=400, json={}))
	page.locator("button", has_text="退出登录").click()
	expect(page.locator(".notice.danger:visible")).to_have_text("您仍处于登录状态。请重试。")
	assert page.url.endswith("#mine")
	phone.forget("400")


def test_a_conflict_is_shown_and_nothing_is_lost(open_workbench, dispatched, login, most_urgent):
	_case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	step = {"doctype": "Case Dispatch", "name": dispatch}
	ok(login("handler").call("step.take", **step, action="Accept"))
	phone = open_workbench("handler")
	page = phone.page
	phone.open_work()
	panel = phone.open_row(dispatch)
	panel.locator("[data-action=Answer]").click()
	panel.locator("[data-field=answer]").fill("离线时写的答复")
	page.route("**/*step.take", lambda route: route.abort())
	panel.locator("[type=submit]").click()
	expect(page.locator("#toast")).to_contain_text("联网后自动发出")
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	ok(login("chief").call("step.take", **step, action="Withdraw", note="改派"))
	page.unroute("**/*step.take")
	# It is tried again by itself.
	expect(page.locator("#outbox-button")).to_have_text("1 条未被接收")
	page.locator("#outbox-button").click()
	row = page.locator(".outbox-row[data-state=refused]")
	expect(row.locator(".notice.danger")).to_be_visible()
	expect(row).to_contain_text("查看最新情况")
	expect(page.locator("#outbox-button")).to_have_text("1 条未被接收")
	phone.check_comfort()
	page.reload()
	expect(page.locator("#outbox-button")).to_have_text("1 条未被接收")
	page.locator("#outbox-button").click()
	row.get_by_text("删除").click()
	page.locator(".panel").last.locator("button.danger").click()
	expect(page.locator(".outbox-row")).to_have_count(0)
	phone.forget("ERR_FAILED", "409", "422", "403")


OLD_FIX = """
const old = { coords: { latitude: 29.7222, longitude: 113.8812, accuracy: 10 }, timestamp: Date.now() - 600000 };
navigator.geolocation.watchPosition = (found) => { found(old); return 1; };
navigator.geolocation.getCurrentPosition = (found) => found(old);
"""


def test_an_old_position_is_not_sent_silently(open_workbench, found):
	phone = open_workbench("gridworker")
	phone.page.add_init_script(OLD_FIX)
	phone.open_work("report")
	words = f"旧位置 {uuid4().hex}"
	phone.page.locator("#description").fill(words)
	expect(phone.page.locator(".position-text")).to_contain_text("10 分钟前")
	phone.send_report()
	expect(phone.page.locator(".notice.danger:visible")).to_contain_text("10 分钟前")
	assert found(words) == []
	phone.page.locator(".use-position").click()
	phone.send_report()
	expect(phone.page.locator("#toast")).to_contain_text("已上报")
	(case,) = found(words)
	assert int(re.search(r"(\d+) s$", case["sent_position"])[1]) >= 600, "the true age is sent with it"


def test_a_coarse_position_is_asked_about(open_workbench):
	phone = open_workbench("gridworker", geolocation={**CHIBI, "accuracy": 800})
	phone.open_work("report")
	expect(phone.page.locator(".position-text")).to_contain_text("误差约 800 米")
	phone.page.locator("#description").fill("误差太大")
	phone.send_report()
	expect(phone.page.locator(".notice.danger:visible")).to_contain_text("误差约 800 米")


def test_a_web_view_without_position_gets_the_pin(open_workbench, found):
	phone = open_workbench("gridworker", permissions=[])
	phone.page.add_init_script(
		"navigator.geolocation.watchPosition = (_found, failed) => { failed({ code: 1 }); return 1; };"
	)
	phone.open_work("report")
	expect(phone.page.locator(".map .grid-name").first).to_be_visible()
	words = f"标出位置 {uuid4().hex}"
	phone.page.locator("#description").fill(words)
	box = phone.page.locator(".map").bounding_box()
	phone.page.locator(".map").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
	expect(phone.page.locator(".position-text")).to_contain_text("WGS 84")
	phone.send_report()
	expect(phone.page.locator("#toast")).to_contain_text("已上报")
	(case,) = found(words)
	assert case["latitude"] and not case.get("sent_position")


def test_who_keeps_nothing_on_the_phone_loses_it_with_the_page(open_workbench, found):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("mine")
	page.locator("#keep").uncheck()
	phone.open_work("report")
	words = f"不保存 {uuid4().hex}"
	phone.report_without_network(words)
	page.locator("#outbox-button").click()
	expect(page.locator(".outbox-row")).to_contain_text("关闭页面即丢失")
	page.reload()
	expect(page.locator("[data-tab=report]")).to_be_visible()
	expect(page.locator("#outbox-button")).to_be_hidden()
	assert found(words) == []
	phone.forget("ERR_FAILED")


def test_after_the_sign_out_the_phone_shows_nothing_of_the_person(open_workbench):
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("mine")
	phone.keep_worker()
	expect(page.locator("main .list-title")).to_have_text("陈演示")
	page.locator("button", has_text="退出登录").click()
	expect(page).to_have_url(re.compile("/login"))
	page.wait_for_load_state("networkidle")
	phone.context.set_offline(True)
	page.goto("/work")
	expect(page.locator("main .notice.danger")).to_contain_text("没有网络")
	expect(page.locator("[data-tab]")).to_have_count(0)
	assert "陈演示" not in page.content() and "gridworker" not in page.content()
	assert page.evaluate("localStorage.getItem('community_gov.work.known')") is None
	phone.forget("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "401", "403")
