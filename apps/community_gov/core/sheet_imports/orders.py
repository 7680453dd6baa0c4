"""A Sheet Import from its file to its end. What it keeps besides the private file are lines, keys and reasons."""

import json
from operator import attrgetter

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.cells import told_problem
from community_gov.core.compat import roll_back_to
from community_gov.core.errors import ConflictError
from community_gov.core.sheet_files import (
	bytes_of,
	content_of,
	delete_old_files_of,
	file_of,
	lines_with_reasons,
	progress_of,
	refuse_sheet,
	told_left_out,
)
from community_gov.core.sheet_imports.kinds import (
	Kind,
	Outcome,
	kind_of,
	load_rows,
	sheet_in,
	small_sheet,
)
from community_gov.core.sheets import Problem, Sheet, SheetError

CHECKING, LOADING = "Checking", "Loading"
LOADED, NOT_LOADED, STOPPED = "Loaded", "Not Loaded", "Stopped"
RUNNING = (CHECKING, LOADING)
WHOLE = "sheet_import"
NO_COUNTS = dict.fromkeys(
	("total_rows", "done_rows", "new_count", "known_count", "failed_count", "next_row"), 0
)


def receive(kind_name: str, file):
	"""Takes a sheet that the session user has uploaded: a small one is loaded at once, a larger one waits for a job.

	Args:
	        file: the private File, whose reader the caller has checked.
	Returns:
	        the Sheet Import; Checking where the caller has to queue it.
	Raises:
	        BadInputError: no sheet, or too large.
	"""
	kind, content = kind_of(kind_name), bytes_of(file)
	try:
		sheet = small_sheet(kind, content)
	except SheetError as error:
		refuse_sheet(error)
	order = _new_order(kind_name, file.file_url)
	if sheet:
		_load_at_once(order, kind, sheet)
	return order


def _new_order(kind_name: str, file_url: str):
	now = now_datetime()
	order = frappe.new_doc("Sheet Import")
	order.update({"kind": kind_name, "sheet": file_url, "status": CHECKING})
	order.update({"started_at": now, "progress_at": now, **NO_COUNTS})
	# Who may load such rows was asked by the endpoint; nobody else makes this record.
	return order.insert(ignore_permissions=True)


def _load_at_once(order, kind: Kind, sheet: Sheet) -> None:
	"""All rows, or none if one cannot be used."""
	rows, problems = kind.rows_of(sheet)
	frappe.db.savepoint(WHOLE)
	outcome = load_rows(kind, rows)
	problems = problems + outcome.problems
	if problems:
		roll_back_to(WHOLE)
		outcome = Outcome(0, 0, problems)
	order.db_set(
		{
			"message": told_left_out(sheet),
			"total_rows": len(sheet.lines),
			"done_rows": len(sheet.lines),
			"new_count": outcome.new,
			"known_count": outcome.known,
			**values_of_problems(problems),
			"status": NOT_LOADED if problems else LOADED,
			"is_checked": 1,
			"ended_at": now_datetime(),
		}
	)


def values_of_problems(problems: list[Problem]) -> dict:
	"""What the record keeps of refused rows: no more of their content than what they are known by."""
	rows = [list(problem) for problem in sorted(problems, key=attrgetter("sheet", "line"))]
	return {
		"failed_count": len({(problem.sheet, problem.line) for problem in problems}),
		"problems": json.dumps(rows, ensure_ascii=False),
	}


def problems_of(order) -> list[Problem]:
	"""The refused rows of an import, by line."""
	return [Problem(*row) for row in json.loads(order.problems or "[]")]


def told_problems(order, most: int | None = None) -> list[dict]:
	"""[{line, key, reason, detail, sheet}] in the language of whoever asks."""
	return [told_problem(row._asdict(), _(row.reason)) for row in problems_of(order)[:most]]


def status_of(order, most: int = 200) -> dict:
	"""How far an import is, in the language of whoever asks.

	Returns:
	        {import, kind, status, total, done, new, known, failed, message, problem_count, problems: [{line, key,
	        reason, detail, sheet}]}; the first `most` problems by line.
	"""
	return {
		**progress_of(order),
		"kind": order.kind,
		"problem_count": len(problems_of(order)),
		"problems": told_problems(order, most),
	}


def begin_again(order) -> None:
	"""Sets a stopped import to go on where it stopped; what is loaded stays and is not loaded twice.

	Raises:
	        ConflictError: it runs, or is at its end.
	"""
	if order.status != STOPPED:
		frappe.throw(
			_("The import has status {0}. Only one that was stopped goes on.").format(
				_(order.status, context="Sheet Import")
			),
			exc=ConflictError,
		)
	file_of(order)
	status = LOADING if order.is_checked else CHECKING
	order.db_set({"status": status, "message": None, "progress_at": now_datetime(), "ended_at": None})


def refuse_running(order) -> None:
	"""Raises ConflictError while the import is checked or loaded."""
	if order.status in RUNNING:
		frappe.throw(_("The import is being loaded. Wait for its end."), exc=ConflictError)


def sheet_of(order) -> Sheet:
	"""The sheet of an import, read again. Raises BadInputError."""
	return sheet_in(kind_of(order.kind), content_of(order))


def failed_rows(order) -> bytes:
	"""The lines that were refused, as they stand in the sheet, with the reason, as XLSX."""
	reasons = (
		((row["sheet"], row["line"]), f"{row['reason']} {row['detail']}".strip())
		for row in told_problems(order)
	)
	return lines_with_reasons(sheet_of(order), reasons)


def delete_old_files() -> None:
	"""Scheduler: sheets whose days are over."""
	delete_old_files_of("Sheet Import")
