"""A desk in the browser: signs in, opens pages, takes workflow steps and notes whatever goes wrong."""

import io
import json
import os
import re
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from community_gov.demo.people import PASSWORD, email
from tests.desk import loaded
from tests.desk.reading import WATCH_DIALOGS, english_in_dialogs

# --disable-quic and the like keep Chromium from calling home while tests run.
ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
MAX_IMAGE_BYTES = 300_000
SIZE = {"width": 1360, "height": 850}
# Until every movement of an element and of what it holds has ended.
STANDING = """(element) => Promise.all(
	element.getAnimations({ subtree: true })
		.filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
		.map((one) => one.finished.catch(() => null))
).then(() => null)"""
# The live connection is no part of the tests; the desk works without it. Where a workspace is left before it is
# drawn, Frappe's charts complain of their own width, and its editor takes away a node that is gone already.
# Frappe 16 looks for its menu of saved filters under an English label, which a Chinese desk does not have, and fills the
# button of a list that was left meanwhile.
IGNORED = (
	*("socket.io", "A negative value is not valid", "Failed to execute 'removeChild' on 'Node'"),
	"Cannot set properties of undefined (setting 'textContent')",
	"Cannot read properties of undefined (reading 'parent')",
)
PATIENCE = 30_000  # milliseconds
# A dialog that has come in gives the focus to its first field: before that, whoever fills one loses it again.
SHOWN = """(field) => new Promise((resolve) => {
	const look = () => {
		const dialog = window.cur_dialog;
		if (dialog?.display && dialog.$wrapper[0].contains(field)) resolve();
		else setTimeout(look, 20);
	};
	look();
})"""
# A new form gives the focus to its first field when its scripts have run: whoever types before that types elsewhere.
# A date as first field is left alone.
FOCUSED = """() => {
	const first = window.cur_frm && cur_frm.form_wrapper.find(".form-layout :input:visible:first")[0];
	return first && (/^Date/.test(first.dataset.fieldtype) || document.activeElement.closest(".form-layout"));
}"""
TIMER = "() => new Promise((resolve) => setTimeout(resolve, 200))"
WORDS = re.compile(r"[A-Za-z]{3,}")
VISIBLE_TEXTS = """(root) => {
	const texts = new Set(), walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const parent = walker.currentNode.parentElement;
		const ours = parent && parent.offsetParent && !parent.closest("script, style, .quick-list-item .left");
		if (ours) {
			texts.add(walker.currentNode.textContent.trim());
		}
	}
	return [...texts];
}"""


class Desk:
	"""One browser context in Chinese; `page` is Playwright's page."""

	def __init__(self, page: Page, key: str | None = None):
		"""`key` is the account whose loaded page another test has left."""
		self.key = key
		self.page = page
		self.context = page.context
		self.problems: list[str] = []
		self.signed_in = bool(key)
		self.is_spent = False
		self._listeners = {
			"console": self._note_console,
			"pageerror": lambda error: self._note(f"page error: {error} {error.stack}"),
			"response": self._note_response,
		}
		for event, listener in self._listeners.items():
			self.page.on(event, listener)

	def sign_in(self, key: str) -> None:
		"""Signs in without the login page."""
		form = {"usr": email(key), "pwd": PASSWORD}
		assert self.context.request.post("/api/method/login", form=form).ok
		self.key = key
		self.signed_in = True

	def open(self, route: str) -> None:
		"""Shows a route of the desk; one that is loaded already is not loaded again, but forgets what it showed."""
		if loaded.is_loaded(self.page):
			loaded.go_on(self.page, route)
		else:
			self.page.goto(f"/app/{route}")
		expect(self.title()).to_be_visible(timeout=PATIENCE)
		if re.search(r"/new\b", route):
			self.page.wait_for_function(FOCUSED)

	def take_clock(self) -> None:
		"""Lets a test move the timers of this page on by `page.clock`; nobody gets the page afterwards."""
		self.page.clock.install()
		self.is_spent = True

	def title(self) -> Locator:
		# Frappe 16 shows the end of a trail instead of a heading; the trail begins with the list.
		trail = "ul.navbar-breadcrumbs:visible li:last-child a"
		return self.page.locator(f".page-title .title-text:visible:not(a), h4:visible, {trail}").first

	def open_list(self, route: str, **like: str) -> None:
		"""Opens a list whose fields hold the texts given."""
		words = {field: json.dumps(["like", f"%{text}%"]) for field, text in like.items()}
		self.open(f"{route}?{urlencode(words)}")

	def saved_filters(self) -> Locator:
		"""The names of the filters saved for a list; Frappe 16 has them in a menu, which is opened."""
		menu = self.page.locator(".inner-group-button:visible:has(.filter-label)")
		names = self.page.locator(".filter-pill .filter-name").or_(menu.locator(".filter-label"))
		names.first.wait_for(state="attached")
		if menu.count():
			menu.locator("button").first.click()
		return names

	def step(self, label: str) -> None:
		"""Chooses a workflow action of the form that is open."""
		self.page.locator(".actions-btn-group:visible button").click()
		self.page.locator(".actions-btn-group .dropdown-menu:visible").get_by_text(label, exact=True).click()

	def stage(self) -> Locator:
		"""The pill that shows the stage in the head of a form."""
		return self.page.locator(".page-head:visible .indicator-pill:visible")

	def dialog(self) -> Locator:
		return self.page.locator(".modal.show .modal-dialog:visible")

	def close_dialog(self, which: str = "") -> None:
		"""Closes the dialog (that holds `which`); one that is still coming in takes no click for it."""
		modal = self.page.locator(f".modal.show{f':has({which})' if which else ''}:visible")
		modal.evaluate(STANDING)
		modal.locator(".btn-modal-close:visible").click()
		expect(modal).to_be_hidden()

	def choose(self, field: Locator, typed: str, text: str) -> None:
		"""Types into a Link field and chooses a suggestion; the field holds it once the server has checked it.

		A page that is still drawing takes the focus away, and Frappe then offers nothing: typed again.
		"""
		option = self.page.locator("[role=option]:visible, .awesomplete li:visible", has_text=text).first
		for last in (False, False, True):
			field.click()
			field.fill("")
			field.press_sequentially(typed)
			try:
				option.wait_for(timeout=PATIENCE if last else PATIENCE / 3)
				break
			except TimeoutError:
				if last:
					raise
		with self.page.expect_response(lambda response: "validate_link" in response.url) as checked:
			option.click()
		checked.value.finished()

	def english(self, part: str) -> list[str]:
		"""Texts with Latin words that are visible in a part of the page; titles of documents are not counted."""
		texts = self.page.locator(part).first.evaluate(VISIBLE_TEXTS)
		return sorted(text for text in texts if WORDS.search(text))

	def shot(self, name: str) -> None:
		"""Keeps a picture for the README, if the environment asks for pictures."""
		if os.environ.get("COMMUNITY_GOV_SCREENSHOTS") != "1":
			return
		self.page.wait_for_timeout(800)  # charts and dialogs move in
		IMAGES.mkdir(parents=True, exist_ok=True)
		content = small_png(self.page.screenshot())
		assert len(content) <= MAX_IMAGE_BYTES
		(IMAGES / f"{name}.png").write_bytes(content)

	def forgive(self, status: int) -> None:
		"""Drops what one expected refusal leaves behind: its status, and the trace that Frappe prints."""
		refused = [problem for problem in self.problems if problem.startswith(f"{status} ")]
		assert len(refused) == 1, self.problems
		traces = ("console: Failed to load resource", "console: Traceback")
		self.problems = [
			problem for problem in self.problems if problem not in refused and not problem.startswith(traces)
		]

	def close(self) -> list[str]:
		"""Closes the desk; returns what went wrong in it."""
		self._read_dialogs()
		self.page.unroute_all(behavior="ignoreErrors")
		self.context.close()
		return self.problems

	def leave(self) -> list[str]:
		"""Leaves the loaded page for another test of the same account; returns what went wrong in it."""
		self._read_dialogs()
		for event, listener in self._listeners.items():
			self.page.remove_listener(event, listener)
		for page in self.context.pages:
			if page != self.page:
				page.close()
		self.page.unroute_all()
		self.page.set_viewport_size(SIZE)
		self.context.clear_permissions()
		self.context.set_geolocation(None)
		return self.problems

	def can_be_left(self) -> bool:
		"""Whether another test may go on here: the desk of an account, in which nothing went wrong."""
		return bool(self.key and not self.problems and not self.is_spent and loaded.is_loaded(self.page))

	def _read_dialogs(self) -> None:
		if self.signed_in and self.page.url.startswith("http"):
			self.problems += [f"English in a dialog: {text}" for text in english_in_dialogs(self.page)]

	def _note(self, problem: str) -> None:
		if not any(word in problem for word in IGNORED):
			self.problems.append(problem)

	def _note_console(self, message) -> None:
		if message.type == "error":
			self._note(f"console: {message.text} {message.location.get('url', '')}")

	def _note_response(self, response) -> None:
		if response.status >= 400:
			self._note(f"{response.status} {response.url}")


def new_context(browser: Browser, url: str) -> BrowserContext:
	context = browser.new_context(base_url=url, locale="zh-CN", viewport=SIZE, reduced_motion="reduce")
	context.set_default_timeout(PATIENCE)
	return context


def is_signed_in(page: Page) -> bool:
	return page.context.request.get("/api/method/frappe.auth.get_logged_user").ok


def new_page(context: BrowserContext) -> Page:
	page = context.new_page()
	page.add_init_script(WATCH_DIALOGS)
	return page


def small_png(content: bytes) -> bytes:
	"""The same picture in 256 colours: a desk has few, and the README stays light."""
	out = io.BytesIO()
	Image.open(io.BytesIO(content)).convert("RGB").quantize(256).save(out, "PNG", optimize=True)
	return out.getvalue()


def put(field, value: str) -> None:
	"""Fills a number field, which changes and selects whatever has the focus 100 ms after it got it (Frappe's timer)."""
	field.evaluate(SHOWN)
	field.focus()
	field.page.evaluate(TIMER)
	field.fill(value)
