"""Ctrl+K in Chinese: words of a case, the name of a resident, a number; the field above the lists; Frappe's search dialog."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.registry import person_values

SIGNS = "龘靐齉爩籱灪爨癵驫鱻麤纞虋讟钃鸜"


def rare(length: int = 4) -> str:
	number = uuid4().int
	return "".join(SIGNS[number >> 4 * place & 15] for place in range(length))


@pytest.fixture
def reported(login):
	"""A word, and the case that has it in its title."""
	word = rare()
	values = {
		"description": f"{word}井盖 <b>松动</b>",
		"grid": CHIBI_GRID,
		"category": "M06010",
		"address": "北街8号",
	}
	return word, ok(login("gridworker").call("case.report", **values))["case"]


def type_into_bar(desk, text: str):
	"""Opens the search as its keys do and types; returns the answers."""
	# Some versions of Frappe look at the list in view while one types, and fail where it is not drawn yet.
	desk.page.wait_for_function("frappe.get_route()[0] !== 'List' || frappe.container.page?.list_view?.data")
	field = desk.page.locator("#navbar-search:visible")
	for _try in range(3):
		desk.page.keyboard.press("Control+k")
		if field.first.is_visible():
			break
	field.first.fill("")
	field.first.press_sequentially(text, delay=20)
	return desk.page.locator(".awesomplete ul:visible li")


def test_words_lead_to_the_case(open_desk, reported):
	word, case = reported
	desk = open_desk("chief")
	desk.open("case")
	answers = type_into_bar(desk, f"{word}井盖")
	hit = answers.filter(has_text=case)
	expect(hit).to_have_count(1)
	expect(hit).to_contain_text(re.compile(rf"案件 {word}井盖.*{case} · 上报 · .*第一网格", re.S))
	expect(answers.locator("b b")).to_have_count(0)
	hit.click()
	expect(desk.page).to_have_url(re.compile(f"/case/{case}$"))
	expect(desk.title()).to_contain_text(word)


def test_enter_opens_the_case_of_a_number(open_desk, reported):
	_word, case = reported
	desk = open_desk("chief")
	desk.open("case")
	answers = type_into_bar(desk, case)
	expect(answers.first).to_contain_text(case)
	expect(answers.first).to_contain_text("案件")
	desk.page.keyboard.press("Enter")
	expect(desk.page).to_have_url(re.compile(f"/case/{case}$"))


def test_a_resident_is_found_by_name_within_the_area(open_desk, login):
	name = rare(3)
	values = person_values(full_name=name, grid=CHIBI_GRID)
	values.pop("doctype"), values.pop("identity_number")
	resident = ok(login("gridworker").create("Resident", **values))["name"]
	desk = open_desk("gridworker")
	desk.open("case")
	hit = type_into_bar(desk, name).filter(has_text=f"居民 {name}")
	expect(hit).to_contain_text("第一网格")
	assert resident not in hit.inner_text(), "the random key of a person tells nothing"
	hit.click()
	expect(desk.page).to_have_url(re.compile(f"/resident/{resident}$"))


def test_a_phone_is_asked_for_with_a_purpose(open_desk, login):
	values = person_values(full_name=rare(3), grid=CHIBI_GRID)
	values.pop("doctype"), values.pop("identity_number")
	resident = ok(login("gridworker").create("Resident", **values))["name"]
	desk = open_desk("gridworker")
	desk.open("case")
	type_into_bar(desk, values["mobile"]).filter(has_text="是谁的电话号码").click()
	dialog = desk.page.locator(".modal-dialog:visible")
	expect(dialog).to_contain_text("按电话号码查找")
	dialog.locator("select[data-fieldname=purpose]").select_option("Emergency")
	dialog.get_by_role("button", name="查找").click()
	expect(desk.page).to_have_url(re.compile(f"/resident/{resident}$"))


def test_the_field_above_the_list_narrows_it(open_desk, reported, login):
	word, case = reported
	other = ok(
		login("gridworker").call("case.report", description=f"{word}路灯", grid=CHIBI_GRID, category="M06010")
	)
	desk = open_desk("chief")
	desk.open("case")
	rows, field = desk.page.locator(".list-row:visible"), desk.page.get_by_placeholder("搜索关键词")
	field.fill(word)
	expect(rows).to_have_count(2)
	field.fill(f"{word}井盖")
	expect(rows).to_have_count(1)
	expect(rows.first).to_contain_text(word)
	expect(desk.page.locator(".list-count:visible")).to_contain_text("1")
	assert "name" not in desk.page.url
	field.fill(rare())
	expect(rows).to_have_count(0)
	field.fill("灯")
	expect(desk.page.locator(".desk-alert")).to_contain_text("两个以上连在一起的字")
	expect(rows.nth(2)).to_be_visible()
	assert case != other["case"]


def test_more_than_fit_are_shown_as_a_list(open_desk, login):
	word = rare()
	for _number in range(6):
		ok(
			login("operator").call(
				"case.report", description=f"{word}堆物", grid=CHIBI_GRID, category="M06010"
			)
		)
	desk = open_desk("chief")
	desk.open("case-dispatch")
	type_into_bar(desk, word).filter(has_text=f"更多案件：{word}").click()
	expect(desk.page.get_by_placeholder("搜索关键词")).to_have_value(word)
	expect(desk.page.locator(".list-row:visible")).to_have_count(6)


def test_frappes_own_search_finds_them_too(open_desk, reported):
	word, case = reported
	desk = open_desk("chief")
	desk.open("case")
	type_into_bar(desk, word).filter(has_text=f"搜索{word}").first.click()
	dialog = desk.page.locator(".search-dialog:visible")
	expect(dialog.locator(".result-section-link", has_text=word)).to_have_count(1)
	expect(dialog).to_contain_text(case)
	expect(dialog.locator(".result b b")).to_have_count(0)
	dialog.locator(".result-section-link", has_text=word).click()
	expect(desk.page).to_have_url(re.compile(f"/case/{case}$"))


def test_a_worker_finds_a_case_on_the_phone(open_workbench, reported):
	word, case = reported
	phone = open_workbench("gridworker")
	phone.open_work()
	field = phone.page.get_by_placeholder("搜索案件")
	field.fill(f"{word}井盖")
	row = phone.row(case)
	expect(row).to_contain_text("上报")
	expect(row).to_contain_text("第一网格")
	field.fill(rare())
	expect(phone.page.locator("#work-list")).to_have_text("没有找到。")
	field.fill("")
	expect(phone.page.locator("#queue-summary, #work-list .empty")).to_be_visible()
	field.fill(case)
	row.click()
	expect(phone.page.locator(".panel:visible, dialog:visible").first).to_contain_text(word)
