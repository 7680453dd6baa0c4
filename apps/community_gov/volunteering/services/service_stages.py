"""What each stage of a service record demands and does: recorded, confirmed, credited once; returned, disputed, revoked.

Each line is confirmed by the organiser or the person served (志愿服务记录与证明出具办法), never by oneself.
"""

import frappe
from frappe import _

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.grids.team import staff_of
from community_gov.registry.identity.account_holders import is_same_holder
from community_gov.volunteering.points import ledger
from community_gov.volunteering.registration.persons import refuse_self
from community_gov.volunteering.services import certificates, recipient_confirmation, recognised_hours
from community_gov.volunteering.services.service_records import BY_HAND, is_staff


def _refuses_own(doc) -> None:
	refuse_self(doc.volunteer)


def _needs_organiser(doc) -> None:
	"""Staff of the place, or whoever leads the team that runs the project."""
	if (
		step_context(doc).system_move
		or is_staff(frappe.session.user)
		or _leads_project(doc, frappe.session.user)
	):
		return
	frappe.throw(
		_("You do not run this project. Ask its organiser or a coordinator."),
		frappe.PermissionError,
	)


def _leads_project(doc, user: str) -> bool:
	team = doc.project and frappe.db.get_value("Service Project", doc.project, "team")
	leader = team and frappe.db.get_value("Volunteer Team", {"name": team, "enabled": 1}, "leader")
	return bool(leader) and frappe.db.get_value("Volunteer", leader, "user") == user


def _needs_second_person(doc) -> None:
	"""Two people stand behind what was entered by hand or corrected: who wrote it does not confirm it."""
	user = frappe.session.user
	if doc.source == BY_HAND and is_same_holder(user, doc.owner):
		frappe.throw(
			_("You entered this service and cannot confirm it. Ask another coordinator or manager."),
			exc=SeparationOfDutiesError,
		)
	recipient_confirmation.refuse_corrector(doc)


def _needs_evidence(doc) -> None:
	if doc.source == BY_HAND and not doc.evidence and not step_context(doc).by_person_served:
		refuse(
			_("A service entered by hand has no evidence."), _("Attach a photo or the signed sheet first.")
		)


def _needs_another_judge(doc) -> None:
	"""A dispute goes to somebody else than whom it is about."""
	before = doc.get_doc_before_save()
	if before and before.stage == "Disputed" and before.decided_by == frappe.session.user:
		frappe.throw(
			_("The dispute is about your own decision. Ask another coordinator or manager."),
			exc=SeparationOfDutiesError,
		)


def _note_voice(doc) -> None:
	recipient_confirmation.keep_word(doc)
	doc.confirmed_through = "Person Served" if step_context(doc).by_person_served else "Organiser"


def _credit(doc) -> None:
	"""Credited once: the ledger takes one credit from one source."""
	if doc.points > 0:
		ledger.write_entry(
			doc.volunteer, "Credit", doc.points, source_doctype=doc.doctype, source_name=doc.name
		)


def _take_back(doc) -> None:
	"""The credit of a revoked service is reversed: what was spent or is held becomes a debt. Its certificates end."""
	entry = frappe.db.get_value("Point Entry", {"source_key": ledger.key_of("Credit", doc.doctype, doc.name)})
	if entry:
		ledger.reverse(entry, step_context(doc).step.note)
	certificates.end_those_with(doc)


def _reckon_standing(doc) -> None:
	recognised_hours.refresh(doc.volunteer)


def _tell_volunteer(doc) -> None:
	user = frappe.db.get_value("Volunteer", doc.volunteer, "user")
	if user and user != frappe.session.user:
		stage = _(doc.stage, context=doc.doctype)
		subject = _("Service record {0} is now: {1}.").format(doc.name, stage)
		notify_users({user}, subject + _debt_in_words(doc), doc.doctype, doc.name)


def _debt_in_words(doc) -> str:
	debt = ledger.debt_of(frappe.db.get_value("Volunteer", doc.volunteer, "balance"))
	if doc.stage != "Revoked" or not debt:
		return ""
	return " " + _("{0} points are owed. The next credits settle them first.").format(f"{debt:g}")


def _tell_judges(doc) -> None:
	users = {*staff_of(doc.grid, "Community Manager"), *staff_of(doc.grid, "Volunteer Coordinator")}
	subject = _("Service record {0} is disputed. Look at it with the volunteer.").format(doc.name)
	notify_users(users - {frappe.session.user}, subject, doc.doctype, doc.name)


SERVICE_STAGE_RULES = {
	"Recorded": StageRule("recorded_at"),
	"Returned": StageRule(
		"decided_at",
		"decided_by",
		guards=(needs_reason, _refuses_own, _needs_organiser, _needs_another_judge),
		computes=(recipient_confirmation.keep_word,),
		effects=(_tell_volunteer,),
	),
	"Disputed": StageRule("disputed_at", guards=(needs_reason,), effects=(_tell_judges,)),
	"Confirmed": StageRule(
		"decided_at",
		"decided_by",
		guards=(
			*(_refuses_own, _needs_organiser, _needs_second_person, recipient_confirmation.needs_word),
			*(_needs_evidence, _needs_another_judge),
		),
		computes=(_note_voice,),
		effects=(_credit, _reckon_standing, _tell_volunteer),
	),
	"Rejected": StageRule(
		"decided_at",
		"decided_by",
		guards=(needs_reason, _refuses_own, _needs_organiser, _needs_another_judge),
		effects=(_tell_volunteer,),
	),
	"Revoked": StageRule(
		"revoked_at",
		"revoked_by",
		guards=(needs_reason, _refuses_own),
		effects=(_take_back, _reckon_standing, _tell_volunteer),
	),
}
