"""A staff phone on the workbench: opens parts and things of the queue, writes reports, minds how the screen feels."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import expect

from tests.desk.desk import PATIENCE, Desk
from tests.desk.reading import english_in
from tests.desk.test_snapshot import CHIBI, SMALL, UNLABELLED, WIDE, photo_file

PHONE = {"width": 360, "height": 740}
# Keys and addresses, which are not shown.
CODE = re.compile(r"[\w.-]+|/.*")
ZH = Path(__file__).resolve().parents[2] / "apps" / "community_gov" / "translations" / "zh.csv"


class WorkPhone(Desk):
	"""A staff phone, signed in or not; the desk's watch over errors comes with it."""

	def __init__(self, browser, url: str, key: str | None, viewport: dict = PHONE, **more):
		options = {"geolocation": {**CHIBI, "accuracy": 12}, "permissions": ["geolocation"], **more}
		context = browser.new_context(
			base_url=url,
			locale="zh-CN",
			viewport=viewport,
			has_touch=True,
			reduced_motion="reduce",
			**options,
		)
		context.set_default_timeout(PATIENCE)
		super().__init__(context.new_page())
		self.width = viewport["width"]
		if key:
			self.sign_in(key)

	def open_work(self, tab: str = "queue", language: str = "zh") -> None:
		self.page.goto(f"/work?_lang={language}#{tab}")
		expect(self.page.locator(f"[data-tab={tab}][aria-current]")).to_be_visible()

	def take_typed_words_for_chinese(self) -> None:
		"""What people typed comes as 某字, so that Latin words that are left are the system's own; an assessment is among it."""

		def answer(route) -> None:
			if route.request.resource_type == "image":
				return route.continue_()
			response = route.fetch()
			if "json" not in response.headers.get("content-type", ""):
				return route.fulfill(response=response)
			told = _without_typed_words(response.json())
			if "assessments" in (told.get("message") or {}):
				told["message"]["assessments"].append(
					{"month": "2026-01", "score": 0, "grade": "Unqualified"}
				)
			route.fulfill(response=response, json=told)

		self.page.route("**/api/method/community_gov.api.v1.*", answer)

	def row(self, name: str):
		return self.page.locator(f".queue-row[data-name='{name}']")

	def open_row(self, name: str):
		self.row(name).click()
		panel = self.page.locator(".panel").last
		expect(panel.locator(".card, .actions").first).to_be_visible()
		return panel

	def check_comfort(self) -> None:
		"""Fits its width, fingers reach everything, and everything has a name."""
		assert self.page.evaluate(WIDE) <= self.width
		assert self.page.evaluate(SMALL) == []
		assert self.page.evaluate(UNLABELLED) == []

	def write_report(self, words: str, photo: bool = True) -> None:
		page = self.page
		page.locator("#description").fill(words)
		page.locator(".kind", has_text="暴露垃圾").first.click()
		if photo:
			page.locator("input[id$=album]").set_input_files([photo_file()])
			expect(page.locator(".photo img")).to_have_count(1)
		expect(page.locator(".position-text")).to_have_class(re.compile("known"))

	def send_report(self) -> None:
		"""Sends; says that it is another problem where alike ones are shown."""
		self.page.evaluate("document.getElementById('toast').hidden = true")
		self.page.locator("#send").click()
		another = self.page.locator("#another")
		expect(another.or_(self.page.locator("#toast:visible, .notice.danger:visible")).first).to_be_visible()
		if another.is_visible():
			another.click()

	def report_without_network(self, words: str) -> None:
		"""Writes a report that no request brings to the server; it waits on the phone."""
		self.write_report(words, photo=False)
		self.page.route("**/*case.report", lambda route: route.abort())
		self.send_report()
		expect(self.page.locator("#toast")).to_contain_text("联网后自动发出")

	def keep_worker(self) -> None:
		"""Until the frame of the page is kept for when there is no network."""
		self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
		self.page.wait_for_function(
			"caches.open('community_gov.work.1').then((kept) => kept.match('/work')).then(Boolean)"
		)

	def forget(self, *words: str) -> None:
		"""Forgets errors that the test has caused itself."""
		self.problems = [one for one in self.problems if not any(word in one for word in words)]


@lru_cache
def _own_words() -> frozenset[str]:
	with ZH.open(encoding="utf-8", newline="") as rows:
		return frozenset(row[0] for row in csv.reader(rows) if row)


def _without_typed_words(value, key: str = ""):
	if isinstance(value, dict):
		return {name: _without_typed_words(one, name) for name, one in value.items()}
	if isinstance(value, list):
		return [_without_typed_words(one) for one in value]
	if not isinstance(value, str) or not english_in(value):
		return value
	is_kept = value in _own_words() or CODE.fullmatch(value)
	return "某字" if key == "title" or not is_kept else value
