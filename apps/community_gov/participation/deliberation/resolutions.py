"""Resolutions 决议: what was decided, how, and who thought otherwise; shown, in force once nobody objected, done."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.participation.decisions import decision_rules
from community_gov.participation.decisions.arithmetic import PASSED, Turnout, Votes, outcome_of_motion
from community_gov.participation.deliberation import sessions, topics
from community_gov.participation.notices import public_notices
from community_gov.participation.tasks.action_items import open_items
from community_gov.permissions.scope import within

DOCTYPE, CONSENSUS, VOTE, POLL = "Resolution", "Consensus", "Vote in the Session", "Poll"


def prepare(resolution) -> None:
	"""Place, voters and votes of a resolution, out of what was recorded where it was decided.

	Raises:
	        BadInputError, ConflictError
	"""
	topic = (
		frappe.db.get_value(topics.DOCTYPE, resolution.topic, ["grid", "track", "stage"], as_dict=True)
		or frappe._dict()
	)
	resolution.grid = topic.grid
	if resolution.is_new():
		_refuse_second(resolution)
		resolution.decided_at, resolution.decided_by = now_datetime(), frappe.session.user
	if resolution.stage == "Drafted":
		_take_basis(resolution, topic)


def _refuse_second(resolution) -> None:
	if known := topics.resolution_of(resolution.topic):
		frappe.throw(
			_("Topic {0} has resolution {1} already. Change or overturn that one.").format(
				resolution.topic, known
			),
			exc=ConflictError,
		)


def _take_basis(resolution, topic) -> None:
	if topic.track == topics.OWNERS and resolution.basis != POLL:
		_refuse_input(_("Owners decide their matter by a poll of all. Name the poll."))
	if resolution.basis == POLL:
		_take_poll(resolution)
	elif topic.track != topics.INSTANT:
		_take_session(resolution)


def _take_poll(resolution) -> None:
	fields = ["stage", "outcome", "roll_entries", "grid", "subject_doctype", "subject"]
	poll = frappe.db.get_value("Poll", resolution.poll, fields, as_dict=True) or frappe._dict()
	if poll.stage != "Confirmed" or poll.outcome not in (PASSED, "Chosen"):
		_refuse_input(_("The poll has decided nothing, or is not confirmed. Name one that passed."))
	_require_same_matter(resolution, poll)
	rows = frappe.get_all(
		"Poll Option", {"parent": resolution.poll}, ["votes", "is_abstention", "is_taken"], order_by="idx asc"
	)
	resolution.voters = poll.roll_entries
	resolution.votes_for = sum(row.votes for row in rows if row.is_taken)
	resolution.votes_against = sum(row.votes for row in rows if not (row.is_taken or row.is_abstention))
	resolution.abstentions = sum(row.votes for row in rows if row.is_abstention)


def _require_same_matter(resolution, poll) -> None:
	"""A poll on another matter, or of another place, decides nothing here."""
	about = (poll.subject_doctype, poll.subject)
	inside = within(resolution.grid, [poll.grid]) or within(poll.grid, [resolution.grid])
	if not inside or (poll.subject and about != (topics.DOCTYPE, resolution.topic)):
		_refuse_input(_("The poll was about another matter, or held in another place. Name the right one."))


def _take_session(resolution) -> None:
	if not resolution.session:
		_refuse_input(_("A resolution comes from a session. Name the one that took it."))
	session = frappe.get_doc(sessions.DOCTYPE, resolution.session)
	if session.topic != resolution.topic or session.stage != "Confirmed":
		_refuse_input(
			_("The session is about another topic, or its minutes are not confirmed. Name the right one.")
		)
	present = len(sessions.present_voters(session))
	resolution.voters = present
	if resolution.basis == CONSENSUS:
		resolution.votes_for, resolution.votes_against, resolution.abstentions = present, 0, 0
		return
	_take_votes(resolution, session, present)


def _take_votes(resolution, session, present: int) -> None:
	number = cint(resolution.option_number)
	if not 1 <= number <= len(session.options):
		_refuse_input(_("The session voted on no such option. Write its number."))
	row = session.options[number - 1]
	votes = (cint(row.votes_for), cint(row.votes_against), cint(row.abstentions))
	resolution.votes_for, resolution.votes_against, resolution.abstentions = votes
	if not _passes(resolution, session, votes, present):
		_refuse_input(
			_("The option did not get enough votes. Take the one that passed, or deliberate again.")
		)


def _passes(resolution, session, votes: tuple[int, int, int], present: int) -> bool:
	rule_name = frappe.db.get_value(topics.DOCTYPE, resolution.topic, "rule")
	if not rule_name:
		return 2 * votes[0] > present
	rule = decision_rules.rule_of(frappe.get_doc("Decision Rule", rule_name))
	turnout = Turnout(len(sessions.voters(session)), present)
	options = [Votes(votes[0]), Votes(votes[1]), Votes(votes[2], 0, True)]
	return outcome_of_motion(rule, turnout, options) == PASSED


def _needs_dissent_if_votes_against(resolution) -> None:
	if cint(resolution.votes_against) and not cstr(resolution.dissent).strip():
		refuse(_("Some voted against it, and nothing says why."), _("Write down what they think."))


def _needs_notice_passed(resolution) -> None:
	if not topics.has_been_shown(resolution.name):
		refuse(_("The resolution was not shown to the end."), _("End its notice first."))


def _needs_tasks(resolution) -> None:
	if open_items(DOCTYPE, resolution.name):
		refuse(_("Tasks of this resolution are not accepted yet."), _("Have them done and accepted first."))


def _show(resolution) -> None:
	"""The notice begins with the step; the topic goes along."""
	days = max(cint(resolution.notice_days), 1)
	body = cstr(resolution.text)
	notice = public_notices.draft(resolution, "Deliberation Result", resolution.title, body, days)
	notice.move_to_stage("On Show", "Put on Show")
	resolution.db_set("notice", notice.name, update_modified=False)
	topic = frappe.db.get_value(topics.DOCTYPE, resolution.topic, "stage")
	if topic in ("Held", "Sorted"):
		topics.follow(resolution.topic, "Concluded", "Conclude")
	topics.follow(resolution.topic, "On Show", "Put on Show")


def _enact(resolution) -> None:
	topics.follow(resolution.topic, "In Force", "Enact")


def _finish(resolution) -> None:
	topics.follow(resolution.topic, "Done", "Finish")


def _withdraw_notice(resolution) -> None:
	if name := public_notices.open_notice(DOCTYPE, resolution.name):
		notice = frappe.get_doc(public_notices.DOCTYPE, name, for_update=True)
		notice.move_to_stage("Withdrawn", "Withdraw", _("The resolution was overturned."))


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


RESOLUTION_STAGE_RULES = {
	"Drafted": StageRule(),
	"On Show": StageRule(guards=(_needs_dissent_if_votes_against,), effects=(_show,)),
	"In Force": StageRule("in_force_at", guards=(_needs_notice_passed,), effects=(_enact,)),
	"Done": StageRule("done_at", guards=(_needs_tasks,), effects=(_finish,)),
	"Overturned": StageRule(guards=(needs_reason,), effects=(_withdraw_notice,)),
}
