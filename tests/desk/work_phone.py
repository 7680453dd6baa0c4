"""A staff phone on the workbench: opens parts and things of the queue, writes reports, minds how the screen feels."""

import re

from playwright.sync_api import expect

from tests.desk.desk import PATIENCE, Desk
from tests.desk.test_snapshot import CHIBI, SMALL, UNLABELLED, WIDE, photo_file

PHONE = {"width": 360, "height": 740}


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

	def keep_worker(self) -> None:
		"""Until the frame of the page is kept for when there is no network."""
		self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
		self.page.wait_for_function(
			"caches.open('community_gov.work.1').then((kept) => kept.match('/work')).then(Boolean)"
		)

	def forget(self, *words: str) -> None:
		"""Forgets errors that the test has caused itself."""
		self.problems = [one for one in self.problems if not any(word in one for word in words)]
