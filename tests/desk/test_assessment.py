"""Assessments on the desk: computed from the list, announced, objected to, ruled on; strength on list and map."""

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import email
from tests.desk.desk import put
from tests.rest.conftest import CHIBI_GRID, ok

MONTH = "2025-03-01"


@pytest.fixture
def computed(login, fresh) -> str:
	site = fresh()
	site.db.delete("Worker Assessment", {"month": MONTH})
	site.db.commit()
	ok(login("manager").call("assessment.compute", month=MONTH, area=CHIBI_GRID[:12]))
	filters = [["month", "=", MONTH], ["worker", "=", email("gridworker")]]
	return login("manager").names("Worker Assessment", filters)[0]


def take(desk, action: str, note: str | None = None, score: str | None = None) -> None:
	desk.step(action)
	if note is None:
		return
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=note] textarea").fill(note)
	if score:
		put(dialog.locator("[data-fieldname=score] input"), score)
	dialog.get_by_role("button", name=action).click()


def test_objection_and_ruling(open_desk, computed):
	manager, worker = open_desk("manager"), open_desk("gridworker")
	manager.open(f"worker-assessment/{computed}")
	expect(manager.stage()).to_have_text("待公示")
	items = manager.page.locator("[data-fieldname=items]:visible").first
	expect(items).to_contain_text("走访")
	assert manager.english(".form-page:visible [data-fieldname=items] .grid-body") == []
	take(manager, "公示")
	expect(manager.stage()).to_have_text("公示中")
	worker.open(f"worker-assessment/{computed}")
	take(worker, "提出异议", "少算了走访")
	expect(worker.stage()).to_have_text("有异议")
	manager.page.reload()
	expect(manager.stage()).to_have_text("有异议")
	take(manager, "裁定", "补计两次", "88")
	expect(manager.stage()).to_have_text("已定档")
	expect(manager.page.locator("[data-fieldname=score]:visible").first).to_contain_text("88")


def test_a_month_is_computed_from_the_list(open_desk, login):
	desk = open_desk("manager")
	desk.open("worker-assessment")
	desk.page.get_by_role("button", name="计算月度考核").click()
	dialog = desk.dialog()
	dialog.locator("[data-fieldname=month] input").fill("2025-04-10")
	# Not by the Tab key: the next field would offer areas, over the button.
	dialog.locator(".modal-title").click()
	dialog.get_by_role("button", name="提交").click()
	expect(desk.page.locator(".desk-alert", has_text="2025-04：")).to_be_visible()
	assert login("manager").names("Worker Assessment", [["month", "=", "2025-04-01"]])


def test_strength_on_list_and_map(open_desk):
	desk = open_desk("manager")
	desk.open(f"query-report/Grid Strength?area={CHIBI_GRID[:12]}")
	table = desk.page.locator(".dt-scrollable:visible")
	expect(table).to_contain_text("第一网格")
	assert desk.english(".page-head:visible") == []
	desk.page.get_by_role("button", name="在地图上查看").click()
	dialog = desk.dialog()
	expect(dialog.locator(".cg-map-told")).to_contain_text("有边界的网格")
	expect(dialog.locator(".cg-map-box path").first).to_be_visible()


def test_the_years_list(open_desk, login, computed):
	for action in ("Announce", "Finalise"):
		ok(login("manager").call("assessment.act", assessment=computed, action=action))
	desk = open_desk("manager")
	desk.open("query-report/Grid Workers of the Year?of_year=2025")
	table = desk.page.locator(".datatable:visible")
	expect(table).to_contain_text("平均得分")
	expect(table).to_contain_text("走访次数")
	assert desk.english(".page-head:visible") == []
