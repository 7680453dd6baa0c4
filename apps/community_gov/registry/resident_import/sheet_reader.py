"""A sheet of residents as lines below its headings, with titles above them and headings repeated. Pure, no site."""

from typing import NamedTuple

from community_gov.core.sheets import SheetError, Size, table_of
from community_gov.registry.resident_import.words import FIELD_OF, heading_of

MAX_ROWS = 20_000
MAX_COLUMNS = 80
HEADING_WITHIN = 10

NO_HEADINGS = "The first ten rows hold no heading for the name. Name the columns as in the template."
TOO_LARGE = "The sheet has more than 20,000 rows or 20 MB. Split it by building or grid."
SAME_HEADING = "Two columns have the same meaning. Remove one of them or rename it."
SIZE = Size(MAX_ROWS + HEADING_WITHIN, MAX_COLUMNS, TOO_LARGE)


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
	return below_headings(table_of(content, file_name, SIZE))


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
