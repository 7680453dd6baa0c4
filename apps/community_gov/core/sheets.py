"""The one reader of spreadsheets: the lines below the headings of a CSV or XLSX file. Pure, no site."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from community_gov.core import sheet_formats, sheet_text, xlsx
from community_gov.core.cells import CellError, are_rounded, identifier_of, text_of
from community_gov.core.headings import Columns
from community_gov.core.sheet_size import NOT_READABLE, SheetError, Size
from community_gov.core.tables import (
	HEADINGS_WITHIN,
	Line,
	Sheet,
	below_headings,
	holds_anything,
	joined_sheet,
)

__all__ = ["HEADINGS_WITHIN", "Line", "Sheet", "SheetError", "Size"]

MAX_BYTES = 20 << 20
# A row of 80 cells with 1,000 characters each.
MAX_LINE = 80_000
# To look for a word, not to read.
ANY_SIZE = Size(1 << 20, 1_000, NOT_READABLE, 10_000)
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
	"""A row that can be used: its line in the sheet from 1, what it is known by, its values, its sheet as in Line."""

	line: int
	key: str
	values: dict
	sheet: str = ""


class Problem(NamedTuple):
	"""A row that cannot be used: its line in the sheet from 1, what it is known by or "", why.

	`detail` is what the reason is about; the heading of the column for a reason of core.cells. `sheet` as in Line.
	"""

	line: int
	key: str
	reason: str
	detail: str = ""
	sheet: str = ""


def read_sheet(content: bytes, columns: Columns, size: Size) -> Sheet:
	"""The lines of a CSV or XLSX file that hold anything, below its headings, whatever the file is called.

	Of the sheets of an XLSX file that are shown, those that have the headings are read, in their order. Rows of sums and
	notes around a table are no lines.

	Raises:
	        SheetError: unreadable, of another format, larger than `size`, or without headings.
	"""
	tables, others = [], []
	for title, rows in _tables_of(content, columns, size):
		head = list(islice(rows, HEADINGS_WITHIN))
		if table := below_headings(chain(head, rows), columns, title):
			tables.append(table)
		elif any(map(holds_anything, head)):
			others.append(title)
	sheet = joined_sheet(tables, columns, others)
	if len(sheet.lines) > size.lines:
		raise SheetError(size.too_large)
	return sheet


def exact_lines(sheet: Sheet, columns: Columns) -> Iterator[tuple[Line, dict, list[Problem]]]:
	"""Lines with their cells by field, identifiers as text, and a problem for each that a spreadsheet has changed."""
	kept = {at: name for at, name in enumerate(sheet.fields) if name in columns.identifiers}
	rounded = {
		at
		for at in kept
		if are_rounded([text_of(line.cells[at]) for line in sheet.lines if at < len(line.cells)])
	}
	for line in sheet.lines:
		values, problems = sheet.values_of(line), []
		for at, name in kept.items():
			try:
				values[name] = identifier_of(values.get(name), is_doubtful=at in rounded)
			except CellError as error:
				problems.append(Problem(line.line, "", str(error), sheet.headings[at], line.sheet))
		yield line, values, problems


def unique_rows(
	sheet: Sheet, columns: Columns, key_of: Callable[[dict], str], twice: str
) -> tuple[list[Row], list[Problem]]:
	"""A row of texts for each key; a problem with the reason `twice` where one stands there again."""
	rows: list[Row] = []
	problems: list[Problem] = []
	seen: set[str] = set()
	for line, cells, changed in exact_lines(sheet, columns):
		if changed:
			problems += changed
			continue
		values = {name: text_of(cells.get(name)) for name in columns.words}
		key = key_of(values)
		if key in seen:
			problems.append(Problem(line.line, key, twice, sheet=line.sheet))
		else:
			rows.append(Row(line.line, key, values, line.sheet))
		seen.add(key)
	return rows, problems


def without_formula(cell: object) -> object:
	"""A cell that no spreadsheet program runs as a formula: an apostrophe in front of what looks like one."""
	return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def names_any(content: bytes, words: set[str]) -> bool:
	"""Whether one of the words stands anywhere in a file: in notes, hidden sheets and columns that nobody reads, too.

	Raises:
	        SheetError: it cannot be read to its end.
	"""
	sheet_formats.refuse_other(content)
	if not sheet_formats.is_packed(content):
		text = content.decode(_encoding_of(content))
		return any(word in text for word in words)
	rows = (row for table in xlsx.tables_of(content, ANY_SIZE, with_hidden=True) for row in table.rows)
	return any(word in str(cell) for row in rows for cell in row if cell is not None for word in words)


def refuse_large(content: bytes, size: Size) -> None:
	"""Raises SheetError for a file that is larger than `size` or of another format, without reading its rows."""
	if len(content) > MAX_BYTES:
		raise SheetError(size.too_large)
	sheet_formats.refuse_other(content)
	if sheet_formats.is_packed(content):
		xlsx.refuse_large(content, size)


def _tables_of(content: bytes, columns: Columns, size: Size) -> list[tuple[str, Iterator[list]]]:
	"""(title, rows) of each sheet of a file."""
	if len(content) > MAX_BYTES:
		raise SheetError(size.too_large)
	sheet_formats.refuse_other(content)
	if sheet_formats.is_packed(content):
		return [(title, _limited(rows, size)) for title, rows in xlsx.tables_of(content, size)]
	return [("", _limited(_text_rows(content, columns, size), size))]


def _limited(rows: Iterator[list], size: Size) -> Iterator[list]:
	lines = 0
	for number, row in enumerate(rows, 1):
		lines += holds_anything(row)
		if number > size.rows or lines > size.lines:
			raise SheetError(size.too_large)
		yield row


def _text_rows(content: bytes, columns: Columns, size: Size) -> Iterator[list]:
	binary = io.BytesIO(content)
	try:
		text = io.TextIOWrapper(binary, encoding=_encoding_of(content), newline="")
		separator = sheet_text.separator_of(text, columns.score)
		for row in sheet_text.rows_of(_short(text, size), separator):
			yield row[: size.columns]
	except csv.Error as error:
		raise SheetError(NOT_READABLE) from error


def _encoding_of(content: bytes) -> str:
	try:
		return sheet_text.encoding_of(io.BytesIO(content))
	except sheet_text.UnknownEncodingError as error:
		raise SheetError(NOT_READABLE) from error


def _short(lines: Iterable[str], size: Size) -> Iterator[str]:
	for line in lines:
		if len(line) > MAX_LINE:
			raise SheetError(size.too_large)
		yield line
