"""The sheet of an import of residents: read into homes, given back with reasons."""

import hashlib
from typing import NamedTuple

import frappe
from frappe import _

from community_gov.core.cells import told
from community_gov.core.errors import BadInputError
from community_gov.core.sheet_files import (
	content_of,
	delete_old_files_of,
	lines_with_reasons,
	refuse_sheet,
	told_left_out,
	workbook,
)
from community_gov.core.sheets import Sheet, SheetError
from community_gov.registry.resident_import.reasons import OTHER_FILE
from community_gov.registry.resident_import.row_reader import Problem, Row, homes_of, rows_of, without_doubles
from community_gov.registry.resident_import.sheet_reader import read_sheet
from community_gov.registry.resident_import.words import EXAMPLE, TEMPLATE


class Work(NamedTuple):
	"""A sheet ready to be planned: homes of rows, what is wrong already, how many lines there are."""

	homes: list[list[Row]]
	problems: list[Problem]
	repeated: int
	total: int
	headings: dict[str, str]
	digest: str
	left_out: str | None


def read(order, digest: str | None = None) -> Work:
	"""The homes of an import's sheet.

	Args:
	        digest: SHA-256 of the file that was checked, to be sure that it is the same.
	Raises:
	        BadInputError: no file, another one, or not a sheet.
	"""
	content = content_of(order)
	found = hashlib.sha256(content).hexdigest()
	if digest and digest != found:
		frappe.throw(_(OTHER_FILE), exc=BadInputError)
	sheet = _sheet_in(content)
	rows, problems = rows_of(sheet)
	kept, doubles, repeated = without_doubles(rows)
	headings = {field: heading for field, heading in zip(sheet.fields, sheet.headings, strict=True) if field}
	left_out = told_left_out(sheet)
	return Work(homes_of(kept), problems + doubles, repeated, len(sheet.lines), headings, found, left_out)


def _sheet_in(content: bytes) -> Sheet:
	try:
		return read_sheet(content)
	except SheetError as error:
		refuse_sheet(error)


def failed_rows(order, problems: list[Problem]) -> bytes:
	"""The lines that were not loaded as they stand in the sheet, with the reason, as XLSX."""
	reasons = (((problem.sheet, problem.line), _with_column(problem)) for problem in problems)
	return lines_with_reasons(sheet_of(order), reasons)


def _with_column(problem: Problem) -> str:
	reason = told(_(problem.reason), problem.line, problem.column)
	return f"{problem.column}: {reason}" if problem.column and problem.column not in reason else reason


def template() -> bytes:
	"""An empty sheet with the headings and one example, as XLSX."""
	return workbook([list(TEMPLATE.values()), [EXAMPLE.get(field) for field in TEMPLATE]])


def sheet_of(order) -> Sheet:
	"""The sheet of an import, read again. Raises BadInputError."""
	return _sheet_in(content_of(order))


def delete_old_files() -> None:
	"""Scheduler: sheets of residents whose days are over."""
	delete_old_files_of("Resident Import")
