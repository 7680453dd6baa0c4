"""What each stage of a volunteer's registration demands and does: submitted, approved, declined, withdrawn."""

import frappe
from frappe import _

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.grids.team import staff_of
from community_gov.registry.identity import account_holders
from community_gov.volunteering.registration import registrations


def _refuses_applicant(doc) -> None:
	"""Nobody approves a registration that they entered or that is their own: points follow from it."""
	user = frappe.session.user
	numbers = account_holders.numbers_of_person(user)
	own = doc.mobile_fingerprint in numbers or any(
		account_holders.is_same_holder(user, other) for other in (doc.owner, doc.user) if other
	)
	if own and user != "Administrator":
		frappe.throw(
			_("You entered this registration and cannot approve it. Ask another coordinator."),
			exc=SeparationOfDutiesError,
		)


@asks("reason")
def _needs_reason_of_staff(doc) -> None:
	if not step_context(doc).by_code:
		needs_reason(doc)


def _admit_volunteer(doc) -> None:
	doc.volunteer = registrations.admit(doc)


def _tell_coordinators(doc) -> None:
	subject = _("Somebody wants to become a volunteer: registration {0}.").format(doc.name)
	users = set(staff_of(doc.grid, "Volunteer Coordinator")) - {frappe.session.user}
	notify_users(users, subject, doc.doctype, doc.name)


def _tell_decision(doc) -> None:
	"""Applicants with an account hear of it there; the others ask with their code."""
	if doc.user and doc.user != frappe.session.user:
		subject = _("Your registration as a volunteer: {0}.").format(_(doc.stage, context=doc.doctype))
		notify_users({doc.user}, subject, doc.doctype, doc.name)


REGISTRATION_STAGE_RULES = {
	"Submitted": StageRule(guards=(registrations.refuse_second_open,), effects=(_tell_coordinators,)),
	"Approved": StageRule(
		"ended_at",
		"ended_by",
		guards=(_refuses_applicant,),
		computes=(_admit_volunteer,),
		effects=(_tell_decision,),
	),
	"Declined": StageRule("ended_at", "ended_by", guards=(needs_reason,), effects=(_tell_decision,)),
	"Withdrawn": StageRule("ended_at", "ended_by", guards=(_needs_reason_of_staff,)),
}
