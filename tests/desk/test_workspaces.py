"""Every role has a workspace of its own, in Chinese, with counts and a queue."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from community_gov.core.compat import major_version

APP = Path(__file__).resolve().parents[2] / "apps" / "community_gov"
DESKS = {
	"chief": ("duty_chief_desk", "值班长工作台"),
	"operator": ("operator_desk", "受理员工作台"),
	"handler": ("unit_desk", "责任单位工作台"),
	"supervisor": ("supervisor_desk", "监督员工作台"),
	"clerk": ("council_desk", "议事协商工作台"),
	"gridworker": ("grid_worker_desk", "网格员工作台"),
	"manager": ("community_desk", "社区管理工作台"),
	"coordinator": ("volunteer_desk", "志愿服务工作台"),
	"admin": ("administration_desk", "系统管理工作台"),
	"auditor": ("auditor_desk", "审计工作台"),
}


def shipped(folder: str) -> dict:
	return json.loads((APP / "workspace" / folder / f"{folder}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", DESKS)
def test_own_workspace_opens_first_and_speaks_chinese(open_desk, key):
	folder, title = DESKS[key]
	workspace = shipped(folder)
	desk = open_desk(key)
	desk.page.goto("/app")
	expect(desk.title()).to_have_text(title)
	widgets = desk.page.locator(".layout-main-section:visible")
	expect(widgets.locator(".number-widget-box .number")).to_have_count(len(workspace["number_cards"]))
	expect(widgets.locator(".quick-list-widget-box")).to_have_count(len(workspace["quick_lists"]))
	expect(widgets.locator(".shortcut-widget-box")).to_have_count(len(workspace["shortcuts"]))
	expect(widgets.locator(".dashboard-widget-box")).to_have_count(len(workspace["charts"]))
	numbers = widgets.locator(".number-widget-box .number").all_text_contents()
	assert all(number.strip().isdigit() for number in numbers), numbers
	assert desk.english(".layout-main-section:visible") == []
	assert desk.page.locator(".modal.show:visible").count() == 0
	if key != "chief":  # whose picture shows the queue with a case, in test_duty_chief
		desk.shot(folder.replace("_", "-"))


def test_every_role_has_one_workspace_of_its_own():
	roles = [[row["role"] for row in shipped(folder)["roles"]] for folder, _title in DESKS.values()]
	assert all(roles)
	named = [name for names in roles for name in names]
	assert len(set(named)) == len(named), "a second workspace would hide the first one"


def test_workspaces_of_others_are_not_offered(open_desk):
	desk = open_desk("handler")
	desk.page.goto("/app")
	expect(desk.title()).to_have_text("责任单位工作台")
	offered = desk.page.locator(
		".desk-sidebar .sidebar-item-label, .body-sidebar .sidebar-item-label"
	).all_text_contents()
	titles = {title for _folder, title in DESKS.values()}
	assert titles & {text.strip() for text in offered} == {"责任单位工作台"}


@pytest.fixture
def newer_desk(open_desk):
	if major_version() < 16:
		pytest.skip("tiles and sidebars came with Frappe 16")
	return open_desk


def test_tiles_speak_chinese_and_are_those_of_the_role(newer_desk):
	desk = newer_desk("chief")
	desk.page.goto("/desk/desktop")
	tiles = desk.page.locator(".desktop-icon:visible .icon-title")
	expect(tiles.filter(has_text="社区治理").or_(tiles.filter(has_text="值班长工作台")).first).to_be_visible()
	names = {text.strip() for text in tiles.all_text_contents()}
	assert not names & ({title for _folder, title in DESKS.values()} - {"值班长工作台"}), names
	assert "Community Gov" not in names


def test_a_sidebar_has_sections_and_an_icon_for_each_link(newer_desk):
	desk = newer_desk("chief")
	desk.page.goto("/app")
	expect(desk.title()).to_have_text("值班长工作台")
	sidebar = desk.page.locator(".body-sidebar")
	expect(sidebar.get_by_text("案件办理", exact=True)).to_be_visible()
	icons = sidebar.locator(".sidebar-items .sidebar-item-icon").evaluate_all(
		"(all) => all.map((one) => one.getAttribute('item-icon'))"
	)
	assert len(icons) > 12 and len(set(icons)) == len(icons), icons
	assert desk.english(".body-sidebar .sidebar-items") == []
