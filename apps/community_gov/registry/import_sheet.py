"""A spreadsheet as rows of cells: CSV or XLSX, titles above the headings, merged cells filled. Pure, no site."""

import csv
import io
import zipfile
from typing import NamedTuple

from community_gov.registry.import_words import FIELD_OF, heading_of

MAX_ROWS = 20_000
MAX_COLUMNS = 80
MAX_BYTES = 20 << 20
# A sheet of 20,000 rows unpacks to about 60 MB; a zip bomb to thousands.
MAX_UNPACKED = 300 << 20
HEADING_WITHIN = 10

NOT_READABLE = "The file is no readable sheet. Save it as XLSX, or as CSV in UTF-8 or GB 18030."
NO_HEADINGS = "The first ten rows hold no heading for the name. Name the columns as in the template."
TOO_LARGE = "The sheet has more than 20,000 rows or 20 MB. Split it by building or grid."
SAME_HEADING = "Two columns have the same meaning. Remove one of them or rename it."
OLD_EXCEL = "The file is of Excel 97 to 2003. Save it as XLSX and upload it again."


class SheetError(ValueError):
	"""The file as a whole cannot be used; args[0] is one of the sentences above."""


class Line(NamedTuple):
	"""One row below the headings: its line in the sheet from 1, and its cells by the heading's column."""

	line: int
	cells: list


class Sheet(NamedTuple):
	"""Headings as written, the field each column means (None for columns we do not know), and the lines."""

	headings: list[str]
	fields: list[str | None]
	lines: list[Line]


def read_sheet(content: bytes, file_name: str) -> Sheet:
	"""The lines of a sheet that hold anything.

	Raises:
	        SheetError: unreadable, too large, or without headings.
	"""
	if len(content) > MAX_BYTES:
		raise SheetError(TOO_LARGE)
	if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		raise SheetError(OLD_EXCEL)
	table = xlsx_table(content) if file_name.lower().endswith(".xlsx") else csv_table(content)
	if len(table) > MAX_ROWS + HEADING_WITHIN:
		raise SheetError(TOO_LARGE)
	return below_headings(table)


def below_headings(table: list[list]) -> Sheet:
	"""Finds the row of headings: of the first ten, the one with a name and the most columns that we know."""
	known = [[FIELD_OF.get(heading_of(cell)) for cell in row] for row in table[:HEADING_WITHIN]]
	scores = [len(set(fields) - {None}) if "full_name" in fields else 0 for fields in known]
	if not any(scores):
		raise SheetError(NO_HEADINGS)
	at = scores.index(max(scores))
	while scores[at] in scores[at + 1 : at + 2]:
		# A heading that is merged over two rows stands in both.
		at += 1
	named = [field for field in known[at] if field]
	if len(named) != len(set(named)):
		raise SheetError(SAME_HEADING)
	headings = ["" if cell is None else " ".join(str(cell).split()) for cell in table[at]]
	name_at = known[at].index("full_name")
	lines = [Line(number, row) for number, row in enumerate(table[at + 1 :], at + 2) if is_line(row, name_at)]
	return Sheet(headings, known[at], lines)


def is_line(row: list, name_at: int) -> bool:
	"""Whether a row holds anything, and is not the headings again as at the top of a printed page."""
	again = len(row) > name_at and FIELD_OF.get(heading_of(row[name_at])) == "full_name"
	return not again and any(cell is not None and str(cell).strip() for cell in row)


def csv_table(content: bytes) -> list[list]:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
		except UnicodeDecodeError:
			continue
		except csv.Error as error:
			raise SheetError(NOT_READABLE) from error
	raise SheetError(NOT_READABLE)


def xlsx_table(content: bytes) -> list[list]:
	"""Cells of the first sheet that is shown; every cell of a merged range gets the value of its first."""
	from openpyxl import load_workbook

	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			unpacked = sum(entry.file_size for entry in packed.infolist())
		if unpacked > MAX_UNPACKED:
			raise SheetError(TOO_LARGE)
		book = load_workbook(io.BytesIO(content), data_only=True)
		return filled(next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible"))
	except SheetError:
		raise
	# openpyxl lets whatever its zip and XML readers meet through.
	except Exception as error:
		raise SheetError(NOT_READABLE) from error


def filled(sheet) -> list[list]:
	if sheet.max_row > MAX_ROWS + HEADING_WITHIN:
		raise SheetError(TOO_LARGE)
	width = min(sheet.max_column, MAX_COLUMNS)
	table = [list(row) for row in sheet.iter_rows(max_col=width, values_only=True)]
	for merged in sheet.merged_cells.ranges:
		value = table[merged.min_row - 1][merged.min_col - 1] if merged.min_col <= width else None
		for row in table[merged.min_row - 1 : merged.max_row]:
			for column in range(merged.min_col - 1, min(merged.max_col, width)):
				row[column] = value
	return table
