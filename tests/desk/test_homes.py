"""The tree of homes, the family on a household's form, a place at a glance, the position of a visit."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rest.conftest import CHIBI_GRID, ok

PEOPLE = (
	("赵演示甲", "Head"),
	("钱演示乙", "Spouse"),
	("孙演示丙", "Son or Daughter"),
	("李演示丁", "Father or Mother"),
)


@pytest.fixture
def home(login) -> dict[str, str]:
	"""A household of four in a compound of its own: compound, building, household, head."""
	manager = login("manager")
	title = f"枫林{uuid4().int % 10**6}"
	compound = ok(manager.create("Residential Compound", compound_name=title, grid=CHIBI_GRID[:12]))["name"]
	values = {"compound": compound, "building_number": "7栋", "grid": CHIBI_GRID}
	building = ok(manager.create("Building", **values))["name"]
	place = {"building": building, "unit_number": "1", "room_number": "302"}
	household = ok(manager.create("Household", **place))["name"]
	names = [
		ok(
			manager.create(
				"Resident",
				full_name=name,
				household=household,
				relation_to_head=relation,
				birth_date="1960-05-06",
			)
		)["name"]
		for name, relation in PEOPLE
	]
	return {"title": title, "household": household, "head": names[0]}


def test_the_tree_opens_down_to_the_people(open_desk, home):
	desk = open_desk("gridworker")
	desk.open("home-tree")
	tree = desk.page.locator(".cg-homes")
	for text in (home["title"], "7栋", "1 单元", "302 室"):
		tree.locator(".tree-label", has_text=text).last.click()
	for name, _relation in PEOPLE:
		expect(tree.locator(".tree-label", has_text=name)).to_be_visible()
	expect(tree.locator(".tree-label", has_text="李演示丁")).to_contain_text("父母")
	tree.locator(".tree-label", has_text="赵演示甲").click()
	tree.locator("li.tree-node", has_text="赵演示甲").last.get_by_role("button", name="查看档案").click()
	expect(desk.title()).to_contain_text("赵演示甲")


def test_the_family_stands_in_generations(open_desk, home):
	desk = open_desk("gridworker")
	desk.open(f"household/{home['household']}")
	tiers = desk.page.locator(".cg-family:visible .cg-tier")
	expect(tiers).to_have_count(3)
	expect(tiers.nth(0)).to_contain_text("李演示丁")
	expect(tiers.nth(1)).to_contain_text("赵演示甲")
	expect(tiers.nth(1)).to_contain_text("钱演示乙")
	expect(tiers.nth(2)).to_contain_text("孙演示丙")


def test_a_place_shows_its_figures_to_each_as_they_may(open_desk, home):
	worker = open_desk("gridworker")
	worker.open(f"grid/{CHIBI_GRID}")
	glance = worker.page.locator(".form-dashboard-section:visible", has_text="概况")
	expect(glance).to_contain_text("户籍")
	expect(glance).not_to_contain_text("您无权查看")
	glance.locator("a[data-list='Resident']").click()
	expect(worker.page).to_have_url(re.compile("/resident"))
	operator = open_desk("operator")
	operator.open(f"grid/{CHIBI_GRID}")
	glance = operator.page.locator(".form-dashboard-section:visible", has_text="概况")
	expect(glance).to_contain_text("您无权查看人员档案")
	expect(glance.locator("a[data-list='Resident']")).to_have_count(0)


def test_a_visit_takes_the_position_of_the_browser(open_desk, login, home):
	visit = {"resident": home["head"], "visit_kind": "Home Visit", "due_on": "2030-01-01"}
	name = ok(login("gridworker").create("Visit", **visit))["name"]
	desk = open_desk("gridworker")
	desk.page.context.grant_permissions(["geolocation"])
	desk.page.context.set_geolocation({"latitude": 29.72, "longitude": 113.88})
	desk.open(f"visit/{name}")
	desk.page.get_by_role("button", name="记录当前位置").click()
	expect(desk.page.locator(".alert-message", has_text="已取得当前位置")).to_be_visible()
	position = desk.page.evaluate("JSON.stringify([cur_frm.doc.latitude, cur_frm.doc.longitude])")
	assert json.loads(position) == [29.72, 113.88]
