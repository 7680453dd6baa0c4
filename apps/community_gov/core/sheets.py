"""The one reader of spreadsheets: CSV or XLSX as a table, merged cells filled, lines below their headings. Pure, no site."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

MAX_BYTES = 20 << 20
# A sheet of 20,000 rows unpacks to about 60 MB; a zip bomb to thousands.
MAX_UNPACKED = 300 << 20
# Titles and dates may stand above the headings.
HEADINGS_WITHIN = 10
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

NOT_READABLE = "The file is no readable sheet. Save it as XLSX, or as CSV in UTF-8 or GB 18030."
OLD_EXCEL = "The file is of Excel 97 to 2003. Save it as XLSX and upload it again."


class SheetError(ValueError):
	"""The file as a whole cannot be used; args[0] says in two sentences why."""


class Size(NamedTuple):
	"""How large a table may be, and the two sentences for one that is larger."""

	rows: int
	columns: int
	too_large: str


class Line(NamedTuple):
	"""One row below the headings: its line in the sheet from 1, and its cells by the heading's column."""

	line: int
	cells: list


class Sheet(NamedTuple):
	"""Headings as written, the field each column means (None for columns we do not know), and the lines."""

	headings: list[str]
	fields: list[str | None]
	lines: list[Line]


def lines_of(
	table: list[list], field_of: Callable[[object], str | None], required: set[str], no_headings: str
) -> Sheet:
	"""The lines of a table that hold anything, below its headings.

	The headings are, of the first ten rows, the one with all required columns and the most known ones; a heading that
	is merged over two rows stands in both, and one repeated at the top of a printed page is no line.

	Args:
	        field_of: the field that a heading's cell means, or None.
	        no_headings: two sentences for a sheet without a row that names the required columns.
	Raises:
	        SheetError
	"""
	known = [[field_of(cell) for cell in row] for row in table[:HEADINGS_WITHIN]]
	scores = [len(set(fields) - {None}) if required <= set(fields) else 0 for fields in known]
	if not any(scores):
		raise SheetError(no_headings)
	at = scores.index(max(scores))
	while scores[at] in scores[at + 1 : at + 2]:
		at += 1
	headings = ["" if cell is None else " ".join(str(cell).split()) for cell in table[at]]
	below = enumerate(table[at + 1 :], at + 2)
	lines = [
		Line(number, row)
		for number, row in below
		if _holds_anything(row) and not _is_headings(row, field_of, required)
	]
	return Sheet(headings, known[at], lines)


def _holds_anything(row: list) -> bool:
	return any(cell is not None and str(cell).strip() for cell in row)


def _is_headings(row: list, field_of: Callable, required: set[str]) -> bool:
	return required <= {field_of(cell) for cell in row}


def without_formula(cell: object) -> object:
	"""A cell that no spreadsheet program runs as a formula: an apostrophe in front of what looks like one."""
	return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def table_of(content: bytes, file_name: str, size: Size) -> list[list]:
	"""All rows of a CSV file, or of the first sheet of an XLSX file that is shown.

	Raises:
	        SheetError: unreadable, of an old Excel, or larger than `size`.
	"""
	if len(content) > MAX_BYTES:
		raise SheetError(size.too_large)
	if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		raise SheetError(OLD_EXCEL)
	table = _xlsx_table(content, size) if file_name.lower().endswith(".xlsx") else _csv_table(content)
	if len(table) > size.rows:
		raise SheetError(size.too_large)
	return table


def _csv_table(content: bytes) -> list[list]:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
		except UnicodeDecodeError:
			continue
		except csv.Error as error:
			raise SheetError(NOT_READABLE) from error
	raise SheetError(NOT_READABLE)


def _xlsx_table(content: bytes, size: Size) -> list[list]:
	from openpyxl import load_workbook

	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			unpacked = sum(entry.file_size for entry in packed.infolist())
		if unpacked > MAX_UNPACKED:
			raise SheetError(size.too_large)
		book = load_workbook(io.BytesIO(content), data_only=True)
		return _filled(next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), size)
	except SheetError:
		raise
	# openpyxl lets whatever its zip and XML readers meet through.
	except Exception as error:
		raise SheetError(NOT_READABLE) from error


def _filled(sheet, size: Size) -> list[list]:
	"""The cells of a sheet; every cell of a merged range gets the value of its first."""
	if sheet.max_row > size.rows:
		raise SheetError(size.too_large)
	width = min(sheet.max_column, size.columns)
	table = [list(row) for row in sheet.iter_rows(max_col=width, values_only=True)]
	for merged in sheet.merged_cells.ranges:
		value = table[merged.min_row - 1][merged.min_col - 1] if merged.min_col <= width else None
		for row in table[merged.min_row - 1 : merged.max_row]:
			for column in range(merged.min_col - 1, min(merged.max_col, width)):
				row[column] = value
	return table
