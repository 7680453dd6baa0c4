"""Policy lectures 政策宣讲: planned on a policy with its source, open for sign-up, held and counted, wrapped up."""

import secrets

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation import slots
from community_gov.participation.links import require_readable

DOCTYPE, QUESTION = "Policy Lecture", "Lecture Question"
MOST_PRESENT = 100_000
CODE_DIGITS = 6
NOTICE = "Community Notice"
# Field of a lecture -> field of the notice on the policy.
TAKEN = {
	**{"policy_title": "title", "policy_number": "document_number", "issued_by": "issuing_body"},
	**{"valid_until": "valid_until", "policy_link": "source_link"},
}


def check(lecture) -> None:
	"""
	Raises:
	        BadInputError: it ends before it begins, somebody is named without consent, or a topic stands there twice.
	"""
	if get_datetime(lecture.ends_at) <= get_datetime(lecture.begins_at):
		_refuse_input(_("The lecture ends before it begins. Correct the times."))
	if not 0 <= cint(lecture.attendance) <= MOST_PRESENT:
		_refuse_input(_("So many people cannot have been there. Correct the number."))
	_take_notice(lecture)
	_check_attendees(lecture)
	_check_topics(lecture)
	lecture.from_feedback = int(_is_from_feedback(lecture))


def _take_notice(lecture) -> None:
	"""A lecture on a notice takes its source from it, where nothing else is written."""
	if not lecture.policy_notice:
		return
	require_readable(lecture, NOTICE, lecture.policy_notice)
	notice = frappe.db.get_value(
		NOTICE, lecture.policy_notice, ["kind", "stage", *TAKEN.values()], as_dict=True
	)
	if (
		not notice
		or notice.kind not in ("Law", "Policy")
		or notice.stage not in ("Sent", "Chased", "Archived")
	):
		_refuse_input(_("The notice is on no law or policy, or was not sent. Choose another one."))
	for field, source in TAKEN.items():
		lecture.set(field, lecture.get(field) or notice.get(source))


def _check_attendees(lecture) -> None:
	residents = [row.resident for row in lecture.attendees]
	if len(set(residents)) != len(residents):
		_refuse_input(_("A resident stands there twice. Take one of the rows out."))
	for row in lecture.attendees:
		if not cint(row.consented):
			_refuse_input(_("Nobody is named without consent. Count the person, or tick the consent."))
		if not frappe.has_permission("Resident", "read", row.resident):
			_refuse_input(
				_("There is no {0} {1}. Choose one that exists.").format(_("Resident"), row.resident)
			)


def _check_topics(lecture) -> None:
	"""Votes come from feedback; a topic with votes stays."""
	before = lecture.get_doc_before_save()
	votes = {row.topic: row.votes for row in before.next_topics} if before else {}
	topics = [cstr(row.topic).strip() for row in lecture.next_topics]
	if len(set(topics)) != len(topics) or not all(topics):
		_refuse_input(_("A topic stands there twice or has no words. Correct the table."))
	if any(count and topic not in topics for topic, count in votes.items()):
		_refuse_input(_("People chose this topic, so it stays. Add another one."))
	for row in lecture.next_topics:
		row.topic = cstr(row.topic).strip()
		row.votes = cint(votes.get(row.topic))


def _is_from_feedback(lecture) -> bool:
	"""Whether the lecture takes up what most people chose at the one before."""
	if not lecture.follows or lecture.follows == lecture.name:
		return False
	filters = {"parent": lecture.follows, "parenttype": DOCTYPE, "votes": (">", 0)}
	rows = frappe.get_all("Lecture Topic", filters, ["topic", "votes"], order_by="votes desc, idx asc")
	most = rows[0].votes if rows else 0
	return cstr(lecture.title).strip() in {row.topic for row in rows if row.votes == most}


@asks("speaker")
def _needs_speaker(lecture) -> None:
	if not cstr(lecture.speaker).strip():
		refuse(_("Nobody speaks."), _("Write the office and the name."))


def _needs_place(lecture) -> None:
	if not (lecture.venue or cstr(lecture.place).strip()):
		refuse(_("Nobody knows where it is."), _("Choose the venue, or write the place."))


@asks("policy_title")
@asks("issued_by")
def _needs_source(lecture) -> None:
	if not (cstr(lecture.policy_title).strip() and cstr(lecture.issued_by).strip()):
		refuse(_("Nothing says which policy, and whose."), _("Write the policy and who issued it."))
	if lecture.valid_until and getdate(lecture.valid_until) < getdate(lecture.begins_at):
		refuse(_("The policy is not valid any more on that day."), _("Take the one that replaced it."))


def _needs_time_ahead(lecture) -> None:
	if get_datetime(lecture.begins_at) <= now_datetime():
		refuse(_("The lecture begins in the past."), _("Choose a later time."))


def _draw_code(lecture) -> None:
	lecture.hall_code = lecture.hall_code or f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def _needs_begin(lecture) -> None:
	if now_datetime() < get_datetime(lecture.begins_at):
		refuse(_("The lecture begins at {0}.").format(cstr(lecture.begins_at)[:16]), _("Note it afterwards."))


@asks("attendance")
def _needs_attendance(lecture) -> None:
	if cint(lecture.attendance) <= 0:
		refuse(_("Nobody was counted."), _("Count who was there, or call it off with the reason."))
	if len(lecture.attendees) > cint(lecture.attendance):
		refuse(_("More people are named than were counted."), _("Correct the number."))


def _needs_answers(lecture) -> None:
	if waiting := count_locked(QUESTION, {"lecture": lecture.name, "result": "Open"}):
		refuse(_("{0} questions have no answer.").format(waiting), _("Answer each, or make it a case."))


def sign_up(name: str, number: str) -> int:
	"""Keeps a seat for a proven number, of which nothing is kept; returns how many are signed up.

	Raises:
	        ConflictError: it has a seat, none is free, or sign-up is closed.
	"""
	lecture = frappe.get_doc(DOCTYPE, name, for_update=True)
	if lecture.stage != "Open for Sign-up" or now_datetime() > get_datetime(lecture.ends_at):
		_refuse_late(_("Nobody signs up for this lecture now. Look at the list."))
	is_full = cint(lecture.seats) and cint(lecture.sign_ups) >= cint(lecture.seats)
	if is_full and not slots.is_taken(lecture, "Sign-up", number):
		_refuse_late(_("All seats are taken. Ask the community for the next lecture."))
	slots.take(lecture, "Sign-up", number, _("This number has a seat already. Just come."))
	return _count(lecture, 1)


def give_seat_back(name: str, number: str) -> int:
	"""Frees the seat of a proven number; one that has none changes nothing. Returns how many are signed up."""
	lecture = frappe.get_doc(DOCTYPE, name, for_update=True)
	if not slots.give_back(lecture, "Sign-up", number):
		return cint(lecture.sign_ups)
	return _count(lecture, -1)


def _count(lecture, change: int) -> int:
	lecture.db_set("sign_ups", max(cint(lecture.sign_ups) + change, 0), update_modified=False)
	return cint(lecture.sign_ups)


def _refuse_late(text: str) -> None:
	frappe.throw(text, exc=ConflictError)


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


LECTURE_STAGE_RULES = {
	"Being Planned": StageRule(),
	"Open for Sign-up": StageRule(
		"announced_at",
		"announced_by",
		guards=(_needs_speaker, _needs_place, _needs_source, _needs_time_ahead),
		computes=(_draw_code,),
	),
	"Held": StageRule("held_at", guards=(_needs_begin, _needs_attendance)),
	"Completed": StageRule("concluded_at", guards=(_needs_answers,)),
	"Called Off": StageRule(guards=(needs_reason,)),
}
