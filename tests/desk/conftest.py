"""Chromium and signed-in desks in Chinese."""

from datetime import date
from uuid import uuid4

import pytest

from tests.desk.desk import ARGUMENTS, PATIENCE, Desk
from tests.rest.conftest import checking, closed, dispatched, report  # noqa: F401 (fixtures)


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


@pytest.fixture(scope="session")
def contexts():
	"""Browser contexts that no test uses just now: each has the desk's scripts already, fetched and compiled."""
	return []


@pytest.fixture
def open_desk(browser, server, contexts):
	"""open_desk(key) -> Desk of a demo account, signed in; open_desk(None) is not signed in.

	At the end no desk may have met an error of ours: in the console, on a page, or as an answer of the server.
	"""
	desks: list[Desk] = []

	def open_one(key: str | None) -> Desk:
		desk = Desk(browser, server, contexts.pop() if key and contexts else None)
		desks.append(desk)
		if key:
			desk.sign_in(key)
		return desk

	yield open_one
	problems = []
	for desk in desks:
		# After a failure nobody knows in what state a context is.
		keep = bool(desk.signed_in and not desk.problems)
		problems += desk.close(keep)
		contexts.extend([desk.context] if keep else [])
	assert problems == []


@pytest.fixture(scope="session")
def chibi_case(server) -> str:
	"""The case of the article, replayed from report to closure with its photos."""
	from community_gov.demo.chibi import Replay
	from tests.rest.test_chibi_case import HttpClient

	return Replay(HttpClient(server), date(2024, 9, 29), uuid4().hex).run()
