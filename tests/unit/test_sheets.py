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
	return tables.joined_sheet([table] if table else [], COLUMNS)


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


def test_sheets_of_one_kind_are_read_as_one_in_their_order():
	first, second = (
		[["姓名", "积分"], ["李演示", 2]],
		[["一月表"], ["积分", "姓名", "备注"], [3, "王演示", "x"]],
	)
	sheet = read_book(["姓名", "积分"], ["赵演示", 4], 一月=first, 二月=second, hidden=0)
	assert (sheet.fields, sheet.left_out) == (["name", "points", "note"], ())
	assert sheet.lines == [
		sheets.Line(2, ["李演示", 2, None], "一月"),
		sheets.Line(3, ["王演示", 3, "x"], "二月"),
		sheets.Line(2, ["赵演示", 4, None], "Sheet"),
	]


def test_columns_without_a_meaning_are_kept_apart_in_each_sheet():
	sheet = read_book(
		["姓名", "积分", "甲", "甲"], ["赵", 4, 1, 2, 9], 一月=[["甲", "姓名", "积分"], [5, "李", 6]]
	)
	assert sheet.headings == ["甲", "姓名", "积分", "甲"]
	assert [line.cells for line in sheet.lines] == [[5, "李", 6, None], [1, "赵", 4, 2, 9]]


WIDE = Columns(
	{**COLUMNS.words, **{f"c{at}": (f"列{at}",) for at in range(9)}}, COLUMNS.required, ("No. Add.",)
)
WIDE_HEAD = ["姓名", "积分", *[f"列{at}" for at in range(9)]]


def read_wide(**others: list) -> sheets.Sheet:
	size = sheets.Size(1_000, 20, "Too large. Split it.", 500)
	return sheets.read_sheet(workbook(WIDE_HEAD, ["王", 1], **others), WIDE, size)


def test_pages_that_explain_or_show_an_example_are_left_out_and_named():
	notes = [["姓名", "积分", "填写人", "方式"], ["必须", "整数", "网格员", "手工"]]
	sheet = read_wide(填写示例=[WIDE_HEAD, ["张三", 5]], 字段=notes, 封面=[["积分登记"]], 空表=[])
	assert [line.cells for line in sheet.lines] == [["王", 1]]
	assert sheet.left_out == ("填写示例", "字段", "封面")


def test_a_sheet_with_only_the_required_headings_is_read_beside_a_wide_one():
	sheet = read_wide(二月=[["姓名", "积分"], ["李", 2]])
	assert [(line.cells[:2], line.sheet) for line in sheet.lines] == [
		(["李", 2], "二月"),
		(["王", 1], "Sheet"),
	]


def test_a_lone_example_is_read_rather_than_nothing():
	sheet = read_book(["x"], 示例=[["姓名", "积分"], ["王", 1]])
	assert [line.cells for line in sheet.lines] == [["王", 1]] and sheet.left_out == ("Sheet",)


def test_all_sheets_together_are_no_larger_than_one_may_be():
	rows = [["姓名", "积分"], *[["王", at] for at in range(300)]]
	with pytest.raises(SheetError, match="Too large"):
		read_book(*rows, 二月=rows)


def test_sheets_of_which_none_names_a_column_are_told_by_their_titles():
	columns = Columns({"name": ("姓名",)}, frozenset(), ("None. Add one.",), or_first_row=True)
	with pytest.raises(SheetError) as error:
		size = sheets.Size(1_000, 20, "Too large. Split it.", 500)
		sheets.read_sheet(workbook(["甲"], [1], 一月=[["乙"], [2]]), columns, size)
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
