"""A table of rows below its headings: which lines hold data, and what they leave to the line above. Pure, no site."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from community_gov.core.cells import text_of, unwrapped
from community_gov.core.headings import Columns, Continued, plain
from community_gov.core.sheet_size import SheetError

# Titles and dates may stand above the headings.
HEADINGS_WITHIN = 10

SEVERAL_SHEETS = (
	"Several sheets of the file hold such rows: {0}. Leave one of them in the file, or hide the others."
)
LEFT_OUT = "Not read, as they hold no such table: {0}. Where they do, give them the same headings."

# Titles of sheets that explain or show how to fill in the others.
_EXPLAINS = re.compile(
	r".*(?:说明|示例|样例|范例|例子|须知|指南|字典|参考|选项|example|sample|instruction|readme|note|help).*",
	re.I,
)

# Sums at the end of a table, and the example that a form gives below its headings.
_NO_ROW = re.compile(
	r"(?:合计|总计|小计|共计|总数|total|sum)(?:[::]?\d.*|[::])?|共\d+[户人条件].*|(?:填写)?示例|样例|例|\(示例\)"
)
# What a form demands of each column, in a row below its headings.
_DEMANDS = frozenset(("必填", "必填项", "选填", "选填项", "非必填", "可选"))
_NOTE = re.compile(
	r"(?:备注|附注|注|说明|填[表写报]说明|注意(?:事项)?|[填制]表(?:人|单位|日期|时间)?|填报(?:人|单位|日期|时间)"
	r"|审[核批]人?|负责人|经办人|单位负责人|日期)\d*:.*"
)


class Line(NamedTuple):
	"""One row below the headings: its line in the sheet from 1, and its cells by the heading's column.

	`sheet` is the title of the sheet where several are read as one, else "".
	"""

	line: int
	cells: list
	sheet: str = ""


class Sheet(NamedTuple):
	"""Headings as written, the field each column means (None for columns we do not know), and the lines.

	`left_out` are the titles of sheets that are shown, hold something and were not read.
	"""

	headings: list[str]
	fields: list[str | None]
	lines: list[Line]
	left_out: tuple[str, ...] = ()

	def values_of(self, line: Line) -> dict[str, object]:
		"""The cells of a line by field."""
		return {name: cell for name, cell in zip(self.fields, line.cells, strict=False) if name}


class Table(NamedTuple):
	"""A table below its headings, whose lines are read as they are asked for."""

	headings: list[str]
	fields: list[str | None]
	lines: Iterator[Line]
	title: str
	score: int
	has_lines: bool


def joined_sheet(tables: list[Table], columns: Columns, others: Iterable[str] = ()) -> Sheet:
	"""The tables of a file as one sheet, in their order; pages that explain them are left out.

	Args:
	        others: titles of sheets that hold something and no table.
	Raises:
	        SheetError: no headings, two columns of one meaning if the columns say so, or several sheets with rows
	                of which none has a heading that is known.
	"""
	chosen = _chosen(tables, columns)
	if columns.same_heading and any(table.fields != columns.fields_of(table.headings) for table in chosen):
		raise SheetError(columns.same_heading)
	left = [table.title for table in tables if table not in chosen and (table.has_lines or not table.score)]
	first, *more = chosen
	if not more:
		return Sheet(first.headings, first.fields, list(first.lines), (*left, *others))
	found = _all_columns(chosen)
	headings, fields = map(list, zip(*found.values(), strict=True))
	lines = [line for table in chosen for line in _lines_under(table, found)]
	return Sheet(headings, fields, lines, (*left, *others))


def _chosen(tables: list[Table], columns: Columns) -> list[Table]:
	"""The tables with rows, or the one with the most headings where no table has any."""
	if not tables:
		raise SheetError(*columns.no_headings)
	best = max(table.score for table in tables)
	rivals = [table for table in tables if _is_table(table, best)]
	with_lines = [table for table in rivals if table.has_lines]
	with_lines = [table for table in with_lines if not _EXPLAINS.fullmatch(table.title)] or with_lines
	if len(with_lines) > 1 and not best:
		raise SheetError(SEVERAL_SHEETS, "、".join(table.title for table in with_lines))
	return with_lines or [max(rivals, key=lambda table: table.score)]


def _is_table(table: Table, best: int) -> bool:
	"""Whether it has half of the best one's headings, or little but headings; a page that explains them has neither."""
	named = sum(map(bool, table.headings))
	return 2 * table.score >= best or (table.score > 1 and 2 * table.score > named)


def _all_columns(tables: list[Table]) -> dict[tuple, tuple[str, str | None]]:
	"""Key of a column -> its heading and field: those of the first table, then what the others have besides."""
	found: dict[tuple, tuple[str, str | None]] = {}
	for table in tables:
		for key, column in zip(_keys(table), zip(table.headings, table.fields, strict=True), strict=True):
			found.setdefault(key, column)
	return found


def _keys(table: Table) -> list[tuple]:
	"""What a column is in every sheet: its field, else its heading, and which one of them it is."""
	names = [
		(bool(name), name or heading) for heading, name in zip(table.headings, table.fields, strict=True)
	]
	return [(*name, names[:at].count(name)) for at, name in enumerate(names)]


def _lines_under(table: Table, columns: dict[tuple, tuple]) -> Iterator[Line]:
	"""The lines of one of several tables, their cells below the columns of all."""
	order = list(columns)
	places = [order.index(key) for key in _keys(table)]
	for number, row, _sheet in table.lines:
		cells: list = [None] * len(order)
		for at, cell in zip(places, row, strict=False):
			cells[at] = cell
		# What stands beyond the headings stays beyond them: some readers refuse it.
		yield Line(number, cells + row[len(places) :], table.title)


def below_headings(table: Iterable[list], columns: Columns, title: str = "") -> Table | None:
	"""The table below the headings among the first ten rows, or None.

	The headings are the row with all required columns and the most known ones; a heading that is merged over two rows
	stands in both, and one repeated at the top of a printed page is no line.
	"""
	rows = ([unwrapped(cell) for cell in row] for row in table)
	head = list(islice(rows, HEADINGS_WITHIN))
	scores = [columns.score(row) for row in head]
	at = _place_of_headings(head, scores, columns)
	if at is None:
		return None
	seen = [*head[at + 1 :], *islice(rows, HEADINGS_WITHIN)]
	fields = columns.without_doubles(head[at])
	lines = _without_notes(enumerate(chain(seen, rows), at + 2), fields, columns)
	if columns.continued:
		lines = _continued(lines, fields, columns.continued)
	return Table(
		["" if cell is None else " ".join(str(cell).split()) for cell in head[at]],
		fields,
		lines,
		title,
		scores[at],
		any(map(holds_anything, seen)),
	)


def _place_of_headings(head: list[list], scores: list[int], columns: Columns) -> int | None:
	if not any(scores):
		held = (at for at, row in enumerate(head) if holds_anything(row))
		return next(held, None) if columns.or_first_row else None
	at = scores.index(max(scores))
	while scores[at] in scores[at + 1 : at + 2]:
		at += 1
	return at


def _without_notes(rows: Iterable[tuple[int, list]], fields: list, columns: Columns) -> Iterator[Line]:
	"""Lines that hold anything; what follows a note and lacks required cells belongs to it.

	Where no column is required, nothing tells a note from a row, and all rows are lines.
	"""
	needed = [at for at, name in enumerate(fields) if name in columns.required]
	below_note = False
	for number, row in rows:
		at, word = _first_word(row)
		if at is None:
			continue
		if needed and (word or below_note):
			below_note = _is_note(row, at, word, needed) or (below_note and not _has_all(row, needed))
			if below_note or _is_no_row(row, word) or _is_headings(row, fields, needed, columns):
				continue
		yield Line(number, row)


def holds_anything(row: list) -> bool:
	"""Whether a row has a cell with more than spaces."""
	return any(cell is not None and str(cell).strip() for cell in row)


def _is_headings(row: list, fields: list, needed: list[int], columns: Columns) -> bool:
	return all(at < len(row) and columns.field_of(row[at]) == fields[at] for at in needed)


def _has_all(row: list, needed: list[int]) -> bool:
	return all(at < len(row) and text_of(row[at]) for at in needed)


def _first_word(row: list) -> tuple[int | None, str]:
	"""Where the first cell that holds anything stands, and what it says, without spaces; numbers say nothing."""
	for at, cell in enumerate(row):
		if text := text_of(cell):
			says_nothing = not isinstance(cell, str) or (text.isascii() and text.isdecimal())
			return at, "" if says_nothing else plain(text).replace(" ", "").lower()
	return None, ""


def _is_no_row(row: list, word: str) -> bool:
	if word in _DEMANDS and all(plain(cell) in _DEMANDS for cell in row if text_of(cell)):
		return True
	return bool(_NO_ROW.fullmatch(word))


def _is_note(row: list, at: int, word: str, needed: list[int]) -> bool:
	others = [place for place in needed if place != at]
	return bool(_NOTE.match(word)) and not (others and _has_all(row, others))


def _continued(lines: Iterator[Line], fields: list, rule: Continued) -> Iterator[Line]:
	"""Lines with the cells of the line above where the rule says that they stand there."""
	must, along = (
		[at for at, name in enumerate(fields) if name in names] for names in (rule.fields, rule.along)
	)
	above: list = []
	for number, row, _sheet in lines:
		cells = [*row, *[None] * (len(fields) - len(row))]
		named = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
		if not any(text_of(cells[at]) for at in must) and rule.is_part(named) and above:
			for at in (*must, *(at for at in along if not text_of(cells[at]))):
				cells[at] = above[at]
		above = cells
		yield Line(number, cells)
