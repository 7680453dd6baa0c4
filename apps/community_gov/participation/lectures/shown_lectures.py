"""What everybody may see of lectures: what is ahead, and of the last year what was asked and answered."""

import frappe
from frappe.utils import add_months, cint, cstr, now_datetime

from community_gov.core.scrubbing import scrub
from community_gov.grids import picker
from community_gov.participation import slots
from community_gov.participation.lectures.feedback import SMALL
from community_gov.participation.lectures.lectures import DOCTYPE, QUESTION

MOST, MOST_ANSWERS = 50, 20
_FIELDS = (
	*("name", "title", "speaker", "grid", "begins_at", "ends_at", "venue", "place", "audience", "seats"),
	*("sign_ups", "policy_title", "policy_number", "issued_by", "policy_link", "stage", "attendance"),
	*("feedback_count", "feedback_good"),
)


def ahead() -> list[dict]:
	"""Lectures with sign-up, the next one first; see api.v1.public_lecture.ahead."""
	filters = {"stage": ("in", ("Open for Sign-up", "Called Off")), "ends_at": (">=", now_datetime())}
	filters["announced_at"] = ("is", "set")
	# Everybody may come; a guest holds no right on the list.
	rows = frappe.get_all(DOCTYPE, filters, list(_FIELDS), order_by="begins_at asc, name asc", limit=MOST)
	return [_told(row) for row in rows]


def held() -> list[dict]:
	"""Lectures of the last year, the latest first; see api.v1.public_lecture.held."""
	filters = {
		"stage": ("in", ("Open for Sign-up", "Held", "Completed")),
		"begins_at": ("between", [add_months(now_datetime(), -12), now_datetime()]),
	}
	# Everybody may know it; a guest holds no right on the list.
	rows = frappe.get_all(DOCTYPE, filters, list(_FIELDS), order_by="begins_at desc, name asc", limit=MOST)
	return [{**_told(row), **_came_of(row)} for row in rows]


def has_seat(name: str, number: str) -> bool:
	"""Whether a proven number has a seat in a lecture."""
	row = frappe.db.get_value(DOCTYPE, name, ["name", "grid"], as_dict=True)
	return bool(row) and slots.is_taken(row.update({"doctype": DOCTYPE}), "Sign-up", number)


def _told(row) -> dict:
	venue = frappe.db.get_value("Deliberation Venue", row.venue, "venue_name") if row.venue else None
	told = ("title", "speaker", "audience", "policy_title", "policy_number", "issued_by", "policy_link")
	return {
		"lecture": row.name,
		**{name: row.get(name) for name in told},
		"begins_at": cstr(row.begins_at)[:16],
		"ends_at": cstr(row.ends_at)[:16],
		"place": venue or row.place,
		"area": picker.path_of(row.grid),
		"is_called_off": row.stage == "Called Off",
		"free_seats": max(cint(row.seats) - cint(row.sign_ups), 0) if cint(row.seats) else None,
	}


def _came_of(row) -> dict:
	enough = cint(row.feedback_count) >= SMALL
	topics = frappe.get_all(
		"Lecture Topic", {"parent": row.name, "parenttype": DOCTYPE}, pluck="topic", order_by="idx asc"
	)
	return {
		"attendance": cint(row.attendance),
		"feedback_count": cint(row.feedback_count) if enough else None,
		"feedback_good": cint(row.feedback_good) if enough else None,
		"next_topics": topics,
		"answers": _answers(row.name),
	}


def _answers(lecture: str) -> list[dict]:
	filters = {"lecture": lecture, "result": "Answered", "is_shown": 1}
	# Shown to everybody by whoever answered.
	rows = frappe.get_all(
		QUESTION, filters, ["question", "answer"], order_by="answered_at desc, name asc", limit=MOST_ANSWERS
	)
	return [{"question": scrub(row.question), "answer": scrub(row.answer)} for row in rows]
