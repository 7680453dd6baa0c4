"""Policy lectures for everybody: what is ahead and what came of them, seats, questions and feedback."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.core.anonymity import without_account
from community_gov.participation.lectures import feedback as voices
from community_gov.participation.lectures import lectures, questions, shown_lectures
from community_gov.portal import phone_bindings

SEATS_PER_HOUR, QUESTIONS_PER_HOUR, GUESSES_PER_HOUR = 60, 20, 30


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_lecture.ahead", guesses=False)
def ahead() -> list[dict]:
	"""Lectures with sign-up that lie ahead, the next one first, and those that were called off.

	Permission: everybody.
	Returns:
	        [{lecture, title, speaker, audience, policy_title, policy_number, issued_by, policy_link, begins_at, ends_at,
	        place, area, is_called_off, free_seats}]; free_seats is null without a limit
	"""
	return shown_lectures.ahead()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_lecture.held", guesses=False)
def held() -> list[dict]:
	"""Lectures of the last year, the latest first, with answers; feedback of fewer than five is not told.

	Permission: everybody.
	Returns:
	        as `ahead`, with attendance, feedback_count, feedback_good, next_topics: [text], answers: [{question, answer}]
	"""
	return shown_lectures.held()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_lecture.seat")
def seat(binding: str, lecture: str) -> dict:
	"""Whether the number of a binding has a seat. By POST, so that the binding stands in no log of addresses.

	Permission: whoever holds the binding.
	Returns:
	        {lecture, has_seat}
	"""
	number = phone_bindings.number_of(binding)
	return {"lecture": lecture, "has_seat": shown_lectures.has_seat(lecture, number)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(SEATS_PER_HOUR, "public_lecture.sign_up")
def sign_up(binding: str, lecture: str) -> dict:
	"""Keeps a seat for the number of a binding, once; the number itself is not kept.

	Permission: whoever holds the binding.
	Returns:
	        {lecture, has_seat: true, sign_ups}
	Raises:
	        ConflictError (409): it has a seat, none is free, or sign-up is closed.
	"""
	count = lectures.sign_up(lecture, phone_bindings.number_of(binding))
	return {"lecture": lecture, "has_seat": True, "sign_ups": count}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(SEATS_PER_HOUR, "public_lecture.give_seat_back")
def give_seat_back(binding: str, lecture: str) -> dict:
	"""Frees the seat of the number of a binding; without one nothing changes.

	Permission: whoever holds the binding.
	Returns:
	        {lecture, has_seat: false, sign_ups}
	"""
	count = lectures.give_seat_back(lecture, phone_bindings.number_of(binding))
	return {"lecture": lecture, "has_seat": False, "sign_ups": count}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(QUESTIONS_PER_HOUR, "public_lecture.ask")
@idempotent("public_lecture.ask", is_anonymous=True)
def ask(lecture: str, text: str) -> dict:
	"""Asks a question on a lecture; who asks is not kept. Its answer stands on the page.

	Permission: everybody.
	Returns:
	        {lecture, is_noted: true}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.lectures.questions.ask
	"""
	with without_account():
		questions.ask(lecture, text, questions.ON_PAGE)
	return {"lecture": lecture, "is_noted": True}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(GUESSES_PER_HOUR, "public_lecture.feedback")
def feedback(binding: str, lecture: str, code: str, rating: int, next_topic: int | None = None) -> dict:
	"""Gives feedback on a lecture under the number of a binding, once.

	Args:
	        code: what was shown in the room. rating: 1 to 5. next_topic: number in `next_topics`, from 1.
	Permission: whoever holds the binding and the code.
	Returns:
	        {lecture, rating}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.lectures.feedback.give
	"""
	voices.give(lecture, phone_bindings.number_of(binding), code, rating, next_topic)
	return {"lecture": lecture, "rating": rating}
