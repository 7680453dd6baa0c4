"""The public pages on a phone: report, follow, rate, appeal, look around; no error, no personal data."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.desk.desk import PATIENCE, Desk
from tests.rest.conftest import CHIBI_GRID, case_of_code, new_code, ok
from tests.support.photos import picture

PHONE = {"width": 360, "height": 740}
CHIBI = {"latitude": 29.7222, "longitude": 113.8812}
SMALL = """() => [...document.querySelectorAll("button, input:not([type=file]), select, .check, textarea, summary, nav a, .button, .language")]
	.filter((node) => node.offsetParent && !node.closest(".leaflet-container, .check"))
	.filter((node) => node.getBoundingClientRect().height < 44)
	.map((node) => node.outerHTML.slice(0, 120))"""
UNLABELLED = """() => [...document.querySelectorAll("input, textarea, button")]
	.filter((node) => node.offsetParent && !(node.labels?.length || node.getAttribute("aria-label") || node.textContent.trim()))
	.map((node) => node.outerHTML.slice(0, 120))"""
WIDE = "() => document.documentElement.scrollWidth"


class Phone(Desk):
	"""A resident's phone; the desk's watch over errors comes with it."""

	def __init__(self, browser, url: str, language: str = "zh"):
		context = browser.new_context(
			base_url=url,
			locale="zh-CN",
			viewport=PHONE,
			has_touch=True,
			geolocation=CHIBI,
			permissions=["geolocation", "clipboard-read", "clipboard-write"],
		)
		context.set_default_timeout(PATIENCE)
		super().__init__(context.new_page())
		self.language = language

	def visit(self, path: str, **query) -> None:
		words = "&".join(f"{key}={value}" for key, value in {**query, "_lang": self.language}.items())
		self.page.goto(f"{path}?{words}")
		self.page.wait_for_load_state("networkidle")

	def check_comfort(self) -> None:
		"""Fits 360 pixels, fingers reach everything, and everything has a name."""
		assert self.page.evaluate(WIDE) <= PHONE["width"]
		assert self.page.evaluate(SMALL) == []
		assert self.page.evaluate(UNLABELLED) == []

	def send(self) -> None:
		"""Sends; says that it is another problem where alike ones are shown."""
		self.page.locator("#send").click()
		another = self.page.locator("#another")
		expect(self.page.locator("#another:visible, #done:visible").first).to_be_visible(timeout=PATIENCE)
		if another.is_visible():
			another.click()
		expect(self.page.locator("#done")).to_be_visible(timeout=PATIENCE)

	def send_and_lose_the_answer(self) -> None:
		"""The server takes the report, and the phone never hears of it."""

		def lose(route) -> None:
			route.fetch()
			route.abort()

		self.page.route("**/*public.report", lose)
		self.page.locator("#send").click()
		expect(self.page.locator("#problem")).to_contain_text("已保存在这部手机上")
		self.page.unroute("**/*public.report")

	def code(self) -> str:
		return self.page.locator("#code").inner_text().replace("-", "")


@pytest.fixture
def open_phone(browser, server):
	"""open_phone(language) -> Phone; at the end no phone may have met an error."""
	phones: list[Phone] = []

	def open_one(language: str = "zh") -> Phone:
		phones.append(Phone(browser, server, language))
		return phones[-1]

	yield open_one
	problems = [problem for phone in phones for problem in phone.close()]
	assert problems == []


@pytest.fixture
def stored(login):
	"""The stored case of a tracking code."""

	def read(code: str) -> dict:
		name = case_of_code(login, code)
		return ok(login("admin").read("Case", name))

	return read


def photo_file(name: str = "heap.jpg") -> dict:
	return {"name": name, "mimeType": "image/jpeg", "buffer": picture(size=(2400, 1800), position=(10, 10))}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_report_with_photo_and_a_tap_on_the_map(language, open_phone, stored):
	phone = open_phone(language)
	page = phone.page
	phone.visit("/snapshot")
	phone.check_comfort()
	words = f"渠边垃圾 <b>{uuid4().hex}</b>"
	page.locator("#photo-input").set_input_files([photo_file(), photo_file("two.jpg")])
	expect(page.locator(".photo img")).to_have_count(2)
	page.locator(".photo .remove").nth(1).click()
	expect(page.locator(".photo img")).to_have_count(1)
	page.locator("#description").fill(words)
	page.locator("#kinds [data-code='M06010']").click()
	page.locator("#open-map").click()
	expect(page.locator(".grid-name").first).to_be_visible()
	page.locator("#map").click(position={"x": 150, "y": 140})
	expect(page.locator(".pin")).to_be_visible()
	expect(page.locator("#position-text")).to_have_class(re.compile("known"))
	phone.check_comfort()
	phone.shot(f"snapshot-report-{language}")
	phone.send()
	case = stored(phone.code())
	plain = words.replace("<", "＜")
	assert (case["description"], case["category"], case["source"]) == (plain, "M06010", "Snapshot")
	assert case["grid"].startswith("421281001002") and len(case["photos"]) == 1
	assert not case["photos"][0].get("latitude"), "the place of the photo stayed on the phone"
	assert not case.get("reporter_name") and case["is_anonymous"] == 1
	page.locator("#copy").click()
	assert page.evaluate("navigator.clipboard.readText()").replace("-", "") == phone.code()
	phone.check_comfort()


def test_danger_is_told_while_it_is_written(open_phone):
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot", place=CHIBI_GRID)
	notice = page.locator("#emergency")
	# The words came with the page: no request, no network.
	phone.page.context.set_offline(True)
	page.locator("#description").fill("我家漏煤气了")
	expect(notice).to_contain_text("请立即拨打 119")
	expect(notice.locator("a")).to_have_attribute("href", "tel:119")
	phone.check_comfort()
	page.locator("#description").fill("渠边有垃圾")
	page.locator("#kinds [data-code='M06010']").click()
	expect(notice).to_be_hidden()
	phone.page.context.set_offline(False)


def test_report_by_the_code_of_a_place(open_phone, stored):
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot", place=CHIBI_GRID)
	expect(page.locator("#place")).to_contain_text("第一网格")
	page.locator("#description").fill("井盖松动")
	page.locator("#kind-search").fill("井盖")
	page.locator("#kinds-found button").first.click()
	page.locator("#person summary").click()
	page.locator("#reporter_phone").fill("15400000001")
	phone.check_comfort()
	page.locator("#send").click()
	expect(page.locator("#done")).to_be_visible()
	case = stored(phone.code())
	assert (case["grid"], case["reporter_phone"], case["is_anonymous"]) == (CHIBI_GRID, "15400000001", 0)
	assert case["category"].startswith("M")


def test_where_the_phone_is(open_phone, stored):
	phone = open_phone()
	phone.visit("/snapshot")
	phone.page.locator("#locate").click()
	expect(phone.page.locator("#position-text")).to_contain_text("29.72220")
	phone.page.locator("#description").fill("路灯不亮")
	phone.send()
	assert stored(phone.code())["grid"] == CHIBI_GRID


def test_following_a_case_instead_of_reporting_it_again(open_phone, login, report):
	where = {"latitude": 29.7189, "longitude": 113.8893}
	case = report("manager", description="垃圾堆在桥头没人清", category="M06010", grid=None, **where)
	phone = open_phone()
	phone.context.set_geolocation(where)
	page = phone.page
	phone.visit("/snapshot")
	page.locator("#description").fill("垃圾堆在桥头没人清")
	page.locator("#kinds [data-code='M06010']").click()
	page.locator("#locate").click()
	expect(page.locator("#position-text")).to_contain_text("29.71890")
	page.locator("#send").click()
	expect(page.locator("#similar li").first).to_contain_text("暴露垃圾")
	phone.check_comfort()
	before = ok(login("admin").read("Case", case))["followers"]
	page.locator("#similar .follow").first.click()
	expect(page.locator("#done")).to_be_visible()
	page.locator("#follow").click()
	expect(page.locator("#status")).to_contain_text("您关注的案件")
	followers = login("admin").names("Case Follower", [["source_text", "=", "垃圾堆在桥头没人清"]])
	assert followers and ok(login("admin").read("Case", case))["followers"] >= before


def test_what_is_missing_is_said(open_phone):
	phone = open_phone()
	phone.visit("/snapshot")
	phone.page.locator("#send").click()
	expect(phone.page.locator("#problem")).to_have_text("请简单描述发现的问题。")
	phone.page.locator("#description").fill("x")
	phone.page.locator("#send").click()
	expect(phone.page.locator("#problem")).to_contain_text("请说明地点")


def test_a_failed_report_stays_and_arrives_once(open_phone, login):
	"""The answer is lost after the server took the report: the retry gets the same code."""
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot", place=CHIBI_GRID)
	words = f"断网测试 {uuid4().hex}"
	page.locator("#description").fill(words)
	page.locator("#photo-input").set_input_files([photo_file()])
	expect(page.locator(".photo img")).to_have_count(1)
	phone.send_and_lose_the_answer()
	phone.visit("/snapshot", place=CHIBI_GRID)
	expect(page.locator("#draft")).to_contain_text("已为您恢复")
	expect(page.locator("#description")).to_have_value(words)
	expect(page.locator(".photo img")).to_have_count(1)
	page.locator("#send").click()
	expect(page.locator("#done")).to_be_visible()
	assert len(login("admin").names("Case", [["description", "=", words]])) == 1
	phone.visit("/snapshot")
	expect(page.locator("#description")).to_have_value("")
	phone.problems = [problem for problem in phone.problems if "ERR_FAILED" not in problem]


def test_what_was_changed_after_a_lost_answer_is_told_the_first_code(open_phone, login):
	"""The first version arrived: its code is shown, and nothing arrives twice; also after the page was opened anew."""
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot", place=CHIBI_GRID)
	words = f"断网又改 {uuid4().hex}"
	page.locator("#description").fill(words)
	phone.send_and_lose_the_answer()
	phone.visit("/snapshot", place=CHIBI_GRID)
	page.locator("#description").fill(f"{words}，还有异味")
	page.locator("#send").click()
	expect(page.locator("#done .notice.warning")).to_contain_text("最先发送的内容其实已经收到")
	admin = login("admin")
	assert len(admin.names("Case", [["description", "like", f"{words}%"]])) == 1
	assert ok(login(None).query("public.track", code=phone.code()))["stage"] == "Reported"
	phone.problems = [problem for problem in phone.problems if "ERR_FAILED" not in problem]


def test_too_many_requests_are_told_readably(open_phone):
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot", place=CHIBI_GRID)
	page.locator("#description").fill("x")
	refusal = {"exc_type": "RateLimitExceededError", "exception": "Traceback"}
	page.route("**/*public.report", lambda route: route.fulfill(status=429, json=refusal))
	page.locator("#send").click()
	expect(page.locator("#problem")).to_have_text("来自此网络的请求过多。请一小时后再试，或致电所在社区。")
	phone.forgive(429)


def closed_code(login, closed) -> str:
	return new_code(login, closed())


def test_follow_rate_and_appeal(open_phone, login, closed):
	code = closed_code(login, closed)
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot/track")
	page.locator("#code").fill(f"{code[:4].lower()}-{code[4:]}")
	page.get_by_role("button", name="查询", exact=True).click()
	expect(page.locator(".steps li")).to_have_count(7)
	expect(page.locator(".steps li").last).to_contain_text("结案")
	phone.check_comfort()
	phone.shot("snapshot-track")
	page.locator("#comment").fill("处理得不好")
	page.locator("[data-rating='Dissatisfied']").click()
	expect(page.locator(".rated")).to_have_text("不满意")
	page.locator("summary").click()
	page.locator("#appeal").click()
	expect(page.locator("#problem")).to_contain_text("申诉须写明理由")
	phone.forgive(422)
	page.locator("#reason").fill("垃圾还在原处")
	phone.check_comfort()
	page.locator("#appeal").click()
	expect(page.locator("#status")).to_contain_text("您的申诉正由上一级")
	text = page.locator("body").inner_text()
	assert not any(person in text for person in ("演示", "demo.example", "@"))


def test_an_unknown_code_is_told(open_phone):
	phone = open_phone()
	phone.visit("/snapshot/track")
	phone.page.locator("#code").fill("AAAABBBBCCCCDDDD")
	phone.page.get_by_role("button", name="查询", exact=True).click()
	expect(phone.page.locator("#problem")).to_contain_text("查询码")
	phone.forgive(404)


def test_photos_are_added_to_a_followed_case(open_phone, login):
	answer = ok(login(None).call("public.report", description="井盖松动", grid=CHIBI_GRID))
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot/track")
	page.locator("#code").fill(answer["tracking_code"])
	page.get_by_role("button", name="查询", exact=True).click()
	expect(page.locator("#add-photos")).to_be_disabled()
	page.locator("#photo-input").set_input_files([photo_file(), photo_file("two.jpg")])
	expect(page.locator("figure.photo")).to_have_count(2)
	phone.check_comfort()
	page.locator("#add-photos").scroll_into_view_if_needed()
	page.locator("#add-photos").click()
	expect(page.locator("#told")).to_have_text("照片已收到。")
	expect(page.locator("figure.photo")).to_have_count(0)
	case = ok(login("manager").read("Case", case_of_code(login, answer["tracking_code"])))
	assert len(case["photos"]) == 2


def test_nearby_shows_points_and_list(open_phone, login, report):
	report(**CHIBI)
	phone = open_phone()
	page = phone.page
	phone.visit("/snapshot/nearby")
	page.locator("#locate").click()
	expect(page.locator("#cases .kind-name").first).to_have_text("暴露垃圾")
	expect(page.locator("path.leaflet-interactive").first).to_be_attached()
	phone.check_comfort()
	phone.shot("snapshot-nearby")


def test_the_poster_leads_to_its_place(open_phone):
	phone = open_phone()
	phone.visit("/snapshot/poster", place=CHIBI_GRID)
	expect(phone.page.locator(".qr-frame svg")).to_be_visible()
	expect(phone.page.locator(".poster-place")).to_contain_text("第一网格")
	assert phone.page.evaluate(WIDE) <= PHONE["width"]


def test_the_desk_opens_the_poster(open_desk):
	desk = open_desk("manager")
	desk.open(f"grid/{CHIBI_GRID}")
	with desk.context.expect_page() as opened:
		desk.page.get_by_role("button", name="二维码", exact=True).click()
	expect(opened.value.locator(".qr-frame svg")).to_be_visible()
