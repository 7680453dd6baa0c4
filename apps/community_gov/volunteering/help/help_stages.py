"""What each stage of a help request demands and does: raised, claimed, served, confirmed by the person served."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.errors import ConflictError, SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.grids.team import staff_of, workers_of
from community_gov.registry.privacy import consents
from community_gov.volunteering.help import help_requests
from community_gov.volunteering.matching import offers
from community_gov.volunteering.registration import persons

OPEN_CLAIMS = 3
TOLD = 10


@asks("reason")
def _needs_reason_if_given_up(doc) -> None:
	if doc.get_doc_before_save():
		needs_reason(doc)


@asks("volunteer", when=lambda doc: doc.stage != "Served" and help_requests.is_staff(frappe.session.user))
def _needs_claimant(doc) -> None:
	status = doc.volunteer and frappe.db.get_value("Volunteer", doc.volunteer, "status")
	if status != "Active":
		refuse(_("Nobody is named who will help."), _("Choose an active volunteer or a team with a leader."))


def _needs_consents(doc) -> None:
	"""Of whom is helped, and of whoever helps."""
	consents.require_standing(doc.resident, consents.HELP)
	persons.require_consent(doc.volunteer)


def _refuses_person_served(doc) -> None:
	"""Nobody is their own volunteer: hours and points would follow."""
	if doc.source == "Household" and persons.is_self(doc.owner, doc.volunteer):
		frappe.throw(
			_("{0} asked for this help and cannot claim it. Choose another volunteer.").format(doc.owner),
			exc=SeparationOfDutiesError,
		)


def _needs_room(doc) -> None:
	"""Claims wait for whoever made them: more than the settings allow are left to others."""
	before = doc.get_doc_before_save()
	if before and before.stage == "Served":
		return
	limit = cint(frappe.get_cached_doc("Community Gov Settings").help_open_claims) or OPEN_CLAIMS
	# The volunteer's own row is locked, so that two claims at once are counted one after the other.
	frappe.db.get_value("Volunteer", doc.volunteer, "name", for_update=True)
	claimed = {"volunteer": doc.volunteer, "stage": "Claimed", "name": ["!=", doc.name]}
	if not doc.team and count_locked("Help Request", claimed) >= limit:
		frappe.throw(
			_("{0} requests are claimed already. Finish one first.").format(limit), exc=ConflictError
		)


@asks("reason", when=lambda doc: doc.stage == "Served")
def _needs_reason_if_sent_back(doc) -> None:
	if doc.get_doc_before_save().stage == "Served":
		needs_reason(doc)


@asks("answer")
def _needs_result(doc) -> None:
	if not cstr(doc.result).strip():
		refuse(_("Nothing is written of what was done."), _("Write it in a sentence."))


def _refuses_claimant(doc) -> None:
	"""Help is confirmed by the person served or by staff who asked them, never by whoever gave it, by code or account."""
	accounts = [frappe.session.user]
	if step_context(doc).by_code:
		accounts.append(doc.tracking_code_shown_to)
	helpers = help_requests.helpers_of(doc)
	if any(
		persons.is_self(user, name)
		for user in accounts
		if user not in (None, "", "Guest")
		for name in helpers
	):
		frappe.throw(
			_("You gave this help and cannot confirm it. Ask the person served or a coordinator."),
			exc=SeparationOfDutiesError,
		)


@asks("category")
def _needs_case(doc) -> None:
	if not step_context(doc).case_file:
		refuse(
			_("There is no case yet that takes the request on."), _("Use the step Refer, which reports one.")
		)


def _take_case(doc) -> None:
	doc.case_file = step_context(doc).case_file


@asks("voice")
def _take_voice(doc) -> None:
	"""How it was confirmed and what the person said of it: {confirmation, rating, comment} of the step."""
	voice = step_context(doc).voice or {}
	doc.confirmation = voice.get("confirmation") or "By Phone"
	doc.rating, doc.comment = voice.get("rating"), voice.get("comment")


def _stamp_claim(doc) -> None:
	before = doc.get_doc_before_save()
	if not before or before.stage == "Raised":
		doc.claimed_at = now_datetime()
	doc.served_at, doc.reminded_at = None, None


def _start_over(doc) -> None:
	doc.claimed_at = doc.served_at = doc.reminded_at = None


def _stamp_served(doc) -> None:
	doc.served_at, doc.reminded_at = now_datetime(), None


def coordinators_of(grid: str) -> list[str]:
	return staff_of(grid, "Volunteer Coordinator")


def _call_for_help(doc) -> None:
	"""Residents whistle, volunteers report (居民吹哨，志愿者报到): the best fits near and the staff of the place."""
	users = {helper.user for helper, _how in offers.best_for_request(doc, TOLD) if helper.user}
	users |= {*workers_of(doc.grid), *coordinators_of(doc.grid)} - {frappe.session.user}
	subject = _("Help is needed: {0}, {1}.").format(doc.help_kind, doc.place or doc.grid)
	notify_users(users, subject, doc.doctype, doc.name)


def _tell_claim(doc) -> None:
	user = frappe.db.get_value("Volunteer", doc.volunteer, "user")
	if user and user != frappe.session.user:
		subject = _("Help request {0} is yours: {1}, {2}.").format(
			doc.name, doc.help_kind, doc.place or doc.grid
		)
		notify_users({user}, subject, doc.doctype, doc.name)


def _ask_for_confirmation(doc) -> None:
	subject = _("Help request {0} is served. Ask the person whether it helped.").format(doc.name)
	users = {*workers_of(doc.grid), *coordinators_of(doc.grid)} - {frappe.session.user}
	notify_users(users, subject, doc.doctype, doc.name)


HELP_STAGE_RULES = {
	"Raised": StageRule(
		guards=(_needs_reason_if_given_up,), computes=(_start_over,), effects=(_call_for_help,)
	),
	"Claimed": StageRule(
		guards=(
			_needs_claimant,
			_needs_consents,
			_refuses_person_served,
			_needs_room,
			_needs_reason_if_sent_back,
		),
		computes=(_stamp_claim,),
		effects=(_tell_claim,),
	),
	"Served": StageRule(guards=(_needs_result,), computes=(_stamp_served,), effects=(_ask_for_confirmation,)),
	"Confirmed": StageRule("ended_at", "ended_by", guards=(_refuses_claimant,), computes=(_take_voice,)),
	"Referred": StageRule("ended_at", "ended_by", guards=(_needs_case,), computes=(_take_case,)),
	"Withdrawn": StageRule("ended_at", "ended_by", guards=(needs_reason,)),
}
