"""The chief and the unit on the phone: orders handed on, returns asked for, a supervision order, each with a picker that searches."""

from datetime import timedelta

from playwright.sync_api import expect

from community_gov.demo.people import CITY_BUREAU
from tests.rest.conftest import ok
from tests.rest.test_work_further import unit_below  # noqa: F401 (fixture)
from tests.support.site_clock import today


def find_case(phone, case: str):
	"""Opens a case that waits for nobody of the centre, by its number."""
	phone.open_work()
	phone.page.locator("#work-search").fill(case)
	return phone.open_row(case)


def choose(panel, further: str) -> None:
	panel.locator("summary", has_text="更多").click()
	panel.locator(f"[data-further={further}]").click()


def test_the_chief_gives_an_order_to_another_unit(open_workbench, dispatched, login):
	case, dispatch = dispatched()
	phone = open_workbench("chief")
	panel = find_case(phone, case)
	phone.check_comfort()
	panel.locator(f"[data-dispatch='{dispatch}']").click()
	panel = phone.page.locator(".panel").last
	choose(panel, "Reassign")
	panel.locator("[type=submit]").click()
	expect(panel.locator(".notice.danger:visible")).to_contain_text("请填写")
	panel.locator("input[type=search]").fill("城市管理")
	panel.get_by_role("button", name=CITY_BUREAU, exact=True).or_(
		panel.locator(".kind", has_text=CITY_BUREAU)
	).first.click()
	panel.locator("[data-field=note]").fill("不属水利职责")
	phone.check_comfort()
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("改派其他单位")
	new = login("chief").names("Case Dispatch", [["case_file", "=", case], ["stage_category", "=", "Open"]])
	assert ok(login("chief").read("Case Dispatch", new[0]))["unit"] == CITY_BUREAU
	assert ok(login("chief").read("Case Dispatch", dispatch))["replaced_by"] == new[0]


def test_the_chief_supervises_a_case(open_workbench, dispatched, login):
	case, _dispatch = dispatched()
	phone = open_workbench("chief", viewport={"width": 390, "height": 844})
	panel = find_case(phone, case)
	choose(panel, "Supervise")
	panel.locator("[data-value=Unsolved]").click()
	panel.locator("[data-field=note]").fill("三日内办结")
	phone.check_comfort()
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("下发督办单")
	(order,) = login("chief").names("Supervision Order", [["case_file", "=", case]])
	stored = ok(login("chief").read("Supervision Order", order))
	assert (stored["ground"], stored["demand"]) == ("Unsolved", "三日内办结")


def test_a_unit_passes_an_order_down_or_asks_to_return_it(
	open_workbench,
	dispatched,
	login,
	most_urgent,
	unit_below,  # noqa: F811
):
	_case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	phone = open_workbench("handler")
	phone.open_work()
	panel = phone.open_row(dispatch)
	choose(panel, "Return")
	panel.locator("[data-field=note]").fill("不属本单位职责")
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("申请退单")
	(asked,) = login("chief").names("Case Adjustment", [["dispatch", "=", dispatch]])
	assert ok(login("chief").read("Case Adjustment", asked))["kind"] == "Return"
	_case, other = dispatched()
	most_urgent("Case Dispatch", other)
	phone.page.locator("#reload").click()
	panel = phone.open_row(other)
	choose(panel, "Transfer")
	panel.locator(f"[data-value='{unit_below}']").click()
	panel.locator("[data-field=note]").fill("下级更近")
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("转派下级单位")
	assert ok(login("chief").read("Case Dispatch", other))["stage"] == "Rejected"


def test_a_suspension_names_the_day_on_which_it_ends(open_workbench, dispatched, login, most_urgent):
	_case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	phone = open_workbench("handler")
	phone.open_work()
	panel = phone.open_row(dispatch)
	choose(panel, "Suspension")
	panel.locator("[data-field=note]").fill("等汛期过去")
	panel.locator("[type=submit]").click()
	expect(panel.locator(".notice.danger:visible")).to_contain_text("恢复办理日期")
	until = str(today() + timedelta(days=3))
	panel.locator("input[type=date]").fill(until)
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("申请挂账")
	(asked,) = login("chief").names("Case Adjustment", [["dispatch", "=", dispatch]])
	assert ok(login("chief").read("Case Adjustment", asked))["resume_on"] == until
