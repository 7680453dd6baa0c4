"""Bulk import of divisions into the DocType Grid: all of a file or nothing."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from pypika import Parameter

import frappe
from frappe.query_builder import Case
from frappe.utils import now

from community_gov.core.compat import roll_back_to
from community_gov.grids.division_files import Row, read_rows
from community_gov.grids.rows import CodeSet, Problem, check_rows

COLUMNS = (
	*("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx"),
	*("code", "grid_name", "level", "parent_grid", "is_group", "enabled", "kind"),
)
PAGE = 50_000
SAVEPOINT = "import_divisions"


@dataclass
class ImportReport:
	"""What an import did: numbers of nodes, all 0 if there were problems, and the seconds it took."""

	inserted: int = 0
	updated: int = 0
	unchanged: int = 0
	problems: list[Problem] = field(default_factory=list)
	seconds: float = 0.0


def import_divisions(
	source: str | Path | TextIO | BinaryIO,
	publish: Callable[[int, int], None] | None = None,
	batch: int = 10_000,
) -> ImportReport:
	"""Load a file or folder of divisions (see `division_files.read_rows`) and return what was done.

	Reads the file twice: if the first pass finds any problem, nothing is loaded. The second inserts new
	codes, updates changed names, and leaves the rest alone: a repeated import changes nothing. After each
	batch `publish(done, total)` is called. The caller commits, and checks permissions; on an error everything
	is undone to where the import began. Controllers do not run. Raises division_files.UnreadableFile, and OSError.
	"""
	started = time.monotonic()
	existing, report = _existing_codes(), ImportReport()
	total = sum(1 for _ in check_rows(_rows_from_start(source), existing, report.problems))
	if not report.problems:
		_load_all(_rows_from_start(source), existing, report, publish or _ignore, batch, total)
	report.seconds = round(time.monotonic() - started, 3)
	return report


def _rows_from_start(source: str | Path | TextIO | BinaryIO) -> Iterator[Row]:
	if not isinstance(source, str | Path):
		source.seek(0)
	return read_rows(source)


def _load_all(
	rows: Iterable[Row],
	existing: CodeSet,
	report: ImportReport,
	publish: Callable[[int, int], None],
	batch: int,
	total: int,
) -> None:
	checked, done, problems = check_rows(rows, existing, report.problems), 0, report.problems
	publish(0, total)
	frappe.db.savepoint(SAVEPOINT)
	try:
		while chunk := list(islice(checked, batch)):
			_load(chunk, existing, report)
			done += len(chunk)
			publish(done, total)
		if problems or done != total:
			raise frappe.ValidationError("The file changed while it was read. Import it again.")
	except BaseException:
		roll_back_to(SAVEPOINT)
		raise
	frappe.db.release_savepoint(SAVEPOINT)


def _load(chunk: list[Row], existing: CodeSet, report: ImportReport) -> None:
	new = [row for row in chunk if row.code not in existing]
	old = [row for row in chunk if row.code in existing]
	names = _names_of([row.code for row in old])
	changed = [row for row in old if names.get(row.code) != row.name]
	_insert(new)
	_rename(changed)
	report.inserted += len(new)
	report.updated += len(changed)
	report.unchanged += len(old) - len(changed)


def _insert(rows: list[Row]) -> None:
	"""One INSERT of placeholders: bulk_insert makes an object of every value, and takes five times longer."""
	if not rows:
		return
	grid = frappe.qb.DocType("Grid")
	placeholders = [Parameter("%s")] * len(COLUMNS)
	one_row = frappe.qb.into(grid).columns(*COLUMNS).insert(*placeholders).get_sql()
	statement = one_row + ("," + "(" + ",".join(["%s"] * len(COLUMNS)) + ")") * (len(rows) - 1)
	stamp, user = now(), frappe.session.user
	# Raw SQL: the query builder's own text, with a placeholder for each value of the batch.
	frappe.db.sql(statement, [value for row in rows for value in _values(row, stamp, user)])


def _values(row: Row, stamp: str, user: str) -> tuple:
	"""The values of COLUMNS. Micro-grids have no parts; everything above may get some."""
	kind = "Comprehensive" if row.level in ("Grid", "Micro-grid") else None
	is_group = int(row.level != "Micro-grid")
	place = (row.code, row.name, row.level, row.parent_code or None, is_group, 1, kind)
	return (row.code, user, stamp, stamp, user, 0, 0, *place)


def _rename(rows: list[Row], size: int = 1_000) -> None:
	"""Update names a thousand a statement: Frappe refuses more than 200,000 statements a transaction."""
	grid = frappe.qb.DocType("Grid")
	for start in range(0, len(rows), size):
		part, case = rows[start : start + size], Case()
		for row in part:
			case = case.when(grid.name == row.code, row.name)
		query = frappe.qb.update(grid).set(grid.grid_name, case.else_(grid.grid_name))
		query = query.set(grid.modified, now()).set(grid.modified_by, frappe.session.user)
		query.where(grid.name.isin([row.code for row in part])).run()


def _names_of(codes: list[str]) -> dict[str, str]:
	if not codes:
		return {}
	grid = frappe.qb.DocType("Grid")
	return dict(frappe.qb.from_(grid).select(grid.name, grid.grid_name).where(grid.name.isin(codes)).run())


def _existing_codes() -> CodeSet:
	"""All codes of the site, read in pages so that 700,000 rows never lie in memory at once."""
	grid, found, last = frappe.qb.DocType("Grid"), CodeSet(), ""
	while True:
		query = frappe.qb.from_(grid).select(grid.name).where(grid.name > last)
		page = query.orderby(grid.name).limit(PAGE).run(pluck=True)
		for code in page:
			found.add(code)
		if len(page) < PAGE:
			return found
		last = page[-1]


def _ignore(done: int, total: int) -> None:
	pass
