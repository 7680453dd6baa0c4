"""The workbench on a phone: each role does its work there, in both languages, with one hand."""

import gzip
import re
from pathlib import Path
from uuid import uuid4

import pytest
from pillow_heif import register_heif_opener
from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from community_gov.demo.pictures import canal_photo
from tests.desk.reading import english_in
from tests.desk.test_patrols import points  # noqa: F401 (fixture)
from tests.desk.test_snapshot import CHIBI, photo_file
from tests.rest.conftest import CHIBI_GRID, ok
from tests.rest.test_patrols_api import end_running
from tests.rest.test_visits_api import person, planned  # noqa: F401 (fixtures)
from tests.support.photos import picture

# What a phone of a town in the country pays for, compressed.
MAX_SCRIPT = 150_000
DIST = Path(__file__).resolve().parents[2] / "apps" / "community_gov" / "public" / "dist" / "js"

# The name of a system of coordinates, and the other language.
MEANT = re.compile(r"WGS 84|^English$")


def test_a_guest_signs_in_and_comes_back(open_workbench):
	phone = open_workbench(None)
	phone.page.goto("/work")
	expect(phone.page).to_have_url(re.compile(r"/login\?redirect-to=/work"))


def test_the_script_stays_light(world):
	files = sorted(DIST.glob("work.bundle.*.js"))
	assert files, "the bundle is built"
	assert sum(len(gzip.compress(path.read_bytes())) for path in files) < MAX_SCRIPT


def test_the_workbench_can_be_installed(open_workbench):
	phone = open_workbench("gridworker")
	phone.open_work()
	manifest = phone.page.evaluate(
		"fetch(document.querySelector('[rel=manifest]').href).then((answer) => answer.json())"
	)
	assert manifest["short_name"] == "掌上工作台" and (manifest["start_url"], manifest["scope"]) == (
		"/work",
		"/work",
	)
	sizes = phone.page.evaluate(
		"""(icons) => Promise.all(icons.map(({ src }) => createImageBitmap
			? fetch(src).then((answer) => answer.blob()).then(createImageBitmap).then(({ width }) => `${width}x${width}`) : ""))""",
		manifest["icons"],
	)
	assert sizes == [icon["sizes"] for icon in manifest["icons"]]
	phone.keep_worker()
	scope = phone.page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.scope)")
	assert scope.endswith("/work")
	kept = phone.page.evaluate(
		"caches.open('community_gov.work.1').then((kept) => kept.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))"
	)
	assert kept and all(path == "/work" or path.startswith("/assets/") for path in kept), kept
	page = phone.page.evaluate("caches.match('/work').then((kept) => kept.text())")
	assert "@demo.example" not in page and "csrf_token" not in page.partition('id="page-data"')[2]


def test_a_grid_worker_reports_with_photo_and_position(open_workbench, found):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	words = f"渠边有暴露垃圾，已有三天（{uuid4().hex[:6]}）"
	phone.write_report(words)
	expect(phone.page.locator(".position-text")).to_contain_text("误差约 12 米")
	phone.check_comfort()
	phone.page.evaluate("scrollTo(0, 0)")
	phone.shot("work-report")
	phone.send_report()
	expect(phone.page.locator("#toast")).to_contain_text("已上报")
	(case,) = found(words)
	assert (case["category"], case["grid"], case["source"]) == ("M06010", CHIBI_GRID, "Patrol")
	assert len(case["photos"]) == 1 and round(case["latitude"], 4) == CHIBI["latitude"]
	assert re.fullmatch(r"WGS 84 29\.7\S+ 113\.8\S+ ±12 m \d+ s", case["sent_position"])
	expect(phone.page.locator("#outbox-button")).to_be_hidden()


def test_a_small_thing_is_settled_on_the_spot(open_workbench, found):
	phone = open_workbench("gridworker")
	page, words = phone.page, f"垃圾已清 {uuid4().hex}"
	phone.open_work("report")
	expect(page.locator("#settled")).to_be_hidden()
	phone.write_report(words)
	page.locator("#settled").check()
	phone.check_comfort()
	phone.send_report()
	expect(page.locator(".notice.danger:visible")).to_contain_text("处置前、处置后照片各一张")
	page.locator(".card:has(#settled) input[id$=album]").set_input_files([photo_file("after.jpg")])
	phone.send_report()
	expect(page.locator("#toast")).to_contain_text("已上报")
	(case,) = found(words)
	assert (case["stage"], case["self_settled"]) == ("Closed", 1)
	assert [photo["caption"] for photo in case["photos"]] in (
		["Photo Before", "Photo After"],
		["处置前照片", "处置后照片"],
	)


def test_another_kind_is_not_settled_on_the_spot(open_workbench, login):
	words = "路面塌陷"
	kinds = ok(login("gridworker").query("work.kinds", words=words))["kinds"]
	other = next(kind["code"] for kind in kinds if not kind["settles"])
	phone = open_workbench("gridworker")
	phone.open_work("report")
	phone.write_report(words, photo=False)
	expect(phone.page.locator("#settled")).to_be_visible()
	phone.page.locator(f".kind[data-value={other}]").click()
	expect(phone.page.locator("#settled")).to_be_hidden()


def test_a_case_that_was_reported_is_followed_instead(open_workbench, found, login):
	words = f"沟渠旁一大堆垃圾没人清运 {uuid4().hex}"
	body = {"description": words, "grid": CHIBI_GRID, "category": "M06010", **CHIBI}
	first = ok(login("manager").call("case.report", **body))["case"]
	phone = open_workbench("gridworker")
	page = phone.page
	phone.open_work("report")
	phone.write_report(words, photo=False)
	page.locator("#send").click()
	card = page.locator(".panel .card", has_text=words[:12]).first
	expect(card).to_be_visible()
	phone.check_comfort()
	# Going back sends nothing.
	page.go_back()
	expect(page.locator("#send")).to_be_enabled()
	assert len(found(words)) == 1
	page.locator("#send").click()
	card.locator(".follow").click()
	expect(page.locator("#toast")).to_contain_text("已关注此前上报的案件")
	assert len(found(words)) == 1
	phone.open_work("report")
	expect(page.locator("#description")).to_have_value("")
	assert ok(login("gridworker").query("case.follows", case=first))["following"]


def test_kinds_are_suggested_by_the_words(open_workbench):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	phone.page.locator("#description").fill("路边的井盖不见了")
	expect(phone.page.locator(".kind").first).to_contain_text("井盖")


def test_a_unit_accepts_and_answers_with_photos(open_workbench, dispatched, login, most_urgent):
	case, dispatch = dispatched(description="桥头护栏松动")
	most_urgent("Case Dispatch", dispatch)
	phone = open_workbench("handler")
	phone.open_work()
	expect(phone.row(dispatch)).to_contain_text("接单")
	phone.check_comfort()
	panel = phone.open_row(dispatch)
	phone.check_comfort()
	panel.locator("[data-action=Accept]").click()
	expect(phone.row(dispatch)).to_contain_text("处置答复")
	panel = phone.open_row(dispatch)
	panel.locator("[data-action=Answer]").click()
	panel.locator("[type=submit]").click()
	expect(panel.locator(".notice.danger")).to_contain_text("请填写")
	panel.locator("[data-field=answer]").fill("已加固护栏")
	panel.locator("input[id$=album]").set_input_files([photo_file()])
	expect(panel.locator(".step-form .photo img")).to_have_count(1)
	phone.check_comfort()
	panel.locator("[type=submit]").click()
	expect(phone.row(dispatch)).to_have_count(0)
	stored = ok(login("chief").read("Case Dispatch", dispatch))
	assert (stored["stage"], stored["answer"], len(stored["photos"])) == ("Closed", "已加固护栏", 1)
	assert ok(login("chief").read("Case", case))["stage"] == "Checking"


def test_a_unit_asks_for_more_time(open_workbench, dispatched, login, most_urgent):
	_case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	phone = open_workbench("handler")
	phone.open_work()
	panel = phone.open_row(dispatch)
	panel.locator("summary", has_text="更多").click()
	panel.locator("#ask-time").click()
	panel.locator("[data-field=note]").fill("等配件到货")
	panel.locator("[type=submit]").click()
	expect(phone.page.locator("#toast")).to_contain_text("申请延期")
	asked = login("chief").names("Case Adjustment", [["dispatch", "=", dispatch]])
	assert ok(login("chief").read("Case Adjustment", asked[0]))["reason"] == "等配件到货"


@pytest.mark.parametrize(("button", "result"), [("#passed", "Passed"), ("#failed", "Failed")])
def test_a_checker_compares_and_decides(button, result, open_workbench, checking, login, most_urgent):
	seen = {"description": "渠边有成堆垃圾", "address": "陆水湖北渠 12 号", "photos": [canal_photo("before")]}
	_case, _dispatch, check = checking(answer_photos=[canal_photo("after")], **seen)
	most_urgent("Case Check", check)
	asked = ok(login("operator").read("Case Check", check))["assignee"]
	phone = open_workbench(asked.split("@")[0])
	phone.open_work()
	panel = phone.open_row(check)
	expect(panel.locator(".compare .photo img")).to_have_count(2)
	before, after = (panel.locator(".compare figure").nth(index).bounding_box() for index in (0, 1))
	assert before["y"] == after["y"] and before["x"] < after["x"]
	phone.check_comfort()
	phone.page.wait_for_load_state("networkidle")
	phone.shot("work-check")
	panel.locator(".compare .photo").last.click()
	expect(phone.page.locator(".panel.dark img")).to_be_visible()
	phone.page.go_back()
	expect(phone.page.locator(".panel.dark")).to_have_count(0)
	panel.locator("[data-field=note]").fill("现场已看")
	panel.locator("input[id$=album]").set_input_files([photo_file()])
	expect(panel.locator(".step-form .photo img")).to_have_count(1)
	panel.locator(button).click()
	expect(phone.row(check)).to_have_count(0)
	stored = ok(login("operator").read("Case Check", check))
	assert (stored["result"], stored["note"], len(stored["photos"])) == (result, "现场已看", 1)


def test_the_chief_files_dispatches_and_sees_why_not(open_workbench, report, login, most_urgent):
	case = report(description="人行道塌陷")
	ok(login("operator").call("step.take", doctype="Case", name=case, action="Accept"))
	most_urgent("Case", case)
	phone = open_workbench("chief")
	phone.open_work()
	expect(phone.row(case)).to_contain_text("立案")
	panel = phone.open_row(case)
	panel.locator("[data-action=File]").click()
	expect(phone.page.locator(".panel")).to_have_count(0)
	most_urgent("Case", case)
	phone.page.locator("#reload").click()
	expect(phone.row(case)).to_contain_text("派遣")
	panel = phone.open_row(case)
	has_units = bool(ok(login("chief").read("Case", case))["units"])
	panel.locator("[data-action=Dispatch]").click()
	# Where a rule has chosen the units already, nothing is asked.
	if not has_units:
		panel.locator("input[type=search]").fill("水利")
		panel.get_by_role("button", name=WATER_BUREAU, exact=True).click()
		phone.check_comfort()
		panel.locator("[type=submit]").click()
	expect(phone.row(case)).to_have_count(0)
	assert ok(login("chief").read("Case", case))["stage"] == "Dispatched"


def test_a_photo_that_only_the_server_reads_passes(open_workbench, found):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	words = f"苹果手机的照片 {uuid4().hex}"
	register_heif_opener()
	heic = {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": picture("HEIF", size=(640, 480))}
	phone.page.locator("input[id$=album]").set_input_files([heic])
	expect(phone.page.locator("figure.photo")).to_contain_text("IMG_0001")
	phone.page.locator("#description").fill(words)
	expect(phone.page.locator(".position-text")).to_have_class(re.compile("known"))
	phone.send_report()
	expect(phone.page.locator("#toast")).to_contain_text("已上报")
	(case,) = found(words)
	assert case["photos"][0]["image"].endswith(".jpg")


def test_what_is_no_photo_is_told(open_workbench):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no photo"}
	phone.page.locator("input[id$=album]").set_input_files([text])
	expect(phone.page.locator(".notice.danger:visible")).to_contain_text("notes.txt")
	expect(phone.page.locator("figure.photo")).to_have_count(0)


def test_camera_and_album_are_two_buttons(open_workbench):
	phone = open_workbench("gridworker")
	phone.open_work("report")
	assert phone.page.locator("input[id$=camera]").get_attribute("capture") == "environment"
	assert phone.page.locator("input[id$=album]").get_attribute("capture") is None
	ten = [photo_file(f"{number}.jpg") for number in range(10)]
	phone.page.locator("input[id$=album]").set_input_files(ten)
	expect(phone.page.locator(".photo img")).to_have_count(9)
	expect(phone.page.locator(".notice.danger:visible")).to_contain_text("9")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", ["gridworker", "manager", "supervisor", "coordinator", "volunteer"])
def test_every_part_fits_and_speaks_its_language(key, language, open_workbench):
	phone = open_workbench(key)
	phone.take_typed_words_for_chinese()
	phone.open_work("mine", language)
	tabs = phone.page.locator("[data-tab]").evaluate_all("tabs => tabs.map((tab) => tab.dataset.tab)")
	for tab in tabs:
		phone.page.locator(f"[data-tab={tab}]").click()
		expect(phone.page.locator("main > *").first).to_be_visible()
		expect(phone.page.locator("main [role=status]", has_text=re.compile("Loading|加载中"))).to_have_count(
			0
		)
		phone.check_comfort()
		if language == "zh":
			told = [text for text in phone.english("main") if english_in(text)]
			assert [text for text in told if not MEANT.search(text)] == []


def test_a_visit_becomes_a_case_in_one_go(open_workbench, planned, login):  # noqa: F811
	phone = open_workbench("gridworker")
	page, words = phone.page, f"楼道堆物 {uuid4().hex}"
	phone.open_work("visits")
	expect(phone.row(planned)).to_contain_text("冯演示走访")
	panel = phone.open_row(planned)
	expect(panel).to_contain_text("冯演示走访")
	panel.locator("[type=submit]").click()
	expect(panel.locator(".notice.danger:visible")).to_contain_text("请选择走访结果")
	panel.locator("[data-value=Met]").click()
	panel.locator(".add-case").click()
	panel.locator(".finding textarea").fill(words)
	panel.locator(".finding input[type=search]").fill("垃圾")
	panel.locator(".finding .kind", has_text="暴露垃圾").click()
	phone.check_comfort()
	panel.locator("[type=submit]").click()
	expect(phone.row(planned)).to_have_count(0)
	visit = ok(login("gridworker").read("Visit", planned))
	assert (visit["status"], visit["result"], round(visit["latitude"], 4)) == (
		"Done",
		"Met",
		CHIBI["latitude"],
	)
	case = ok(login("operator").read("Case", visit["findings"][0]["case_file"]))
	assert (case["description"], case["category"]) == (words, "M06010")
	assert page.locator("#outbox-button").is_hidden()


def test_a_patrol_from_its_begin_to_its_end(open_workbench, points, login):  # noqa: F811
	end_running(login)
	phone = open_workbench(
		"gridworker", geolocation={"latitude": 29.7205, "longitude": 113.881, "accuracy": 10}
	)
	page = phone.page
	phone.open_work("patrol")
	page.get_by_role("button", name="开始巡查").click()
	expect(page.locator("[data-point]").first).to_be_visible()
	phone.check_comfort()
	expect(page.locator("main .open-map")).to_be_hidden()
	page.locator(f"[data-point='{points[0]}']").click()
	expect(page.locator("#toast")).to_contain_text("已签到")
	expect(page.locator(f"[data-point='{points[0]}']")).to_have_count(0)
	code = ok(login("manager").query("patrol.point_code", point=points[1]))["code"]
	page.locator("summary", has_text="点位码").click()
	page.get_by_label("点位码", exact=True).fill(code)
	page.locator("details").get_by_role("button", name="签到").click()
	expect(page.locator(f"[data-point='{points[1]}']")).to_have_count(0)
	page.get_by_role("button", name="结束巡查").click()
	expect(page.locator("#toast")).to_contain_text("巡查结束")
	assert ok(login("gridworker").query("patrol.mine"))["patrols"][0]["point_count"] >= 2


def test_a_help_request_is_withdrawn_with_its_reason(open_workbench, login, most_urgent):
	kind = login("manager").names("Help Kind")[0]
	wanted = {"help_kind": kind, "need": f"搬重物 {uuid4().hex[:6]}", "grid": CHIBI_GRID}
	raised = ok(login("manager").call("help_request.raise_request", **wanted))["help_request"]
	most_urgent("Help Request", raised)
	phone = open_workbench("coordinator")
	phone.open_work()
	expect(phone.row(raised)).to_contain_text("居民求助")
	panel = phone.open_row(raised)
	panel.locator("[data-action=Withdraw]").click()
	panel.locator("[data-field=note]").fill("家人已帮忙")
	phone.check_comfort()
	panel.locator("[type=submit]").click()
	expect(phone.row(raised)).to_have_count(0)
	assert ok(login("manager").read("Help Request", raised))["stage"] == "Withdrawn"


def test_the_chief_closes_what_has_passed(open_workbench, checking, login, most_urgent):
	case, _dispatch, check = checking()
	asked = ok(login("operator").read("Case Check", check))["assignee"]
	ok(login(asked.split("@")[0]).call("check.answer", check=check, result="Passed", note="已看"))
	most_urgent("Case", case)
	phone = open_workbench("chief")
	phone.open_work()
	panel = phone.open_row(case)
	panel.locator("[data-action=Close]").click()
	panel.locator("[data-field=resolution]").fill("已清理，谢谢您的反映")
	panel.locator("[type=submit]").click()
	expect(phone.row(case)).to_have_count(0)
	stored = ok(login("chief").read("Case", case))
	assert (stored["stage"], stored["resolution"]) == ("Closed", "已清理，谢谢您的反映")


def test_a_step_that_cannot_succeed_is_grey_with_its_reason(open_workbench, checking, login):
	_case, dispatch, _check = checking()
	phone = open_workbench("gridworker")
	phone.open_work("mine")
	case = ok(login("operator").read("Case Dispatch", dispatch))["case_file"]
	title = ok(login("operator").read("Case", case))["title"]
	phone.page.locator(".line-button", has_text=title).first.click()
	expect(phone.page.locator(".panel .glance")).to_contain_text(title)
	expect(phone.page.locator(".panel .step")).to_have_count(0)
	# Whoever may take the step, but not now, reads why.
	chief = open_workbench("chief")
	item = {
		"steps": [
			{
				"action": "Close",
				"label": "结案",
				"stage": "Closed",
				"asks": [],
				"refusal": "核查尚未通过。请等待。",
			}
		]
	}
	empty = {"case": None, "facts": [], "person": None, "doctype": "Case", "name": case, "may_answer": False}
	chief.page.route(
		"**/*work.item*",
		lambda route: route.fulfill(json={"message": {**empty, **item, "further": [], "dispatches": []}}),
	)
	chief.open_work()
	chief.page.locator(".queue-row").first.click()
	expect(chief.page.locator(".panel .step")).to_be_disabled()
	expect(chief.page.locator(".panel .refusal")).to_have_text("核查尚未通过。请等待。")


@pytest.mark.parametrize("width", [390, 1440])
def test_wider_screens(width, open_workbench, dispatched, most_urgent):
	_case, dispatch = dispatched()
	most_urgent("Case Dispatch", dispatch)
	phone = open_workbench("handler", viewport={"width": width, "height": 900})
	phone.open_work()
	panel = phone.open_row(dispatch)
	phone.check_comfort()
	assert phone.row(dispatch).is_visible()
	box = panel.bounding_box()
	assert box["width"] == (width if width < 1000 else 700)
	panel.locator(".panel-back").click()
	expect(phone.page.locator(".panel")).to_have_count(0)
