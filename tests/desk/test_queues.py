"""Queues on workspaces: titles, places, people and clocks, what is due first at the top, kept up to date."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from community_gov.demo.people import WATER_BUREAU
from tests.conftest import ROOT
from tests.rest.conftest import ok

WORKSPACES = sorted((ROOT / "apps/community_gov/workspace").glob("*/*.json"))
CLOCK = re.compile(r"(剩|超时) \d+ (分钟|小时|天)")


@pytest.mark.parametrize("path", WORKSPACES, ids=lambda path: path.stem)
def test_cards_and_shortcuts_fill_their_rows(path: Path):
	"""A row of a workspace has twelve columns."""
	blocks = json.loads(json.loads(path.read_text(encoding="utf-8"))["content"])
	for kind in ("number_card", "shortcut"):
		widths = [block["data"]["col"] for block in blocks if block["type"] == kind]
		assert sum(widths) % 12 == 0, (kind, widths)


def test_the_unit_sees_what_is_due_first(open_desk, login, dispatched):
	_case, dispatch = dispatched(urgency="Urgent")
	title = ok(login("handler").read("Case Dispatch", dispatch))["case_title"]
	desk = open_desk("handler")
	desk.open("unit-desk")
	rows = desk.page.locator(".quick-list-widget-box").first.locator(".cg-queue-item")
	expect(rows.first).to_be_visible()
	assert 1 <= rows.count() <= 5
	row = rows.filter(has_text=title)
	told = rows.all_inner_texts()
	assert all(WATER_BUREAU in text for text in told), told
	assert not any(re.search(r"DSP-|@", text) for text in told), told
	expect(rows.first.locator(".cg-queue-clock")).to_have_text(CLOCK)
	assert row.count() <= 1
	rows.first.focus()
	desk.page.keyboard.press("Enter")
	desk.page.wait_for_function(
		"() => frappe.get_route()[0] === 'Form' && frappe.get_route()[1] === 'Case Dispatch'"
	)


def test_a_queue_reads_its_rows_again(open_desk, login, report):
	desk = open_desk("operator", again=True)
	desk.page.clock.install()
	desk.open("operator-desk")
	rows = desk.page.locator(".quick-list-widget-box").first.locator(".cg-queue-item")
	expect(rows.first).to_be_visible()
	asked = []
	desk.page.on(
		"request", lambda request: asked.append(request.url) if "reportview.get" in request.url else None
	)
	desk.page.clock.fast_forward(61_000)
	desk.page.wait_for_function("() => !frappe.request.ajax_count")
	expect(rows.first).to_be_visible()
	assert len(asked) >= 2, asked
	desk.key = None
