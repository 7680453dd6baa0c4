"""Sheets that are loaded in the background: all rows are tried first, then stored chunk by chunk.

Rows of a chunk and the place to go on from are stored together or not at all, under the lock of the import: a job that is
killed, or runs twice, loads no row twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core import long_jobs
from community_gov.core.errors import BadInputError, CommunityGovError
from community_gov.core.sheet_imports import orders
from community_gov.core.sheet_imports.kinds import Kind, Outcome, kind_of, load_rows
from community_gov.core.sheet_imports.orders import CHECKING, LOADED, LOADING, NOT_LOADED, RUNNING, STOPPED
from community_gov.core.sheets import Problem, Row
from community_gov.core.transactions import is_lost

# Rows of one transaction: it holds the lock of the day's numbers, for which others wait.
CHUNK = 25
# How often in a row a chunk that the database undid is taken again.
RETRIES = 3
RUN = "community_gov.core.sheet_imports.queue.run"


def enqueue(order) -> None:
	"""Queues the work on an import that is Checking or Loading; twice is once."""
	long_jobs.enqueue(order, RUN, "import_name")


def run(import_name: str) -> None:
	"""Loads an import to its end in the name of whoever uploaded it; called by the background worker."""
	try:
		order = _locked(import_name)
		if order.status in RUNNING:
			with _acting_as(order.owner):
				_work_through(order)
	except CommunityGovError as error:
		_stop(import_name, str(error), NOT_LOADED if isinstance(error, BadInputError) else STOPPED)
	except Exception as error:
		_stop(
			import_name,
			_(
				"The import stopped because of an error. Start it again; what is loaded stays and is not loaded twice."
			),
			STOPPED,
		)
		long_jobs.log_place(f"Sheet Import {import_name}", error)
	# The worker's outcome is the import's status.
	frappe.db.commit()


@contextmanager
def _acting_as(user: str) -> Iterator[None]:
	"""The rows are the uploader's, whoever takes the work up again: documents, rights and language."""
	if not frappe.db.get_value("User", user, "enabled"):
		frappe.throw(
			_("The account that uploaded the sheet is disabled. Upload it with another one."),
			exc=CommunityGovError,
		)
	before, language = frappe.session.user, frappe.local.lang
	frappe.set_user(user)
	frappe.local.lang = frappe.db.get_value("User", user, "language") or language
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.local.lang = language


def _locked(import_name: str):
	# The lock comes first: a transaction that has read goes on seeing what was there before it waited.
	frappe.db.rollback()
	return frappe.get_doc("Sheet Import", import_name, for_update=True)


def _work_through(order) -> None:
	kind, sheet = kind_of(order.kind), orders.sheet_of(order)
	rows, problems = kind.rows_of(sheet)
	if sheet.left_out:
		order.db_set("message", orders.told_left_out(sheet))
		frappe.db.commit()
		order = _locked(order.name)
	failures = 0
	while order.status in RUNNING:
		try:
			if order.status == CHECKING:
				_check_next(order, kind, rows, problems)
			else:
				_load_next(order, kind, rows)
		except Exception as error:
			failures += 1
			if failures > RETRIES or not is_lost(error):
				raise
		else:
			failures = 0
		order = _locked(order.name)


def _check_next(order, kind: Kind, rows: list[Row], unreadable: list[Problem]) -> None:
	"""Loads the next chunk and undoes it; at the end the import is refused if any row was."""
	at, chunk = order.next_row, rows[order.next_row : order.next_row + CHUNK]
	outcome = load_rows(kind, chunk)
	# Not to a savepoint: that would keep what waits for a commit, as mails do.
	order = _locked(order.name)
	if (order.status, order.next_row) != (CHECKING, at):
		return
	problems = [*(orders.problems_of(order) if at else unreadable), *outcome.problems]
	values = {
		"total_rows": len(rows) + len(unreadable),
		"next_row": at + len(chunk),
		"done_rows": at + len(chunk),
		"progress_at": now_datetime(),
		**orders.values_of_problems(problems),
	}
	if at + len(chunk) >= len(rows):
		values |= _end_of_check(problems)
	order.db_set(values)
	frappe.db.commit()


def _end_of_check(problems: list[Problem]) -> dict:
	if problems:
		return {"status": NOT_LOADED, "ended_at": now_datetime()}
	return {"status": LOADING, "is_checked": 1, "next_row": 0, "done_rows": 0}


def _load_next(order, kind: Kind, rows: list[Row]) -> None:
	"""Stores the next chunk; a row that has become unusable since the check is left out and told."""
	at, chunk = order.next_row, rows[order.next_row : order.next_row + CHUNK]
	outcome = load_rows(kind, chunk)
	order.db_set(_progress(order, at + len(chunk), outcome, at + len(chunk) >= len(rows)))
	frappe.db.commit()


def _progress(order, reached: int, outcome: Outcome, is_end: bool) -> dict:
	values = {
		"next_row": reached,
		"done_rows": reached,
		"new_count": order.new_count + outcome.new,
		"known_count": order.known_count + outcome.known,
		"progress_at": now_datetime(),
		**orders.values_of_problems([*orders.problems_of(order), *outcome.problems]),
	}
	return {**values, "status": LOADED, "ended_at": now_datetime()} if is_end else values


def _stop(import_name: str, message: str, status: str) -> None:
	"""What the last chunk wrote is undone; what was loaded before stays."""
	frappe.db.rollback()
	frappe.clear_messages()
	order = frappe.get_doc("Sheet Import", import_name, for_update=True)
	# A sheet of which rows are loaded is not refused as a whole.
	if order.is_checked:
		status = STOPPED
	order.db_set({"status": status, "message": message, "ended_at": now_datetime()})


def resume_stalled() -> None:
	"""Scheduler: imports whose worker was killed go on."""
	long_jobs.take_up_stalled("Sheet Import", RUNNING, enqueue)
