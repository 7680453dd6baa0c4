"""The job that looks at the clocks: reminds, marks what is late, supervises, escalates cases, ends suspensions.

Each case is worked on alone and in a transaction of its own; what was done once is marked on the case, so a
second run, or two at once, do nothing more. What a run did is kept as a Clock Run.
"""

from collections import Counter
from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from community_gov.casework.deadlines import due_times, escalation, supervision
from community_gov.casework.dispatch import dispatching
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import events, notifications
from community_gov.casework.quality import check_tasks
from community_gov.core.step_context import step_context

RUNNING = ("Dispatched", "Handling")
BATCH = 500


def watch_clocks() -> dict[str, int]:
	"""Runs every task once (scheduler, every five minutes) and returns what was done, by kind."""
	done: Counter[str] = Counter()
	started, lines = now_datetime(), list[str]()
	with notifications.site_language():
		for doctype, find, work in TASKS:
			for name in find():
				_work_on(doctype, name, work, done, lines)
	if done:
		_keep_run(started, done, lines)
	return dict(done)


def _work_on(doctype: str, name: str, work: Callable, done: Counter, lines: list[str]) -> None:
	"""One document; a broken one is reported and never stops the rest."""
	try:
		doc = frappe.get_doc(doctype, name, for_update=True)
		for kind in work(doc):
			done[kind] += 1
			lines.append(f"{kind}: {name}")
		# A document of its own: what was done to it stays whatever happens to the next.
		frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		done["failed"] += 1
		lines.append(f"failed: {name}: {error.__class__.__name__} {cstr(error)[:200]}")
		frappe.log_error(title=f"Clock of {name}", reference_doctype=doctype, reference_name=name)
		frappe.db.commit()


def _keep_run(started, done: Counter, lines: list[str]) -> None:
	doc = frappe.new_doc("Clock Run")
	doc.update({**done, "started_at": started, "finished_at": now_datetime(), "detail": "\n".join(lines)})
	step_context(doc).by_writer = True
	# The job writes on behalf of nobody.
	doc.insert(ignore_permissions=True)
	frappe.db.commit()


def _running(column: str, mark: str) -> list[str]:
	"""Cases whose clock runs and has passed `column` without the mark that says it was seen.

	A filter of get_all would take a missing time for one long past, first of all, and use no index for it.
	"""
	case = frappe.qb.DocType("Case")
	query = frappe.qb.from_(case).select(case.name).where(case.stage.isin(RUNNING))
	query = query.where((case[column] <= now_datetime()) & case[mark].isnull())
	return query.orderby(case[column]).limit(BATCH).run(pluck=True)


def to_remind() -> list[str]:
	return _running("warn_at", "reminded_at")


def remind(case) -> list[str]:
	"""At 80 % of the time the holders are told, once a clock."""
	if case.reminded_at or not _passed(case, case.warn_at):
		return []
	case.reminded_at = now_datetime()
	_save_marks(case, "reminded_at")
	subject = _("Case {0} is due at {1}. Answer it in time or ask for an extension.").format(
		case.name, cstr(case.due_at)[:16]
	)
	for unit in dispatching.holders(case):
		notifications.notify_users(notifications.handlers_of_unit(unit), subject, "Case", case.name)
	events.record(case.name, "Reminder", note=subject)
	return ["reminded"]


def to_mark_overdue() -> list[str]:
	return _running("due_at", "breached_at")


def mark_overdue(case) -> list[str]:
	"""When the time has run out: marked, supervised and one level up, as the settings say."""
	if case.breached_at or not _passed(case, case.due_at):
		return []
	settings = frappe.get_cached_doc("Community Gov Settings")
	due_times.mark_breached(case)
	_save_marks(case, "breached_at", "first_breached_at")
	events.record(case.name, "Overdue", note=_("The time for disposal ran out."))
	done = ["breached"]
	if cint(settings.supervise_automatically):
		done += ["supervised"] * len(supervision.issue_when_overdue(case))
	if cint(settings.escalate_automatically) and escalation.can_escalate(case):
		escalation.escalate(case, _("The time for disposal ran out."))
		done.append("escalated")
	return done


def _to_resume() -> list[str]:
	filters = {"stage_category": "Paused", "resume_on": ["<=", getdate()]}
	return frappe.get_all("Case", filters, pluck="name", order_by="resume_on asc", limit=BATCH)


def resume(case) -> list[str]:
	"""A suspension ends by itself on its day."""
	if case.stage_category != "Paused" or not case.resume_on or getdate(case.resume_on) > getdate():
		return []
	stage = "Dispatched" if case.open_dispatches else "Filed"
	case.move_to_stage(stage, "Suspension Ended", _("The day on which the suspension ends has come."))
	return ["resumed"]


def unanswered_orders() -> list[str]:
	filters = {
		"stage": "Issued",
		"answer_due_at": ["<=", now_datetime()],
		"breached_at": ["is", "not set"],
	}
	return frappe.get_all(
		"Supervision Order", filters, pluck="name", order_by="answer_due_at asc", limit=BATCH
	)


def mark_order_overdue(order) -> list[str]:
	if order.stage != "Issued" or order.breached_at or not _passed(order, order.answer_due_at):
		return []
	frappe.db.set_value(order.doctype, order.name, "breached_at", order.answer_due_at)
	subject = _("{0} did not answer the supervision order on case {1} in time.").format(
		label_of(order.unit), order.case_file
	)
	notifications.notify_users(notifications.with_role("Duty Chief"), subject, order.doctype, order.name)
	return ["breached"]


def _passed(doc, moment) -> bool:
	return bool(moment and get_datetime(moment) <= now_datetime())


def _save_marks(case, *fields: str) -> None:
	"""Marks of the clock are no step and no edit: the document's own rules have nothing to say to them."""
	frappe.db.set_value("Case", case.name, {name: case.get(name) for name in fields}, update_modified=False)


TASKS: tuple[tuple[str, Callable, Callable], ...] = (
	("Case", to_remind, remind),
	("Case", to_mark_overdue, mark_overdue),
	("Case", _to_resume, resume),
	("Supervision Order", unanswered_orders, mark_order_overdue),
	("Case Check", check_tasks.overdue_checks, check_tasks.mark_check_overdue),
)
