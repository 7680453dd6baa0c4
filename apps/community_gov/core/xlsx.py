"""The rows of an XLSX file, read as a stream after a look at how large its parts are. Pure, no site.

openpyxl reads cells, strings and dates; what it reads whole, strings and styles, is measured before.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from community_gov.core.sheet_size import NOT_READABLE, SheetError, Size

# A cell takes about 30 bytes unpacked, one with a formula more; every sheet of a file may be read from end to end.
CELL_BYTES = 60
LEAST_UNPACKED = 8 << 20
# Styles, names, properties, each: spreadsheet programs write some 100 KB, and openpyxl takes long over them.
MAX_OTHER_PART = 1 << 20
MAX_PARTS = 500
MAX_STRINGS = 500_000
# What follows the cells of a sheet: merged ranges, rules of format, drawings.
MAX_TAIL = 2 << 20
CHUNK = 1 << 20

_CELLS_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_MERGED = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_STRING = re.compile(rb"<(?:\w+:)?si[ />]")


class Range(NamedTuple):
	"""A merged range; rows and columns from 1, the last ones included."""

	first_column: int
	first_row: int
	last_column: int
	last_row: int


class Table(NamedTuple):
	"""One sheet of a file: its title and its rows, which are read as they are asked for."""

	title: str
	rows: Iterator[list]


def tables_of(content: bytes, size: Size, with_hidden: bool = False) -> list[Table]:
	"""The sheets that are shown, or all; the cells of a merged range have its value in its first column.

	Raises:
	        SheetError: no XLSX file, or larger than `size`; also while rows are taken.
	"""
	with _told_as_unreadable():
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			_refuse_large(packed, size)
		book = _open(content)
		shown = [sheet for sheet in book.worksheets if with_hidden or sheet.sheet_state == "visible"]
		return [Table(sheet.title, _rows_of(content, sheet, size)) for sheet in shown]


def _rows_of(content: bytes, sheet, size: Size) -> Iterator[list]:
	with _told_as_unreadable():
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			merged = _merged_ranges(packed, sheet._worksheet_path.lstrip("/"), size)
		# The size that a sheet gives for itself may be wrong.
		sheet.reset_dimensions()
		rows = sheet.iter_rows(max_col=size.columns, values_only=True)
		yield from _filled(rows, merged, size)


@contextmanager
def _told_as_unreadable() -> Iterator[None]:
	try:
		yield
	except SheetError:
		raise
	# openpyxl lets whatever its zip and XML readers meet through.
	except Exception as error:
		raise SheetError(NOT_READABLE) from error


def refuse_large(content: bytes, size: Size) -> None:
	"""Raises SheetError for no XLSX file, or one whose parts are larger than `size`; no cell is read."""
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			_refuse_large(packed, size)
	except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
		raise SheetError(NOT_READABLE) from error


def _open(content: bytes):
	from openpyxl import load_workbook

	return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _refuse_large(packed: zipfile.ZipFile, size: Size) -> None:
	parts = packed.infolist()
	strings = [part for part in parts if part.filename.lower().endswith("sharedstrings.xml")]
	others = [
		part
		for part in parts
		if part not in strings and not part.filename.lower().startswith(("xl/worksheets/", "xl/media/"))
	]
	if (
		len(parts) > MAX_PARTS
		or sum(part.file_size for part in parts) > max(LEAST_UNPACKED, CELL_BYTES * size.cells)
		or any(part.file_size > MAX_OTHER_PART for part in others)
		or sum(_count(packed, part, _STRING) for part in strings) > min(MAX_STRINGS, size.cells)
	):
		raise SheetError(size.too_large)


def _count(packed: zipfile.ZipFile, part: zipfile.ZipInfo, pattern: re.Pattern) -> int:
	"""How often a short pattern stands in a part; one that a border of chunks cuts is not counted."""
	with packed.open(part) as stream:
		return sum(len(pattern.findall(chunk)) for chunk in iter(lambda: stream.read(CHUNK), b""))


def _merged_ranges(packed: zipfile.ZipFile, path: str, size: Size) -> list[Range]:
	"""Merged ranges by their first rows: they stand behind the cells, which a stream has passed by then."""
	from openpyxl.utils import range_boundaries

	found = [Range(*range_boundaries(name.decode())) for name in _MERGED.findall(_tail(packed, path, size))]
	# Ranges of a sound file do not overlap.
	if sum(_area(merged, size) for merged in found) > size.rows * size.columns:
		raise SheetError(NOT_READABLE)
	return sorted(found, key=lambda merged: merged.first_row)


def _area(merged: Range, size: Size) -> int:
	width = min(merged.last_column, size.columns) - merged.first_column + 1
	return max(width, 0) * max(min(merged.last_row, size.rows) - merged.first_row + 1, 0)


def _tail(packed: zipfile.ZipFile, path: str, size: Size) -> bytes:
	"""What a sheet holds behind its cells."""
	tail, before = b"", b""
	with packed.open(path) as stream:
		for chunk in iter(lambda: stream.read(CHUNK), b""):
			if tail:
				tail += chunk
			elif end := _CELLS_END.search(before + chunk):
				tail = (before + chunk)[end.end() :] or b" "
			before = chunk[-40:]
			if len(tail) > MAX_TAIL + CHUNK:
				raise SheetError(size.too_large)
	return tail


def _filled(rows: Iterator[tuple], merged: list[Range], size: Size) -> Iterator[list]:
	"""Rows without empty cells at their ends, merged ranges filled."""
	open_ranges: list[tuple[Range, object]] = []
	waiting = iter([*merged, None])
	following = next(waiting)
	for number, cells in enumerate(rows, 1):
		row = list(cells)
		open_ranges = [pair for pair in open_ranges if pair[0].last_row >= number]
		while following and following.first_row <= number:
			at = following.first_column - 1
			open_ranges.append((following, row[at] if at < len(row) else None))
			following = next(waiting)
		for found, value in open_ranges:
			_fill(row, found.first_column - 1, value, size)
		while row and row[-1] is None:
			row.pop()
		yield row


def _fill(row: list, at: int, value: object, size: Size) -> None:
	"""Downwards only: a note or a title that is merged across the table belongs to its first column."""
	if at < size.columns:
		row.extend([None] * (at + 1 - len(row)))
		row[at] = value
