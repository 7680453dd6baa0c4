"""What the stages of a micro-project demand and do."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.core.counting import count_locked
from community_gov.core.errors import SeparationOfDutiesError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation.micro_projects import (
	accounts,
	calls,
	conflicts,
	follow_ups,
	money,
	projects,
	ranking,
	reviews,
)
from community_gov.participation.notices import public_notices
from community_gov.participation.tasks.action_items import open_items
from community_gov.registry.identity import account_holders

DOCTYPE, NOTICE, KIND = "Micro-project", "Public Notice", "Micro-project"


def _refuses_applicant(project) -> None:
	tie = conflicts.tie_of(project, frappe.session.user)
	if tie:
		_refuse_duty(_("You are tied to this project by {0}. Ask somebody else.").format(tie))


def _needs_whole(project) -> None:
	if not project.milestones:
		refuse(_("There are no milestones."), _("Enter at least one with its day."))
	if not cstr(project.handover_to).strip():
		refuse(_("Nobody is to keep it up afterwards."), _("Enter who will."))


def _refuses_excluded_kind(project) -> None:
	if cint(project.is_excluded_kind):
		refuse(_("The call does not pay for projects of this kind."), _("Exclude it with the reason."))


def _is_split(project) -> bool:
	return bool(projects.split_partners(project)) and not cstr(project.split_note).strip()


@asks("split_note", when=_is_split)
def _needs_split_note(project) -> None:
	partners = projects.split_partners(project)
	project.split_with = "\n".join(partners) or None
	if partners and not cstr(project.split_note).strip():
		refuse(
			_("It has the applicant or the place of {0} in the same call.").format(", ".join(partners)),
			_("Write why it is no budget split in parts, or exclude it."),
		)


def _needs_all_reviews(project) -> None:
	if not project.all_in_at:
		refuse(
			_("{0} of {1} reviews are in.").format(cint(project.reviews_in), cint(project.reviews_due)),
			_("Ask for as many as the call wants, and wait for them."),
		)
	waiting = [row for row in reviews.reviews_of(project.name) if row.is_outlier and not row.outlier_ruling]
	if waiting:
		refuse(
			_("{0} scores lie far from the median.").format(len(waiting)),
			_("Rule on each whether it counts."),
		)


def _set_score(project) -> None:
	totals = reviews.counting_totals(project.name)
	project.score_sum, project.score_count = sum(totals), len(totals)
	project.score = ranking.in_percent(project.score_sum, project.score_count, projects.highest(project))


def _needs_final_ranking(project) -> None:
	"""The call is locked, so that no two projects are ranked against each other's former scores."""
	call = frappe.get_doc(calls.DOCTYPE, project.project_call, for_update=True)
	unscored = {
		"project_call": call.name,
		"stage": ["in", ("Applied", "Checked")],
		"name": ["!=", project.name],
	}
	waiting = count_locked(DOCTYPE, unscored)
	if waiting:
		refuse(
			_("{0} projects of the call have no score yet, so nobody knows the ranking.").format(waiting),
			_("Have them reviewed or excluded first."),
		)
	project.rank_number = ranking_of(call.name)[project.name]
	most = cint(call.pitch_count)
	if most and project.rank_number > most:
		refuse(
			_("The project is number {0}, and the best {1} go on show.").format(project.rank_number, most),
			_("Say why it is not funded."),
		)


def ranking_of(call: str) -> dict[str, int]:
	"""Name -> place among the scored projects of a call that nobody excluded or withdrew."""
	filters = {"project_call": call, "score_count": [">", 0], "stage": ["not in", ("Excluded", "Withdrawn")]}
	rows = frappe.get_all(DOCTYPE, filters, ["name", "score_sum", "score_count"], order_by="name asc")
	return ranking.places({row.name: (row.score_sum, row.score_count) for row in rows})


def _show(project) -> None:
	"""The notice begins with the step; it names the applicant as far as that is an organisation."""
	days = cint(frappe.db.get_value(calls.DOCTYPE, project.project_call, "notice_days"))
	lines = [
		_("Applicant: {0}").format(applicant_of(project)),
		_("Requested: {0} yuan").format(money.written(money.fen(project.requested))),
		_("Score: {0}, place {1}").format(project.score, project.rank_number),
		projects.public_text(project, "plan"),
	]
	title = projects.public_text(project, "title")
	notice = public_notices.draft(project, KIND, title, "\n".join(lines), max(days, 1))
	notice.move_to_stage("On Show", "Put on Show")
	project.db_set("notice", notice.name, update_modified=False)


def applicant_of(project) -> str:
	"""The applicant as the public reads it: a group or a branch by name, residents without one."""
	if project.interest_group:
		return cstr(frappe.db.get_value("Interest Group", project.interest_group, "group_name"))
	if project.branch:
		return cstr(frappe.db.get_value("Party Branch", project.branch, "branch_name"))
	return _("A group of residents")


def _needs_notice_passed(project) -> None:
	stage = frappe.db.get_value(NOTICE, project.notice, "stage") if project.notice else None
	if stage != "Passed":
		refuse(_("The project was not shown to the end."), _("End its notice first."))


def _refuses_reviewer(project) -> None:
	if reviews.has_reviewed(project.name, frappe.session.user):
		_refuse_duty(_("You reviewed this project, so you do not decide on its money. Ask somebody else."))


@asks("granted")
def _needs_grant(project) -> None:
	amount, call = money.fen(project.granted), frappe.get_doc(calls.DOCTYPE, project.project_call)
	if amount <= 0:
		refuse(_("Nothing says how much is granted."), _("Enter the amount."))
	if amount > min(money.fen(project.requested), money.fen(call.cap)):
		refuse(_("More is granted than requested, or than the call pays for one project."), _("Grant less."))
	_needs_split_note(project)
	calls.grant(call.name, amount)


@asks("mid_check")
def _needs_mid_check(project) -> None:
	if not cstr(project.mid_check).strip():
		refuse(_("Nothing says what the check found."), _("Write the finding."))


@asks("result")
def _needs_result(project) -> None:
	if not cstr(project.result).strip():
		refuse(_("Nothing says what came of it."), _("Write the result, against its measure."))
	if not any(row.moment == "After" for row in project.photos):
		refuse(_("No photo shows the result."), _("Add one of after the work."))
	if open_items(DOCTYPE, project.name):
		refuse(_("Tasks of this project are not accepted yet."), _("Have them done and accepted first."))


def _refuses_funder(project) -> None:
	if account_holders.is_among(frappe.session.user, {project.decided_by} - {None}):
		_refuse_duty(_("You granted the money, so you do not accept the result. Ask somebody else."))


@asks("returned", when=lambda project: bool(accounts.remainder(project)))
def _needs_balance(project) -> None:
	if not project.receipts:
		refuse(_("There are no receipts."), _("Enter them against the lines of the budget."))
	_needs_money_back(project)


@asks("returned", when=lambda project: bool(accounts.remainder(project)))
def _needs_money_back(project) -> None:
	"""Who gives up before the accounts are published returns what was not spent."""
	rest = accounts.remainder(project)
	if money.fen(project.returned) != rest:
		refuse(
			_("{0} yuan were not spent.").format(money.written(rest)),
			_("Have them returned, and enter the amount."),
		)


def _plan_follow_ups(project) -> None:
	follow_ups.plan(project)


def _needs_kept_up(project) -> None:
	if not follow_ups.outcome(project):
		refuse(
			_("Nobody has found that it is still run after a year."),
			_("Record the follow-up first, or end the project as given up."),
		)


def _withdraw_notice(project) -> None:
	if name := public_notices.open_notice(DOCTYPE, project.name):
		notice = frappe.get_doc(NOTICE, name, for_update=True)
		notice.move_to_stage("Withdrawn", "Withdraw", _("The project is shown no longer."))


def take_out(project, notice: str) -> None:
	"""An objection was upheld while the project was on show: it is not funded."""
	if project.stage == "On Show" and project.notice == notice:
		project.move_to_stage("Not Funded", "Take Out", _("An objection to the project was upheld."))


def _refuse_duty(text: str) -> None:
	frappe.throw(text, exc=SeparationOfDutiesError)


PROJECT_STAGE_RULES = {
	"Applied": StageRule(),
	"Checked": StageRule(
		"checked_at",
		"checked_by",
		guards=(_refuses_applicant, _needs_whole, _refuses_excluded_kind, _needs_split_note),
	),
	"Scored": StageRule(guards=(_refuses_applicant, _needs_all_reviews), computes=(_set_score,)),
	"On Show": StageRule(guards=(_refuses_applicant, _needs_final_ranking), effects=(_show,)),
	"Funded": StageRule(
		"decided_at",
		"decided_by",
		guards=(_refuses_applicant, _refuses_reviewer, _needs_notice_passed, _needs_grant),
	),
	"Half-way Checked": StageRule(
		"mid_checked_at", "mid_checked_by", guards=(_refuses_applicant, _needs_mid_check)
	),
	"Result Accepted": StageRule(
		"accepted_at", "accepted_by", guards=(_refuses_applicant, _refuses_funder, _needs_result)
	),
	"Accounts Published": StageRule(
		"published_at",
		"published_by",
		guards=(_refuses_applicant, _needs_balance),
		computes=(_plan_follow_ups,),
	),
	"Kept Up": StageRule("ended_at", guards=(_refuses_applicant, _needs_kept_up)),
	"Given Up": StageRule("ended_at", guards=(_refuses_applicant, needs_reason, _needs_money_back)),
	"Excluded": StageRule("ended_at", guards=(_refuses_applicant, needs_reason)),
	"Not Funded": StageRule("ended_at", guards=(needs_reason,), effects=(_withdraw_notice,)),
	"Withdrawn": StageRule("ended_at", guards=(needs_reason,), effects=(_withdraw_notice,)),
}
