"""A day of the council clerk in the desk: topics, a poll on paper, notices and opinions, in Chinese."""

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import CITY_BUREAU, email
from tests.support.participation import add_entry, make_roll, ok, step
from tests.support.registry import GRID


def press(desk, label: str):
	"""A button of the form, also one in a menu; returns the dialog it opens."""
	desk.page.locator(".page-head:visible").get_by_role("button", name=label, exact=True).click()


def send(dialog, label: str) -> None:
	dialog.get_by_role("button", name=label, exact=True).click()


@pytest.fixture
def topic(login) -> str:
	values = {"title": "三栋路灯", "grid": GRID, "description": "晚上太黑，老人摔过两次。"}
	return ok(login("gridworker").create("Deliberation Topic", **values))["name"]


def test_a_topic_is_sorted_by_a_dialog_that_asks_for_its_track(open_desk, topic, login):
	desk = open_desk("clerk")
	desk.open(f"deliberation-topic/{topic}")
	expect(desk.stage()).to_have_text("已收集")
	desk.step("分类")
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=track] select").select_option("Instant")
	send(dialog, "分类")
	expect(desk.stage()).to_have_text("已分类")
	assert ok(login("clerk").read("Deliberation Topic", topic))["track"] == "Instant"
	desk.shot("council-topic")


def test_a_roll_is_frozen_and_papers_are_issued_and_counted(open_desk, login):
	clerk = login("clerk")
	roll = make_roll(clerk)
	entry = add_entry(clerk, roll, "1")
	desk = open_desk("clerk")
	desk.open(f"voting-roll/{roll}")
	press(desk, "冻结")
	desk.page.locator(".modal.show:visible").get_by_role("button", name="是", exact=True).click()
	expect(
		desk.page.locator(".page-head:visible").get_by_role("button", name="新建表决", exact=True)
	).to_be_visible()
	times = {"opens_at": "2024-09-27 08:00", "closes_at": "2099-09-28 20:00"}
	poll = ok(clerk.create("Poll", title="装不装路灯", roll=roll, **times))["name"]
	desk.open(f"poll/{poll}")
	desk.step("开始投票")
	expect(desk.stage()).to_have_text("投票中")
	press(desk, "发放选票")
	dialog = desk.dialog()
	desk.choose(dialog.locator("[data-fieldname=entry] input"), "第1户", "第1户")
	send(dialog, "发放选票")
	expect(desk.page.locator(".form-dashboard:visible")).to_contain_text("有 1 票参与")
	desk.step("截止投票")
	expect(desk.stage()).to_have_text("投票截止")
	desk.shot("council-poll")
	assert clerk.names("Ballot Issue", [["entry", "=", entry]])
	counter = open_desk("manager")
	counter.open(f"poll/{poll}")
	press(counter, "清点选票")
	dialog = counter.dialog()
	dialog.locator("[data-fieldname=papers] input").fill("1")
	dialog.locator("[data-fieldname=option_1] input").fill("1")
	counter.choose(dialog.locator("[data-fieldname=second_counter] input"), email("admin"), "")
	send(dialog, "清点选票")
	expect(dialog).to_be_hidden()
	counted = clerk.names("Paper Count", [["poll", "=", poll]])[0]
	second = open_desk("admin")
	second.open(f"paper-count/{counted}")
	press(second, "确认计票")
	expect(second.page.locator("[data-fieldname=confirmed_at]:visible")).to_contain_text("20")
	counter.open(f"poll/{poll}")
	counter.step("计票")
	expect(counter.stage()).to_have_text("已计票")
	assert ok(clerk.read("Poll", poll))["outcome"] == "Passed"


def test_a_notice_is_objected_to_and_answered_by_somebody_else(open_desk, login):
	clerk = login("clerk")
	notice = ok(clerk.create("Public Notice", title="路灯方案公示", grid=GRID, body="装十盏路灯。", days=5))[
		"name"
	]
	ok(step(clerk, "Public Notice", notice, "Put on Show"))
	desk = open_desk("manager")
	desk.open(f"public-notice/{notice}")
	expect(desk.stage()).to_have_text("公示中")
	press(desk, "提出异议")
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=text] textarea").fill("太亮了")
	send(dialog, "提出异议")
	expect(dialog).to_be_hidden()
	(objection,) = clerk.names("Notice Objection", [["notice", "=", notice]])
	other = open_desk("admin")
	other.open(f"notice-objection/{objection}")
	press(other, "答复")
	dialog = other.dialog()
	dialog.locator("[data-fieldname=text] textarea").fill("灯罩可调")
	send(dialog, "答复")
	expect(other.page.locator("[data-fieldname=result]:visible").first).to_contain_text("不成立")


def test_an_opinion_goes_to_a_unit_that_sees_no_speaker(open_desk, login):
	note = {"text": "停车太难，电话13812345678", "grid": GRID, "identity": "Named", "speaker_name": "赵演示"}
	opinion = ok(login("clerk").call("opinion.note", **note, mobile="13812345678"))["opinion"]
	desk = open_desk("clerk")
	desk.open(f"opinion/{opinion}")
	desk.step("交办")
	dialog = desk.dialog()
	desk.choose(dialog.locator("[data-fieldname=handler_unit] input"), CITY_BUREAU, CITY_BUREAU)
	send(dialog, "交办")
	expect(desk.stage()).to_have_text("已交办")
	desk.shot("council-opinion")
	unit = open_desk("handler2")
	unit.open(f"opinion/{opinion}")
	expect(unit.page.locator("[data-fieldname=shown_text]:visible").first).to_contain_text("〔已隐去〕")
	assert "赵演示" not in unit.page.locator(".form-page:visible").first.inner_text()
	unit.step("答复")
	dialog = unit.dialog()
	dialog.locator("[data-fieldname=answer] textarea").fill("已划线二十个车位。")
	send(dialog, "答复")
	expect(unit.stage()).to_have_text("已答复")


def test_the_clerks_workspace_shows_what_waits(open_desk, topic):
	desk = open_desk("clerk", again=True)
	desk.page.goto("/app")
	expect(desk.title()).to_have_text("议事协商工作台")
	lists = desk.page.locator(".quick-list-widget-box:visible")
	expect(lists.first).to_contain_text("三栋路灯")
	desk.shot("council-desk")
