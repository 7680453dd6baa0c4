"""Cells of a sheet of residents as the values of their fields, with problems by line. Pure, no site."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from community_gov.core import written_time
from community_gov.core.cells import ROUNDED, CellError, identifier_of, is_rounded, moment_of_days, text_of
from community_gov.core.headings import plain
from community_gov.core.plain_text import cleaned_name
from community_gov.core.sheets import Line, Sheet
from community_gov.registry.identity.numbers import normalise, plain_number
from community_gov.registry.resident_import.sheet_reader import COLUMNS
from community_gov.registry.resident_import.words import CHOICES, NO, NOTHING, YES

NUMBERS = ("identity_number",)
PHONES = ("mobile", "guardian_mobile")
NAMES = ("full_name", "guardian_name")
DATES = ("birth_date", "moved_in_on")
LENGTHS = {"building_number": 60, "nationality": 60, "unit_number": 20, "room_number": 20}
LENGTHS |= {"household_number": 40, "identity_number": 40, "mobile": 40, "guardian_mobile": 40}

NO_NAME = "The name is missing. Fill it in."
MASKED = "The number is masked. Type the full one or leave the cell empty."
BAD_DATE = "The date cannot be read. Write it as 1950-02-03."
NO_DAY = "The day of the date is missing. Write it as 1950-02-03."
UNKNOWN_WORD = "The word is not known here. Use one of those of the template."
TOO_LONG = "The text is too long for its field. Shorten it."
TWO_NUMBERS = "The cell holds more than one number. Keep one of them."
A_FORMULA = "The formula of the cell has no result. Put the value itself there."
HEAD_DISPUTED = "Whether this is the head is told in two ways. Correct the relation or the mark."
TWICE = "This person stands in the sheet twice with different values. Keep the right line."

_MONTH = re.compile(r"\d{4}\D{0,2}(?:0?[1-9]|1[0-2])月?")
_ADDRESS = re.compile(
	r"(?P<compound>.*?\D)?(?P<building_number>\d+)\s*(?:号楼|栋|幢)\s*"
	r"(?:(?P<unit_number>\d+)\s*单元)?\s*(?P<room_number>\d+)\s*(?:室|号|房)?$"
)


class Problem(NamedTuple):
	"""Why a line cannot be loaded: the column's heading or "", and a sentence; never the value itself.

	`sheet` is the title of the sheet where several are read as one, else "".
	"""

	line: int
	column: str
	reason: str
	sheet: str = ""


class Row(NamedTuple):
	"""One person of the sheet: its line and the values of its fields, empty ones left out."""

	line: int
	values: dict
	sheet: str = ""


def rows_of(sheet: Sheet) -> tuple[list[Row], list[Problem]]:
	"""Rows that can be read, and a problem for every cell that cannot: a line with one is no row."""
	rows: list[Row] = []
	problems: list[Problem] = []
	for line in sheet.lines:
		values, wrong = _values_of(sheet, line)
		problems += wrong
		if not wrong:
			rows.append(Row(line.line, values, line.sheet))
	return rows, problems


def _values_of(sheet: Sheet, line: Line) -> tuple[dict, list[Problem]]:
	values: dict = {}
	problems: list[Problem] = []
	for field, heading, cell in zip(sheet.fields, sheet.headings, line.cells, strict=False):
		if not field or cell is None:
			continue
		try:
			value = _value_of(field, cell)
		except CellError as error:
			problems.append(Problem(line.line, heading, str(error.args[0]), line.sheet))
			continue
		if value not in ("", None):
			values[field] = value
	return values, problems + list(_settle_values(values, sheet, line))


def _settle_values(values: dict, sheet: Sheet, line: Line) -> Iterator[Problem]:
	"""What follows from several cells: the name, the mark of the head, a month without its day, the address."""

	def problem(field: str, reason: str) -> Problem:
		return Problem(line.line, sheet.headings[sheet.fields.index(field)], reason, line.sheet)

	if not values.get("full_name"):
		yield problem("full_name", NO_NAME)
	marked = values.pop("is_head", None)
	if (marked and values.setdefault("relation_to_head", "Head") != "Head") or (
		marked is False and values.get("relation_to_head") == "Head"
	):
		yield problem("is_head", HEAD_DISPUTED)
	for field in DATES:
		if isinstance(values.get(field), str):
			# A month alone: the identity number knows the day.
			del values[field]
			if field != "birth_date" or not values.get("identity_number"):
				yield problem(field, NO_DAY)
	_split_address(values)


def _value_of(field: str, cell: object) -> object:
	"""The value of one cell. Raises CellError."""
	if (isinstance(cell, str) and cell.startswith("=")) or cell in ("#N/A", "#REF!", "#VALUE!", "#NAME?"):
		raise CellError(A_FORMULA)
	if reader := _reader_of(field):
		return reader(cell)
	text = _plain_of(field, cell)
	if text.lower() in NOTHING and not (field == "sex" and text):
		return ""
	if field == "is_head":
		return _flag_of(text)
	if field in CHOICES:
		return _chosen(field, text)
	if len(text) > LENGTHS.get(field, 140):
		raise CellError(TOO_LONG)
	return text


def _reader_of(field: str) -> Callable[[object], object] | None:
	"""What reads the cells of a field that are no plain text."""
	if field in DATES:
		return date_of
	if field in NUMBERS:
		return number_of
	return phone_of if field in PHONES else None


def _plain_of(field: str, cell: object) -> str:
	if field in NAMES:
		return cleaned_name(str(cell))
	return plain(identifier_of(cell) if field in COLUMNS.identifiers else text_of(cell))


def number_of(cell: object) -> str:
	"""The digits of an identity number, from text or from what Excel made of it."""
	if isinstance(cell, int | float) and not isinstance(cell, bool):
		return _digits_of(cell)
	text = normalise(plain(cell).lstrip("'`’‘").rstrip("'`"))
	if text.lower() in NOTHING:
		return ""
	if is_rounded(cell) or re.fullmatch(r"\d(\.\d+)?E\d+", text):
		raise CellError(ROUNDED)
	if "*" in text:
		raise CellError(MASKED)
	if re.search(r"[\dX][/,、;]\d", text):
		raise CellError(TWO_NUMBERS)
	text = re.sub(r"\.0+$", "", text)
	if len(text) > 40:
		raise CellError(TOO_LONG)
	return text


def _digits_of(cell: int | float) -> str:
	return "" if cell == 0 else identifier_of(cell)


def phone_of(cell: object) -> str:
	"""A telephone number as it stands there, which core.phones reads; Excel takes the zero of an area for nothing."""
	if isinstance(cell, int | float) and not isinstance(cell, bool):
		digits = _digits_of(cell)
		return f"0{digits}" if re.fullmatch(r"(?!1[3-9]\d{9}$)[1-9]\d{9,10}", digits) else digits
	text = re.sub(r"\.0+$", "", plain(cell).lstrip("'`’‘").rstrip("'`"))
	if text.lower() in NOTHING:
		return ""
	if is_rounded(cell):
		raise CellError(ROUNDED)
	if "*" in text:
		raise CellError(MASKED)
	if re.search(r"\d{7}\s*[/,、;]\s*\d{5}", text):
		raise CellError(TWO_NUMBERS)
	if len(text) > 40:
		raise CellError(TOO_LONG)
	return text


def date_of(cell: object) -> date | str | None:
	"""A day as sheets hold it; the text itself where only year and month stand there. Raises CellError."""
	if isinstance(cell, datetime):
		return cell.date()
	if isinstance(cell, date):
		return cell
	text = plain(text_of(cell))
	if text.lower() in NOTHING:
		return None
	text = re.sub(r"\.0+$", "", text)
	if moment := moment_of_days(text):
		return moment.date()
	found = written_time.read(text.rstrip(".。").removesuffix("生"))
	if not found and not _MONTH.fullmatch(text):
		raise CellError(BAD_DATE)
	return found.day if found else text


def _flag_of(text: str) -> bool:
	if text.lower() not in YES | NO:
		raise CellError(UNKNOWN_WORD)
	return text.lower() in YES


def _chosen(field: str, text: str) -> str:
	value = CHOICES[field].get(text.lower())
	if value is None:
		raise CellError(UNKNOWN_WORD)
	return value


def _split_address(values: dict) -> None:
	"""演示小区3栋2单元501室 in one cell: its parts, where the sheet has no columns for them."""
	if values.get("building_number") or not values.get("address"):
		return
	found = _ADDRESS.match(values["address"].replace(" ", ""))
	if found and (found["compound"] or values.get("compound")):
		parts = {name: part for name, part in found.groupdict().items() if part}
		values.update({**parts, "compound": values.get("compound") or parts["compound"]})


def without_doubles(rows: list[Row]) -> tuple[list[Row], list[Problem], int]:
	"""Each person once: (rows, problems of second lines that differ, number of equal second lines)."""
	first: dict[tuple, Row] = {}
	kept, problems, equal = [], [], 0
	for row in rows:
		before = first.setdefault(_person_key(row.values), row)
		if before is row:
			kept.append(row)
		elif _rows_agree(before.values, row.values):
			equal += 1
		else:
			problems.append(Problem(row.line, "", TWICE, row.sheet))
	return kept, problems, equal


def _rows_agree(first: dict, second: dict) -> bool:
	"""Whether the second line says nothing else than the first; what only one of them tells does not matter."""
	return all(first[field] == value for field, value in second.items() if field in first) and not (
		second.keys() - first.keys()
	)


def _person_key(values: dict) -> tuple:
	"""What makes two lines one person: the number; without one, name, birthday and home."""
	if values.get("identity_number"):
		return ("number", values["identity_number"])
	return ("name", values["full_name"], values.get("birth_date"), values.get("mobile"), *home_key(values))


def home_key(values: dict) -> tuple:
	"""The same for two spellings of one room in a sheet; () for somebody without a building and room."""
	if not values.get("building_number") or not values.get("room_number"):
		return ()
	parts = (values.get("building_number"), values.get("unit_number"), values.get("room_number"))
	return (plain(values.get("compound", "")), *(plain_number(part) for part in parts))


def homes_of(rows: list[Row]) -> list[list[Row]]:
	"""Rows by home in the order in which homes come up; people without one stand alone, heads first in each.

	A number of a household means the room that stands beside it on some line, else a home of its own.
	"""
	homes: dict[tuple, list[Row]] = {}
	rooms: dict = {}
	for row in rows:
		if home_key(row.values):
			rooms.setdefault(row.values.get("household_number"), home_key(row.values))
	rooms.pop(None, None)
	for row in rows:
		number = row.values.get("household_number")
		named = rooms.get(number) or (("number", number) if number else ("alone", row.sheet, row.line))
		homes.setdefault(home_key(row.values) or named, []).append(row)
	return [
		sorted(home, key=lambda row: row.values.get("relation_to_head") != "Head") for home in homes.values()
	]
