"""The duty chief's morning in the browser: sign in, take the case from the queue, file it, dispatch it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from community_gov.demo.chibi import LATITUDE, LONGITUDE
from community_gov.demo.people import PASSWORD, WATER_BUREAU, email
from community_gov.demo.pictures import canal_photo


@pytest.fixture
def accepted(login) -> dict:
	"""A case that the centre has accepted: {case, title}."""
	title = f"北干渠边有垃圾（{uuid4().int % 10**6}）"
	answer = login("gridworker").call(
		"case.report",
		title=title,
		description="北干渠边堆放一处生活垃圾，有异味，影响渠道环境。",
		address="北街社区北干渠边",
		latitude=LATITUDE,
		longitude=LONGITUDE,
		photos=[canal_photo("before")],
	)
	case = answer.data["case"]
	answer = login("operator").call("case.act", case=case, action="Accept", fields={"category": "M06025"})
	assert answer.status == 200, answer
	return {"case": case, "title": title}


def stage_of(login, case: str) -> str:
	return login("chief").read("Case", case).data["stage"]


def test_duty_chief_files_and_dispatches(open_desk, login, accepted):
	desk = open_desk(None)
	page = desk.page
	sign_in_on_the_page(desk)
	expect(desk.title()).to_have_text("值班长工作台")
	queue = page.locator(".quick-list-widget-box", has_text="待立案").first
	expect(queue.locator(".quick-list-item").first).to_be_visible()
	desk.shot("duty-chief-desk")

	# The queue shows what waits longest, which need not be this case.
	desk.open(f"case/{accepted['case']}")
	expect(desk.title()).to_contain_text(accepted["title"])
	expect(desk.stage()).to_have_text("受理")
	desk.step("立案")
	expect(desk.stage()).to_have_text("立案")
	assert stage_of(login, accepted["case"]) == "Filed"

	dispatch(desk)
	expect(desk.stage()).to_have_text("派遣")
	assert stage_of(login, accepted["case"]) == "Dispatched"
	rows = login("chief").rows(
		"Case Dispatch", [["case_file", "=", accepted["case"]]], fields='["unit","stage"]'
	)
	assert [(row["unit"], row["stage"]) for row in rows.data] == [(WATER_BUREAU, "Dispatched")]

	show_timeline(desk)
	told = page.locator(".cg-timeline .cg-entry")
	expect(told).to_have_count(5)
	assert told.evaluate_all("entries => entries.map((entry) => entry.dataset.stage)") == [
		"Reported",
		"Accepted",
		"Filed",
		"",  # no routing rule of the test site fits
		"Dispatched",
	]
	expect(told.first).to_contain_text("影响渠道环境")
	photo = told.first.locator("img")
	photo.scroll_into_view_if_needed()
	expect(photo).to_have_js_property("complete", True)
	assert photo.evaluate("image => image.naturalWidth") > 0


def sign_in_on_the_page(desk) -> None:
	desk.page.goto("/login")
	desk.page.fill("#login_email", email("chief"))
	desk.page.fill("#login_password", PASSWORD)
	desk.page.click(".form-login .btn-login")
	desk.page.wait_for_url(re.compile("/(app|desk)/duty-chief-desk$"))


def dispatch(desk) -> None:
	desk.step("派遣")
	row = desk.dialog().locator(".grid-row").nth(1)
	unit = row.locator("[data-fieldname='unit']").first
	unit.click()
	field = desk.dialog().locator("input[data-fieldname='unit']")
	desk.choose(field, "水利", WATER_BUREAU)
	desk.shot("dispatch-dialog")
	desk.dialog().get_by_role("button", name="派遣", exact=True).click()


def show_timeline(desk) -> None:
	desk.page.get_by_role("tab", name="办理过程").click()


def test_refusal_is_told_in_chinese_and_keeps_what_was_typed(open_desk, login, accepted):
	"""Rejecting needs a reason: the dialog asks for it, and the step is taken with it."""
	desk = open_desk("chief")
	desk.open(f"case/{accepted['case']}")
	desk.step("不予立案")
	reason = desk.dialog().locator("textarea[data-fieldname='note']")
	expect(desk.dialog()).to_contain_text("原因")
	reason.fill("不属于城市管理范围。")
	desk.dialog().get_by_role("button", name="不予立案", exact=True).click()
	expect(desk.stage()).to_have_text("不予立案")
	assert stage_of(login, accepted["case"]) == "Rejected"
	show_timeline(desk)
	expect(desk.page.locator(".cg-timeline .cg-entry").last).to_contain_text("不属于城市管理范围。")


def test_stale_form_is_refused_with_words(open_desk, login, accepted):
	"""Somebody else filed meanwhile: the message names it, and nothing happens twice."""
	desk = open_desk("chief")
	desk.open(f"case/{accepted['case']}")
	expect(desk.stage()).to_have_text("受理")
	assert login("chief").call("case.act", case=accepted["case"], action="File").status == 200
	desk.step("立案")
	expect(desk.dialog()).to_contain_text("被他人修改")
	assert stage_of(login, accepted["case"]) == "Filed"
	desk.forgive(409)
