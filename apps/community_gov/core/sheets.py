"""A spreadsheet as a table of cells: CSV or XLSX, merged cells filled. Pure, no site; for every room that loads one."""

import csv
import io
import zipfile
from typing import NamedTuple

MAX_BYTES = 20 << 20
# A sheet of 20,000 rows unpacks to about 60 MB; a zip bomb to thousands.
MAX_UNPACKED = 300 << 20

NOT_READABLE = "The file is no readable sheet. Save it as XLSX, or as CSV in UTF-8 or GB 18030."
OLD_EXCEL = "The file is of Excel 97 to 2003. Save it as XLSX and upload it again."


class SheetError(ValueError):
	"""The file as a whole cannot be used; args[0] says in two sentences why."""


class Size(NamedTuple):
	"""How large a table may be, and the two sentences for one that is larger."""

	rows: int
	columns: int
	too_large: str


def table_of(content: bytes, file_name: str, size: Size) -> list[list]:
	"""All rows of a CSV file, or of the first sheet of an XLSX file that is shown.

	Raises:
	        SheetError: unreadable, of an old Excel, or larger than `size`.
	"""
	if len(content) > MAX_BYTES:
		raise SheetError(size.too_large)
	if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		raise SheetError(OLD_EXCEL)
	table = xlsx_table(content, size) if file_name.lower().endswith(".xlsx") else csv_table(content)
	if len(table) > size.rows:
		raise SheetError(size.too_large)
	return table


def csv_table(content: bytes) -> list[list]:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
		except UnicodeDecodeError:
			continue
		except csv.Error as error:
			raise SheetError(NOT_READABLE) from error
	raise SheetError(NOT_READABLE)


def xlsx_table(content: bytes, size: Size) -> list[list]:
	from openpyxl import load_workbook

	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			unpacked = sum(entry.file_size for entry in packed.infolist())
		if unpacked > MAX_UNPACKED:
			raise SheetError(size.too_large)
		book = load_workbook(io.BytesIO(content), data_only=True)
		return filled(next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), size)
	except SheetError:
		raise
	# openpyxl lets whatever its zip and XML readers meet through.
	except Exception as error:
		raise SheetError(NOT_READABLE) from error


def filled(sheet, size: Size) -> list[list]:
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
