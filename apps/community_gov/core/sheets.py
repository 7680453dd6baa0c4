"""The one reader of spreadsheets: CSV or XLSX row by row, lines below their headings. Pure, no site."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from community_gov.core import xlsx
from community_gov.core.sheet_size import NOT_READABLE, SheetError, Size

MAX_BYTES = 20 << 20
# A row of 80 cells with 1,000 characters each.
MAX_LINE = 80_000
# Titles and dates may stand above the headings.
HEADINGS_WITHIN = 10
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

OLD_EXCEL = "The file is of Excel 97 to 2003. Save it as XLSX and upload it again."


class Line(NamedTuple):
	"""One row below the headings: its line in the sheet from 1, and its cells by the heading's column."""

	line: int
	cells: list


class Sheet(NamedTuple):
	"""Headings as written, the field each column means (None for columns we do not know), and the lines."""

	headings: list[str]
	fields: list[str | None]
	lines: list[Line]


class Row(NamedTuple):
	"""A row that can be used: its line in the sheet from 1, what it is known by, its values."""

	line: int
	key: str
	values: dict


class Problem(NamedTuple):
	"""A row that cannot be used: its line in the sheet from 1, what it is known by or "", why."""

	line: int
	key: str
	reason: str
	detail: str = ""


def lines_of(
	table: Iterable[list], field_of: Callable[[object], str | None], required: set[str], no_headings: str
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
	rows = iter(table)
	head = list(islice(rows, HEADINGS_WITHIN))
	known = [[field_of(cell) for cell in row] for row in head]
	scores = [len(set(fields) - {None}) if required <= set(fields) else 0 for fields in known]
	if not any(scores):
		raise SheetError(no_headings)
	at = scores.index(max(scores))
	while scores[at] in scores[at + 1 : at + 2]:
		at += 1
	headings = ["" if cell is None else " ".join(str(cell).split()) for cell in head[at]]
	below = enumerate(chain(head[at + 1 :], rows), at + 2)
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


def table_of(content: bytes, file_name: str, size: Size) -> Iterator[list]:
	"""The rows of a CSV file, or of the first sheet of an XLSX file that is shown, one by one.

	Raises:
	        SheetError: unreadable, of an old Excel, or larger than `size`; also while rows are taken.
	"""
	_refuse_kind(content, size)
	if file_name.lower().endswith(".xlsx"):
		return _limited(xlsx.rows_of(content, size), size)
	return _limited(_csv_rows(content, size), size)


def refuse_large(content: bytes, file_name: str, size: Size) -> None:
	"""Raises SheetError for a file that is larger than `size` or of another kind, without reading its rows."""
	_refuse_kind(content, size)
	if file_name.lower().endswith(".xlsx"):
		xlsx.refuse_large(content, size)


def _refuse_kind(content: bytes, size: Size) -> None:
	if len(content) > MAX_BYTES:
		raise SheetError(size.too_large)
	if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		raise SheetError(OLD_EXCEL)


def _limited(rows: Iterator[list], size: Size) -> Iterator[list]:
	lines = 0
	for number, row in enumerate(rows, 1):
		lines += _holds_anything(row)
		if number > size.rows or lines > size.lines:
			raise SheetError(size.too_large)
		yield row


def _csv_rows(content: bytes, size: Size) -> Iterator[list]:
	lines = io.TextIOWrapper(io.BytesIO(content), encoding=_encoding_of(content), newline="")
	try:
		for row in csv.reader(_short(lines, size), strict=True):
			yield row[: size.columns]
	except csv.Error as error:
		raise SheetError(NOT_READABLE) from error


def _encoding_of(content: bytes) -> str:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			content.decode(encoding)
			return encoding
		except UnicodeDecodeError:
			continue
	raise SheetError(NOT_READABLE)


def _short(lines: Iterable[str], size: Size) -> Iterator[str]:
	for line in lines:
		if len(line) > MAX_LINE:
			raise SheetError(size.too_large)
		yield line
