"""Supervision orders (督办): a demand to one unit with a deadline of its own, answered and settled apart."""

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from community_gov.casework.deadlines import due_times
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import events, guards, notifications
from community_gov.core.errors import BadInputError, SeparationOfDutiesError
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders


def prepare(order) -> None:
	"""Copies case and place, finds the unit's dispatch and the time to answer.

	Raises:
	        BadInputError: the unit has nothing to do with the case, or the deadline has passed already.
	"""
	case = frappe.get_doc("Case", order.case_file)
	order.case_title, order.grid = case.title, case.grid
	order.dispatch = frappe.db.get_value(
		"Case Dispatch",
		{"case_file": order.case_file, "unit": order.unit},
		order_by="creation desc",
	)
	if not order.dispatch:
		frappe.throw(
			_("Unit {0} holds no dispatch of case {1}. Dispatch it to the unit first.").format(
				label_of(order.unit), order.case_file
			),
			exc=BadInputError,
		)
	order.due_follows_settings = int(not order.answer_due_at)
	order.answer_due_at = order.answer_due_at or due_times.due_in_duty_hours("supervision_hours", order.unit)
	if order.answer_due_at and get_datetime(order.answer_due_at) <= now_datetime():
		frappe.throw(
			_("The deadline {0} has passed already. Choose a later one.").format(
				cstr(order.answer_due_at)[:16]
			),
			exc=BadInputError,
		)


def issue_when_overdue(case) -> list[str]:
	"""One order to each unit that still holds a dispatch, once a clock; returns the names."""
	rows = frappe.get_all(
		"Case Dispatch",
		filters={"case_file": case.name, "stage_category": "Open"},
		fields=["name", "unit"],
		order_by="creation asc",
	)
	return [name for row in rows if (name := _issue_once(case, row))]


def _issue_once(case, dispatch) -> str | None:
	key = f"{dispatch.name}:{cstr(case.clock_started_at)}"
	if frappe.db.exists("Supervision Order", {"source_key": key}):
		return None
	demand = _("The time for disposal ran out on {0}. Settle the case and answer with the reason.")
	doc = frappe.new_doc("Supervision Order")
	doc.update({"case_file": case.name, "unit": dispatch.unit, "ground": "Overdue"})
	doc.demand = demand.format(cstr(case.due_at)[:16])
	step_context(doc).source_key = key
	# The clock issues it on behalf of the centre.
	return doc.insert(ignore_permissions=True).name


def _record(order, note: str | None = None) -> None:
	events.record(
		order.case_file,
		f"Supervision Order {order.stage}",
		note=note,
		unit=order.unit,
		reference_doctype=order.doctype,
		reference_name=order.name,
	)


def _tell_unit(order) -> None:
	_record(order, order.demand if order.flags.in_insert else step_context(order).step.note)
	subject = _("Supervision order on case {0}: answer until {1}.").format(
		order.case_file, cstr(order.answer_due_at)[:16]
	)
	notifications.notify_users(notifications.handlers_of_unit(order.unit), subject, order.doctype, order.name)


def _tell_issuer(order) -> None:
	_record(order, order.answer)
	subject = _("{0} answered the supervision order on case {1}.").format(
		label_of(order.unit), order.case_file
	)
	chiefs = notifications.with_role("Duty Chief") if order.is_automatic else {order.issued_by}
	notifications.notify_users(chiefs, subject, order.doctype, order.name)


def _record_end(order) -> None:
	_record(order, step_context(order).step.note)


def _needs_demand(order) -> None:
	if not cstr(order.demand).strip():
		guards.refuse(_("The order demands nothing."), _("Write what the unit is to do."))


@asks("answer")
def _needs_answer(order) -> None:
	if not cstr(order.answer).strip():
		guards.refuse(
			_("Supervision order {0} has no answer.").format(order.name),
			_("Write what was done and why it was late."),
		)


@asks("reason")
def _needs_reason_if_sent_back(order) -> None:
	if order.get_doc_before_save():
		guards.needs_reason(order)


def _note_breach(order) -> None:
	"""The clock of an order ends with the answer or the order: that it came too late is kept, whoever saw it first."""
	before = order.get_doc_before_save()
	running = before and before.stage == "Issued" and not order.breached_at
	if running and order.answer_due_at and now_datetime() > get_datetime(order.answer_due_at):
		order.breached_at = order.answer_due_at


def _refuses_answerer(order) -> None:
	answerers = {order.answered_by} | notifications.handlers_of_unit(order.unit)
	if account_holders.is_among(frappe.session.user, answerers):
		frappe.throw(
			_("Your unit answered this order, so you cannot settle it. Ask the duty chief."),
			exc=SeparationOfDutiesError,
		)


ENDED = ("ended_at", "ended_by")
SUPERVISION_STAGE_RULES = {
	"Issued": StageRule(guards=(_needs_demand, _needs_reason_if_sent_back), effects=(_tell_unit,)),
	"Answered": StageRule(
		"answered_at",
		"answered_by",
		guards=(_needs_answer,),
		computes=(_note_breach,),
		effects=(_tell_issuer,),
	),
	"Settled": StageRule(
		*ENDED, guards=(_refuses_answerer,), computes=(_note_breach,), effects=(_record_end,)
	),
	"Withdrawn": StageRule(
		*ENDED, guards=(guards.needs_reason,), computes=(_note_breach,), effects=(_record_end,)
	),
}
