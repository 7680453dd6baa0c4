"""What each stage of a Worker Assessment demands and does."""

import frappe
from frappe import _

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.grids.team import staff_of
from community_gov.registry.identity.account_holders import is_same_holder
from community_gov.team import assessments


def _refuses_own(doc) -> None:
	"""Nobody announces, rules on or closes the assessment of their own work."""
	if is_same_holder(frappe.session.user, doc.worker):
		frappe.throw(
			_("This assessment is of your own work. Ask another manager."), exc=SeparationOfDutiesError
		)


def _take_objection(doc) -> None:
	doc.objection = step_context(doc).step.note


@asks("score", when=lambda doc: doc.stage == "Objected")
def _take_answer(doc) -> None:
	if doc.get_doc_before_save().stage == "Objected":
		doc.ruling = step_context(doc).step.note
		assessments.take_ruling(doc)


@asks("reason", when=lambda doc: doc.stage == "Objected")
def _needs_answer_to_objection(doc) -> None:
	if doc.get_doc_before_save().stage == "Objected":
		needs_reason(doc)


def _tell_announced(doc) -> None:
	subject = _("Your assessment of {0} is announced: {1}. Object in time if it is wrong.")
	score = doc.score if doc.is_scored else "—"
	assessments.tell_worker(doc, subject.format(str(doc.month)[:7], score))


def _tell_managers(doc) -> None:
	subject = _("{0} objects to the assessment of {1}. Rule on it with a reason.")
	managers = set(staff_of(doc.grid, "Community Manager")) - {doc.worker}
	notify_users(managers, subject.format(doc.worker_name, str(doc.month)[:7]), doc.doctype, doc.name)


def _tell_final(doc) -> None:
	subject = _("Your assessment of {0} is final: {1}.")
	score = doc.score if doc.is_scored else "—"
	assessments.tell_worker(doc, subject.format(str(doc.month)[:7], score))


ASSESSMENT_STAGE_RULES = {
	"Computed": StageRule(),
	"Announced": StageRule(
		"announced_at", "announced_by", guards=(_refuses_own,), effects=(_tell_announced,)
	),
	"Objected": StageRule(
		"objected_at",
		guards=(assessments.refuse_others_objection, needs_reason),
		computes=(_take_objection,),
		effects=(_tell_managers,),
	),
	"Final": StageRule(
		"ended_at",
		"ended_by",
		guards=(_refuses_own, _needs_answer_to_objection),
		computes=(_take_answer,),
		effects=(_tell_final,),
	),
}
