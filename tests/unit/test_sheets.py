"""The one reader of sheets: headings below titles, repeated headings, formulas that nobody runs."""

import pytest

from community_gov.casework.intake import hotline_rows
from community_gov.core import sheets
from community_gov.core.sheets import SheetError, lines_of, without_formula

WORDS = {"姓名": "name", "积分": "points", "备注": "note"}
REQUIRED = {"name", "points"}
NONE = "No headings. Name the columns."


def read(*rows: list) -> sheets.Sheet:
	return lines_of([list(row) for row in rows], WORDS.get, REQUIRED, NONE)


def test_titles_stand_above_the_headings():
	sheet = read(["楚河社区积分表"], [], ["2026年1月"], ["姓名", "其他", "积分"], ["王演示", "x", 3])
	assert sheet.fields == ["name", None, "points"]
	assert sheet.lines == [sheets.Line(5, ["王演示", "x", 3])]


def test_headings_of_a_new_page_and_empty_rows_are_no_lines():
	sheet = read(["姓名", "积分"], ["王演示", 1], [None, " "], ["姓名", "积分"], ["李演示", 2])
	assert [line.line for line in sheet.lines] == [2, 5]


def test_headings_merged_over_two_rows_count_once():
	sheet = read(["姓名", "积分"], ["姓名", "积分"], ["王演示", 1])
	assert [line.cells for line in sheet.lines] == [["王演示", 1]]


def test_the_row_with_the_most_known_columns_is_the_headings():
	sheet = read(["姓名", "积分"], ["姓名", "积分", "备注"], ["王演示", 1, "x"])
	assert sheet.headings == ["姓名", "积分", "备注"] and len(sheet.lines) == 1


@pytest.mark.parametrize("rows", [[], [["姓名"]], [["x"]] * 10 + [["姓名", "积分"]]])
def test_a_sheet_without_the_required_columns_is_refused(rows):
	with pytest.raises(SheetError, match=r"No headings\. Name"):
		read(*rows)


def test_orders_of_the_hotline_may_stand_below_a_title():
	content = "12345热线工单,\n工单编号*,诉求内容*\nA1,路灯不亮\n".encode()
	orders, problems = hotline_rows.rows_of(hotline_rows.read_sheet(content, "a.csv"))
	assert problems == [] and [(order.line, order.values["upstream_number"]) for order in orders] == [
		(3, "A1")
	]


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@x", "\t=1", "\r=1"])
def test_nothing_is_run_as_a_formula(cell):
	assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [None, 7, "路灯", "", "1=1"])
def test_other_cells_stay(cell):
	assert without_formula(cell) == cell
