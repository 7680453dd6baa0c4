"""Requests of a unit that the centre rules on: more time (延期), a pause (挂账), not our duty (退单)."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, flt, getdate

from community_gov.casework.deadlines import due_times
from community_gov.casework.dispatch import dispatching
from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import events, guards, notifications
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders

EXTENSION, SUSPENSION, RETURN = "Extension", "Suspension", "Return"
RUNNING = ("Dispatched", "Handling")


def prepare(adjustment) -> None:
	"""Copies case, unit and place; asks for the limit once more where no amount is named."""
	case = frappe.get_doc("Case", adjustment.case_file)
	adjustment.case_title, adjustment.grid, adjustment.due_at = case.title, case.grid, case.due_at
	adjustment.unit = _unit_of(adjustment)
	if adjustment.kind == EXTENSION and not flt(adjustment.amount):
		adjustment.amount = flt(case.limit_value)


def _unit_of(adjustment) -> str | None:
	"""The unit of the dispatch that is asked for.

	Raises:
	        BadInputError: the dispatch belongs to another case, or a return names none.
	"""
	if not adjustment.dispatch:
		if adjustment.kind == RETURN:
			frappe.throw(_("A return needs its dispatch. Name the dispatch of your unit."), exc=BadInputError)
		return None
	row = frappe.db.get_value("Case Dispatch", adjustment.dispatch, ["case_file", "unit"], as_dict=True)
	if not row or row.case_file != adjustment.case_file:
		frappe.throw(
			_("Dispatch {0} does not belong to case {1}. Name a dispatch of this case.").format(
				adjustment.dispatch, adjustment.case_file
			),
			exc=BadInputError,
		)
	return row.unit


def refuse_changed_terms(adjustment) -> None:
	"""What was asked stays as it was asked; the duty chief may lower it in the ruling."""
	before = adjustment.get_doc_before_save()
	if not before or "Duty Chief" in frappe.get_roles():
		return
	same_day = cstr(before.resume_on or "") == cstr(adjustment.resume_on or "")
	if flt(before.amount) != flt(adjustment.amount) or not same_day:
		frappe.throw(
			_("Request {0} was sent as it is. Withdraw it and ask again.").format(adjustment.name),
			exc=ConflictError,
		)


def open_key(adjustment) -> str | None:
	"""Case, kind and unit while nobody has ruled: the database allows each once."""
	if adjustment.stage_category == "Done":
		return None
	return f"{adjustment.case_file}:{adjustment.kind}:{adjustment.unit or ''}"


def refuse_second_open(adjustment) -> None:
	key = open_key(adjustment)
	other = key and frappe.db.get_value(
		"Case Adjustment", {"open_key": key, "name": ["!=", adjustment.name or ""]}
	)
	if other:
		frappe.throw(
			_("Request {0} of this kind is still open. Wait for the ruling or withdraw it.").format(other),
			exc=ConflictError,
		)


def _needs_possible(adjustment) -> None:
	"""What is asked must be possible when asked and still be when granted."""
	case = dispatching.lock_case(adjustment.case_file)
	settings = frappe.get_cached_doc("Community Gov Settings")
	POSSIBLE[adjustment.kind](adjustment, case, settings)


def _needs_extendable(adjustment, case, settings) -> None:
	"""At most so many times, before the time runs out, and not beyond the limit once more."""
	if not case.due_at or case.stage not in RUNNING:
		guards.refuse(
			_("Case {0} has no running deadline.").format(case.name),
			_("An extension needs a filing condition with a limit."),
		)
	if case.extensions >= cint(settings.max_extensions):
		guards.refuse(
			_("Case {0} was extended {1} times already.").format(case.name, case.extensions),
			_("Ask for a suspension, or answer the dispatch."),
		)
	guards.refuse_if_overdue(case, settings)
	if not 0 < flt(adjustment.amount) <= flt(case.limit_value):
		guards.refuse(
			_("{0} is not a possible extension.").format(f"{flt(adjustment.amount):g}"),
			_("Ask for more than zero and at most the limit of {0}.").format(f"{flt(case.limit_value):g}"),
		)


def _needs_suspendable(adjustment, case, settings) -> None:
	if case.stage not in ("Filed", "Dispatched", "Handling"):
		guards.refuse(
			_("Case {0} is in stage {1}.").format(case.name, _(case.stage, context="Case")),
			_("A case is suspended between filing and answer."),
		)
	guards.needs_suspension_left(case)
	last = add_days(getdate(), cint(settings.max_suspension_days))
	if not adjustment.resume_on or not getdate() < getdate(adjustment.resume_on) <= last:
		guards.refuse(
			_("A suspension ends on a day to come."), _("Choose a day until {0}.").format(cstr(last))
		)


def _needs_returnable(adjustment, case, settings) -> None:
	"""退单 is for who has not taken the duty yet, and not after the centre has ruled on it."""
	dispatch = frappe.db.get_value(
		"Case Dispatch", adjustment.dispatch, ["stage_category", "accepted_at"], as_dict=True
	)
	if dispatch.stage_category == "Done" or dispatch.accepted_at:
		guards.refuse(
			_("Dispatch {0} was accepted or ended already.").format(adjustment.dispatch),
			_("Answer it, or ask the duty chief to withdraw it."),
		)
	ruled = {"case_file": case.name, "unit": adjustment.unit, "kind": RETURN, "stage": "Refused"}
	if frappe.db.exists("Case Adjustment", ruled):
		guards.refuse(
			_("The centre has ruled that case {0} is the duty of {1}.").format(
				case.name, label_of(adjustment.unit)
			),
			_("Accept the dispatch; it is not returned a second time."),
		)


POSSIBLE = {EXTENSION: _needs_extendable, SUSPENSION: _needs_suspendable, RETURN: _needs_returnable}


def _needs_reason_text(adjustment) -> None:
	if not cstr(adjustment.reason).strip():
		guards.refuse(_("The request gives no reason."), _("Write why it is asked for."))


def _requesters(adjustment) -> set[str]:
	"""Who asked, and everybody of the unit that asked."""
	unit = notifications.handlers_of_unit(adjustment.unit) if adjustment.unit else set()
	return {adjustment.requested_by} | unit


def _refuses_requester(adjustment) -> None:
	"""Who asked cannot rule, nor anybody of the unit that asked."""
	if account_holders.is_among(frappe.session.user, _requesters(adjustment)):
		frappe.throw(
			_("You or your unit asked for this, so you cannot rule on it. Ask another duty chief."),
			exc=SeparationOfDutiesError,
		)


def _needs_asker(adjustment) -> None:
	"""Only who asked, or somebody of the same unit, takes a request back; the system does when the case moves on."""
	if step_context(adjustment).system_move:
		return
	if frappe.session.user not in _requesters(adjustment):
		frappe.throw(
			_("Request {0} is not yours. Refuse it with a reason instead.").format(adjustment.name),
			exc=StageGuardError,
		)


def lapse_open(case) -> None:
	"""Requests that nobody has ruled on end when the case has moved past what they ask for."""
	waiting = {"case_file": case.name, "stage_category": "Open"}
	for name in frappe.get_all("Case Adjustment", waiting, pluck="name", order_by="creation asc"):
		doc = frappe.get_doc("Case Adjustment", name)
		doc.move_to_stage("Withdrawn", "Withdraw", _("The case has moved on."))


def _keep_ruling(adjustment) -> None:
	adjustment.ruling = step_context(adjustment).step.note


def _tell_centre(adjustment) -> None:
	_record(adjustment, adjustment.reason)
	subject = _("Case {0}: {1} asks for {2}.").format(
		adjustment.case_file,
		label_of(adjustment.unit) or frappe.get_cached_value("User", adjustment.requested_by, "full_name"),
		_(adjustment.kind, context="Case Adjustment"),
	)
	chiefs = notifications.with_role("Duty Chief") - {frappe.session.user}
	notifications.notify_users(chiefs, subject, adjustment.doctype, adjustment.name)


def _tell_asker(adjustment) -> None:
	_record(adjustment, adjustment.ruling)
	subject = _("Case {0}: {1} was ruled on: {2}.").format(
		adjustment.case_file,
		_(adjustment.kind, context="Case Adjustment"),
		_(adjustment.stage, context="Case Adjustment"),
	)
	notifications.notify_users(
		_requesters(adjustment) - {frappe.session.user}, subject, adjustment.doctype, adjustment.name
	)


def _record(adjustment, note: str | None = None) -> None:
	events.record(
		adjustment.case_file,
		f"{adjustment.kind} {adjustment.stage}",
		note=note,
		unit=adjustment.unit,
		reference_doctype=adjustment.doctype,
		reference_name=adjustment.name,
	)


def _grant(adjustment) -> None:
	"""Does what was asked for, in the transaction of the ruling."""
	_tell_asker(adjustment)
	GRANTS[adjustment.kind](adjustment)


def _grant_extension(adjustment) -> None:
	case = dispatching.lock_case(adjustment.case_file)
	due_times.extend(case, flt(adjustment.amount))
	case.save_clock()
	due_times.share_due(case)


def _grant_suspension(adjustment) -> None:
	case = dispatching.lock_case(adjustment.case_file)
	step_context(case).resume_on = adjustment.resume_on
	case.move_to_stage("Suspended", "Suspend", adjustment.reason)


def _grant_return(adjustment) -> None:
	dispatch = frappe.get_doc("Case Dispatch", adjustment.dispatch)
	dispatch.move_to_stage("Rejected", "Return", adjustment.reason)


GRANTS = {EXTENSION: _grant_extension, SUSPENSION: _grant_suspension, RETURN: _grant_return}

ADJUSTMENT_STAGE_RULES = {
	"Requested": StageRule(
		"requested_at", "requested_by", guards=(_needs_reason_text, _needs_possible), effects=(_tell_centre,)
	),
	"Granted": StageRule(
		"decided_at",
		"decided_by",
		guards=(_refuses_requester, _needs_possible),
		computes=(_keep_ruling,),
		effects=(_grant,),
	),
	"Refused": StageRule(
		"decided_at",
		"decided_by",
		guards=(_refuses_requester, guards.needs_reason),
		computes=(_keep_ruling,),
		effects=(_tell_asker,),
	),
	"Withdrawn": StageRule("decided_at", "decided_by", guards=(_needs_asker,), effects=(_record,)),
}
