"""Policy lectures of the demo: one that was held in Chibi, with answers and feedback, and the next one, which it asked for."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.demo.places import community
from community_gov.participation.lectures import feedback, lectures, questions
from demo_town import deed_stories as stories
from demo_town.acting import acting, take
from demo_town.council import acting_at, day_before
from demo_town.deeds import FIRST_NUMBER

LECTURE = lectures.DOCTYPE
PRESENT, VOICES, SEATS = 46, 12, 60


def load_lectures() -> None:
	"""Through the code that takes seats, questions and feedback."""
	held = _hold()
	_announce(held)


def _plan(story: tuple[str, str, str, str], begins: datetime, **values):
	title, policy, issued_by, speaker = story
	place = {"grid": community("chibi").code, "place": "党群服务中心二楼", "audience": "社区居民"}
	times = {"begins_at": begins, "ends_at": begins + timedelta(minutes=90), "seats": SEATS}
	doc = frappe.new_doc(LECTURE)
	doc.update({"title": title, "policy_title": policy, "issued_by": issued_by, "speaker": speaker})
	doc.update({**place, **times, **values})
	return doc


def _hold() -> str:
	begins = day_before(30, time(19, 0))
	with acting_at("clerk", day_before(40)):
		doc = _plan(stories.HELD, begins)
		for topic in stories.NEXT_TOPICS:
			doc.append("next_topics", {"topic": topic})
		take(doc.insert(), "Open for Sign-up")
	with acting_at("clerk", begins + timedelta(minutes=80)):
		_speak(doc.name)
		take(frappe.get_doc(LECTURE, doc.name), "Completed")
	return doc.name


def _speak(name: str) -> None:
	take(frappe.get_doc(LECTURE, name), "Held", attendance=PRESENT)
	for question, answer in stories.QUESTIONS:
		asked = questions.ask(name, question, questions.IN_ROOM)
		questions.answer(frappe.get_doc(lectures.QUESTION, asked, for_update=True), answer, True)
	code = frappe.db.get_value(LECTURE, name, "hall_code")
	for voice in range(VOICES):
		topic = 3 if voice % 3 else voice % 2 + 1
		feedback.give(name, f"1540{FIRST_NUMBER + voice}", code, 5 - voice % 3, topic)


def _announce(held: str) -> None:
	with acting("clerk"):
		begins = datetime.combine(getdate() + timedelta(days=8), time(19, 0))
		doc = _plan(stories.LECTURE, begins, follows=held)
		take(doc.insert(), "Open for Sign-up")
	for voice in range(VOICES):
		lectures.sign_up(doc.name, f"1540{FIRST_NUMBER + voice}")
	questions.ask(doc.name, "父母八十岁以上，补贴怎么申请？", questions.ON_PAGE)
