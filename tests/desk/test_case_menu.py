"""What stands in the menu of a case: following it, and closing it by force."""

from playwright.sync_api import expect

from tests.desk.test_duty_chief import show_timeline, stage_of


def choose_in_menu(desk, label: str) -> None:
	desk.page.locator(".page-head:visible .menu-btn-group > button").click()
	desk.page.locator(".menu-btn-group .dropdown-menu:visible").get_by_text(label, exact=True).click()


def test_following_and_stopping(open_desk, login, report):
	case = report()
	desk = open_desk("gridworker")
	desk.open(f"case/{case}")
	choose_in_menu(desk, "关注案件")
	alerts = desk.page.locator(".desk-alert")
	expect(alerts.filter(has_text=f"已关注案件 {case}。")).to_be_visible()
	assert login("gridworker").query("case.follows", case=case).data["following"] is True
	expect(desk.page.locator("[data-fieldname='followers']:visible")).to_contain_text("1")
	choose_in_menu(desk, "取消关注")
	expect(alerts.filter(has_text=f"已取消关注案件 {case}。")).to_be_visible()
	assert login("gridworker").query("case.follows", case=case).data == {
		"case": case,
		"following": False,
		"followers": 0,
	}


def test_a_new_code_is_shown_once(open_desk, login, report):
	"""The reporter lost the code: staff hand on another one, with a reason that the case keeps."""
	case = report()
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	choose_in_menu(desk, "补发查询码")
	dialog = desk.dialog()
	dialog.locator("textarea[data-fieldname='reason']").fill("上报人遗失")
	dialog.get_by_role("button", name="生成新码").click()
	shown = desk.page.locator(".msgprint:visible")
	expect(shown).to_contain_text("此码不再显示")
	code = shown.locator(".h3").inner_text()
	assert login(None).query("public.track", code=code).data["case"] == case
	assert login("chief").query("case.timeline", case=case).data[-1]["note"] == "上报人遗失"


def ask_to_force(desk, case: str):
	desk.open(f"case/{case}")
	expect(desk.stage()).to_have_text("派遣")
	choose_in_menu(desk, "强制结案")
	dialog = desk.dialog()
	expect(dialog).to_contain_text("未完成的派遣和核查同时撤回，并单独统计")
	return dialog


def test_closing_by_force_needs_a_reason_and_is_told(open_desk, login, dispatched):
	"""Nothing happens without a reason; with one the dispatch is withdrawn, and the trace tells of it."""
	case, dispatch = dispatched()
	desk = open_desk("deputy")
	dialog = ask_to_force(desk, case)
	dialog.get_by_role("button", name="不经核查结案").click()
	expect(dialog.locator(".has-error[data-fieldname='reason']")).to_be_visible()
	assert stage_of(login, case) == "Dispatched"
	desk.page.reload()
	dialog = ask_to_force(desk, case)
	dialog.locator("textarea[data-fieldname='reason']").fill("道路长期封闭，无法核查。")
	dialog.get_by_role("button", name="不经核查结案").click()
	expect(desk.stage()).to_have_text("结案")
	doc = login("chief").read("Case", case).data
	assert (doc["stage"], doc["forced_closed"], doc["open_dispatches"]) == ("Closed", 1, 0)
	assert login("chief").read("Case Dispatch", dispatch).data["stage"] == "Rejected"
	show_timeline(desk)
	told = desk.page.locator(".cg-timeline .cg-entry", has_text="强制结案")
	expect(told.first).to_contain_text("道路长期封闭，无法核查。")


def test_a_refused_force_keeps_what_was_typed(open_desk, login, dispatched):
	"""Somebody else closed the case meanwhile: the desk says so, and the dialog stays."""
	case, _dispatch = dispatched()
	desk = open_desk("deputy")
	dialog = ask_to_force(desk, case)
	reason = dialog.locator("textarea[data-fieldname='reason']")
	reason.fill("道路长期封闭，无法核查。")
	assert login("deputy").call("case.force_close", case=case, reason="重复上报").status == 200
	dialog.get_by_role("button", name="不经核查结案").click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text("请先写明理由重新打开")
	expect(reason).to_have_value("道路长期封闭，无法核查。")
	desk.forgive(422)


def test_only_a_duty_chief_is_offered_force(open_desk, dispatched):
	case, _dispatch = dispatched()
	desk = open_desk("operator")
	desk.open(f"case/{case}")
	desk.page.locator(".page-head:visible .menu-btn-group > button").click()
	menu = desk.page.locator(".menu-btn-group .dropdown-menu:visible")
	expect(menu.get_by_text("关注案件", exact=True)).to_be_visible()
	expect(menu.get_by_text("强制结案", exact=True)).to_have_count(0)


def test_a_missing_position_is_shown_as_nothing(open_desk, login, report):
	bare, placed = report(), report(latitude=29.7222, longitude=113.8812)
	desk = open_desk("operator")
	desk.open(f"case/{bare}")
	latitude = desk.page.locator("input[data-fieldname='latitude']:visible")
	expect(latitude).to_have_value("")
	latitude.click()
	desk.page.locator("input[data-fieldname='longitude']:visible").click()
	expect(latitude).to_have_value("")
	expect(desk.page.locator(".indicator-pill:visible", has_text="未保存")).to_have_count(0)
	desk.open(f"case/{placed}")
	expect(latitude).to_have_value("29.7222000")
	closed = desk.page.evaluate("() => frappe.format(0, frappe.meta.get_docfield('Case', 'latitude'))")
	assert closed == ""
