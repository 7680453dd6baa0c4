"""The trees of places and categories, list colours, the printed file of a case."""

import io
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from community_gov.core.compat import major_version
from community_gov.demo.persons import make_person

COMMUNITY = ("湖北省", "咸宁市", "赤壁市", "蒲圻街道", "北街社区")
PERSON = make_person(980)
REPORTER = {"reporter_name": PERSON["full_name"], "reporter_phone": PERSON["mobile"]}


def test_tree_opens_level_by_level(open_desk):
	desk = open_desk("chief")
	desk.open("grid/view/tree")
	page = desk.page
	expect(page.locator(".tree-label").first).to_contain_text("全部区划")
	for name in COMMUNITY:
		page.locator(".tree-link:visible", has_text=name).last.click()
	expect(page.locator(".tree-link:visible", has_text="第一网格 · 421281001002001")).to_be_visible()
	# A duty chief looks, an administrator adds.
	expect(page.locator(".tree-node-toolbar:visible")).to_contain_text("详情")
	expect(page.locator(".tree-node-toolbar:visible")).not_to_contain_text("新增下级")
	assert desk.english(".page-container:visible .layout-main") == []
	desk.shot("grid-tree")


def test_tree_of_categories_is_in_the_readers_language(open_desk):
	desk = open_desk("admin")
	desk.open("case-category/view/tree")
	page = desk.page
	page.locator(".tree-link:visible", has_text="管理事项 · M").first.click()
	expect(page.locator(".tree-link:visible", has_text=" · M06")).to_have_count(1)
	expect(page.locator(".tree-node-toolbar:visible")).to_contain_text("新增下级")


def test_list_shows_the_stage_as_a_colour(open_desk, login):
	title = f"路灯不亮（{uuid4().int % 10**6}）"
	answer = login("gridworker").call(
		"case.report", description="路灯不亮，影响夜间出行。", title=title, grid="421281001002001"
	)
	# The desk remembers the filters of a list, and other tests filter as the chief.
	desk = open_desk("operator")
	desk.open("case")
	row = desk.page.locator(".list-row-container", has_text=title).first
	expect(row.locator(".indicator-pill").first).to_have_text("上报")
	expect(row.locator(".indicator-pill.orange:visible").first).to_be_visible()
	assert answer.status == 200
	desk.shot("case-list")


@pytest.fixture
def reported(login) -> str:
	"""A case with the reporter's name and number, reported by the centre."""
	answer = login("operator").call(
		"case.report",
		description="井盖松动。<script>document.title = 'x'</script>",
		title="井盖松动",
		grid="421281001002001",
		category="C01001",
		**REPORTER,
	)
	assert answer.status == 200, answer
	return answer.data["case"]


def pictures(login, key: str, case: str) -> int:
	"""Number of pictures in the PDF that a user gets."""
	# A picture belongs to every page of the file, whichever shows it.
	return len({image.data for page in pdf(login, key, case).pages for image in page.images})


def printed(login, key: str, case: str) -> str:
	"""Text of the PDF that a user gets."""
	return "".join(page.extract_text() for page in pdf(login, key, case).pages)


def pdf(login, key: str, case: str) -> PdfReader:
	params = {"doctype": "Case", "name": case, "format": "Case File"}
	user = login(key)
	response = user.session.get(
		user.url + "/api/method/frappe.utils.print_format.download_pdf", params=params, timeout=120
	)
	assert response.status_code == 200, response.text[:500]
	return PdfReader(io.BytesIO(response.content))


def test_file_is_printed_in_chinese(login, reported):
	text = printed(login, "chief", reported)
	for words in ("城市管理案卷", reported, "井盖松动", "办理过程", "上报"):
		assert words in text
	# Frappe 16 takes a script out before it is stored.
	assert "document.title" in text or major_version() >= 16, "what people write is printed as text"


def test_photos_are_in_the_printed_file(login, chibi_case):
	assert pictures(login, "chief", chibi_case) == 3
	# The unit sees no checks, so it gets no photos of them.
	assert pictures(login, "handler", chibi_case) == 2


def test_reporter_is_printed_for_those_who_may_know(login, reported):
	assert REPORTER["reporter_name"] in printed(login, "chief", reported)
	for key in ("supervisor", "manager"):
		text = printed(login, key, reported)
		assert REPORTER["reporter_name"] not in text
		assert REPORTER["reporter_phone"] not in text


def test_file_of_a_hidden_case_is_refused(login, reported):
	user = login("handler")
	params = {"doctype": "Case", "name": reported, "format": "Case File"}
	response = user.session.get(
		user.url + "/api/method/frappe.utils.print_format.download_pdf", params=params, timeout=60
	)
	assert response.status_code == 403


def test_print_view_shows_the_file(open_desk, chibi_case):
	desk = open_desk("chief")
	desk.page.goto(f"/app/print/Case/{chibi_case}")
	frame = desk.page.frame_locator(
		".print-preview iframe, iframe.preview-beta-iframe, .print-format-container iframe"
	)
	expect(frame.locator(".case-file h1")).to_have_text("城市管理案卷")
	expect(frame.locator(".case-file .photo img")).to_have_count(3)
	desk.shot("case-print")
