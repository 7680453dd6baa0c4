"""Checking the rows of files of divisions one by one, in bounded memory."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from community_gov.core.cells import MADE_A_DATE, ROUNDED
from community_gov.grids import codes
from community_gov.grids.division_files import Row

MAX_NAME_LENGTH = 140
MAX_PROBLEMS = 1_000

BAD_CODE = "The code is not 2, 4, 6, 9, 12, 15 or 17 digits. Correct it, and format the column as text."
DUPLICATE = "The code is in the file twice. Remove one of the lines."
EMPTY_NAME = "The name is empty. Fill it in."
LONG_NAME = "The name has more than 140 characters. Shorten it."
CONTROL_CHARACTER = "The name holds a control character. Type it again."
WRONG_LEVEL = "The level does not fit the length of the code. Correct the level or leave it out."
WRONG_PARENT = "The code does not lie in the given parent. Correct the parent or leave it out."
UNKNOWN_PARENT = "The parent is neither in the file nor in the site. Add it, or import it first."
TOO_MANY = "There are too many problems, and the rest was not checked. Correct these and try again."

# Invisible marks and lone surrogates cannot be seen in a list or stored in the database.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


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
			if problem.reason in (BAD_CODE, DUPLICATE, ROUNDED, MADE_A_DATE):
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
	reason, detail = _changed_code(row) or _flaw_of(row, seen)
	return Problem(row.line, row.code, reason, detail, row.file) if reason else None


def _changed_code(row: Row) -> tuple[str, str] | None:
	"""What a spreadsheet has made of the code, with the heading of its column."""
	return (row.flaw, row.column) if row.flaw in (ROUNDED, MADE_A_DATE) else None


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
