"""Services and points in the browser: a service is confirmed, a transfer granted, a balance told, all in Chinese."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.desk import WORDS
from tests.rest.conftest import CHIBI_GRID, grant_points, ok
from tests.rest.test_services import with_evidence


@pytest.fixture
def people(login) -> list[str]:
	"""Two volunteers, the first with points."""
	coordinator = login("coordinator")
	made = [
		ok(coordinator.create("Volunteer", full_name=f"张演示{uuid4().int % 10**6}", grid=CHIBI_GRID))["name"]
		for _person in range(2)
	]
	grant_points(login, made[0], 60)
	return made


def test_a_service_is_confirmed_on_its_form(open_desk, login, people):
	name = with_evidence(login("admin"), people[0], content="河道清洁", role="队员")
	desk = open_desk("coordinator")
	desk.open(f"service-record/{name}")
	expect(desk.stage()).to_have_text("待认定")
	expect(desk.page.locator("[data-fieldname=hours]:visible .control-value")).to_have_text("1")
	labels = desk.page.locator(".form-layout:visible .control-label:visible")
	for label in ("佐证材料", "服务内容", "岗位"):
		expect(labels.get_by_text(label, exact=True)).to_be_visible()
	assert [label for label in labels.all_inner_texts() if WORDS.search(label)] == []
	desk.step("认定")
	expect(desk.stage()).to_have_text("已认定")
	assert login("admin").read("Volunteer", people[0]).data["balance"] == 61


def test_a_transfer_is_granted_by_somebody_else(open_desk, login, people):
	asked = {"giver": people[0], "taker": people[1], "points": 20, "reason": "感谢照顾"}
	name = ok(login("coordinator").call("points.give", **asked))["name"]
	desk = open_desk("manager")
	desk.open(f"point-transfer/{name}")
	expect(desk.stage()).to_have_text("待审批")
	desk.step("批准")
	expect(desk.stage()).to_have_text("已批准")
	assert login("admin").read("Volunteer", people[1]).data["balance"] == 20


@pytest.mark.parametrize(
	"route",
	["service-record", "service-project", "point-rule", "point-lot", "point-transfer", "point-adjustment"],
)
def test_lists_are_chinese(open_desk, people, login, route):
	with_evidence(login("admin"), people[0], content="河道清洁")
	coordinator = login("coordinator")
	project = {
		"project_name": f"清洁家园{uuid4().int % 10**6}",
		"project_kind": "Environment",
		"grid": CHIBI_GRID,
	}
	ok(coordinator.create("Service Project", **project))
	asked = {"giver": people[0], "taker": people[1], "points": 1, "reason": "感谢照顾"}
	ok(coordinator.call("points.give", **asked))
	desk = open_desk("coordinator")
	desk.open(route)
	expect(desk.page.locator(".list-row-head:visible")).to_be_visible()
	assert desk.english(".list-row-head:visible") == []


def test_a_reversal_is_asked_for_on_the_entry(open_desk, login):
	coordinator = login("coordinator")
	values = {"full_name": f"冲演示{uuid4().hex[:5]}", "grid": CHIBI_GRID}
	person = ok(coordinator.create("Volunteer", **values))["name"]
	grant_points(login, person, 9)
	entry = coordinator.names("Point Entry", [["volunteer", "=", person]])[0]
	desk = open_desk("coordinator")
	desk.open(f"point-entry/{entry}")
	desk.page.get_by_role("button", name="申请冲正").click()
	desk.dialog().locator("[data-fieldname=reason] textarea").fill("记错了人")
	desk.dialog().get_by_role("button", name="申请冲正").click()
	expect(desk.page.locator(".modal.show")).to_have_count(0)
	asked = coordinator.names("Point Adjustment", [["reverses", "=", entry]])
	assert [login("admin").read("Point Adjustment", name).data["points"] for name in asked] == [-9]
	assert login("admin").read("Volunteer", person).data["balance"] == 9
	desk.open(f"point-adjustment/{asked[0]}")
	expect(desk.stage()).to_have_text("待审批")
	expect(desk.page.locator("[data-fieldname=reverses]:visible")).to_contain_text(entry)
