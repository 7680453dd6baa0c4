"""Sessions 协商会议: called, held with a quorum, minuted, the minutes confirmed by those who were there."""

import hashlib

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.participation import events
from community_gov.participation.decisions import decision_rules
from community_gov.participation.decisions.arithmetic import Turnout, meets
from community_gov.participation.deliberation import topics

DOCTYPE, CHILDREN = "Deliberation Session", "Council of Children"


def prepare(session) -> None:
	"""Title, place and participants of a session.

	Raises:
	        BadInputError
	"""
	topic = (
		frappe.db.get_value(topics.DOCTYPE, session.topic, ["title", "grid", "pattern"], as_dict=True)
		or frappe._dict()
	)
	session.title, session.grid = topic.title, topic.grid
	if not (session.venue or cstr(session.place).strip()):
		_refuse_input(_("Nobody knows where the session is held. Choose a venue, or write the place."))
	if session.is_new() and not session.participants and topic.pattern:
		_invite_pattern(session, topic.pattern)
	if session.session_kind == CHILDREN:
		_check_children(session)
	_check_accounts(session)
	_keep_confirmations(session)


def _check_accounts(session) -> None:
	"""One account is one participant, and so confirms the minutes once."""
	accounts = [row.user for row in session.participants if row.user]
	if len(set(accounts)) != len(accounts):
		_refuse_input(_("An account stands twice among the participants. Give each their own, or none."))


def _invite_pattern(session, pattern: str) -> None:
	for seat in frappe.get_doc("Participant Pattern", pattern).seats:
		for _number in range(max(cint(seat.minimum), 1)):
			values = {"seat_class": seat.seat_class, "has_vote": seat.has_vote}
			session.append("participants", {"participant_name": _("To be named"), **values})


def _check_children(session) -> None:
	"""Children stand there under a pseudonym, with the consent of a guardian, and never with a link to the register."""
	for row in session.participants:
		if row.resident or row.user:
			_refuse_input(_("A child takes part under a pseudonym. Take the link to the person out."))
		if (
			row.guardian_consent
			and frappe.db.get_value("Consent", row.guardian_consent, "status") == "Withdrawn"
		):
			_refuse_input(
				_("The guardian has withdrawn the consent. Take {0} off the list.").format(
					row.participant_name
				)
			)


def _keep_confirmations(session) -> None:
	"""A client confirms nothing by sending a time; a changed text ends what was confirmed."""
	before = session.get_doc_before_save()
	known = {row.name: row for row in before.participants} if before else {}
	changed = bool(before) and _text_of(before) != _text_of(session)
	for row in session.participants:
		old = known.get(row.name)
		row.confirmed_at = None if changed or not old else old.confirmed_at
		row.signature = old.signature if old and not changed else None
	session.confirmations = sum(1 for row in session.participants if row.confirmed_at)
	session.minutes_hash = hashlib.sha256(_text_of(session).encode()).hexdigest() if session.minutes else None


def _text_of(session) -> str:
	"""What somebody confirms: the minutes and the options as they were voted on."""
	options = [
		f"{row.option_text}|{row.cost}|{row.votes_for}|{row.votes_against}|{row.abstentions}"
		for row in session.options
	]
	return "\n".join([cstr(session.minutes).strip(), *options])


def voters(session) -> list:
	"""Participants who had a vote, whether or not they came; an interest in the matter takes it away."""
	return [row for row in session.participants if cint(row.has_vote) and not cint(row.has_conflict)]


def present_voters(session) -> list:
	"""Those of them who were there and stayed until the vote."""
	return [row for row in voters(session) if cint(row.attended) and not cint(row.left_early)]


def has_quorum(session) -> bool:
	"""Whether enough of those with a vote stayed until the vote, by the rule of the topic and the seats of its pattern."""
	topic = frappe.db.get_value(topics.DOCTYPE, session.topic, ["rule", "pattern"], as_dict=True)
	present = present_voters(session)
	if topic.rule:
		rule = decision_rules.rule_of(frappe.get_doc("Decision Rule", topic.rule))
		if not meets(rule, Turnout(len(voters(session)), len(present))):
			return False
	elif not 2 * len(present) > len(voters(session)):
		return False
	return not _missing_classes(session, topic.pattern)


def _missing_classes(session, pattern: str | None) -> list[str]:
	"""Classes of participants of whom fewer came than the pattern asks for."""
	if not pattern:
		return []
	came = [row.seat_class for row in session.participants if cint(row.attended)]
	seats = frappe.get_doc("Participant Pattern", pattern).seats
	return [seat.seat_class for seat in seats if came.count(seat.seat_class) < cint(seat.minimum)]


def _needs_sorted_topic(session) -> None:
	stage = frappe.db.get_value(topics.DOCTYPE, session.topic, "stage")
	if stage not in ("Sorted", "Called", "Held"):
		refuse(
			_("The topic is not sorted, or is concluded already."), _("Sort it first, or make a new topic.")
		)


def _needs_time_ahead(session) -> None:
	if get_datetime(session.begins_at) <= now_datetime():
		refuse(_("The session would have begun already."), _("Choose a later time."))


def _needs_people(session) -> None:
	if len(voters(session)) < 2:
		refuse(_("Fewer than two with a vote are invited."), _("Enter the participants."))
	unnamed = [row for row in session.participants if row.participant_name == _("To be named")]
	if unnamed:
		refuse(
			_("{0} participants have no name yet.").format(len(unnamed)), _("Name them, or take them out.")
		)


def _needs_begun(session) -> None:
	if get_datetime(session.begins_at) > now_datetime():
		refuse(_("The session has not begun."), _("Record it once it was held."))


def _needs_sign_in(session) -> None:
	if not session.sign_in_sheet:
		refuse(_("There is no sign-in sheet."), _("Attach its photo."))
	if not any(cint(row.attended) for row in session.participants):
		refuse(_("Nobody is marked as attending."), _("Mark who came."))


def _needs_guardians(session) -> None:
	if session.session_kind == CHILDREN and any(
		cint(row.attended) and not row.guardian_consent for row in session.participants
	):
		refuse(
			_("A child took part without the consent of a guardian."),
			_("Enter the consent, or take the child off."),
		)


def _needs_quorum(session) -> None:
	if session.session_kind in ("Council", "Appraisal") and not has_quorum(session):
		refuse(
			_("Too few of those with a vote stayed until the vote, so nothing was decided."),
			_("Call the session off, and call another one."),
		)


def _needs_minutes(session) -> None:
	if not cstr(session.minutes).strip():
		refuse(_("There are no minutes."), _("Write them."))


def _needs_fitting_votes(session) -> None:
	most = len(present_voters(session))
	for row in session.options:
		given = cint(row.votes_for) + cint(row.votes_against) + cint(row.abstentions)
		if given > most:
			refuse(
				_("{0} votes were counted where {1} could vote.").format(given, most),
				_("Count again, or mark who came."),
			)


def _needs_answers(session) -> None:
	waiting = [row for row in session.ideas if not cstr(row.answer).strip()]
	if waiting:
		refuse(
			_("{0} ideas have no answer.").format(len(waiting)),
			_("Answer each, so that nobody asked in vain."),
		)


def _needs_confirmations(session) -> None:
	attended = [row for row in session.participants if cint(row.attended)]
	if session.session_kind != CHILDREN and not 2 * cint(session.confirmations) > len(attended):
		refuse(
			_("{0} of {1} who were there have confirmed the minutes.").format(
				session.confirmations, len(attended)
			),
			_("More than half do so, by account or signature."),
		)


def confirm_minutes(session, participant: str, signature: str | None = None) -> int:
	"""One participant confirms the minutes: by the own account, or by a signature that the clerk attaches.

	Args:
	        session: locked. participant: name of the row.
	Returns:
	        how many have confirmed
	Raises:
	        ConflictError: nothing to confirm now. SeparationOfDutiesError: somebody else's row without a signature.
	"""
	row = next((row for row in session.participants if row.name == participant and cint(row.attended)), None)
	if session.stage != "Held" or not row:
		frappe.throw(
			_("There is nothing to confirm here now. Open the session and look at its stage."),
			exc=ConflictError,
		)
	if row.user != frappe.session.user and not signature:
		frappe.throw(
			_("Only {0} confirms this. Sign in with that account, or attach the signature.").format(
				row.participant_name
			),
			exc=SeparationOfDutiesError,
		)
	values = {"confirmed_at": now_datetime(), "signature": signature}
	# The row of a table is saved through its document, which would compute the text anew.
	frappe.db.set_value("Session Participant", row.name, values, update_modified=False)
	count = session.confirmations + (0 if row.confirmed_at else 1)
	session.db_set("confirmations", count)
	events.record(session, "Minutes Confirmed", note=row.participant_name)
	return count


def refuse_changed_attendance(session) -> None:
	"""Who came and how they voted stands once the minutes are confirmed. Raises BadInputError."""
	before = session.get_doc_before_save()
	held = before and before.stage == "Held" and before.confirmations
	if held and _attendance(before) != _attendance(session):
		_refuse_input(
			_("Somebody has confirmed these minutes, so the list stays. Change the minutes, and ask again.")
		)


def _attendance(session) -> list[tuple]:
	checks = ("attended", "left_early", "has_conflict", "has_vote")
	rows = [
		(row.participant_name, row.seat_class, *(cint(row.get(name)) for name in checks))
		for row in session.participants
	]
	return [*rows, (session.sign_in_sheet, cstr(session.begins_at))]


def _follow_called(session) -> None:
	topics.follow(session.topic, "Called", "Session Called")
	told = {row.user for row in session.participants} | {session.chair, session.clerk}
	text = _("Session on {0}, {1}.").format(session.title, cstr(session.begins_at)[:16])
	notify_users(told, text, DOCTYPE, session.name)


def _follow_held(session) -> None:
	topics.follow(session.topic, "Held", "Session Held")


def _end(session) -> None:
	session.ended_at = now_datetime()


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


SESSION_STAGE_RULES = {
	"Being Planned": StageRule(),
	"Called": StageRule(
		"called_at",
		"called_by",
		guards=(_needs_sorted_topic, _needs_time_ahead, _needs_people),
		effects=(_follow_called,),
	),
	"Held": StageRule(
		guards=(_needs_begun, _needs_sign_in, _needs_guardians, _needs_quorum),
		computes=(_end,),
		effects=(_follow_held,),
	),
	"Confirmed": StageRule(
		"confirmed_at",
		"confirmed_by",
		guards=(_needs_minutes, _needs_quorum, _needs_fitting_votes, _needs_answers, _needs_confirmations),
	),
	"Called Off": StageRule(guards=(needs_reason,)),
}

__all__ = ["SESSION_STAGE_RULES", "confirm_minutes", "has_quorum", "prepare", "present_voters"]
