"""An import of residents in the browser: checked, its problems read, loaded by a worker, given back."""

from uuid import uuid4

from playwright.sync_api import expect

from devtools.processes import Worker
from tests.conftest import BENCH, SITE
from tests.desk.desk import WORDS
from tests.rest.test_resident_import_api import COMMUNITY, HEAD, compound, lines

__all__ = ["compound"]


def button(desk, label: str) -> None:
	desk.page.locator(".page-head:visible").get_by_role("button", name=label, exact=True).first.click()


def sheet(rows: list[str]) -> dict:
	content = "\n".join([HEAD, *rows]).encode()
	return {"name": f"{uuid4().hex}.csv", "mimeType": "text/csv", "buffer": content}


def test_a_sheet_is_uploaded_checked_and_loaded(open_desk, compound, fresh):
	rows = lines(compound, 3)
	rows.append(f"王演示{uuid4().int % 10**6},,12345,{compound},1栋,1,201,户主")
	desk = open_desk("manager")
	desk.open("resident-import/new")
	expect(desk.page.locator(".page-head:visible").get_by_role("button", name="模板")).to_be_visible()
	grid = desk.page.locator("input[data-fieldname='grid']:visible")
	desk.choose(grid, COMMUNITY, COMMUNITY)
	desk.page.locator("[data-fieldname='sheet']:visible .btn-attach").click()
	desk.page.locator(".modal.show input[type=file]").first.set_input_files([sheet(rows)])
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()
	expect(desk.page.locator("[data-fieldname='sheet'] .attached-file-link")).to_be_visible()
	button(desk, "保存")
	button(desk, "检查表格")
	expect(desk.page.get_by_role("progressbar")).to_be_attached()
	with Worker(BENCH, SITE, queues="long"):
		preview = desk.page.locator("[data-fieldname='preview']:visible")
		expect(preview.locator("tbody tr")).to_have_count(1, timeout=60_000)
		expect(preview.locator("tbody tr td").first).to_have_text("5")
		expect(preview).to_contain_text("手机号")
		expect(desk.stage()).to_have_text("已检查")
		desk.shot("resident-import-checked")
		button(desk, "导入")
		expect(desk.dialog()).to_contain_text("将导入 3 名新居民，1 行有问题")
		desk.dialog().get_by_role("button", name="是", exact=True).click()
		expect(desk.stage()).to_have_text("已导入", timeout=60_000)
	expect(
		desk.page.locator(".page-head:visible").get_by_role("button", name="下载有问题的行")
	).to_be_visible()
	expect(desk.page.locator("[data-fieldname='new_count'] .control-value:visible")).to_have_text("3")
	desk.shot("resident-import-loaded")
	labels = desk.page.locator(".form-page .control-label:visible, .form-page .section-head:visible")
	assert [text for text in labels.all_inner_texts() if WORDS.search(text)] == []
	assert fresh().db.count("Resident", {"address": ["like", f"{compound}%"]}) == 3
