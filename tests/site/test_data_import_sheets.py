"""Frappe's Data Import of our DocTypes reads sheets as our own imports do; other DocTypes are left to Frappe."""

import json
from uuid import uuid4

import pytest

from community_gov.core.errors import BadInputError
from community_gov.overrides.data_import import wrap_data_import
from tests.support.workbooks import packed, text_file, with_exponents, workbook

GRID = 421281001002001
HEAD = ["*Full Name", "Mobile Number（必填）", "Grid"]


@pytest.fixture(autouse=True)
def wrapped(site):
	"""As each request and job begins."""
	wrap_data_import()


@pytest.fixture
def run_import(site, monkeypatch):
	"""run_import(content, ending) -> the Data Import after its run; everything stays in the test's transaction."""
	from frappe.core.doctype.data_import.importer import Importer

	monkeypatch.setattr(site.db, "commit", lambda: None)

	def run(content: bytes, ending: str = "xlsx", doctype: str = "Volunteer"):
		values = {"file_name": f"{uuid4().hex}.{ending}", "is_private": 1, "content": content}
		file = site.get_doc({"doctype": "File", **values}).insert()
		asked = {"reference_doctype": doctype, "import_type": "Insert New Records", "mute_emails": 1}
		order = site.get_doc({"doctype": "Data Import", **asked, "import_file": file.file_url}).insert()
		Importer(doctype, data_import=order).import_data()
		site.flags.in_import = False
		return order.reload() or order

	return run


def warnings_of(order) -> list[tuple[int, str]]:
	return [(row.get("row"), row["message"]) for row in json.loads(order.template_warnings or "[]")]


def name() -> str:
	return f"导入{uuid4().hex[:8]}"


def stored(site, full_name: str) -> list:
	return site.get_all("Volunteer", {"full_name": full_name}, ["mobile", "grid"], order_by="name asc")


@pytest.mark.parametrize("number", [2.02611e19, 202611270000001000, "2.02611E+19"])
def test_a_rounded_number_is_told_by_row_and_nothing_is_imported(site, run_import, number):
	good, bad = name(), name()
	order = run_import(workbook(["志愿者名册"], HEAD, [good, None, GRID], [bad, number, GRID]))
	((line, message),) = warnings_of(order)
	assert line == 4 and message.startswith("Column Mobile Number of row 4 holds a number that a")
	assert stored(site, good) == stored(site, bad) == []


def test_digits_stay_digits_below_titles(site, run_import):
	who = name()
	rows = [["志愿者名册"], HEAD, [who, 13812345678, GRID]]
	order = run_import(with_exponents(workbook(*rows)))
	assert (warnings_of(order), order.status) == ([], "Success")
	(row,) = stored(site, who)
	assert row.mobile.endswith("5678") and row.grid == str(GRID)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_letters_are_those_of_the_file(site, run_import, encoding):
	who = name()
	order = run_import(text_file(["Full Name", "Grid"], [who, f'="{GRID}"'], encoding=encoding), "csv")
	assert (warnings_of(order), order.status) == ([], "Success")
	assert [row.grid for row in stored(site, who)] == [str(GRID)]


def test_another_format_is_refused_by_its_name(site, run_import):
	with pytest.raises(BadInputError, match=r"OpenDocument file \(\.ods"):
		run_import(packed("content.xml"), "xlsx")


def test_every_row_below_the_headings_is_a_record(site, run_import):
	text = text_file(["Full Name", "Grid"], ["合计", GRID], ["备注：甲", GRID])
	before = len(stored(site, "合计"))
	assert run_import(text, "csv").status == "Success"
	assert (len(stored(site, "合计")), len(stored(site, "备注：甲"))) == (before + 1, before + 1)


def read(site, doctype: str, text: str):
	"""A sheet as Frappe holds it before the import."""
	from frappe.core.doctype.data_import.importer import ImportFile

	values = {"file_name": f"{uuid4().hex}.csv", "is_private": 1, "content": text.encode()}
	return ImportFile(doctype, site.get_doc({"doctype": "File", **values}).insert().file_url)


def test_columns_without_a_known_heading_are_left_to_the_user(site):
	file = read(site, "Volunteer", "谁,何处\n甲,\n乙,丙")
	assert file.header.data == ["谁", "何处"]
	assert [(row.row_number, row.data) for row in file.data] == [(2, ["甲", None]), (3, ["乙", "丙"])]


@pytest.mark.parametrize(("number", "is_refused"), [("2.02611E+19", True), ("202611270000000001", False)])
def test_what_reaches_a_document_by_another_reader_of_frappe_is_refused_there(site, number, is_refused):
	"""As the last resort, whatever read the sheet."""
	doc = site.new_doc("Household").update(
		{"grid": str(GRID), "address": "演示路5号", "household_number": number}
	)
	site.flags.in_import = True
	try:
		if is_refused:
			with pytest.raises(
				BadInputError, match=r"^Household Number holds a number that a spreadsheet has"
			):
				doc.insert()
		else:
			assert doc.insert().household_number == number
	finally:
		site.flags.in_import = False


def test_other_doctypes_are_read_by_frappe(site):
	assert read(site, "ToDo", "名册\nDescription\n甲").header.data == ["名册"]
	assert read(site, "Volunteer", "名册\nFull Name\n甲").header.data == ["Full Name"]
