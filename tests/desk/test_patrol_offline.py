"""A patrol on the phone without a network: it waits in the queue with its times, goes out in order, and nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.test_patrols import HERE, points  # noqa: F401 (fixture)
from tests.rest.conftest import ok
from tests.rest.test_patrols_late import ago, worker  # noqa: F401 (fixture)
from tests.support.site_clock import now

SPOT = {"latitude": HERE["latitude"], "longitude": HERE["longitude"], "accuracy": 10}
PATROLS = "**/*patrol.*"


@pytest.fixture
def offline(open_workbench, worker, points):  # noqa: F811
	"""A grid worker's phone that has seen today's points and has lost its network since."""
	phone = open_workbench("gridworker", geolocation=SPOT)
	phone.open_work("patrol")
	expect(phone.page.locator(f"[data-name='{points[0]}']")).to_be_visible()
	phone.keep_worker()
	phone.context.set_offline(True)
	yield phone
	phone.forget("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def tap(phone, name: str) -> None:
	phone.page.get_by_role("button", name=name, exact=True).first.click()


def last_patrol(login) -> dict:
	name = ok(login("gridworker").query("patrol.mine", from_date=str((now() - timedelta(days=1)).date())))
	return ok(login("manager").read("Patrol", name["patrols"][0]["patrol"]))


def test_a_whole_patrol_without_a_network(offline, points, login):  # noqa: F811
	page = offline.page
	tap(offline, "开始巡查")
	expect(page.locator("#toast")).to_contain_text("联网后自动发出")
	page.locator(f"[data-point='{points[0]}']").click()
	card = page.locator(f"[data-name='{points[0]}']")
	expect(card).to_contain_text("待发送")
	page.reload()
	expect(page.locator("main .notice.warning")).to_contain_text("联网后补传")
	expect(card).to_contain_text("待发送")
	offline.check_comfort()
	tap(offline, "结束巡查")
	expect(page.locator("#outbox-button")).to_have_text("3 条待发送")
	expect(page.get_by_role("button", name="开始巡查")).to_be_visible()
	page.locator("#outbox-button").click()
	expect(page.locator(".outbox-row h3")).to_have_text(
		["开始巡查", "签到：" + name_of(login, points[0]), "结束巡查"]
	)
	offline.check_comfort()
	page.go_back()
	offline.context.set_offline(False)
	expect(page.locator("#outbox-button")).to_be_hidden()
	stored = last_patrol(login)
	assert (stored["status"], [row["point"] for row in stored["check_ins"]]) == ("Ended", [points[0]])
	offline.forget("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def name_of(login, point: str) -> str:
	return ok(login("manager").read("Patrol Point", point))["point_name"]


def test_the_time_of_each_step_goes_with_it(offline, points, login):  # noqa: F811
	"""Hours later: the clock of the page goes on, and the server notes both times."""
	page = offline.page
	tap(offline, "开始巡查")
	page.locator(f"[data-point='{points[0]}']").click()
	expect(page.locator("#outbox-button")).to_have_text("2 条待发送")
	noted = page.evaluate(KEPT)
	assert all(abs(one - now()) < timedelta(minutes=1) for one in moments(noted))
	page.evaluate(EARLIER)
	offline.context.set_offline(False)
	expect(page.locator("#outbox-button")).to_be_hidden()
	stored = last_patrol(login)
	assert stored["begun_received_at"] and stored["begun_at"] < ago(minutes=100)
	assert stored["check_ins"][0]["received_at"] > stored["check_ins"][0]["checked_in_at"]


KEPT = """() => new Promise((resolve) => {
	indexedDB.open("community_gov.work").onsuccess = ({ target }) => {
		const rows = target.result.transaction("rows").objectStore("rows").getAll();
		rows.onsuccess = () => resolve(rows.result.map((row) => row.happened_at));
	};
})"""
# What was kept two hours ago, as a phone that was switched off would have it.
EARLIER = """() => new Promise((resolve) => {
	const before = (time) => new Date(Date.parse(time.replace(" ", "T") + "Z") - 7200000).toISOString().slice(0, 19).replace("T", " ");
	indexedDB.open("community_gov.work").onsuccess = ({ target }) => {
		const change = target.result.transaction("rows", "readwrite");
		const rows = change.objectStore("rows");
		rows.getAll().onsuccess = ({ target: { result } }) => result.forEach((row) => rows.put({ ...row, happened_at: before(row.happened_at) }));
		change.oncomplete = resolve;
	};
})"""


def moments(noted: list[str]) -> list:
	from datetime import datetime

	return [datetime.fromisoformat(one) for one in noted]


def test_a_lost_answer_begins_no_second_patrol(open_workbench, worker, points, login):  # noqa: F811
	phone = open_workbench("gridworker", geolocation=SPOT)
	page = phone.page
	phone.open_work("patrol")

	def lose(route):
		route.fetch()
		route.abort()

	page.route("**/*patrol.start", lose)
	tap(phone, "开始巡查")
	expect(page.locator("#toast")).to_contain_text("联网后自动发出")
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	begun = last_patrol(login)["name"]
	page.unroute("**/*patrol.start")
	page.locator(f"[data-point='{points[0]}']").click()
	expect(page.locator("#outbox-button")).to_be_hidden()
	stored = last_patrol(login)
	assert (stored["name"], stored["point_count"]) == (begun, 1)
	phone.forget("ERR_FAILED")


def test_a_conflict_is_shown_and_its_steps_wait(offline, points, login):  # noqa: F811
	page = offline.page
	tap(offline, "开始巡查")
	page.locator(f"[data-point='{points[0]}']").click()
	tap(offline, "结束巡查")
	expect(page.locator("#outbox-button")).to_have_text("3 条待发送")
	other = ok(login("gridworker").call("patrol.start"))["patrol"]
	offline.context.set_offline(False)
	expect(page.locator("#outbox-button")).to_have_text("1 条未被接收")
	page.locator("#outbox-button").click()
	rows = page.locator(".outbox-row")
	expect(rows).to_have_count(3)
	expect(rows.nth(0).locator(".notice.danger")).to_contain_text("请先结束")
	expect(rows.nth(1)).to_contain_text("所属巡查的开始未被接收")
	offline.check_comfort()
	rows.nth(0).get_by_text("删除").click()
	expect(page.locator(".panel").last).to_contain_text("2 个步骤一并删除")
	page.go_back()
	# The other patrol was begun by mistake: it goes, and what the phone kept goes out whole.
	remove_patrol(other)
	rows.nth(0).get_by_text("仍然提交").click()
	expect(page.locator("#outbox-button")).to_be_hidden()
	stored = last_patrol(login)
	assert (stored["status"], stored["point_count"]) == ("Ended", 1)
	offline.forget("409", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def remove_patrol(name: str) -> None:
	import frappe

	frappe.db.delete("Patrol", {"name": name})
	frappe.db.commit()


def test_a_refusal_on_the_spot_waits_for_nothing(open_workbench, worker, points):  # noqa: F811
	phone = open_workbench("gridworker", geolocation={**SPOT, "latitude": SPOT["latitude"] + 0.05})
	page = phone.page
	phone.open_work("patrol")
	tap(phone, "开始巡查")
	page.locator(f"[data-point='{points[0]}']").click()
	expect(page.locator("main .notice.danger:visible")).to_contain_text("请走近后再签到")
	expect(page.locator("#outbox-button")).to_be_hidden()
	phone.forget("422")


def test_a_printed_code_opens_the_page_and_checks_in(open_workbench, worker, points, login):  # noqa: F811
	code = ok(login("manager").query("patrol.point_code", point=points[1]))["code"]
	phone = open_workbench("gridworker", geolocation=SPOT)
	page = phone.page
	page.goto(f"/work?point={code}&_lang=zh")
	expect(page.locator("#scanned")).to_contain_text("您扫描了巡查点位码")
	assert page.url.endswith("/work#patrol")
	phone.check_comfort()
	tap(phone, "开始巡查并在此签到")
	expect(page.locator("#scanned")).to_have_count(0)
	expect(page.locator(f"[data-name='{points[1]}']")).to_contain_text("已签到")
	(row,) = last_patrol(login)["check_ins"]
	assert (row["point"], row["method"]) == (points[1], "By Scan")


def test_what_is_open_and_typed_stays_while_the_queue_moves(offline, points):  # noqa: F811
	page = offline.page
	tap(offline, "开始巡查")
	page.locator("summary", has_text="点位码").click()
	field = page.get_by_label("点位码", exact=True)
	field.fill("AB23")
	offline.context.set_offline(False)
	expect(page.locator("#outbox-button")).to_be_hidden()
	expect(field).to_be_visible()
	expect(field).to_have_value("AB23")


def test_who_is_signed_out_keeps_the_code_over_the_sign_in(open_workbench):
	phone = open_workbench(None)
	phone.page.goto("/work?point=AB23CD45EF67")
	assert phone.page.url.endswith("redirect-to=/work%3Fpoint%3DAB23CD45EF67")


def test_the_last_answer_is_sent_again_as_the_same_request(open_workbench, found):
	"""A report whose answer was lost names the same moment minutes later: the server knows the request."""
	phone = open_workbench("gridworker")
	page = phone.page
	page.clock.install()
	phone.open_work("report")
	words = f"回执丢失后补发 {uuid4().int % 10**6}"
	phone.write_report(words, photo=False)

	def lose(route):
		route.fetch()
		route.abort()

	page.route("**/*case.report", lose)
	phone.send_report()
	expect(page.locator("#outbox-button")).to_have_text("1 条待发送")
	page.unroute("**/*case.report")
	page.clock.fast_forward("10:00")
	expect(page.locator("#outbox-button")).to_be_hidden()
	assert len(found(words)) == 1
	phone.forget("ERR_FAILED")
