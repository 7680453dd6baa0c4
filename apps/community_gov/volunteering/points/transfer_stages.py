"""What each stage of a point transfer and of a point adjustment demands and does: asked for by one, granted by another."""

import frappe
from frappe import _
from frappe.utils import cstr, flt

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason
from community_gov.core.stages.rules import StageRule
from community_gov.registry.identity.account_holders import is_same_holder
from community_gov.volunteering.points import ledger, transfers
from community_gov.volunteering.registration.persons import owns, refuse_self

HIGHEST = 100_000


def _checks_transfer(doc) -> None:
	transfers.check_transfer(doc)


def _gives_only_own(doc) -> None:
	"""A volunteer gives away the own points; staff write down what a volunteer without an account wants."""
	user = frappe.session.user
	if "Volunteer Coordinator" in frappe.get_roles(user) or owns(user, doc.giver):
		return
	frappe.throw(
		_("Volunteers give their own points only. Choose yourself as giver."), frappe.PermissionError
	)


def _refuses_parties(doc) -> None:
	transfers.refuse_taker(doc)


def _within_limit(doc) -> None:
	transfers.lock_both(doc.giver, doc.taker)
	transfers.require_limit(doc)


def _book_transfer(doc) -> None:
	transfers.give(doc.giver, doc.taker, doc.points, doc.doctype, doc.name)


def _tell_parties(doc) -> None:
	volunteers = {doc.get("giver"), doc.get("taker"), doc.get("volunteer")} - {None}
	users = {frappe.db.get_value("Volunteer", volunteer, "user") for volunteer in volunteers}
	subject = _("{0} {1} is now: {2}.").format(_(doc.doctype), doc.name, _(doc.stage, context=doc.doctype))
	notify_users(users - {frappe.session.user, None}, subject, doc.doctype, doc.name)


def _only_asker(doc) -> None:
	if frappe.session.user not in (doc.owner, "Administrator"):
		frappe.throw(
			_("Only whoever asked for it withdraws it. Refuse it with a reason instead."),
			exc=SeparationOfDutiesError,
		)


def _checks_adjustment(doc) -> None:
	"""Raises BadInputError for an amount that cannot be booked or a missing reason."""
	doc.points = flt(doc.points, ledger.PRECISION)
	if not doc.points or abs(doc.points) > HIGHEST:
		frappe.throw(
			_("The amount {0} cannot be booked. Enter a number other than zero, at most 100,000.").format(
				doc.points
			),
			exc=BadInputError,
		)
	if frappe.db.get_value("Volunteer", doc.volunteer, "anonymised_on"):
		frappe.throw(
			_("This record was made anonymous and stays as it is. Register the person anew."),
			exc=ConflictError,
		)
	if not cstr(doc.reason).strip():
		frappe.throw(_("The adjustment has no reason. Write what it corrects."), exc=BadInputError)


def _refuses_own_adjustment(doc) -> None:
	refuse_self(doc.volunteer)


def _refuses_asker(doc) -> None:
	if is_same_holder(frappe.session.user, doc.owner):
		frappe.throw(
			_("You asked for this adjustment and cannot grant it. Ask another coordinator or manager."),
			exc=SeparationOfDutiesError,
		)


def _book_adjustment(doc) -> None:
	if doc.reverses:
		ledger.reverse(doc.reverses, doc.reason)
		return
	if doc.is_opening:
		# Of the volunteer themselves: so there is one opening balance, whatever was imported.
		kind, source = "Opening Balance", {"source_doctype": "Volunteer", "source_name": doc.volunteer}
	else:
		kind, source = "Adjustment", {"source_doctype": doc.doctype, "source_name": doc.name}
	ledger.write_entry(doc.volunteer, kind, doc.points, reason=doc.reason, **source)


DECIDED = ("decided_at", "decided_by")
TRANSFER_STAGE_RULES = {
	"Requested": StageRule("requested_at", guards=(_checks_transfer, _gives_only_own)),
	"Granted": StageRule(
		*DECIDED,
		guards=(_checks_transfer, _refuses_parties, _within_limit),
		effects=(_book_transfer, _tell_parties),
	),
	"Refused": StageRule(*DECIDED, guards=(needs_reason, _refuses_parties), effects=(_tell_parties,)),
	"Withdrawn": StageRule(*DECIDED, guards=(_only_asker,)),
}
ADJUSTMENT_STAGE_RULES = {
	"Requested": StageRule("requested_at", guards=(_checks_adjustment, _refuses_own_adjustment)),
	"Granted": StageRule(
		*DECIDED,
		guards=(_checks_adjustment, _refuses_asker, _refuses_own_adjustment),
		effects=(_book_adjustment, _tell_parties),
	),
	"Refused": StageRule(*DECIDED, guards=(needs_reason, _refuses_asker), effects=(_tell_parties,)),
	"Withdrawn": StageRule(*DECIDED, guards=(_only_asker,)),
}
