"""The front door on a phone: what is offered, records of this phone, elder mode."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.desk.test_snapshot import open_phone  # noqa: F401 (fixture)
from tests.rest.conftest import CHIBI_GRID, ok

FONT = "node => parseFloat(getComputedStyle(node).fontSize) * parseFloat(document.body.style.zoom || 1)"


def test_the_front_page_fits_a_phone(open_phone):  # noqa: F811
	phone = open_phone()
	phone.visit("/")
	expect(phone.page.locator(".tile")).to_have_count(14)
	phone.check_comfort()
	assert phone.english("main") == []
	phone.shot("front-page")
	phone.page.locator(".tile", has_text="我要上报").click()
	expect(phone.page.locator("#report")).to_be_visible()
	phone.page.locator(".tabs a", has_text="首页").click()
	expect(phone.page.locator("#front")).to_be_visible()


def test_a_report_is_kept_on_this_phone_until_it_is_taken_off(open_phone):  # noqa: F811
	phone = open_phone()
	page, words = phone.page, f"路灯不亮{uuid4().hex[:6]}"
	phone.visit("/snapshot", place=CHIBI_GRID)
	page.locator("#description").fill(words)
	phone.send()
	code = phone.code()
	phone.visit("/")
	record = page.locator("#records-list li")
	expect(record).to_contain_text(words)
	record.locator("a").click()
	expect(page.locator("#status")).to_contain_text("办理进度")
	assert page.evaluate("location.hash") == f"#{code}"
	phone.visit("/")
	record.locator("button").click()
	expect(page.locator("#records")).to_be_hidden()
	page.reload()
	expect(page.locator("#records")).to_be_hidden()


def test_a_case_that_was_followed_is_kept_too(open_phone, login):  # noqa: F811
	code = ok(login(None).call("public.report", description="井盖破损", grid=CHIBI_GRID))["tracking_code"]
	phone = open_phone()
	phone.visit("/snapshot/track")
	phone.page.locator("#code").fill(code)
	phone.page.locator("#track button[type=submit]").click()
	expect(phone.page.locator("#status")).to_be_visible()
	phone.visit("/")
	expect(phone.page.locator("#records-list li")).to_have_count(1)


def test_elder_mode_is_large_simple_and_stays(open_phone):  # noqa: F811
	phone = open_phone()
	page = phone.page
	phone.visit("/")
	page.locator("#elder").click()
	expect(page.locator(".tile:visible")).to_have_count(5)
	sizes = page.locator(".tile strong, .tile .hint, .tabs a, .foot a").evaluate_all(
		f"nodes => nodes.map({FONT})"
	)
	assert min(sizes) >= 18
	heights = page.locator(".tile:visible, .tabs a:visible, .numbers .button").evaluate_all(
		"nodes => nodes.map(node => node.getBoundingClientRect().height)"
	)
	assert min(heights) >= 60
	phone.visit("/snapshot")
	expect(page.locator("#elder")).to_have_attribute("aria-pressed", "true")
	page.locator("#elder-size").click()
	page.locator("#elder-size").click()
	assert page.locator("#description").evaluate(FONT) >= 30
	phone.check_comfort()
	page.locator("#elder").click()
	expect(page.locator("#elder-bar")).to_be_hidden()
	assert page.locator("#description").evaluate(FONT) == 17


def test_the_other_language_keeps_the_code_and_tabs_keep_the_place(open_phone, login):  # noqa: F811
	code = ok(login(None).call("public.report", description="树枝断落", grid=CHIBI_GRID))["tracking_code"]
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot/track")
	page.locator("#code").fill(code)
	page.locator("#track button[type=submit]").click()
	expect(page.locator("#status")).to_contain_text("办理进度")
	page.locator(".language:not(.elder)").click()
	expect(page.locator("#status")).to_contain_text("Progress")
	phone.visit("/snapshot", place=CHIBI_GRID)
	page.locator(".tabs a", has_text="身边问题").click()
	expect(page.locator("body.with-map")).to_be_visible()
	assert f"place={CHIBI_GRID}" in page.url


def test_photos_come_from_the_album_too(open_phone):  # noqa: F811
	phone = open_phone()
	phone.visit("/snapshot")
	picker = phone.page.locator("#photo-input")
	assert picker.get_attribute("capture") is None, "phones then open the camera only"
	assert picker.get_attribute("accept") == "image/*" and picker.get_attribute("multiple") is not None
