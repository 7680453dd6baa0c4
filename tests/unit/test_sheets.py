"""The one reader of sheets: headings below titles, repeated headings, formulas that nobody runs."""

import pytest

from community_gov.casework.intake import hotline_rows
from community_gov.core import sheets, tables
from community_gov.core.headings import Columns
from community_gov.core.sheets import SheetError, without_formula
from tests.support.workbooks import workbook

COLUMNS = Columns(
	{"name": ("姓名",), "points": ("积分",), "note": ("备注",)},
	required=frozenset({"name", "points"}),
	no_headings=("No headings. Name the columns.",),
)


def read(*rows: list) -> sheets.Sheet:
	table = tables.below_headings([list(row) for row in rows], COLUMNS)
	return tables.chosen_sheet([table] if table else [], COLUMNS)


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
	orders, problems = hotline_rows.rows_of(
		sheets.read_sheet(content, hotline_rows.COLUMNS, hotline_rows.SIZE)
	)
	assert problems == [] and [(order.line, order.values["upstream_number"]) for order in orders] == [
		(3, "A1")
	]


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@x", "\t=1", "\r=1"])
def test_nothing_is_run_as_a_formula(cell):
	assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [None, 7, "路灯", "", "1=1"])
def test_other_cells_stay(cell):
	assert without_formula(cell) == cell


def read_book(*rows: list, **options) -> sheets.Sheet:
	size = sheets.Size(1_000, 20, "Too large. Split it.", 500)
	return sheets.read_sheet(workbook(*rows, **options), COLUMNS, size)


def test_merged_cells_count_downwards_and_only_in_their_first_column():
	rows = [["王演示", 1, "x"], [None, 2, None], [None, 3, None]]
	sheet = read_book(["姓名", "积分", "备注"], *rows, merged=("A2:A3", "B4:C4"))
	assert [line.cells for line in sheet.lines] == [["王演示", 1, "x"], ["王演示", 2], [None, 3]]


def test_a_hidden_sheet_is_not_read_and_one_that_is_empty_gives_way():
	filled = [["姓名", "积分"], ["王演示", 1]]
	sheet = read_book(["姓名", "积分", "备注"], hidden=1, 旧=[["姓名", "积分"], ["李演示", 2]], 一月=filled)
	assert [line.cells for line in sheet.lines] == [["王演示", 1]]


def test_two_sheets_with_such_rows_are_named():
	with pytest.raises(SheetError) as error:
		read_book(["姓名", "积分"], ["王演示", 1], 一月=[["姓名", "积分"], ["李演示", 2]])
	assert error.value.args == (tables.SEVERAL_SHEETS, "一月、Sheet")


@pytest.mark.parametrize(
	"row",
	[
		["合　计", 300],
		["总计：300", None],
		["共 12 人", None],
		["小计", 5, "x"],
		["备注：以上为全部", None],
		["注1：甲", None],
		["填表人：王演示", None, "审核人：李演示"],
		["示例", 5],
		["必填", "必填", "选填"],
	],
)
def test_sums_notes_and_demands_are_no_lines(row):
	assert read(["姓名", "积分", "备注"], row).lines == []


@pytest.mark.parametrize("row", [["备注：甲", 5], ["合计王", 5], ["例外", 1], ["日期", 1], ["总计员：王", 3]])
def test_a_row_that_only_begins_so_is_a_line(row):
	assert len(read(["姓名", "积分", "备注"], row).lines) == 1


def test_what_follows_a_note_belongs_to_it_until_a_whole_row():
	sheet = read(["姓名", "积分"], ["备注：", None], ["1、甲", None], ["王演示", 1], ["李演示", None])
	assert [line.line for line in sheet.lines] == [4, 5]


@pytest.mark.parametrize(
	("heading", "field"),
	[
		*(("＊姓名", "name"), ("姓 名\n(必填)", "name"), ("【必填】姓名：", "name"), ("1、姓名", "name")),
		*(("姓名（18位）", "name"), ("★姓名", "name"), ("姓名(监护人)", None), ("\ufeff姓名", "name")),
	],
)
def test_a_heading_is_known_however_it_is_decorated(heading, field):
	assert COLUMNS.field_of(heading) == field


@pytest.mark.parametrize("word", ["王演示", "李演示", "张演示", "13800000000"])
def test_a_name_is_found_wherever_it_stands_in_a_file(word):
	rows = [["姓名", "积分", 13800000000], ["王演示", 1], ["填表人：李演示"]]
	hidden = [["x"]] * 30 + [[None, "张演示"]]
	assert sheets.names_any(workbook(*rows, hidden=1, 旧表=hidden), {word})
	assert not sheets.names_any(workbook(*rows, hidden=1, 旧表=hidden), {"赵演示"})


def test_a_name_is_found_in_text_of_any_encoding():
	content = "姓名,积分\n\n填表人：李演示\n".encode("gb18030")
	assert sheets.names_any(content, {"李演示"}) and not sheets.names_any(content, {"王演示"})


def test_of_two_columns_of_one_field_the_first_word_counts():
	columns = Columns({"name": ("姓名", "称呼")}, frozenset({"name"}), ("None. Add one.",))
	assert columns.without_doubles(["称呼", "姓名", "姓名"]) == [None, "name", None]
