"""A working calendar in the browser: duty over midnight survives a save, and the form tells how the deadlines follow."""

from uuid import uuid4

from playwright.sync_api import expect

from devtools.processes import Worker
from tests.conftest import BENCH, SITE
from tests.rest.conftest import ok


def test_a_changed_calendar_tells_its_progress(open_desk, login):
	admin, name = login("admin"), f"夜班{uuid4().hex[:6]}"
	periods = [
		{"start_time": "18:00", "end_time": "24:00"},
		{"start_time": "08:00", "end_time": "12:00"},
	]
	ok(admin.create("Working Calendar", calendar_name=name, periods=periods))
	desk = open_desk("admin")
	desk.open(f"working-calendar/{name}")
	desk.page.locator("[data-fieldname='saturday'] input[type=checkbox]:visible").check()
	desk.page.locator(".page-head:visible").get_by_role("button", name="保存", exact=True).first.click()
	told = desk.page.locator(".form-message:visible").first
	expect(told).to_contain_text("正在重新计算未办结期限")
	with Worker(BENCH, SITE, queues="long"):
		expect(told).to_contain_text("未办结期限已重新计算", timeout=60_000)
	stored = ok(admin.read("Working Calendar", name))
	assert [row["end_time"] for row in stored["periods"]] == ["0:00:00", "12:00:00"]
	assert stored["saturday"] == 1
	assert desk.english(".form-message:visible") == []
	assert admin.request("DELETE", f"/api/resource/Working Calendar/{name}").status == 202
