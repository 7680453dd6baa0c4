"""Chromium and signed-in desks in Chinese."""

from datetime import date
from uuid import uuid4

import pytest

from tests.desk.desk import ARGUMENTS, PATIENCE, Desk, is_signed_in, new_context, new_page
from tests.desk.work_phone import WorkPhone
from tests.rest.conftest import checking, closed, dispatched, most_urgent, ok, report  # noqa: F401 (fixtures)


@pytest.fixture(scope="session")
def browser():
	"""One Chromium for all desk tests."""
	from playwright.sync_api import expect, sync_playwright

	from devtools.system import need

	# The same patience as for clicks: a first page on a loaded machine takes longer than five seconds.
	expect.set_options(timeout=PATIENCE)

	with sync_playwright() as playwright:
		running = playwright.chromium.launch(executable_path=need("chromium"), args=ARGUMENTS)
		yield running
		running.close()


# Pages of that many accounts stay loaded: each is a process of some hundred megabytes.
KEPT = 9


@pytest.fixture(scope="session")
def pages():
	"""{account: its loaded page} that no test uses just now, the one used last at the end."""
	return {}


@pytest.fixture(autouse=True)
def forget_settings(world):
	"""The desk remembers on the server how an account last filtered a list: another test would find nothing there."""
	import frappe

	frappe.cache().delete_value("_user_settings")
	frappe.db.delete("__UserSettings")
	frappe.db.commit()


@pytest.fixture
def open_desk(browser, server, pages, request):
	"""open_desk(key) -> Desk of a demo account, signed in; open_desk(None) is not signed in.

	`again=True` loads it anew. At the end no desk may have met an error of ours: in the console, on a page, or as an
	answer of the server.
	"""
	desks: list[Desk] = []
	failed_before = request.session.testsfailed

	def open_one(key: str | None, again: bool = False) -> Desk:
		page = pages.pop(key, None)
		# Frappe ends the oldest sessions of an account that signs in often.
		is_there = page and not again and is_signed_in(page)
		if page and not is_there:
			page.context.close()
		desk = Desk(page, key) if is_there else Desk(new_page(new_context(browser, server)))
		desks.append(desk)
		if key and not is_there:
			desk.sign_in(key)
		return desk

	yield open_one
	problems = []
	# After a failure nobody knows in what state a page is.
	has_failed = request.session.testsfailed > failed_before
	for desk in desks:
		if not has_failed and desk.can_be_left() and desk.key not in pages:
			problems += desk.leave()
			pages[desk.key] = desk.page
		else:
			problems += desk.close()
	while len(pages) > KEPT:
		pages.pop(next(iter(pages))).context.close()
	assert problems == []


@pytest.fixture(scope="session")
def chibi_case(server) -> str:
	"""The case of the article, replayed from report to closure with its photos."""
	from community_gov.demo.chibi import Replay
	from tests.rest.test_chibi_case import HttpClient

	return Replay(HttpClient(server), date(2024, 9, 29), uuid4().hex).run()


@pytest.fixture
def open_workbench(browser, server):
	"""open_workbench(key, **options) -> WorkPhone; at the end no phone may have met an error."""
	phones: list[WorkPhone] = []

	def open_one(key: str | None, **options) -> WorkPhone:
		phones.append(WorkPhone(browser, server, key, **options))
		return phones[-1]

	yield open_one
	problems = [problem for phone in phones for problem in phone.close()]
	assert problems == []


@pytest.fixture
def found(login):
	"""found(words) -> the stored cases with these words."""

	def find(words: str) -> list[dict]:
		admin = login("admin")
		return [ok(admin.read("Case", name)) for name in admin.names("Case", [["description", "=", words]])]

	return find
