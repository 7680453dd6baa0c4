"""Public notices 公示: a text on boards and pages for some days; what nobody successfully objects to has passed."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from community_gov.casework.deadlines.calendars import calendar_for
from community_gov.core.counting import count_locked
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.participation import events
from community_gov.participation.links import require_readable
from community_gov.participation.notices import days_on_show

DOCTYPE, OBJECTION = "Public Notice", "Notice Objection"
MOST_DAYS = 180
# What stays as it was shown; what is wrong with it gets a correction.
SHOWN = ("title", "kind", "grid", "source_doctype", "source_name", "body", "days", "day_unit")


def check(notice) -> None:
	"""
	Raises:
	        BadInputError: no days, too many, or a changed text while it is on show.
	"""
	if not 1 <= cint(notice.days) <= MOST_DAYS:
		_refuse_input(_("A notice is on show for 1 to {0} days. Correct the number.").format(MOST_DAYS))
	if notice.stage == "On Show" and not notice.entered_state() and set(changed_fields(notice)) & set(SHOWN):
		_refuse_input(_("The notice is on show, so its text stays. Add a correction, or withdraw it."))
	if notice.is_new():
		require_readable(notice, notice.source_doctype, notice.source_name)
	for row in notice.boards:
		_stamp_board(notice, row)


def _stamp_board(notice, row) -> None:
	"""When and by whom a sheet was put up is told by the server, once."""
	before = notice.get_doc_before_save()
	known = {old.name: old for old in before.boards} if before else {}
	old = known.get(row.name)
	row.posted_at = old.posted_at if old else now_datetime()
	row.posted_by = old.posted_by if old else frappe.session.user


def ends_at(posted, days: int, unit: str):
	"""The end of the last day on show, by the site's calendar; without one each day is a working day."""
	calendar = calendar_for(None)
	works_on = calendar.works_on if calendar else lambda day: True
	return days_on_show.end_of(days_on_show.last_day(getdate(posted), cint(days), unit, works_on))


def _begin(notice) -> None:
	notice.ends_at = ends_at(notice.shown_at, notice.days, notice.day_unit)


def correct(notice, text: str, restarts: bool) -> None:
	"""Adds a correction to a notice on show; where it matters to whoever reads it, the days start anew.

	Raises:
	        BadInputError: no text. ConflictError: the notice is not on show.
	"""
	if notice.stage != "On Show":
		frappe.throw(
			_("Notice {0} is not on show, so nothing is corrected. Change the draft instead.").format(
				notice.name
			),
			exc=ConflictError,
		)
	if not cstr(text).strip():
		_refuse_input(_("The correction is empty. Write what is wrong and what is right."))
	stamp = {"corrected_at": now_datetime(), "corrected_by": frappe.session.user}
	notice.append("corrections", {"text": cstr(text).strip(), "restarts": int(restarts), **stamp})
	if restarts:
		notice.ends_at = ends_at(now_datetime(), notice.days, notice.day_unit)
	step_context(notice).by_server = True
	notice.save()
	events.record(notice, "Correction", note=cstr(text).strip())


def _needs_days_over(notice) -> None:
	if now_datetime() <= get_datetime(notice.ends_at):
		refuse(
			_("The notice is on show until {0}.").format(cstr(notice.ends_at)[:10]), _("End it afterwards.")
		)


def _needs_no_objection(notice) -> None:
	waiting = count_locked(OBJECTION, {"notice": notice.name, "result": "Open"})
	if waiting:
		refuse(_("{0} objections have no reply.").format(waiting), _("Reply to each, then end the notice."))
	if count_locked(OBJECTION, {"notice": notice.name, "result": "Upheld"}):
		refuse(_("An objection was upheld."), _("Withdraw the notice, and show what was corrected anew."))


def open_notice(doctype: str, name: str) -> str | None:
	"""The notice about a document that is drafted or on show."""
	filters = {"source_doctype": doctype, "source_name": name, "stage_category": "Open"}
	return frappe.db.get_value(DOCTYPE, filters)


def draft(doc, kind: str, title: str, body: str, days: int, unit: str = days_on_show.WORKING_DAYS):
	"""Drafts the notice about a document.

	Raises:
	        ConflictError: one is open, which somebody wrote by hand: it may say less, or for fewer days.
	"""
	if known := open_notice(doc.doctype, doc.name):
		frappe.throw(
			_("Notice {0} about this is open already. Withdraw it first.").format(known), exc=ConflictError
		)
	notice = frappe.new_doc(DOCTYPE)
	source = {"source_doctype": doc.doctype, "source_name": doc.name, "grid": doc.grid}
	notice.update({**source, "kind": kind, "title": title, "body": body, "days": days, "day_unit": unit})
	return frappe.get_doc(DOCTYPE, notice.insert().name)


def end_due() -> int:
	"""Scheduler: tells whoever showed a notice that its days are over; returns how many."""
	filters = {"stage": "On Show", "ends_at": ("<", now_datetime())}
	rows = frappe.get_all(DOCTYPE, filters, ["name", "title", "shown_by"], order_by="ends_at asc", limit=500)
	for row in rows:
		notify_users(
			{row.shown_by},
			_("{0} was on show to the end. End the notice.").format(row.title),
			DOCTYPE,
			row.name,
		)
	return len(rows)


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


NOTICE_STAGE_RULES = {
	"Drafted": StageRule(),
	"On Show": StageRule("shown_at", "shown_by", computes=(_begin,)),
	"Passed": StageRule("ended_at", "ended_by", guards=(_needs_days_over, _needs_no_objection)),
	"Withdrawn": StageRule("ended_at", "ended_by", guards=(needs_reason,)),
}
