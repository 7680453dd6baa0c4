"""Cases on the board by stage and on the map, in the browser."""

import json
import re
from urllib.parse import quote
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from tests.desk.test_duty_chief import stage_of

BOARD = "案件办理看板"
STAGES = ["上报", "核实", "受理", "立案", "派遣", "处置", "核查", "挂账", "结案", "不予立案"]


@pytest.fixture
def mark() -> str:
	return str(uuid4().int % 10**6)


def open_board(desk, mark: str):
	"""The board with the cases whose title holds the mark."""
	# All ten columns at once: what is out of sight is scrolled to while dragging, which is not what is tested here.
	desk.page.set_viewport_size({"width": 2300, "height": 900})
	desk.open(f"case/view/kanban/{quote(BOARD)}?title={quote(json.dumps(['like', f'%{mark}%']))}")
	expect(desk.page.locator(".cg-column")).to_have_count(len(STAGES))
	return desk.page.locator(".cg-board")


def column(board, stage: str):
	return board.locator(f".cg-column[data-stage='{stage}']")


def card(board, case: str):
	return board.locator(f".cg-card[data-case='{case}']")


def drag(desk, what, onto) -> None:
	"""By the mouse, as the library of the desk listens for it."""
	expect(desk.page.locator(".cg-busy")).to_have_count(0)
	start, end = what.bounding_box(), onto.locator(".cg-cards").bounding_box()
	mouse = desk.page.mouse
	mouse.move(start["x"] + 60, start["y"] + start["height"] - 12)
	mouse.down()
	mouse.move(start["x"] + 80, start["y"] + start["height"], steps=4)
	mouse.move(end["x"] + end["width"] / 2, end["y"] + 30, steps=12)
	mouse.up()


def test_a_card_takes_the_step_of_its_new_column(open_desk, login, report, mark):
	"""Accepted by dropping; filed by dropping; dispatching asks for the unit as the form does."""
	# No routing rule knows this kind, so that the unit is asked for.
	case = report(title=f"看板 {mark}", category="M06025")
	operator = open_desk("operator")
	board = open_board(operator, mark)
	assert [text.split("\n")[0].strip() for text in board.locator("header").all_inner_texts()] == STAGES
	drag(operator, card(board, case), column(board, "Accepted"))
	expect(card(column(board, "Accepted"), case)).to_be_visible()
	expect(operator.page.locator(".desk-alert").last).to_contain_text("已进入阶段：受理")
	assert stage_of(login, case) == "Accepted"

	chief = open_desk("chief")
	board = open_board(chief, mark)
	drag(chief, card(board, case), column(board, "Filed"))
	expect(card(column(board, "Filed"), case)).to_be_visible()
	drag(chief, card(board, case), column(board, "Dispatched"))
	dialog = chief.dialog()
	expect(dialog).to_contain_text("责任单位")
	row = dialog.locator(".grid-row").nth(1)
	row.locator("[data-fieldname='unit']").first.click()
	chief.choose(dialog.locator("input[data-fieldname='unit']"), "水利", WATER_BUREAU)
	dialog.get_by_role("button", name="派遣", exact=True).click()
	expect(card(column(board, "Dispatched"), case)).to_contain_text(WATER_BUREAU)
	expect(column(board, "Filed").locator(".cg-card")).to_have_count(0)
	assert stage_of(login, case) == "Dispatched"


def test_a_card_goes_back_where_no_step_leads(open_desk, login, report, mark):
	case = report(title=f"看板 {mark}")
	desk = open_desk("operator")
	board = open_board(desk, mark)
	drag(desk, card(board, case), column(board, "Closed"))
	told = desk.page.locator(".desk-alert")
	expect(told).to_contain_text("您不能将案件从“上报”直接办理到“结案”。")
	expect(told).to_contain_text("可办理到：")
	expect(card(column(board, "Reported"), case)).to_be_visible()
	assert stage_of(login, case) == "Reported"


def test_a_dialog_that_is_left_leaves_the_card(open_desk, login, report, mark):
	case = report(title=f"看板 {mark}")
	assert login("operator").call("case.act", case=case, action="Accept").status == 200
	desk = open_desk("chief")
	board = open_board(desk, mark)
	drag(desk, card(board, case), column(board, "Rejected"))
	expect(desk.dialog()).to_contain_text("原因")
	desk.close_dialog()
	expect(card(column(board, "Accepted"), case)).to_be_visible()
	assert stage_of(login, case) == "Accepted"


def test_the_board_in_chinese(open_desk, login, report, dispatched, mark):
	"""Titles are text, whatever stands in them; a click opens the case."""
	report(title=f"<b>粗体</b>标题 {mark}", urgency="Urgent")
	dispatched(title=f"渠边垃圾 {mark}")
	desk = open_desk("chief")
	board = open_board(desk, mark)
	expect(board.locator(".cg-card")).to_have_count(2)
	assert desk.english(".page-head:visible") == []
	assert [text for text in desk.english(".cg-board") if mark not in text] == []
	assert board.locator(".cg-card b").count() == 0
	expect(column(board, "Dispatched")).to_contain_text(WATER_BUREAU)
	expect(column(board, "Dispatched").locator(".indicator.green")).to_contain_text("前办结")
	expect(column(board, "Reported")).to_contain_text("紧急")
	column(board, "Dispatched").locator(".cg-card a").click()
	expect(desk.stage()).to_have_text("派遣")


def open_map(desk, mark: str):
	desk.open(f"case/view/map?title={quote(json.dumps(['like', f'%{mark}%']))}")
	expect(desk.page.locator(".cg-map-told")).not_to_be_empty()
	return desk.page.locator(".cg-map")


def test_cases_on_the_map(open_desk, report, dispatched, mark):
	"""In the colours of their light; those without a position are counted; a click opens the case."""
	far, near = {"latitude": 29.7231, "longitude": 113.8861}, {"latitude": 29.7192, "longitude": 113.8793}
	report(title=f"未受理 {mark}", urgency="Urgent", **near)
	report(title=f"无坐标 {mark}")
	case, _dispatch = dispatched(title=f"<i>渠边</i>垃圾 {mark}", **far)
	desk = open_desk("chief")
	shown = open_map(desk, mark)
	expect(shown.locator(".cg-point")).to_have_count(2)
	expect(shown.locator(".cg-map-told")).to_have_text("共 3 件案件，其中 1 件没有坐标。")
	expect(shown.locator(".cg-map-place", has_text="第一网格").first).to_be_visible()
	assert shown.locator("img.leaflet-tile").count() == 0, "no tiles from anywhere"
	green = shown.locator(".cg-point.green")
	green.hover()
	tip = shown.locator(".leaflet-tooltip:not(.cg-map-place)")
	expect(tip).to_contain_text(f"垃圾 {mark}")
	expect(tip).to_contain_text("派遣 · 暴露垃圾")
	assert tip.locator("i").count() == 0
	assert desk.english(".page-head:visible") + desk.english(".cg-map-legend") == []
	green.click()
	expect(desk.stage()).to_have_text("派遣")
	assert desk.page.url.endswith(case)


def test_the_map_keeps_to_its_filters_and_area(open_desk, report, mark):
	place = {"latitude": 29.7231, "longitude": 113.8861}
	report(title=f"甲 {mark}", **place)
	far = open_desk("gridworker.zhelu")
	shown = open_map(far, mark)
	expect(shown.locator(".cg-map-told")).to_have_text("共 0 件案件，其中 0 件没有坐标。")
	expect(shown.locator(".cg-point")).to_have_count(0)


SHORTCUTS = {
	"案件办理看板": ".cg-board",
	"案件地图": ".cg-map",
	"办理时限日历": ".fc-view, .fc-view-container",
}


@pytest.mark.parametrize("label", list(SHORTCUTS))
def test_the_views_are_a_click_from_the_duty_chiefs_desk(open_desk, label):
	desk = open_desk("chief")
	desk.page.goto("/app/duty-chief-desk")
	# The desk draws its charts with widths below nought when it is left before.
	charts = desk.page.locator(".dashboard-widget-box:visible")
	expect(charts.locator(".frappe-chart, .chart-loading-state:visible")).to_have_count(2)
	expect(charts.locator(".chart-loading-state:visible")).to_have_count(0)
	shortcut = desk.page.locator(".shortcut-widget-box:visible", has_text=label)
	shortcut.locator(".widget-title, .shortcut-title").first.click()
	expect(desk.page.locator(SHORTCUTS[label]).first).to_be_visible()


def test_going_back_from_the_map_leads_past_its_address(open_desk):
	desk = open_desk("chief")
	desk.open("case-dispatch")
	desk.page.evaluate("() => frappe.set_route('case-map')")
	expect(desk.page.locator(".cg-map")).to_be_visible()
	desk.page.go_back()
	expect(desk.page).to_have_url(re.compile("/case-dispatch"))
	expect(desk.page.locator(".cg-map:visible")).to_have_count(0)
