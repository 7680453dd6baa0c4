"""Sheets of residents as communities have them: what is read, what is named with its line."""

import io
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from community_gov.core import cells, sheet_formats, sheets
from community_gov.registry.resident_import import row_reader, sheet_reader
from community_gov.registry.resident_import.row_reader import (
	date_of,
	home_key,
	homes_of,
	number_of,
	rows_of,
	without_doubles,
)
from community_gov.registry.resident_import.sheet_reader import read_sheet

NUMBER = "340000195002030247"


def xlsx(*rows: list, merged: tuple[str, ...] = ()) -> bytes:
	book = Workbook()
	for row in rows:
		book.active.append(row)
	for area in merged:
		book.active.merge_cells(area)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def read(*rows: list, merged: tuple[str, ...] = ()):
	return rows_of(read_sheet(xlsx(*rows, merged=merged)))


def one(heading: str, cell: object) -> dict:
	rows, problems = read(["姓名", heading], ["王演示", cell])
	assert problems == []
	return rows[0].values


def flaw(heading: str, cell: object) -> tuple:
	rows, problems = read(["姓名", heading], ["王演示", cell])
	assert rows == []
	return [tuple(problem)[:3] for problem in problems]


def test_a_sheet_of_a_community():
	rows, problems = read(
		["演示社区居民信息登记表", None, None, None, None, None, None],
		["填表日期：2026年9月", None, None, None, None, None, None],
		["小区", "楼栋", "单元", "房 号", "＊姓名（必填）", "公民身份号码", "与户主关系"],
		["演示小区", "３栋", 2.0, 501, "王演示", NUMBER.replace("3", "３"), "户主"],
		[None, None, None, None, "王　演", f"'{NUMBER}", "妻"],
		[None] * 7,
		["演示小区", "3栋", 2, 502, "李演示", None, None],
		merged=("A1:G1", "A4:A5", "B4:B5", "C4:C5", "D4:D5"),
	)
	assert problems == []
	home = {"compound": "演示小区", "building_number": "3栋", "unit_number": "2", "room_number": "501"}
	first = {"full_name": "王演示", "identity_number": NUMBER, "relation_to_head": "Head", **home}
	assert rows[0][:2] == (4, first)
	assert rows[1][:2] == (5, {**first, "full_name": "王演", "relation_to_head": "Spouse"})
	assert rows[2][:2] == (7, {**home, "full_name": "李演示", "room_number": "502"})


def test_headings_merged_over_two_rows_and_repeated_on_a_page():
	rows, problems = read(
		["基本信息", None, "房屋"],
		["姓名", "性别", "房屋"],
		["姓名", "性别", "室"],
		["王演示", "女", "501"],
		["姓名", "性别", "室"],
		["李演示", "男", "502"],
		merged=("A1:B1", "A2:A3", "B2:B3"),
	)
	assert problems == []
	assert [(row.line, row.values["full_name"]) for row in rows] == [(4, "王演示"), (6, "李演示")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(encoding):
	content = f"姓名,身份证号,手机号\r\n王演示,{NUMBER},13800000000.0\r\n".encode(encoding)
	rows, problems = rows_of(read_sheet(content))
	assert problems == []
	assert rows[0].values == {"full_name": "王演示", "identity_number": NUMBER, "mobile": "13800000000"}


@pytest.mark.parametrize(
	"cell",
	[
		*(
			"1950.2.3",
			"1950/2/3",
			"1950-02-03",
			"19500203",
			"1950年2月3日",
			"１９５０年２月３日",
			"1950.02.03.",
		),
		*(
			19500203,
			19500203.0,
			18297,
			"18297",
			datetime(1950, 2, 3),
			date(1950, 2, 3),
			"1950-02-03 00:00:00",
		),
	],
)
def test_dates(cell):
	assert one("出生日期", cell)["birth_date"] == date(1950, 2, 3)


@pytest.mark.parametrize("cell", ["1950年", "50.2.3", "1950-02-30", "昨天", "03/02/1950", 7, "99999999999"])
def test_what_is_no_date(cell):
	assert flaw("出生日期", cell) == [(2, "出生日期", row_reader.BAD_DATE)]


def test_a_month_alone_needs_the_number():
	assert flaw("出生年月", "1950.02") == [(2, "出生年月", row_reader.NO_DAY)]
	rows, problems = read(["姓名", "出生年月", "身份证号"], ["王演示", "1950年2月", NUMBER])
	assert problems == [] and "birth_date" not in rows[0].values


@pytest.mark.parametrize(
	("cell", "number"),
	[
		(13800000000.0, "13800000000"),
		("13800000000.0", "13800000000"),
		("１３８ ０００\u00a0０００００", "13800000000"),
		("'13800000000", "13800000000"),
		("无", ""),
		(0, ""),
		("+82 10-1234-5678", "+821012345678"),
	],
)
def test_phones(cell, number):
	assert number_of(cell) == number


@pytest.mark.parametrize(
	("heading", "cell", "reason"),
	[
		("身份证号", 3.4e17, cells.ROUNDED),
		("身份证号", 340000195002030000, cells.ROUNDED),
		("身份证号", "3.40000195002030E+17", cells.ROUNDED),
		("身份证号", "340***********0247", row_reader.MASKED),
		("手机号", "13800000000/13900000000", row_reader.TWO_NUMBERS),
		("性别", "好", row_reader.UNKNOWN_WORD),
		("与户主关系", "同学的同学", row_reader.UNKNOWN_WORD),
		("房号", "5" * 21, row_reader.TOO_LONG),
		("房号", "#REF!", row_reader.A_FORMULA),
		("是否户主", "也许", row_reader.UNKNOWN_WORD),
	],
)
def test_cells_that_are_wrong(heading, cell, reason):
	assert flaw(heading, cell) == [(2, heading, reason)]
	assert str(cell) not in reason


@pytest.mark.parametrize(
	("heading", "cell", "field", "value"),
	[
		("性别", "女性", "sex", "Female"),
		("性别", 1, "sex", "Male"),
		("人口类型", "人户分离", "residence_kind", "Elsewhere"),
		("人员类型", "流动人口", "residence_kind", "Floating"),
		("与户主关系", "长子", "relation_to_head", "Son or Daughter"),
		("是否户主", "是", "relation_to_head", "Head"),
		("证件类型", "台胞证", "identity_type", "Mainland Travel Permit"),
	],
)
def test_words(heading, cell, field, value):
	assert one(heading, cell)[field] == value


def test_every_word_of_a_table_means_one_thing():
	for tables in (sheet_reader.COLUMNS.ranks, *row_reader.CHOICES.values()):
		assert all(word == word.lower().strip() for word in tables)


def test_the_mark_of_the_head_agrees_with_the_relation():
	rows, problems = read(
		["姓名", "与户主关系", "是否户主"], ["王演示", "妻", "是"], ["李演示", "户主", "否"]
	)
	assert rows == []
	assert [problem.reason for problem in problems] == [row_reader.HEAD_DISPUTED] * 2


def test_an_address_in_one_cell():
	values = one("现住地", "演示小区 3栋2单元501室")
	assert home_key(values) == ("演示小区", "3", "2", "501")
	assert "building_number" not in one("现住地", "演示路5号")


def test_doubles():
	head = ["姓名", "身份证号", "手机号"]
	same = ["王演示", NUMBER, "13800000000"]
	rows, _none = read(head, same, same, ["王演示", NUMBER, "13900000000"], ["王演示", NUMBER, None])
	kept, problems, equal = without_doubles(rows)
	assert [row.line for row in kept] == [2]
	assert [tuple(problem)[:3] for problem in problems] == [(4, "", row_reader.TWICE)]
	assert equal == 2


def test_homes_come_whole_with_their_head_first():
	head = ["姓名", "楼栋", "室", "与户主关系"]
	rows, _none = read(
		head, ["甲演示", "3栋", 501, "妻"], ["乙演示", "3栋", 502, ""], ["丙演示", "03号楼", "501室", "户主"]
	)
	assert [[row.line for row in home] for home in homes_of(rows)] == [[4, 2], [3]]


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"", sheet_reader.NO_HEADINGS),
		(b"a,b\n1,2", sheet_reader.NO_HEADINGS),
		(b"\xff\xff\xff", sheets.NOT_READABLE),
		(b"PK no zip", sheets.NOT_READABLE),
		(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", sheet_formats.OLD_EXCEL),
		("姓名,手机,联系电话\n".encode(), sheet_reader.SAME_HEADING),
		(("姓名\n" + "王\n" * 20_011).encode(), sheet_reader.TOO_LARGE),
	],
)
def test_files_that_are_no_sheet(content, reason):
	with pytest.raises(sheets.SheetError) as error:
		read_sheet(content)
	assert error.value.args[0] == reason


@example(float("nan"))
@example(float("-inf"))
@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none()))
def test_no_cell_breaks_the_reading(cell):
	for field in ("identity_number", "birth_date", "sex", "full_name", "is_head"):
		sheet = sheets.Sheet(["姓名", "x"], ["full_name", field], [sheets.Line(2, ["王演示", cell])])
		rows, problems = rows_of(sheet)
		assert len(rows) + len({problem.line for problem in problems}) == 1


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2100, 1, 1)))
def test_every_way_to_write_a_day(day):
	written = (
		f"{day.year}.{day.month}.{day.day}",
		f"{day:%Y%m%d}",
		f"{day.year}年{day.month}月{day.day}日",
		day,
	)
	assert {date_of(cell) for cell in written} == {day}
