"""What makes the daily work quick: keys for the steps, saved filters, the calendar of deadlines."""

from uuid import uuid4

from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from tests.desk.test_duty_chief import accepted, stage_of  # noqa: F401 (fixture)


def test_steps_from_the_keyboard(open_desk, login, report):
	"""Accepting and filing without the mouse; a key whose step is not there says so."""
	case = report()
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	expect(desk.stage()).to_have_text("上报")
	desk.page.keyboard.press("Alt+f")
	expect(desk.page.locator(".desk-alert")).to_contain_text("当前不能办理该环节。")
	assert stage_of(login, case) == "Reported"
	desk.page.keyboard.press("Alt+a")
	expect(desk.stage()).to_have_text("受理")

	chief = open_desk("chief")
	chief.open(f"case/{case}")
	expect(chief.stage()).to_have_text("受理")
	chief.page.keyboard.press("Alt+f")
	expect(chief.stage()).to_have_text("立案")
	assert stage_of(login, case) == "Filed"
	chief.page.keyboard.press("Alt+d")
	expect(chief.dialog()).to_contain_text("责任单位")
	chief.page.keyboard.press("Escape")
	assert stage_of(login, case) == "Filed"


def test_keys_stand_in_the_help(open_desk, accepted):  # noqa: F811
	desk = open_desk("chief")
	desk.open(f"case/{accepted['case']}")
	expect(desk.stage()).to_have_text("受理")
	desk.page.keyboard.press("Shift+/")
	told = desk.dialog()
	expect(told).to_contain_text("案件：办理到“立案”环节")
	expect(told).to_contain_text("Alt+F")


def test_calendar_of_deadlines(open_desk, login, dispatched):
	"""The case stands on the day on which it is due, and cannot be dragged to another."""
	case, _dispatch = dispatched()
	due = login("chief").read("Case", case).data["due_at"]
	assert due, "the category has a limit"
	desk = open_desk("chief")
	desk.open("case/view/calendar/default")
	event = desk.page.locator(".fc-event").first
	expect(event).to_be_visible()
	assert "fc-draggable" not in event.get_attribute("class")
	expect(desk.page.locator(".fc-toolbar h2, .fc-toolbar-title").first).to_contain_text("月")


def test_saved_filters(open_desk, login, report):
	"""A case without a unit is found by the filter of that name."""
	mark = str(uuid4().int % 10**6)
	title = f"无规则案件 {mark}"
	case = report(title=title)
	assert login("operator").call("case.act", case=case, action="Accept").status == 200
	assert login("chief").call("case.act", case=case, action="File").status == 200
	other = report(title=f"未立案案件 {mark}")
	desk = open_desk("chief")
	desk.open_list("case", title=mark)
	row = desk.page.locator(".list-row:visible")
	expect(row.filter(has_text=title)).to_have_count(1)
	saved = desk.saved_filters()
	for name in ("已超期", "今日到期", "紧急"):
		expect(saved.filter(has_text=name)).to_have_count(1)
	saved.filter(has_text="待定责任单位").click()
	expect(row.filter(has_text=f"未立案案件 {mark}")).to_have_count(0)
	expect(row.filter(has_text=title)).to_have_count(1)
	assert stage_of(login, other) == "Reported"


def test_many_cases_to_one_unit(open_desk, login, report):
	"""The ticked cases go to the unit; one that cannot is named with its reason, the rest is done."""
	mark = str(uuid4().int % 10**6)
	cases = [report(title=f"批量 {mark} {number}") for number in range(3)]
	for case in cases[:2]:
		file_case(login, case)
	desk = open_desk("chief")
	dialog = tick_and_ask(desk, mark, 3)
	expect(dialog).to_contain_text("派遣 3 件案件")
	choose_unit(desk)
	dialog.get_by_role("button", name="派遣", exact=True).click()
	expect(dialog).to_contain_text("已派遣 2 件，未能派遣 1 件。")
	failures = dialog.locator(".cg-failures")
	expect(failures.locator("tr")).to_have_count(2)
	expect(failures).to_contain_text(f"批量 {mark} 2")
	expect(failures).to_contain_text("处于“上报”状态")
	assert stages_of(login, cases) == ["Dispatched", "Dispatched", "Reported"]
	dialog.get_by_role("button", name="关闭").click()
	expect(desk.dialog()).to_have_count(0)
	expect(desk.page.locator(".list-row:visible", has_text="派遣")).to_have_count(2)


def test_many_cases_go_in_parts(open_desk, login, report):
	"""The bar moves part by part; a part whose answer was lost is sent again with its key and done once."""
	mark = str(uuid4().int % 10**6)
	cases = [report(title=f"分批 {mark} {number}") for number in range(4)]
	for case in cases:
		file_case(login, case)
	desk = open_desk("chief")
	page = desk.page
	dialog = tick_and_ask(desk, mark, 4, at_once=2)
	lose_second_answer(page)
	choose_unit(desk)
	dialog.get_by_role("button", name="派遣", exact=True).click()
	expect(dialog).to_contain_text("已派遣 2 件，未能派遣 0 件。")
	expect(dialog).to_contain_text("还有 2 件尚未提交")
	expect(dialog.locator(".progress-bar")).to_have_attribute("aria-valuenow", "50")
	assert stages_of(login, cases) == ["Dispatched"] * 4, "the second part was done, its answer got lost"
	dialog.get_by_role("button", name="继续").click()
	expect(dialog).to_contain_text("已派遣 4 件，未能派遣 0 件。")
	expect(dialog.locator(".progress-bar")).to_have_attribute("aria-valuenow", "100")
	for case in cases:
		assert len(login("chief").names("Case Dispatch", [["case_file", "=", case]])) == 1
	desk.problems = [problem for problem in desk.problems if "ERR_FAILED" not in problem]


def test_who_may_not_dispatch_is_not_offered_to(open_desk, login, report):
	mark = str(uuid4().int % 10**6)
	report(title=f"无权 {mark}")
	desk = open_desk("gridworker")
	desk.open_list("case", title=mark)
	desk.page.locator(".list-row:visible .list-row-checkbox").check()
	expect(desk.page.locator(".list-header-meta:visible, .list-check-all:visible").first).to_be_visible()
	expect(desk.page.get_by_text("派遣至责任单位")).to_have_count(0)


def file_case(login, case: str) -> None:
	assert login("operator").call("case.act", case=case, action="Accept").status == 200
	assert login("chief").call("case.act", case=case, action="File").status == 200


def stages_of(login, cases: list[str]) -> list[str]:
	return [stage_of(login, case) for case in cases]


def tick_and_ask(desk, mark: str, number: int, at_once: int | None = None):
	"""Ticks the cases whose title holds the mark and opens the dialog; `at_once` makes the parts smaller."""
	page = desk.page
	desk.open_list("case", title=mark)
	rows = page.locator(".list-row:visible")
	expect(rows).to_have_count(number)
	if at_once:
		page.evaluate("(number) => { community_gov.cases_at_once = number; }", at_once)
	for row in rows.all():
		row.locator(".list-row-checkbox").check()
	page.locator(".actions-btn-group:visible button").click()
	page.locator(".actions-btn-group .dropdown-menu:visible").get_by_text("派遣至责任单位").click()
	return desk.dialog()


def choose_unit(desk) -> None:
	desk.choose(desk.dialog().locator("input[data-fieldname='unit']"), "水利", WATER_BUREAU)


def lose_second_answer(page) -> None:
	"""The server does the second part, but the browser does not hear of it."""
	seen = []

	def pass_on(route):
		seen.append(route)
		answer = route.fetch()
		if len(seen) == 2:
			route.abort()
		else:
			route.fulfill(response=answer)

	page.route("**/*bulk_act*", pass_on)
