"""In the browsers of WeChat and WeCom: nothing breaks for what they lack, and each page says what to do instead."""

import re

import pytest
from playwright.sync_api import expect

ANDROID = "Mozilla/5.0 (Linux; Android 12; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 XWEB/1160117 Mobile Safari/537.36"
USER_AGENTS = {
	"wechat": (
		360,
		f"{ANDROID} MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F30) WeChat/arm64 NetType/WIFI Language/zh_CN",
	),
	"wecom": (390, f"{ANDROID} wxwork/4.1.10 MicroMessenger/7.0.1 NetType/4G Language/zh"),
}
# What their web views lack.
LACKING = """
for (const name of ["serviceWorker", "mediaDevices", "share", "clipboard"]) Object.defineProperty(Navigator.prototype, name, { value: undefined });
for (const name of ["speechSynthesis", "SpeechSynthesisUtterance", "BarcodeDetector", "print", "Notification"]) Object.defineProperty(window, name, { value: undefined });
"""
PAGES = (
	"/front",
	"/snapshot",
	"/snapshot/nearby",
	"/snapshot/track",
	"/help",
	"/activity",
	"/volunteer",
	"/notices",
	"/projects",
	"/deeds",
	"/lectures",
	"/council",
	"/opinion",
	"/about",
)


@pytest.fixture(params=USER_AGENTS)
def open_view(request, open_workbench):
	"""open_view(key) -> the phone of an account, or of a guest, inside the web view; it denies the position."""
	width, agent = USER_AGENTS[request.param]

	def open_one(key: str | None):
		size = {"width": width, "height": 740}
		phone = open_workbench(key, viewport=size, user_agent=agent, permissions=[], geolocation=None)
		phone.page.add_init_script(LACKING)
		return phone

	return open_one


def test_public_pages_work_and_say_what_to_do(open_view):
	phone = open_view(None)
	page = phone.page
	for path in PAGES:
		page.goto(f"{path}?_lang=zh")
		page.wait_for_load_state("networkidle")
		phone.check_comfort()
	page.goto("/snapshot?_lang=zh")
	page.locator("#share").click()
	expect(page.locator(".shared")).to_contain_text("请点右上角“…”，发送给朋友")
	expect(page.locator(".shared input")).to_have_value(re.compile("/snapshot"))
	page.locator("#elder").click()
	expect(page.locator("#elder-read")).to_be_hidden()
	expect(page.locator("#elder-bar")).to_contain_text("在浏览器打开")
	page.locator("#elder").click()
	page.goto("/snapshot/poster?place=421281001002001&_lang=zh")
	page.locator("#print").click()
	expect(page.locator(".told-beside")).to_have_text(
		"微信内不能打印和保存文件。 请点右上角“…”，选择“在浏览器打开”。"
	)
	phone.check_comfort()


def test_the_workbench_works_and_says_what_to_do(open_view):
	phone = open_view("gridworker")
	page = phone.page
	for tab in ("queue", "report", "visits", "patrol", "doors", "mine"):
		phone.open_work(tab)
		page.wait_for_load_state("networkidle")
		phone.check_comfort()
	expect(page.locator("#no-frame")).to_contain_text("在浏览器打开")
	phone.open_work("report")
	expect(page.locator(".position-text")).to_contain_text("手机没有提供位置")
	expect(page.locator(".map.leaflet-container")).to_be_visible()
	page.locator("#scan").click()
	expect(page.locator(".panel .notice")).to_contain_text("不能使用实时扫码")
	phone.check_comfort()
