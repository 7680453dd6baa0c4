"""Livelihood deeds and lectures on a phone: proposing, supporting, rating, seats, questions, in Chinese."""

import pytest
from playwright.sync_api import expect

from tests.desk.test_council_pages import open_phone, shoot  # noqa: F401 (fixture)
from tests.rest.test_public_deeds import new_lecture, new_list, numbers
from tests.support.participation import bound, ok, step


@pytest.fixture
def token() -> str:
	return bound(numbers(1)[0])


def test_a_resident_proposes_and_supports(open_phone, login, token):  # noqa: F811
	deed_list = new_list(login)
	page = open_phone("/deeds", token, width=360)
	made = page.locator(f"[data-list={deed_list}]")
	expect(made).to_contain_text("征集截止")
	made.get_by_text("提一件实事").click()
	made.get_by_label("希望办什么").fill("小区路灯补盲")
	made.get_by_label("理由").fill("西门到公交站没有灯。")
	made.get_by_role("button", name="提交建议").click()
	expect(page.locator("#told")).to_contain_text("您的建议编号为 1。")
	deed = made.locator(".deed", has_text="小区路灯补盲")
	deed.get_by_role("button", name="我也想要").click()
	expect(page.locator("#told")).to_contain_text("共 1 人支持。")
	expect(deed).to_contain_text("支持人数")
	deed.get_by_role("button", name="我也想要").click()
	expect(page.locator("#problem")).to_contain_text("这个号码已支持过这件实事。")
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	shoot(page, "deeds-list")


def test_without_a_number_one_reads_and_learns_how_to_prove_one(open_phone, login):  # noqa: F811
	deed_list = new_list(login)
	ok(login(None).call("public_deed.propose", deed_list=deed_list, title="健身角", reason="没有地方锻炼"))
	page = open_phone("/deeds")
	made = page.locator(f"[data-list={deed_list}]")
	expect(made.get_by_role("link", name="验证我的手机号")).to_be_visible()
	page = open_phone("/deeds?_lang=en")
	expect(page.locator(f"[data-list={deed_list}]")).to_contain_text("Proposed by residents")


def test_a_seat_a_question_and_its_answer(open_phone, login, token):  # noqa: F811
	lecture = new_lecture(login, seats=30)
	page = open_phone("/lectures", token, width=360)
	made = page.locator(f"[data-lecture={lecture}]")
	made.get_by_role("button", name="预留座位（余 30 个）").click()
	expect(page.locator("#told")).to_contain_text("届时到场即可。")
	made.get_by_role("button", name="我来不了").click()
	expect(made.get_by_role("button", name="预留座位（余 30 个）")).to_be_visible()
	made.get_by_text("我要提问").click()
	made.locator("textarea").fill("外地户口能领吗？")
	made.get_by_role("button", name="提交问题").click()
	expect(page.locator("#told")).to_contain_text("问题已收到。")
	shoot(page, "lectures")
	clerk = login("clerk")
	assert len(clerk.names("Lecture Question", [["lecture", "=", lecture]])) == 1
	ok(step(clerk, "Policy Lecture", lecture, "Cancel Lecture", note="主讲人生病"))
	page = open_phone("/lectures")
	expect(page.locator(f"[data-lecture={lecture}]")).to_contain_text("本场宣讲已取消。")
