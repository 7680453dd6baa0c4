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


@pytest.fixture
def spent(login) -> tuple[str, str, str]:
	"""(volunteer, service, code of a certificate over it) of somebody who has given away what the service brought."""
	coordinator, manager = login("coordinator"), login("manager")
	person, friend = (
		ok(coordinator.create("Volunteer", full_name=f"欠演示{uuid4().int % 10**6}", grid=CHIBI_GRID))["name"]
		for _person in range(2)
	)
	service = with_evidence(login("admin"), person)
	ok(manager.call("service.act", service_record=service, action="Confirm"))
	period = {"from_date": "2020-12-01", "to_date": "2025-12-31"}
	code = ok(coordinator.call("certificate.issue", volunteer=person, **period))["verification_code"]
	asked = {"giver": person, "taker": friend, "points": 1, "reason": "感谢照顾"}
	step = {"doctype": "Point Transfer", "name": ok(coordinator.call("points.give", **asked))["name"]}
	ok(manager.call("points.act", **step, action="Grant"))
	return person, service, code


def test_a_service_revoked_after_its_points_were_spent_is_a_debt(open_desk, login, spent):
	person, service, code = spent
	desk = open_desk("coordinator")
	desk.open(f"service-record/{service}")
	desk.step("撤销认定")
	desk.dialog().locator("[data-fieldname=note] textarea").fill("人没有到场")
	desk.dialog().get_by_role("button", name="撤销认定", exact=True).click()
	expect(desk.stage()).to_have_text("已撤销")
	desk.open(f"volunteer/{person}")
	signs = desk.page.locator(".form-dashboard:visible .indicator, .form-stats:visible .indicator")
	expect(signs.filter(has_text="欠分")).to_have_text("欠分：1.00")
	assert login("admin").read("Volunteer", person).data["balance"] == -1
	grant_points(login, person, 3)
	desk.open(f"volunteer/{person}")
	expect(signs.filter(has_text="可用积分")).to_have_text("可用积分：2.00")
	expect(signs.filter(has_text="欠分")).to_have_count(0)
	desk.page.goto(f"/certificate?_lang=zh#c={code}")
	told = desk.page.locator("#status .card")
	expect(told).to_have_attribute("data-status", "Revoked")
	expect(told.locator(".notice")).to_have_text("该证明已被撤销。")
