"""What makes the daily work quick: keys for the steps, saved filters, the calendar of deadlines."""

from uuid import uuid4

from playwright.sync_api import expect

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
	mark = uuid4().hex[:6]
	title = f"无规则案件 {mark}"
	case = report(title=title)
	assert login("operator").call("case.act", case=case, action="Accept").status == 200
	assert login("chief").call("case.act", case=case, action="File").status == 200
	other = report(title=f"未立案案件 {mark}")
	desk = open_desk("chief")
	desk.open(f"case?title=%25{mark}%25")
	row = desk.page.locator(".list-row:visible")
	expect(row.filter(has_text=title)).to_have_count(1)
	pills = desk.page.locator(".filter-pill .filter-name")
	for name in ("已超期", "今日到期", "紧急"):
		expect(pills.filter(has_text=name)).to_have_count(1)
	pills.filter(has_text="待定责任单位").click()
	expect(row.filter(has_text=f"未立案案件 {mark}")).to_have_count(0)
	expect(row.filter(has_text=title)).to_have_count(1)
	assert stage_of(login, other) == "Reported"
