"""Work orders of 12345 as rows: what cities export, and what cannot be used."""

import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from community_gov.casework.intake import hotline_rows
from community_gov.casework.intake.hotline_rows import COLUMNS, SIZE, rows_of, time_of
from community_gov.core import sheet_formats, sheets
from community_gov.core.sheets import SheetError

HEAD = "工单编号,诉求内容,来电时间,办结时限,是否保密,紧急程度,无关列"


def read_orders(content: bytes) -> sheets.Sheet:
	return sheets.read_sheet(content, COLUMNS, SIZE)


def sheet(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
	return "\n".join([head, *rows]).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_of_a_city(encoding):
	content = sheet(
		"A1,路灯不亮,2026-09-29 08:33,2026/10/9 8:30,是,紧急,x", "", "A2,井盖松动,,,,,", encoding=encoding
	)
	orders, problems = rows_of(read_orders(content))
	assert problems == []
	first, second = orders
	assert (first.line, second.line) == (2, 4)
	assert first.values["upstream_due_at"] == datetime(2026, 10, 9, 8, 30)
	assert (first.values["is_confidential"], first.values["urgency"]) == (1, "Urgent")
	assert second.values["upstream_due_at"] is None and second.values["is_confidential"] == 0
	assert "无关列" not in str(orders)


def test_xlsx_keeps_numbers_and_times():
	book = Workbook()
	book.active.append(["工单编号", "诉求内容", "办结时限"])
	book.active.append([20260929001.0, "路灯不亮", datetime(2026, 10, 9, 8, 30)])
	out = io.BytesIO()
	book.save(out)
	orders, problems = rows_of(read_orders(out.getvalue()))
	assert problems == []
	assert orders[0].values["upstream_number"] == "20260929001"
	assert orders[0].values["upstream_due_at"] == datetime(2026, 10, 9, 8, 30)


@pytest.mark.parametrize(
	("row", "reason"),
	[
		(",路灯不亮,,,,,", hotline_rows.NO_NUMBER),
		("A2,,,,,,", hotline_rows.NO_CONTENT),
		("A1,又一次,,,,,", hotline_rows.TWICE),
		("A2,x,明天,,,,", hotline_rows.BAD_TIME),
		("A2,x,,2026-02-30,,,", hotline_rows.BAD_TIME),
		("A2,x,,,也许,,", hotline_rows.BAD_SECRECY),
	],
)
def test_bad_rows_are_named_with_their_line(row, reason):
	_orders, problems = rows_of(read_orders(sheet("A1,路灯不亮,,,,,", row)))
	assert [(problem.line, problem.reason) for problem in problems] == [(3, reason)]


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"", hotline_rows.NO_HEADINGS),
		(b"a,b\n1,2", hotline_rows.NO_HEADINGS),
		(b"\xff\xff\xff", sheets.NOT_READABLE),
		(b"PK no zip", sheets.NOT_READABLE),
		(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", sheet_formats.OLD_EXCEL),
		(sheet(*[f"{n},x,,,,," for n in range(20_010)]), hotline_rows.TOO_MANY),
	],
)
def test_files_that_are_no_sheet(content, reason):
	with pytest.raises(SheetError) as error:
		read_orders(content)
	assert error.value.args[0] == reason


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))
def test_times_come_back_as_written(moment):
	whole = moment.replace(microsecond=0)
	for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S"):
		assert time_of(whole.strftime(form)) == whole


@given(
	st.binary(max_size=200), st.sampled_from([b"", b"PK", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
)
def test_no_file_breaks_the_reader(content, beginning):
	try:
		read_orders(beginning + content)
	except SheetError:
		return
