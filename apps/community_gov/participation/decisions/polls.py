"""Polls 表决: a question put to a frozen roll, open for a time, closed, counted by some and confirmed by others."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.counting import count_locked, count_shown
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, SeparationOfDutiesError
from community_gov.core.jobs import run_isolated
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.participation.decisions import decision_rules, paper_counts, results, rolls
from community_gov.participation.decisions.ballots import ISSUE
from community_gov.participation.links import require_readable
from community_gov.registry.identity import account_holders

# What may be changed only before the poll is open.
QUESTION = (
	*("title", "roll", "kind", "seats", "max_choices", "is_secret_ballot", "description", "options"),
	*("opens_at", "closes_at", "is_online", "is_on_paper", "subject_doctype", "subject"),
)
MOST_OPTIONS = 100


def prepare(poll) -> None:
	"""Copies the place and looks at what is asked; a poll that is open keeps its question.

	Raises:
	        BadInputError
	"""
	poll.grid = frappe.db.get_value("Voting Roll", poll.roll, "grid")
	if poll.is_new():
		require_readable(poll, poll.subject_doctype, poll.subject)
	if not poll.options:
		for text, abstains in ((_("In Favour"), 0), (_("Against"), 0), (_("Abstain"), 1)):
			poll.append("options", {"option_text": text, "is_abstention": abstains})
	if poll.stage == "Drafted":
		_clear_votes(poll)
	_check_options(poll)
	if get_datetime(poll.closes_at) <= get_datetime(poll.opens_at):
		_refuse_input(_("The poll closes before it opens. Correct the times."))
	if not (cint(poll.is_online) or cint(poll.is_on_paper)):
		_refuse_input(_("Nobody can vote in this poll. Choose a way: by phone, on paper or both."))


def _check_options(poll) -> None:
	texts = [cstr(row.option_text).strip() for row in poll.options]
	if not 2 <= len(texts) <= MOST_OPTIONS or len(set(texts)) != len(texts):
		_refuse_input(
			_("A poll has 2 to {0} options, each with another text. Correct them.").format(MOST_OPTIONS)
		)
	if poll.options[0].is_abstention:
		_refuse_input(_("The first option is no abstention. Put it further down."))
	if poll.kind == "Selection":
		most = len(texts) - 1
		if not (1 <= cint(poll.seats) <= most and 1 <= cint(poll.max_choices) <= most):
			_refuse_input(
				_("Of {0} options at most {1} are taken or chosen. Correct the numbers.").format(
					len(texts), most
				)
			)


def refuse_changed_question(poll) -> None:
	"""What people vote on does not change while they do. Raises BadInputError."""
	changed = [name for name in changed_fields(poll) if name in QUESTION]
	if poll.stage != "Drafted" and changed:
		_refuse_input(_("The poll is open, so its question stays. Declare it void and put it again."))


def _needs_frozen_roll(poll) -> None:
	rolls.require_unchanged(frappe.get_doc("Voting Roll", poll.roll))


def _needs_time_ahead(poll) -> None:
	if get_datetime(poll.closes_at) <= now_datetime():
		refuse(_("The poll would close before it opens."), _("Choose a later time."))


def _needs_valid_rule(poll) -> None:
	rule = _rule(poll)
	decision_rules.require_valid_on(rule, poll.opens_at)
	if rule.area_weighted and cint(poll.is_secret_ballot):
		refuse(_("Where floor area counts, each ballot shows whose it is."), _("Hold this poll openly."))


def _rule(poll):
	return frappe.get_doc("Decision Rule", frappe.db.get_value("Voting Roll", poll.roll, "rule"))


def _keep_rule(poll) -> None:
	poll.rule_snapshot = decision_rules.snapshot_of(_rule(poll))


def _needs_end(poll) -> None:
	"""Before its time a poll ends only when everybody on the roll has taken part."""
	if now_datetime() > get_datetime(poll.closes_at):
		return
	entries = cint(frappe.db.get_value("Voting Roll", poll.roll, "entries"))
	if count_locked(ISSUE, {"poll": poll.name}) < entries:
		refuse(_("The poll is open until {0}.").format(cstr(poll.closes_at)[:16]), _("Close it afterwards."))


def _clear_result(poll) -> None:
	"""Counted again: nobody is to read the former result meanwhile."""
	poll.outcome = None
	poll.counted_at = poll.counted_by = None
	_clear_votes(poll)


def _clear_votes(poll) -> None:
	"""Votes come out of a count, never from a client."""
	for row in poll.options:
		row.votes = row.votes_online = row.votes_on_paper = row.area = row.is_taken = 0


def _refuses_who_asked(poll) -> None:
	if account_holders.is_among(frappe.session.user, {poll.owner, poll.opened_by}):
		_refuse_duty(_("You put this question, so you do not count the votes. Ask somebody else."))


def _refuses_counters(poll) -> None:
	counted = {poll.counted_by, *paper_counts.counters_of(poll.name)} - {None}
	if account_holders.is_among(frappe.session.user, counted):
		_refuse_duty(_("You counted these votes, so you do not confirm the result. Ask somebody else."))


def close_due() -> int:
	"""Scheduler: closes polls whose time is over, each on its own; returns how many."""
	filters = {"stage": "Voting", "closes_at": ("<", now_datetime())}
	names = frappe.get_all("Poll", filters, pluck="name", order_by="closes_at asc", limit=500)
	return sum(
		run_isolated(lambda name=name: _close(name), "Closing a Poll", name) is not None for name in names
	)


def _close(name: str) -> str:
	poll = frappe.get_doc("Poll", name, for_update=True)
	if poll.stage == "Voting":
		poll.move_to_stage("Voting Closed", "Close Voting")
	return name


def turnout(poll: str) -> int:
	"""Entries that have taken part so far."""
	return count_shown(ISSUE, {"poll": poll})


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


def _refuse_duty(text: str) -> None:
	frappe.throw(text, exc=SeparationOfDutiesError)


POLL_STAGE_RULES = {
	"Drafted": StageRule(),
	"Voting": StageRule(
		"opened_at",
		"opened_by",
		guards=(_needs_frozen_roll, _needs_time_ahead, _needs_valid_rule),
		computes=(_keep_rule,),
	),
	"Voting Closed": StageRule(guards=(_needs_end,), computes=(_clear_result,)),
	"Counted": StageRule(
		"counted_at",
		"counted_by",
		guards=(_needs_frozen_roll, _refuses_who_asked),
		computes=(results.compute,),
	),
	"Confirmed": StageRule("confirmed_at", "confirmed_by", guards=(_refuses_counters,)),
	"Void": StageRule(guards=(needs_reason,)),
}
