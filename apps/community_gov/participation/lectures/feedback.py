"""Feedback on a lecture: by whoever was in the room, each number once, kept in sums alone, shown from five on."""

import hmac

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, get_datetime, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation import slots
from community_gov.participation.lectures.lectures import DOCTYPE

DAYS = 7
# Fewer than these, and a rating tells who gave it.
SMALL = 5


def give(name: str, number: str, code: str, rating: int, next_topic: int | None) -> None:
	"""Counts the rating of a proven number for a lecture, and the topic that it wants next.

	Args:
	        code: what was shown in the room. next_topic: number of a row of `next_topics`, from 1.
	Raises:
	        BadInputError: a wrong code, no rating from 1 to 5, no such topic.
	        ConflictError: it is too early or too late, or the number has given feedback.
	"""
	lecture = frappe.get_doc(DOCTYPE, name, for_update=True)
	_require_open(lecture)
	if not 1 <= rating <= 5:
		_refuse(_("A rating goes from 1 to 5. Choose one of them."))
	if not hmac.compare_digest(cstr(code).strip().encode(), cstr(lecture.hall_code).encode()):
		_refuse(_("This is not the code that was shown in the room. Compare it."))
	if next_topic is not None and not 1 <= next_topic <= len(lecture.next_topics):
		_refuse(_("There is no such topic. Choose one of the list."))
	slots.take(lecture, "Feedback", number, _("This number has given feedback already. One voice each."))
	_count(lecture, rating, next_topic)


def _require_open(lecture) -> None:
	begun = now_datetime() >= get_datetime(lecture.begins_at)
	over = now_datetime() > add_days(get_datetime(lecture.ends_at), DAYS)
	if lecture.stage not in ("Open for Sign-up", "Held", "Completed") or not begun or over:
		frappe.throw(
			_(
				"Feedback is taken from the beginning of a lecture until {0} days after. Come back then."
			).format(DAYS),
			exc=ConflictError,
		)


def _count(lecture, rating: int, next_topic: int | None) -> None:
	slots.count_rating(lecture, "feedback", rating)
	if next_topic is not None:
		row = lecture.next_topics[next_topic - 1]
		row.db_set("votes", cint(row.votes) + 1, update_modified=False)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
