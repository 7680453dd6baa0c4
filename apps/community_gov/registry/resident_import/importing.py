"""An import of residents from its sheet to its end: checked, loaded chunk by chunk, resumed where it stopped.

What is kept of a sheet besides the private file are line numbers, headings and reasons, never a number.
"""

import json
from collections.abc import Callable
from operator import attrgetter

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.cells import told
from community_gov.core.errors import ConflictError
from community_gov.core.sheet_files import progress_of
from community_gov.registry.identity import reveal
from community_gov.registry.resident_import import loading
from community_gov.registry.resident_import.files import Work, read
from community_gov.registry.resident_import.planning import Plan, Planner
from community_gov.registry.resident_import.row_reader import Problem, Row

NOT_CHECKED, CHECKING, CHECKED = "Not Checked", "Checking", "Checked"
LOADING, LOADED, STOPPED = "Loading", "Loaded", "Stopped"
RUNNING = (CHECKING, LOADING)
# People of one transaction: a second of work, and what is lost at most when the worker is killed.
CHUNK = 300
NO_COUNTS = {"done_rows": 0, "new_count": 0, "known_count": 0, "failed_count": 0, "next_home": 0}


def begin(order, status: str) -> None:
	"""Sets an import to Checking or Loading; loading goes on where it stopped.

	Raises:
	        ConflictError: it runs, is loaded, or was not checked before loading.
	"""
	allowed = (NOT_CHECKED, CHECKED, CHECKING) if status == CHECKING else (CHECKED, STOPPED, LOADING)
	if order.status not in allowed:
		frappe.throw(
			_("The import has status {0}. Check the sheet first, or make a new import.").format(
				_(order.status, context="Resident Import")
			),
			exc=ConflictError,
		)
	values = {"status": status, "message": None, "progress_at": now_datetime(), "ended_at": None}
	if order.status not in (STOPPED, LOADING):
		values |= {**NO_COUNTS, "problems": None, "started_at": now_datetime()}
	if status == LOADING:
		values["started_by"] = frappe.session.user
	order.db_set(values)


def refuse_running(order) -> None:
	"""Raises ConflictError while the import is checked or loaded."""
	if order.status in RUNNING:
		frappe.throw(
			_("The import has begun to load. Wait for its end, or make a new one."), exc=ConflictError
		)


def check_sheet(name: str, after_chunk: Callable[[], None] = lambda: None) -> None:
	"""What loading would do, chunk by chunk, without writing any of it; the counts and problems stay."""
	order = frappe.get_doc("Resident Import", name)
	work = read(order)
	order.db_set({**NO_COUNTS, **_started(work)})
	at = 0
	while at < len(work.homes):
		at, homes = _next_chunk(work.homes, at)
		plan = Planner(order, work.headings).run(homes)
		_keep_progress(order, plan, plan.problems, homes, at)
		after_chunk()
	_log_look(order)
	order.db_set({"status": CHECKED, "sheet_digest": work.digest, "ended_at": now_datetime()})


def _log_look(order) -> None:
	"""A preview tells which of many people are registered, so it is logged like the look at one."""
	detail = _("{0} lines compared, {1} of them known, {2} with problems.").format(
		order.total_rows, order.known_count, order.failed_count
	)
	reveal.log(order, "identity_number", reveal.SHEET, detail)


def load_next_chunk(order, work: Work) -> None:
	"""Loads the next chunk, or ends the import. The caller commits."""
	if not order.next_home:
		order.db_set({**NO_COUNTS, **_started(work)})
	if order.next_home >= len(work.homes):
		order.db_set({"status": LOADED, "ended_at": now_datetime(), "progress_at": now_datetime()})
		return
	at, homes = _next_chunk(work.homes, order.next_home)
	plan = Planner(order, work.headings).run(homes)
	problems = plan.problems + loading.write(plan)
	_keep_progress(order, plan, problems, homes, at)


def _started(work: Work) -> dict:
	"""Counts before the first chunk: what the sheet itself shows to be wrong or repeated."""
	bad = len({(problem.sheet, problem.line) for problem in work.problems})
	return {
		"message": work.left_out,
		"total_rows": work.total,
		"done_rows": bad + work.repeated,
		"known_count": work.repeated,
		"failed_count": bad,
		"problems": _as_json(work.problems),
		"progress_at": now_datetime(),
	}


def _keep_progress(order, plan: Plan, problems: list[Problem], homes: list[list[Row]], at: int) -> None:
	failed = {(problem.sheet, problem.line) for problem in plan.problems}
	order.db_set(
		{
			"done_rows": order.done_rows + sum(map(len, homes)),
			"new_count": order.new_count + len(plan.new),
			"known_count": order.known_count + plan.known,
			"failed_count": order.failed_count + len(failed),
			"problems": _as_json([*problems_of(order), *problems]),
			"next_home": at,
			"progress_at": now_datetime(),
		}
	)


def _next_chunk(homes: list[list[Row]], at: int) -> tuple[int, list[list[Row]]]:
	"""Whole homes from `at` until there are enough people: (where the next chunk begins, homes)."""
	end, size = at, 0
	while end < len(homes) and size < CHUNK:
		size += len(homes[end])
		end += 1
	return end, homes[at:end]


def problems_of(order) -> list[Problem]:
	return [Problem(*row) for row in json.loads(order.problems or "[]")]


def _as_json(problems: list[Problem]) -> str:
	return json.dumps([list(problem) for problem in problems], ensure_ascii=False)


def status_of(order, most: int = 200) -> dict:
	"""How far an import is, in the language of whoever asks.

	Returns:
	        {import, status, total, done, new, known, failed, message, problems: [{line, column, reason, sheet}]}; the
	        first `most` problems by line.
	"""
	problems = sorted(problems_of(order), key=attrgetter("sheet", "line"))
	return {
		**progress_of(order),
		"problem_count": len(problems),
		"problems": [
			{**row._asdict(), "reason": told(_(row.reason), row.line, row.column)} for row in problems[:most]
		],
	}
