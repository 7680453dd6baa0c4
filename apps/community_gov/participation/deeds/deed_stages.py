"""What the stages of a livelihood deed demand: screened, deliberated, chosen, done by milestones, accepted by others, kept up."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, flt, get_datetime, getdate, now_datetime

from community_gov.casework.lifecycle.notifications import handlers_of_unit
from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation.deeds.deeds import DOCTYPE, cap_of
from community_gov.permissions.scope import within
from community_gov.registry.identity import account_holders

# Criteria of acceptance, each with 0 to 100 points; so many on average are needed.
CRITERIA = (
	*("Completeness", "Quality", "Timeliness", "Cost"),
	*("Use", "Safety", "Records", "Upkeep Arranged"),
)
PASS_MARK = 60
RATING_DAYS = 30


@asks("is_public_benefit")
def _needs_public_benefit(deed) -> None:
	if not cint(deed.is_public_benefit):
		refuse(_("Nobody has checked whether the deed serves the public."), _("Check it, or set it aside."))


@asks("is_lawful")
def _needs_lawfulness(deed) -> None:
	if not cint(deed.is_lawful):
		refuse(
			_("Nobody has checked whether the deed is lawful and within powers."),
			_("Check it, or set it aside."),
		)
	if cint(deed.owed_by_others):
		refuse(_("Somebody owes this deed anyway."), _("Set it aside, and remind whoever owes it."))


@asks("target")
def _needs_target(deed) -> None:
	if not cstr(deed.target).strip():
		refuse(_("Nothing says when the deed is done."), _("Write a target that can be measured."))


@asks("lead_unit")
def _needs_unit(deed) -> None:
	if not deed.lead_unit:
		refuse(_("Nobody does the deed."), _("Choose the leading unit."))


@asks("budget")
def _needs_budget(deed) -> None:
	if flt(deed.budget) <= 0:
		refuse(_("The deed has no budget."), _("Write what it costs."))
	cap = cap_of(deed)
	if cap and flt(deed.budget) > cap:
		refuse(
			_("The deed costs more than {0}, which is the most for its kind.").format(cap),
			_("Make it smaller, or set it aside."),
		)


@asks("is_no_part", when=lambda deed: bool(cint(deed.looks_split)))
def _needs_whole(deed) -> None:
	if cint(deed.looks_split) and not cint(deed.is_no_part):
		refuse(
			_("The deed looks like a part of another one on the list."),
			_("Set one aside, or confirm that it is a deed of its own."),
		)


SCREENING = (
	_needs_public_benefit,
	_needs_lawfulness,
	_needs_target,
	_needs_unit,
	_needs_budget,
	_needs_whole,
)


@asks("deliberated_in")
def _needs_session(deed) -> None:
	fields = ["stage", "grid"]
	found = frappe.db.get_value("Deliberation Session", deed.deliberated_in, fields, as_dict=True)
	if not found or found.stage not in ("Held", "Confirmed"):
		refuse(_("No session has deliberated on the deed."), _("Name the session that was held."))
	if not (within(deed.grid, [found.grid]) or within(found.grid, [deed.grid])):
		refuse(_("The session was held in another place."), _("Name the one of this place."))


@asks("reason", when=lambda deed: deed.stage in ("Delivered", "Shortlisted"))
def _needs_reason_to_go_back(deed) -> None:
	before = deed.get_doc_before_save()
	if before and before.stage in ("Delivered", "Shortlisted"):
		needs_reason(deed)


def _tell_unit(deed) -> None:
	text = _("{0} is to be done now. Note its milestones as they are reached.").format(deed.title)
	notify_users(handlers_of_unit(deed.lead_unit), text, DOCTYPE, deed.name)


def _needs_milestones(deed) -> None:
	if not deed.milestones:
		refuse(_("{0} has no milestones.").format(deed.title), _("Write them with their days first."))


def _needs_milestones_reached(deed) -> None:
	waiting = [row.task for row in deed.milestones if not row.done_on]
	if waiting:
		refuse(_("Milestone {0} was not reached.").format(waiting[0]), _("Note it with its evidence first."))


@asks("spent")
def _needs_account(deed) -> None:
	if flt(deed.spent) <= 0:
		refuse(_("Nothing says what the deed cost."), _("Write what was spent."))


@asks("overspent_reason", when=lambda deed: flt(deed.spent) > flt(deed.budget))
def _needs_reason_for_more(deed) -> None:
	if flt(deed.spent) > flt(deed.budget) and not cstr(deed.overspent_reason).strip():
		refuse(_("More was spent than planned."), _("Write why."))


@asks("photo_after")
def _needs_photo(deed) -> None:
	if not deed.photo_after:
		refuse(_("Nothing shows the result."), _("Add a photo of what was done."))


def _refuses_doer(deed) -> None:
	doers = {deed.delivered_by, *(row.noted_by for row in deed.milestones), *handlers_of_unit(deed.lead_unit)}
	if account_holders.is_among(frappe.session.user, doers - {None}):
		frappe.throw(
			_("You have done this deed, so you do not accept it. Ask somebody else."),
			exc=SeparationOfDutiesError,
		)


def _needs_scores(deed) -> None:
	given = {row.criterion: row.score for row in deed.scores}
	complete = len(deed.scores) == len(CRITERIA) and set(given) == set(CRITERIA)
	if not complete or not all(0 <= cint(score) <= 100 for score in given.values()):
		refuse(
			_("The acceptance has {0} scores from 0 to 100, one for each criterion.").format(len(CRITERIA)),
			_("Fill the table in the form."),
		)
	if score_of(deed) < PASS_MARK:
		refuse(
			_("The scores are {0} on average, and {1} are needed.").format(score_of(deed), PASS_MARK),
			_("Send the deed back with the reason."),
		)


def score_of(deed) -> float:
	"""The average of the scores, with one decimal."""
	return round(sum(cint(row.score) for row in deed.scores) / max(len(deed.scores), 1), 1)


@asks("keep_up_until")
def _needs_upkeep(deed) -> None:
	if not deed.keep_up_until or getdate(deed.keep_up_until) <= getdate():
		refuse(_("Nothing says how long it is kept up."), _("Write a day ahead."))


@asks("upkeep_unit")
def _needs_upkeep_unit(deed) -> None:
	if not deed.upkeep_unit:
		refuse(_("Nobody keeps it up."), _("Choose the unit."))


def _compute_score(deed) -> None:
	deed.acceptance_score = score_of(deed)


def _needs_time_to_rate(deed) -> None:
	ends = add_days(get_datetime(deed.accepted_at), RATING_DAYS)
	if now_datetime() < ends:
		refuse(_("Residents rate the deed until {0}.").format(cstr(ends)[:10]), _("Close it afterwards."))


def _needs_working_end(deed) -> None:
	if getdate() < getdate(deed.keep_up_until):
		refuse(_("It is kept up until {0}.").format(deed.keep_up_until), _("End it afterwards."))
	if not deed.upkeep_checks or not cint(deed.upkeep_checks[-1].works):
		refuse(_("Nobody has seen that it still works."), _("Note a check first."))


DEED_STAGE_RULES = {
	"Collected": StageRule(guards=(_needs_reason_to_go_back,)),
	"Shortlisted": StageRule(guards=SCREENING),
	"Deliberated": StageRule(guards=(_needs_session,)),
	"Chosen": StageRule(guards=SCREENING),
	"On Show": StageRule(),
	"Doing": StageRule(guards=(_needs_milestones, _needs_reason_to_go_back), effects=(_tell_unit,)),
	"Delivered": StageRule(
		"delivered_at",
		"delivered_by",
		guards=(_needs_milestones_reached, _needs_account, _needs_reason_for_more, _needs_photo),
	),
	"Result Accepted": StageRule(
		"accepted_at",
		"accepted_by",
		guards=(_refuses_doer, _needs_scores, _needs_upkeep, _needs_upkeep_unit),
		computes=(_compute_score,),
	),
	"Ratings Closed": StageRule("rated_at", guards=(_needs_time_to_rate,)),
	"Kept Up": StageRule(guards=(_needs_working_end,)),
	"Not Chosen": StageRule(),
	"Set Aside": StageRule(guards=(needs_reason,)),
	"Exchanged": StageRule(guards=(needs_reason,)),
}
