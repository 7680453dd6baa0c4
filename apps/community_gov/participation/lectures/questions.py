"""Questions at and after a lecture: asked by anybody, answered within five working days, or made a case."""

import frappe
from frappe import _
from frappe.utils import add_days, cstr, get_datetime, now_datetime

from community_gov.casework.deadlines.working_time import in_working_days
from community_gov.core.documents import write_audit_record
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.participation import events
from community_gov.participation.lectures.lectures import DOCTYPE, QUESTION

ANSWER_DAYS, ASK_DAYS = 5, 7
LONGEST = 2000
IN_ROOM, ON_PAGE = "In the Room", "Public Page"


def ask(name: str, text: str, channel: str) -> str:
	"""Notes a question on a lecture and returns its name; who asked is not kept.

	Raises:
	        BadInputError: no words, or too many. ConflictError: no questions are taken now, or it waits already.
	"""
	words = cstr(text).strip()
	if not 0 < len(words) <= LONGEST:
		_refuse(_("A question has 1 to {0} characters. Shorten it.").format(LONGEST))
	lecture = frappe.get_doc(DOCTYPE, name, for_update=True)
	_require_open(lecture)
	waiting = frappe.get_all(
		QUESTION, {"lecture": name, "result": "Open"}, pluck="question", order_by="name asc"
	)
	if words in waiting:
		_refuse_late(_("This question waits already. Look for its answer on the page."))
	values = {"lecture": name, "grid": lecture.grid, "question": words, "channel": channel, "result": "Open"}
	times = {"asked_at": now_datetime(), "due_at": in_working_days(ANSWER_DAYS)}
	made = write_audit_record(QUESTION, {**values, **times}).name
	told = _("Somebody asks about {0}.").format(lecture.title)
	notify_users({lecture.announced_by}, told, QUESTION, made)
	return made


def _require_open(lecture) -> None:
	over = now_datetime() > add_days(get_datetime(lecture.ends_at), ASK_DAYS)
	if lecture.stage not in ("Open for Sign-up", "Held") or over:
		_refuse_late(_("This lecture takes no questions now. Send an opinion to the community instead."))


def answer(question, text: str, is_shown: bool) -> None:
	"""Answers a locked question once.

	Raises:
	        BadInputError: no words. ConflictError: it is answered or a case.
	"""
	if not 0 < len(cstr(text).strip()) <= LONGEST:
		_refuse(_("An answer has 1 to {0} characters. Shorten it.").format(LONGEST))
	values = {"answer": cstr(text).strip(), "is_shown": int(is_shown)}
	_end(question, "Answered", values)


def make_case(question) -> str:
	"""Makes a case of a locked question that somebody has to act on; returns its name.

	Raises:
	        ConflictError: it is answered or a case.
	"""
	_require_waiting(question)
	case = frappe.new_doc("Case")
	case.update({"description": question.question, "grid": question.grid})
	# Whoever answers questions need not be allowed to report cases.
	case.insert(ignore_permissions=True)
	_end(question, "Became a Case", {"case_file": case.name})
	return case.name


def _end(question, result: str, values: dict) -> None:
	_require_waiting(question)
	stamp = {"answered_at": now_datetime(), "answered_by": frappe.session.user}
	question.db_set({**values, **stamp, "result": result})
	events.record(question, result)


def _require_waiting(question) -> None:
	if question.result != "Open":
		_refuse_late(_("This question has its answer already. Open it to see it."))


def _refuse_late(text: str) -> None:
	frappe.throw(text, exc=ConflictError)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
