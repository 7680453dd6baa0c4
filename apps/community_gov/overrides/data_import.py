"""Frappe's Data Import reads sheets of our DocTypes as we read them: no rounded numbers, no letters of other countries.

Frappe takes GB 18030 for a Central European encoding, opens an XLSX file whole, and stores 2.02611E+19 as a name.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core import sheets
from community_gov.core.cells import ROUNDED, is_rounded, told
from community_gov.core.headings import Columns
from community_gov.core.sheet_files import bytes_of, refuse_sheet, told_left_out
from community_gov.core.text import MODULE
from community_gov.overrides.replacing import replace_everywhere

ROWS, COLUMNS = 50_000, 200
TOO_LARGE = "The sheet has more than 50,000 rows or 20 MB. Split it into several."
IN_TWO_SHEETS = "The same row stands at {0}. Leave it in one of the sheets, or hide the other sheet."
EMPTY = "The sheet is empty. Fill in the template and upload it again."
SIZE = sheets.Size(2 * ROWS, COLUMNS, TOO_LARGE, ROWS + sheets.HEADINGS_WITHIN)
# Fields whose values are texts: a number that stands there is a number by its digits.
TEXTS = ("Data", "Link", "Dynamic Link", "Phone", "Small Text")


def wrap_data_import() -> None:
	"""Hook before_request and before_job; where neither runs, the class of Data Import calls it as it is loaded."""
	# Here and below: Frappe 16 opens a log file as it imports this module, and needs a site for it.
	from frappe.core.doctype.data_import import importer

	replace_everywhere(importer.Importer, "__init__", _of_own_console)
	replace_everywhere(importer.Importer, "import_data", _of_own_log)
	replace_everywhere(importer.ImportFile, "read_file", _of_bytes)
	replace_everywhere(importer.ImportFile, "read_content", _of_own_reader)
	replace_everywhere(importer.ImportFile, "parse_data_from_template", _of_own_lines)
	replace_everywhere(importer.Row, "validate_value", _of_whole_numbers)


def _is_ours(doctype: str) -> bool:
	return frappe.get_meta(doctype).module == MODULE


def _of_own_console(begin: Callable) -> Callable:
	"""A command reads a sheet by its path, a request never; the engine of 2023 forgets which of them asks."""

	from frappe.core.doctype.data_import import importer

	def own(*args, **kwargs):
		importer.ImportFile.console = kwargs.get("console", False)
		begin(*args, **kwargs)

	return own


def _of_own_log(start: Callable) -> Callable:
	"""A command saves no Data Import: without a name, Frappe would pass over the rows that any command took before."""

	def own(self):
		if not self.data_import.name:
			self.data_import.name = frappe.generate_hash(length=10)
		return start(self)

	return own


def _of_bytes(read: Callable) -> Callable:
	"""Beside a command lies a workbook or a text of any encoding; Frappe decodes it as UTF-8."""

	def own(file, path):
		if not (file.console and _is_ours(file.doctype)):
			return read(file, path)
		return Path(path).read_bytes(), Path(path).suffix[1:]

	return own


def _of_own_reader(read: Callable) -> Callable:
	"""Headings as Frappe knows them and the rows below; `lines` are the lines of the rows in the sheet, from 1."""

	from frappe.core.doctype.data_import import importer

	def own(file, content, extension):
		if not _is_ours(file.doctype):
			return read(file, content, extension)
		known = importer.build_fields_dict_for_column_matching(file.doctype)
		columns = _columns_of(known)
		sheet = _sheet_in(bytes_of(file.file_doc) if file.file_doc else content, columns)
		width = len(sheet.headings)
		rows = [(_place_of(line), [_value_of(cell) for cell in line.cells[:width]]) for line in sheet.lines]
		rows = [(line, row) for line, row in rows if any(cell is not None for cell in row)]
		file.lines = [line for line, _row in rows]
		if told := told_left_out(sheet):
			file.warnings.append({"type": "info", "message": told})
		headings = [name if name in known else columns.field_of(name) or name for name in sheet.headings]
		return [headings, *([*row, *[None] * width][:width] for _line, row in rows)]

	return own


def _place_of(line: sheets.Line) -> int | str:
	"""A line as Frappe tells it and notes it in its log: by the sheet, where a file has several."""
	return f"{line.sheet}!{line.line}" if line.sheet else line.line


def _sheet_in(content: bytes | str, columns: Columns) -> sheets.Sheet:
	try:
		return sheets.read_sheet(content if isinstance(content, bytes) else content.encode(), columns, SIZE)
	except sheets.SheetError as error:
		refuse_sheet(error)


def _columns_of(known: Iterable[str]) -> Columns:
	"""Each heading that Frappe knows means itself; in other columns the user names the field."""
	return Columns({word: (word,) for word in known if word}, frozenset(), (EMPTY,), or_first_row=True)


def _value_of(cell):
	"""A cell as Frappe reads those of CSV: no spaces at its ends, None for ""; digits without `.0`."""
	if isinstance(cell, float) and cell.is_integer() and not is_rounded(cell):
		return int(cell)
	return (cell.strip() or None) if isinstance(cell, str) else cell


def _of_own_lines(parse: Callable) -> Callable:
	"""Rows are told by their line in the sheet, titles above the headings counted; none is taken from two sheets."""

	def own(file):
		parse(file)
		first: dict[str, str] = {}
		for row, place in zip(file.data, getattr(file, "lines", ()), strict=False):
			row.row_number = place
			before = first.setdefault(str(row.data), place)
			if isinstance(place, str) and before.rpartition("!")[0] != place.rpartition("!")[0]:
				row.warnings.append({"row": place, "message": _(IN_TWO_SHEETS).format(before)})

	return own


def _of_whole_numbers(validate: Callable) -> Callable:
	"""A row whose number a spreadsheet has rounded is told and not imported."""

	from frappe.core.doctype.data_import import importer

	def own(row, value, col):
		if not (_is_ours(row.doctype) and col.df.fieldtype in TEXTS):
			return validate(row, value, col)
		if is_rounded(value):
			reason = told(_(ROUNDED), row.row_number, cstr(col.header_title))
			field = importer.df_as_json(col.df)
			row.warnings.append(
				{"row": row.row_number, "col": col.column_number, "field": field, "message": reason}
			)
			return None
		return validate(row, value, col)

	return own
