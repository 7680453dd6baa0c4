"""The job behind a change of calendar, unit, category or settings: all open documents it concerns, batch by batch.

A run is a Clock Run. Each document is worked on alone, locked and in a transaction of its own, and reckoning twice changes
nothing: so a run that was killed goes on where it stopped, and people work on the cases meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint, cstr, now_datetime

from community_gov.casework.deadlines import recalculation
from community_gov.casework.lifecycle import notifications
from community_gov.core import long_jobs
from community_gov.core.documents import write_audit_record
from community_gov.core.stages.rules import OPEN, PAUSED
from community_gov.core.transactions import is_lost

WAITING, RUNNING, DONE = "Waiting", "Running", "Done"
BATCH = 100
# How often a document whose transaction the database undid is taken again.
RETRIES = 3
RUN = "community_gov.casework.deadlines.recalculation_runs.run"


@dataclass(frozen=True)
class Scope:
	"""What a change concerns: documents of some units or of one category; None for all."""

	units: tuple[str, ...] | None = None
	category: str | None = None


def begin(doctype: str, name: str) -> str:
	"""Queues the recalculation after a change, which starts once the change is stored; returns the Clock Run.

	A run of the same source that waits still is taken: it is locked until the change is stored, and then sees it.
	"""
	source = {"source_doctype": doctype, "source_name": name}
	waiting = frappe.db.get_value("Clock Run", {"status": WAITING, **source})
	if waiting and frappe.db.get_value("Clock Run", waiting, "status", for_update=True) == WAITING:
		return waiting
	run = write_audit_record("Clock Run", {"status": WAITING, "progress_at": now_datetime(), **source})
	_enqueue(run)
	return run.name


def _enqueue(run) -> None:
	flags = frappe.flags
	if flags.in_install or flags.in_migrate or flags.in_patch:
		# No worker may be there: the scheduler takes up what waits.
		return
	long_jobs.enqueue(run, RUN, "run_name")


def resume_stalled() -> None:
	"""Scheduler: runs whose worker was killed, or that none has taken up, go on."""
	long_jobs.take_up_stalled("Clock Run", (WAITING, RUNNING), _enqueue)


def run(run_name: str) -> None:
	"""Works on a run to its end; called by the background worker."""
	with notifications.site_language():
		while _work_on_batch(run_name):
			pass


def _work_on_batch(run_name: str) -> bool:
	"""The next documents; False at the end. A second worker on the same run only does some of them twice."""
	run = _locked(run_name)
	if run.status not in (WAITING, RUNNING):
		frappe.db.rollback()
		return False
	scope, at = _scope_of(run), (run.part, run.reached)
	if run.status == WAITING:
		values = {"status": RUNNING, "started_at": now_datetime(), "total": _count_all(scope)}
		_store(run, {**values, "part": PARTS[0].doctype, "reached": ""})
		return True
	part = next(part for part in PARTS if part.doctype == run.part)
	names = _names_of(part, scope, cstr(run.reached))
	# The lock on the run ends here: others may look at it while the documents are worked on.
	frappe.db.commit()
	reason = _("{0} {1} was changed.").format(_(run.source_doctype), run.source_name)
	outcomes = [_work_on(part, name, reason) for name in names]
	run = _locked(run_name)
	if (run.part, run.reached) == at:
		_store(run, _progress(run, part, names, outcomes))
	return True


def _locked(run_name: str):
	# The lock comes first: a transaction that has read goes on seeing what was there before it waited.
	frappe.db.rollback()
	return frappe.get_doc("Clock Run", run_name, for_update=True)


def _store(run, values: dict) -> None:
	frappe.db.set_value("Clock Run", run.name, {"progress_at": now_datetime(), **values})
	frappe.db.commit()


def _progress(run, part: "Part", names: list[str], outcomes: list[str]) -> dict:
	failures = [line for line in outcomes if line.startswith("failed")]
	values = {
		"done_count": cint(run.done_count) + len(names),
		"moved": cint(run.moved) + outcomes.count("moved"),
		"failed": cint(run.failed) + len(failures),
		"detail": "\n".join(filter(None, [run.detail, *failures])),
	}
	if len(names) == BATCH:
		return {**values, "reached": names[-1]}
	following = PARTS.index(part) + 1
	if following < len(PARTS):
		return {**values, "part": PARTS[following].doctype, "reached": ""}
	return {**values, "status": DONE, "finished_at": now_datetime()}


def _work_on(part: "Part", name: str, reason: str, tries: int = RETRIES) -> str:
	"""One document in a transaction of its own; a broken one is reported and never stops the rest."""
	try:
		moved = part.recalculate(frappe.get_doc(part.doctype, name, for_update=True), reason)
		# A document of its own: what was done to it stays whatever happens to the next.
		frappe.db.commit()
		return "moved" if moved else "same"
	except Exception as error:
		frappe.db.rollback()
		if tries and is_lost(error):
			return _work_on(part, name, reason, tries - 1)
		frappe.log_error(
			title=f"Recalculation of {name}", reference_doctype=part.doctype, reference_name=name
		)
		frappe.db.commit()
		return f"failed: {name}: {error.__class__.__name__}"


def _scope_of(run) -> Scope:
	"""What the source concerns as it stands now."""
	if run.source_doctype == "Case Category":
		return Scope(category=run.source_name)
	if run.source_doctype == "Responsible Unit":
		return Scope(units=(run.source_name,))
	default = frappe.db.get_value("Working Calendar", run.source_name, "is_default")
	if run.source_doctype != "Working Calendar" or default:
		return Scope()
	filters = {"working_calendar": run.source_name}
	return Scope(units=tuple(frappe.get_all("Responsible Unit", filters, pluck="name", order_by="name asc")))


def _open_cases(scope: Scope):
	case, unit = frappe.qb.DocType("Case"), frappe.qb.DocType("Case Unit")
	query = frappe.qb.from_(case).where(case.stage_category.isin((OPEN, PAUSED)))
	if scope.category:
		query = query.where(case.category == scope.category)
	if scope.units is not None:
		led = frappe.qb.from_(unit).select(unit.parent).where(unit.parenttype == "Case")
		led = led.where((unit.duty == "Lead") & unit.unit.isin(scope.units or ("",)))
		query = query.where(case.name.isin(led))
	return case, query


def _open_dispatches(scope: Scope):
	dispatch = frappe.qb.DocType("Case Dispatch")
	query = frappe.qb.from_(dispatch).where(dispatch.stage_category == OPEN)
	return dispatch, _of_units(query.where(dispatch.accepted_at.isnull()), dispatch, scope)


def _pending_checks(scope: Scope):
	check = frappe.qb.DocType("Case Check")
	query = frappe.qb.from_(check).where(check.result == "Pending")
	return check, query.where(check.name == "") if scope != Scope() else query


def _unanswered_orders(scope: Scope):
	order = frappe.qb.DocType("Supervision Order")
	query = frappe.qb.from_(order).where((order.stage == "Issued") & (order.due_follows_settings == 1))
	return order, _of_units(query, order, scope)


def _of_units(query, table, scope: Scope):
	if scope.category:
		return query.where(table.name == "")
	return query if scope.units is None else query.where(table.unit.isin(scope.units or ("",)))


@dataclass(frozen=True)
class Part:
	"""Documents of one DocType: which are open, and how one of them is reckoned."""

	doctype: str
	open_ones: Callable
	recalculate: Callable


PARTS = (
	Part("Case", _open_cases, recalculation.recalculate_case),
	Part("Case Dispatch", _open_dispatches, recalculation.recalculate_dispatch),
	Part("Case Check", _pending_checks, recalculation.recalculate_check),
	Part("Supervision Order", _unanswered_orders, recalculation.recalculate_order),
)


def _names_of(part: Part, scope: Scope, after: str) -> list[str]:
	table, query = part.open_ones(scope)
	query = query.select(table.name).where(table.name > after)
	return query.orderby(table.name).limit(BATCH).run(pluck=True)


def _count_all(scope: Scope) -> int:
	return sum(part.open_ones(scope)[1].select(Count("*")).run()[0][0] for part in PARTS)
