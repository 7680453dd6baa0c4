"""The steps of the others in the browser: the unit answers, the checker looks, goods and numbers are handed out."""

import zipfile

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from community_gov.demo.persons import make_person
from tests.rest.conftest import grant_points
from tests.support.photos import picture


@pytest.fixture
def dispatched(login) -> tuple[str, str]:
	"""(case, dispatch): a case that waits for the Water Bureau."""
	answer = login("gridworker").call(
		"case.report", description="渠边有垃圾。", grid="421281001002001", category="M06025"
	)
	case = answer.data["case"]
	login("operator").call("case.act", case=case, action="Accept")
	login("chief").call("case.act", case=case, action="File")
	units = [{"unit": WATER_BUREAU, "duty": "Lead"}]
	answer = login("chief").call("case.act", case=case, action="Dispatch", fields={"units": units})
	assert answer.status == 200, answer
	return case, login("chief").names("Case Dispatch", [["case_file", "=", case]])[0]


def test_unit_answers_and_supervisor_checks_and_chief_closes(open_desk, login, dispatched):
	case, dispatch = dispatched
	unit_answers(open_desk("handler"), dispatch)
	assert login("chief").read("Case", case).data["stage"] == "Checking"
	check = (
		login("chief").rows("Case Check", [["case_file", "=", case]], fields='["name","assignee"]').data[0]
	)
	supervisor_passes(open_desk(check["assignee"].split("@")[0]), check["name"])
	chief_closes(open_desk("chief"), case)
	doc = login("chief").read("Case", case).data
	assert (doc["stage"], doc["resolution"]) == ("Closed", "垃圾已清理，感谢您。")


def unit_answers(desk, dispatch: str) -> None:
	desk.open(f"case-dispatch/{dispatch}")
	expect(desk.stage()).to_have_text("待接单")
	desk.step("接单")
	expect(desk.stage()).to_have_text("处置中")
	desk.step("答复")
	desk.dialog().locator("[data-fieldname='answer'] textarea").fill("已清理完毕。")
	photo = {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": picture()}
	desk.dialog().locator("input.cg-photos").set_input_files([photo])
	desk.shot("answer-dialog")
	desk.dialog().get_by_role("button", name="答复", exact=True).click()
	expect(desk.stage()).to_have_text("已答复")


def supervisor_passes(desk, check: str) -> None:
	desk.open(f"case-check/{check}")
	expect(desk.stage()).to_have_text("待核查")
	desk.page.get_by_role("button", name="通过", exact=True).click()
	desk.dialog().locator("textarea[data-fieldname='note']").fill("现场整洁。")
	desk.dialog().get_by_role("button", name="通过", exact=True).click()
	expect(desk.stage()).to_have_text("通过")


def chief_closes(desk, case: str) -> None:
	desk.open(f"case/{case}")
	desk.step("结案")
	desk.dialog().locator("textarea[data-fieldname='resolution']").fill("垃圾已清理，感谢您。")
	desk.dialog().get_by_role("button", name="结案", exact=True).click()
	expect(desk.stage()).to_have_text("结案")


def test_goods_are_handed_over_against_the_code(open_desk, login):
	volunteer = login("volunteer").names("Volunteer")[0]
	grant_points(login, volunteer, 60)
	login("coordinator").update("Reward Item", "牙膏", stock=50)
	answer = login("volunteer").call("redemption.redeem", volunteer=volunteer, reward_item="牙膏")
	redemption, code = answer.data["redemption"], answer.data["pickup_code"]
	desk = open_desk("coordinator")
	desk.open(f"point-redemption/{redemption}")
	desk.step("批准")
	expect(desk.stage()).to_have_text("已批准")
	desk.step("发放")
	desk.dialog().locator("input[data-fieldname='pickup_code']").fill(code)
	desk.dialog().get_by_role("button", name="发放", exact=True).click()
	expect(desk.stage()).to_have_text("已领取")


def test_full_number_is_shown_for_a_purpose(open_desk, login):
	# Other tests leave residents without a number in the same grid.
	persons = [make_person(index)["full_name"] for index in range(100, 140)]
	in_grid = [["grid", "=", "421281001002001"], ["full_name", "in", persons]]
	resident = login("admin").names("Resident", in_grid)[0]
	masked = login("admin").read("Resident", resident).data["mobile"]
	desk = open_desk("admin")
	desk.open(f"resident/{resident}")
	desk.page.get_by_role("button", name="查看完整号码").click()
	desk.page.locator(".dropdown-menu:visible").get_by_text("手机号码", exact=True).click()
	desk.dialog().locator("select[data-fieldname='purpose']").select_option("Emergency")
	desk.dialog().get_by_role("button", name="查看", exact=True).click()
	number = desk.dialog().locator(".h3")
	expect(number).to_have_text(f"{masked[:3]}") if "*" not in masked else expect(number).not_to_contain_text(
		"*"
	)
	logged = login("admin").rows(
		"Sensitive Access Log", [["reference_name", "=", resident]], fields='["purpose"]'
	)
	assert "Emergency" in [row["purpose"] for row in logged.data]


def test_audit_trails_are_exported_from_the_list(open_desk):
	desk = open_desk("admin")
	desk.open("sensitive-access-log")
	desk.page.get_by_role("button", name="导出审计记录").click()
	with desk.page.expect_download() as download:
		desk.dialog().get_by_role("button", name="导出审计记录").click()
	assert download.value.suggested_filename.startswith("audit-trails-")
	with zipfile.ZipFile(download.value.path()) as archive:
		assert "SHA256SUMS" in archive.namelist()


def test_divisions_are_imported_from_the_list(open_desk, login):
	"""With a real worker: upload, progress, outcome; a second file shows its problems."""
	from devtools.processes import Worker
	from tests.conftest import BENCH, SITE

	desk = open_desk("admin")
	try:
		with Worker(BENCH, SITE, queues="long"):
			upload(desk, "code,name\n97,测试省\n9701,测试市\n")
			expect(desk.dialog()).to_contain_text("新增 2 个", timeout=30_000)
			desk.page.keyboard.press("Escape")
			upload(desk, "code,name\n9702,\n")
			expect(desk.dialog()).to_contain_text("名称为空", timeout=30_000)
			desk.shot("import-problems")
	finally:
		for code in ("9701", "97"):
			login("admin").delete("Grid", code)


def upload(desk, text: str) -> None:
	desk.open("grid")
	desk.page.get_by_role("button", name="导入区划").click()
	sent = {"name": "divisions.csv", "mimeType": "text/csv", "buffer": text.encode()}
	desk.page.locator(".modal.show input[type=file]").first.set_input_files([sent])
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()
