"""What is loaded from sheets: each domain names its kinds under `community_gov_sheet_imports` in the hooks."""

from collections.abc import Callable
from typing import NamedTuple

import frappe

from community_gov.core.compat import roll_back_to
from community_gov.core.headings import Columns
from community_gov.core.sheet_files import refuse_sheet
from community_gov.core.sheets import (
	HEADINGS_WITHIN,
	Problem,
	Row,
	Sheet,
	SheetError,
	Size,
	read_sheet,
	refuse_large,
)
from community_gov.core.transactions import is_lost

SAVEPOINT = "sheet_row"
# What a request reads by itself and loads while its caller waits.
ROWS_AT_ONCE, BYTES_AT_ONCE = 200, 256 << 10
_LARGER = "larger than what is loaded at once"


class Kind(NamedTuple):
	"""What rows of a sheet mean.

	Attributes:
	        size: how large a sheet may be.
	        columns: what its headings mean.
	        rows_of: Sheet -> rows that can be used, problems of the others.
	        load_row: values -> whether they were new; raises ValidationError or PermissionError. A row that was
	                loaded before is known or refused, never loaded twice.
	"""

	size: Size
	columns: Columns
	rows_of: Callable[[Sheet], tuple[list[Row], list[Problem]]]
	load_row: Callable[[dict], bool]


class Outcome(NamedTuple):
	"""What became of rows."""

	new: int
	known: int
	problems: list[Problem]


def kind_of(name: str) -> Kind:
	"""The kind with this name of `Sheet Import`."""
	return frappe.get_attr(frappe.get_hooks("community_gov_sheet_imports")[name][-1])


def sheet_in(kind: Kind, content: bytes) -> Sheet:
	"""The sheet in a file. Raises BadInputError."""
	try:
		return read_sheet(content, kind.columns, kind.size)
	except SheetError as error:
		refuse_sheet(error)


def small_sheet(kind: Kind, content: bytes) -> Sheet | None:
	"""The sheet if it is small enough to be loaded at once; a larger one is only looked at, not read.

	Raises:
	        SheetError: it is none, or larger than its kind may be.
	"""
	if len(content) <= BYTES_AT_ONCE:
		small = kind.size._replace(
			rows=10 * ROWS_AT_ONCE, lines=ROWS_AT_ONCE + HEADINGS_WITHIN, too_large=_LARGER
		)
		try:
			return read_sheet(content, kind.columns, small)
		except SheetError as error:
			if error.args[0] != _LARGER:
				raise
	refuse_large(content, kind.size)
	return None


def load_rows(kind: Kind, rows: list[Row]) -> Outcome:
	"""Loads rows one by one; one that is refused leaves nothing behind."""
	new, problems = 0, []
	for row in rows:
		frappe.db.savepoint(SAVEPOINT)
		try:
			new += kind.load_row(row.values)
		except (frappe.ValidationError, frappe.PermissionError) as error:
			if is_lost(error):
				raise
			roll_back_to(SAVEPOINT)
			frappe.clear_messages()
			problems.append(Problem(row.line, row.key, str(error), sheet=row.sheet))
		else:
			frappe.db.release_savepoint(SAVEPOINT)
	return Outcome(new, len(rows) - new - len(problems), problems)
