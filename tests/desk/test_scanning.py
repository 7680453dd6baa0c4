"""Codes that staff scan: by the camera and our own reader, as on iOS and in WeChat, or from a picture; where each leads."""

import io
from uuid import uuid4

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from tests.desk.test_help import home  # noqa: F401 (fixture)
from tests.desk.test_patrols import HERE, points  # noqa: F401 (fixture)
from tests.rest.conftest import CHIBI_GRID, ok
from tests.rest.test_patrols_late import worker  # noqa: F401 (fixture)

SPOT = {"latitude": HERE["latitude"], "longitude": HERE["longitude"], "accuracy": 10}
# A camera that sees what is painted on a canvas, and a browser without a reader of its own.
CAMERA = """
delete window.BarcodeDetector;
const canvas = document.createElement("canvas");
Object.assign(canvas, { width: 640, height: 480 });
const brush = canvas.getContext("2d");
window.seen = new Image();
setInterval(() => {
	brush.fillStyle = "#888";
	brush.fillRect(0, 0, 640, 480);
	if (window.seen.width) brush.drawImage(window.seen, 180, 100, 280, 280);
}, 100);
navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
"""
NO_CAMERA = "Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined });"


def photo_of(text: str) -> dict:
	"""A photo of a printed code, taken aslant."""
	out = io.BytesIO()
	segno.make(text, error="q").save(out, kind="png", scale=8, border=4)
	code = Image.open(out).convert("RGB").rotate(11, expand=True, fillcolor="white")
	photo = Image.new("RGB", (1600, 1200), (120, 110, 100))
	photo.paste(code.resize((700, 700)), (500, 200))
	kept = io.BytesIO()
	photo.save(kept, "JPEG", quality=80)
	return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def show(page, text: str) -> None:
	page.evaluate(
		"(address) => (window.seen.src = address)", segno.make(text, error="q").png_data_uri(scale=8)
	)


def test_the_camera_reads_the_code_where_the_browser_has_no_reader(open_workbench, worker, points, login):  # noqa: F811
	code = ok(login("manager").query("patrol.point_code", point=points[1]))["code"]
	phone = open_workbench("gridworker", geolocation=SPOT)
	page = phone.page
	page.add_init_script(CAMERA)
	phone.open_work("patrol")
	page.get_by_role("button", name="开始巡查", exact=True).click()
	page.locator("summary", has_text="点位码").click()
	page.get_by_role("button", name="扫点位码", exact=True).click()
	expect(page.locator(".panel.dark video")).to_be_visible()
	phone.check_comfort()
	show(page, "https://town.example/pay")
	page.wait_for_timeout(600)
	expect(page.locator(".panel.dark video")).to_be_visible()
	show(page, f"https://town.example/work?point={code}")
	expect(page.locator(".panel")).to_have_count(0)
	expect(page.locator(f"[data-name='{points[1]}']")).to_contain_text("已签到")


@pytest.fixture
def scanned(open_workbench):
	"""(phone, scan): a phone without a camera for the page; scan(text) sends a picture of a code from the album."""
	phone = open_workbench("gridworker", viewport={"width": 390, "height": 844})
	phone.page.add_init_script(NO_CAMERA)
	phone.open_work("mine")

	def scan(text: str) -> None:
		phone.page.locator("#scan").click()
		expect(phone.page.locator(".panel .notice")).to_contain_text("不能使用实时扫码")
		phone.page.locator("#code-picture").set_input_files([photo_of(text)])

	return phone, scan


def test_a_picture_leads_to_the_grid_or_the_door(scanned, home, login):  # noqa: F811
	phone, scan = scanned
	page = phone.page
	scan("https://town.example/pay?x=1")
	expect(page.locator("#toast")).to_contain_text("不用于此处")
	scan(f"https://town.example/snapshot?place={CHIBI_GRID}")
	expect(page.locator("[data-tab=report][aria-current]")).to_be_visible()
	expect(page.locator("#toast")).to_contain_text("正在上报的网格：湖北省 / 咸宁市 / 赤壁市")
	scan(f"https://town.example/help#h={home['code']}")
	expect(page.locator("#toast")).to_contain_text("没有您待办的事")
	visit = ok(
		login("gridworker").create("Visit", resident=home["resident"], assignee="gridworker@demo.example")
	)
	scan(f"https://town.example/help#h={home['code']}")
	expect(page.locator(".panel").last).to_contain_text("郑演示求助")
	phone.check_comfort()
	page.go_back()
	ok(
		login("gridworker").call(
			"visit.record", visit=visit["name"], result="Declined", idempotency_key=uuid4().hex
		)
	)


def test_a_code_tells_nobody_more_than_the_lists(login, home):  # noqa: F811
	told = {"text": f"https://town.example/help#h={home['code']}"}
	ok(login("gridworker").create("Visit", resident=home["resident"]))
	assert len(ok(login("gridworker").call("work.scanned", **told))["visits"]) == 1
	elsewhere = ok(login("gridworker.zhelu").call("work.scanned", **told))
	assert elsewhere["visits"] == elsewhere["deliveries"] == []
	assert login(None).call("work.scanned", **told).status == 403
	assert ok(login("gridworker").call("work.scanned", text="x" * 5000))["kind"] is None
