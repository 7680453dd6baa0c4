"""Notices to residents: written and approved in the desk, told at doors by phone, read, confirmed and checked by residents."""

import pytest
from playwright.sync_api import expect

from tests.desk.test_council import press, send
from tests.desk.test_council_pages import open_phone, shoot  # noqa: F401 (fixture)
from tests.desk.test_snapshot import photo_file
from tests.rest.test_community_notices_api import homes, make_notice, number_of  # noqa: F401 (fixture)
from tests.rest.test_community_notices_api import send as sent  # noqa: F401 (fixture)
from tests.rest.test_public_polls import bind
from tests.support.participation import ok, step

WORDS = {
	"title": "暴雨红色预警：低洼住户今晚转移",
	"plain_summary": "住一楼和地下室的，请在晚上7点前到社区活动室，带上证件和常用药。",
	"body": "预计今晚20时至明早6时降雨量超过100毫米。\n社区备有饮水、棉被和热粥。",
}


def test_a_notice_is_counted_submitted_and_approved_by_somebody_else(open_desk, login, homes):  # noqa: F811
	building, _rows = homes
	name = make_notice(login, building, submits=False)
	desk = open_desk("clerk")
	desk.open(f"community-notice/{name}")
	press(desk, "统计对象")
	expect(desk.page.locator(".modal.show:visible")).to_contain_text("4 户，4 人。有手机号 4 户")
	desk.close_dialog()
	desk.step("送批")
	expect(desk.stage()).to_have_text("待批准")
	shoot(desk.page, "notice-submitted")
	other = open_desk("manager")
	other.open(f"community-notice/{name}")
	other.step("批准")
	expect(other.stage()).to_have_text("已批准")
	ok(step(login("manager"), "Community Notice", name, "Withdraw", note="End of the test"))


def test_a_worker_sees_who_was_not_reached_and_records_a_door(open_desk, login, sent, homes):  # noqa: F811
	building, _rows = homes
	name = sent(building, **WORDS)
	desk = open_desk("gridworker")
	desk.open(f"community-notice/{name}")
	expect(desk.page.locator(".form-dashboard:visible")).to_contain_text("已送达 0 / 4 户")
	press(desk, "未送达名单")
	expect(desk.page.locator(".modal.show:visible li")).to_have_count(4)
	desk.close_dialog()
	shoot(desk.page, "notice-sent")
	doors = [row for row in ok(login("gridworker").query("community_notice.door_round"))["doors"]]
	door = next(row["delivery"] for row in doors if row["notice"] == name)
	desk.open(f"notice-delivery/{door}")
	press(desk, "登记结果")
	dialog = desk.dialog()
	dialog.get_by_role("checkbox", name="住户已确认").check()
	send(dialog, "登记结果")
	expect(desk.page.locator(".indicator-pill:visible").first).to_have_text("已送达")
	shoot(desk.page, "notice-delivery")


def test_doors_are_gone_to_without_a_network(open_workbench, login, sent, homes):  # noqa: F811
	building, _rows = homes
	name = sent(building, **WORDS)
	worker = login("gridworker")
	phone = open_workbench("gridworker")
	own = [row for row in ok(worker.query("community_notice.door_round"))["doors"] if row["notice"] == name]
	# Other notices of the site are left out of this round.
	phone.page.route(
		"**/*community_notice.door_round*", lambda route: route.fulfill(json={"message": {"doors": own}})
	)
	phone.open_work("doors")
	page = phone.page
	expect(page.locator("#doors-left")).to_have_text("还有 4 户要上门")
	phone.check_comfort()
	shoot(phone.page, "work-doors")
	phone.keep_worker()
	phone.context.set_offline(True)
	page.locator("#door-confirms").check()
	page.get_by_role("button", name="已告知", exact=True).click()
	expect(page.locator("#toast")).to_contain_text("联网后")
	page.get_by_role("button", name="家中无人", exact=True).click()
	expect(page.locator("#doors-left")).to_have_text("还有 2 户要上门，2 条结果未发送")
	page.reload()
	expect(page.locator("#doors-left")).to_have_text("还有 2 户要上门，2 条结果未发送")
	phone.context.set_offline(False)
	page.evaluate("window.dispatchEvent(new Event('online'))")
	expect(page.locator("#outbox-button")).to_be_hidden()
	phone.forget("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
	figures = ok(worker.query("community_notice.figures", notice=name))
	assert (figures["reached_door"], figures["confirmed_households"]) == (1, 1)
	states = {
		row["delivery"]: row["tries"] for row in ok(worker.query("community_notice.door_round"))["doors"]
	}
	assert [states.get(row["delivery"]) for row in own] == [None, 1, 0, 0]


def test_calls_are_made_and_boards_are_noted_from_the_phone(open_workbench, login, sent, homes):  # noqa: F811
	building, _rows = homes
	name = sent(building, by_call=1, by_board=1, **WORDS)
	own = [
		row
		for row in ok(login("gridworker").query("community_notice.call_list"))["calls"]
		if row["notice"] == name
	]
	delivery = own[0]["delivery"]
	phone = open_workbench("gridworker")
	page = phone.page
	# Other notices of the site are left out.
	page.route(
		"**/*community_notice.call_list*", lambda route: route.fulfill(json={"message": {"calls": own}})
	)
	phone.open_work("doors")
	expect(page.locator("#calls h2")).to_have_text("还有 4 个电话要打")
	first = page.locator(f"[data-call='{delivery}']")
	first.get_by_role("button", name="显示号码").click()
	expect(first.locator("a[href^='tel:1']")).to_be_visible()
	phone.check_comfort()
	shoot(page, "work-calls")
	first.get_by_role("button", name="已告知", exact=True).click()
	expect(first).to_be_hidden()
	expect(page.locator("#calls h2")).to_have_text("还有 3 个电话要打")
	board = page.locator(f"[data-board='{name}']")
	board.get_by_text("登记张贴").click()
	board.get_by_role("button", name="已张贴").click()
	expect(board.locator(".notice.danger")).to_have_text("请填写张贴地点并拍照。")
	board.get_by_label("张贴地点").fill("北门公告栏")
	board.get_by_label("哪栋楼的住户会经过").select_option(building.name)
	board.locator("input[type=file]").first.set_input_files([photo_file()])
	expect(board.locator("figure.photo")).to_have_count(1)
	shoot(page, "work-boards")
	board.get_by_role("button", name="已张贴").click()
	expect(board.locator("li")).to_have_text(["北门公告栏"])
	figures = ok(login("gridworker").query("community_notice.figures", notice=name))
	assert (figures["reached_call"], figures["reached_board"]) == (1, 4)


def test_a_resident_reads_plain_words_confirms_and_replies(open_phone, login, fresh, sent, homes):  # noqa: F811
	building, rows = homes
	name = sent(building, **WORDS, reply_wanted=1)
	page = open_phone("/notices", bind(fresh, number_of(fresh(), rows[0][1])), width=360)
	made = page.locator(f"#own-list [data-notice={name}]")
	expect(made.locator(".plain-words")).to_have_text(WORDS["plain_summary"])
	made.get_by_text("阅读全文").click()
	expect(made).to_contain_text("热粥")
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	shoot(page, "notices-own")
	made.get_by_role("button", name="我已知晓").click()
	expect(page.locator("#told")).to_have_text("谢谢。已为您家确认。")
	expect(made).to_contain_text("您家已确认这份通知。")
	made.get_by_text("回复", exact=True).click()
	made.locator("textarea").fill("我妈坐轮椅，请来接。")
	made.get_by_role("button", name="提交回复").click()
	expect(page.locator("#told")).to_have_text("回复已收到。社区会答复您。")
	figures = ok(login("manager").query("community_notice.figures", notice=name))
	assert (figures["confirmed_households"], figures["reached_portal"]) == (1, 1)


@pytest.mark.parametrize("width", [360, 390])
def test_anybody_checks_a_sheet_by_its_code(open_phone, login, sent, homes, width):  # noqa: F811
	building, _rows = homes
	name = sent(building, **WORDS)
	code = ok(login("manager").read("Community Notice", name))["check_code"]
	page = open_phone(f"/notices?check={code}", width=width)
	expect(page.locator("[data-state]")).to_have_text("真实有效")
	page.locator("#elder").click()
	expect(page.locator(f"#notice-list [data-notice={name}] .plain-words")).to_be_visible()
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
	shoot(page, f"notices-elder-{width}")
	page.locator("#check-code").fill("2222-2222-2222")
	page.get_by_role("button", name="核验", exact=True).click()
	expect(page.locator("#check-result")).to_contain_text("可能是假的")
	ok(step(login("admin"), "Community Notice", name, "Withdraw", note="有误"))
	page.locator("#check-code").fill(code)
	page.get_by_role("button", name="核验", exact=True).click()
	expect(page.locator("[data-state]")).to_have_text("已撤回，请不要照办")
