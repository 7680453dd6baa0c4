"""The one appeal of a reporter: decided a level above the one that settled the case, by nobody who worked on it."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.deadlines import escalation_levels
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.lifecycle import events, guards
from community_gov.casework.lifecycle.participants import workers_of
from community_gov.casework.quality.feedback import is_open, refuse_unless_open
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.stages.rules import DONE, StageRule
from community_gov.core.step_context import step_context
from community_gov.registry.identity import account_holders

MAX_REASON = 2_000
ROLE_OF_LEVEL = {
	"Grid": "Community Manager",
	"Community": "Community Manager",
	"Street": "Duty Chief",
	"City": "Duty Chief",
}


def appeal(case, reason: str, kind: str):
	"""Opens the appeal against the closing of a case and returns the document.

	Args:
	        case: the locked document.
	        kind: how the reporter was known, see feedback.
	Raises:
	        BadInputError (no reason), StageGuardError (not closed, too late), ConflictError (appealed already).
	"""
	_check_reason(reason)
	if appeal_of(case.name):
		_refuse_second(case)
	refuse_unless_open(case, "appeal_days")
	doc = frappe.new_doc("Case Appeal")
	doc.update({"case_file": case.name, "reason": reason.strip(), "requested_by_kind": kind})
	step_context(doc).tell(by_writer=True, case=case)
	_insert(doc, case)
	frappe.db.set_value("Case", case.name, "is_appealed", 1, update_modified=False)
	reference = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	events.record(case.name, "Appealed", note=doc.reason, **reference)
	return doc


def _check_reason(reason: str | None) -> None:
	if not cstr(reason).strip() or len(cstr(reason)) > MAX_REASON:
		frappe.throw(
			_("An appeal needs its reason. Write it in at most {0} characters.").format(MAX_REASON),
			exc=BadInputError,
		)


def _insert(doc, case) -> None:
	try:
		# The caller has proven to be the reporter; reporters hold no right on appeals.
		doc.insert(ignore_permissions=True)
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		_refuse_second(case)


def _refuse_second(case) -> NoReturn:
	frappe.throw(
		_("Case {0} was appealed already, which is possible once. Read the decision there.").format(
			case.name
		),
		exc=ConflictError,
	)


def appeal_of(case_name: str):
	"""{name, stage, requested_at, decided_at, decision_note} of the appeal of a case, or None."""
	appeal = frappe.qb.DocType("Case Appeal")
	fields = (appeal.name, appeal.stage, appeal.requested_at, appeal.decided_at, appeal.decision_note)
	query = frappe.qb.from_(appeal).select(*fields).where(appeal.case_file == case_name)
	return next(iter(query.orderby(appeal.modified, order=frappe.qb.desc).limit(1).run(as_dict=True)), None)


def may_appeal(case) -> bool:
	return is_open(case, "appeal_days") and not appeal_of(case.name)


def prepare(doc) -> None:
	"""Copies what the decision needs from the case as it stands at the appeal."""
	case = step_context(doc).case
	settled = case.handling_level or escalation_levels.first_level(case.category)
	doc.update(
		{
			"case_title": case.title,
			"grid": case.grid,
			"round": case.round,
			"settled_level": settled,
			# The city has nobody above, so there other people of the city decide.
			"decide_level": escalation_levels.next_level(settled) or settled,
		}
	)


def _decides_at_level(doc) -> None:
	"""An appeal is decided by the role of its level.

	Raises:
	        SeparationOfDutiesError
	"""
	role = ROLE_OF_LEVEL[doc.decide_level]
	if role not in frappe.get_roles():
		frappe.throw(
			_("Appeal {0} is decided at the level {1}. Leave it to a {2} there.").format(
				doc.name, _(doc.decide_level, context="Case Appeal"), _(role)
			),
			exc=SeparationOfDutiesError,
		)


def _refuse_involved(doc) -> None:
	"""Never back to the same hands: who handled, checked, dispatched or closed the case decides no appeal.

	Raises:
	        SeparationOfDutiesError
	"""
	if account_holders.is_among(frappe.session.user, _people_of(doc.case_file)):
		frappe.throw(
			_(
				"You worked on case {0} or reported it, so you cannot decide its appeal. Ask a colleague who took no part."
			).format(doc.case_file),
			exc=SeparationOfDutiesError,
		)


def _people_of(case_name: str) -> set[str]:
	"""Everybody who handled, checked, dispatched or closed a case, and its reporter."""
	reporter = frappe.db.get_value("Case", case_name, "reporter")
	return (workers_of(case_name) | {reporter}) - {None, "", "Guest"}


def _keep_reason(doc) -> None:
	doc.decision_note = step_context(doc).step.note


def _record_decision(doc) -> None:
	events.record_step(doc, doc.case_file, reference_doctype=doc.doctype, reference_name=doc.name)


def _reopen(doc) -> None:
	"""A granted appeal opens the case again, one level up, as a new round."""
	_record_decision(doc)
	case = lock_case(doc.case_file)
	if case.stage_category != DONE:
		return
	if escalation_levels.next_level(case.handling_level):
		escalation_levels.raise_level(case)
	case.move_to_stage("Accepted", "Appeal Granted", doc.decision_note or doc.reason)


APPEAL_STAGE_RULES = {
	"Requested": StageRule("requested_at"),
	"Granted": StageRule(
		"decided_at",
		"decided_by",
		guards=(_decides_at_level, _refuse_involved),
		computes=(_keep_reason,),
		effects=(_reopen,),
	),
	"Refused": StageRule(
		"decided_at",
		"decided_by",
		guards=(guards.needs_reason, _decides_at_level, _refuse_involved),
		computes=(_keep_reason,),
		effects=(_record_decision,),
	),
}
