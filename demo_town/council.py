"""What the communities of the demo decide together, through the real steps, in the months before the day of loading."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import get_datetime, getdate

from community_gov.demo.homes import inserted
from community_gov.demo.people import email
from community_gov.demo.places import community
from community_gov.participation.deliberation import sessions
from community_gov.participation.notices import objections
from community_gov.participation.opinions import opinions
from community_gov.participation.tasks import action_items
from demo_town import council_stories as stories
from demo_town.acting import acting, take

# A signed paper; the demo shows no handwriting.
SHEET = "/assets/community_gov/images/community_gov.svg"
EIGHT, FIVE = time(8, 0), time(17, 0)
# Where something is under way today, and how the accounts of the place end.
PLACES = (
	*(("chibi", ""), ("chuhe", ".chuhe")),
	*(("zhonghuaxiang", ".zhonghuaxiang"), ("qilitang", ".qilitang")),
)


def day_before(days: int, at: time = EIGHT) -> datetime:
	"""A time of day, so many days before the day of loading."""
	return datetime.combine(getdate() - timedelta(days=days), at)


def acting_at(key: str, at: datetime):
	"""An account at a moment, off the whole second: Frappe compares times as texts, and writes that one in two ways."""
	return acting(key, at.replace(microsecond=1))


def load_council() -> None:
	"""Chuhe's 21 problems, Zhelu's 150 opinions, an upheld objection, and what is under way in three places today."""
	for number, problem in enumerate(stories.SOLVED):
		_solve(problem, 330 - 14 * number)
	_uphold_an_objection()
	_hear_opinions()
	for place, suffix in PLACES:
		_begin_today(place, suffix)


def _solve(problem: stories.Problem, days: int) -> None:
	"""A problem from being raised to its review, within six weeks."""
	grid = community("chuhe").code
	with acting_at("clerk.chuhe", day_before(days)):
		topic = inserted("Deliberation Topic", title=problem.title, description=problem.raised, grid=grid)
		track = {"track": "In Depth", "pattern": "1+5+N"} if problem.in_session else {"track": "Instant"}
		take(topic, "Sorted", **track)
	session = meet(topic, problem, days - 5) if problem.in_session else None
	_resolve(topic, problem, session, days - 6)


def meet(topic, problem: stories.Problem, days: int, suffix: str = ".chuhe") -> str:
	"""A session with 1+5+N at the table, its minutes confirmed; returns its name."""
	begins = day_before(days, time(19, 0))
	with acting_at(f"clerk{suffix}", day_before(days)):
		session = frappe.new_doc("Deliberation Session")
		place = {"topic": topic.name, "place": "小区广场", "agenda": problem.raised, "begins_at": begins}
		session.update({**place, "chair": email(f"manager{suffix}"), "clerk": email(f"clerk{suffix}")})
		for number, seat in enumerate(stories.SEATS, 1):
			session.append("participants", {"participant_name": f"{seat}代表{number}", "seat_class": seat})
		session.append(
			"options", {"option_text": problem.resolved, "cost": problem.cost, "payer": "公共收益"}
		)
		take(session.insert(), "Called")
	with acting_at(f"clerk{suffix}", begins + timedelta(hours=2)):
		_hold(session.name)
	return session.name


def _hold(name: str) -> None:
	session = frappe.get_doc(sessions.DOCTYPE, name)
	session.update({"sign_in_sheet": SHEET, "minutes": stories.MINUTES})
	for row in session.participants:
		row.attended = 1
	session.options[0].update({"votes_for": 5, "votes_against": 1})
	session.save()
	take(frappe.get_doc(sessions.DOCTYPE, name), "Held")
	for row in session.participants[:4]:
		sessions.confirm_minutes(frappe.get_doc(sessions.DOCTYPE, name), row.name, SHEET)
	take(frappe.get_doc(sessions.DOCTYPE, name), "Confirmed")


def _resolve(topic, problem: stories.Problem, session: str | None, days: int) -> None:
	"""The resolution is shown, in force, done and reviewed."""
	how = {"basis": "Vote in the Session", "option_number": 1, "dissent": stories.DISSENT, "session": session}
	values = {"topic": topic.name, "title": problem.title, "text": problem.resolved, "cost": problem.cost}
	with acting_at("clerk.chuhe", day_before(days)):
		given = {**values, **(how if session else {"basis": "Consensus"}), "notice_days": 1}
		resolution = inserted("Resolution", **given)
		take(resolution, "On Show")
		notice = frappe.db.get_value("Resolution", resolution.name, "notice")
	ends = get_datetime(frappe.db.get_value("Public Notice", notice, "ends_at"))
	with acting_at("manager.chuhe", ends + timedelta(hours=10)):
		take(frappe.get_doc("Public Notice", notice), "Passed")
		take(frappe.get_doc("Resolution", resolution.name), "In Force")
		take(frappe.get_doc("Resolution", resolution.name), "Done")
	with acting_at("manager.chuhe", ends + timedelta(days=20)):
		take(frappe.get_doc("Deliberation Topic", topic.name), "Reviewed", review=stories.REVIEW)


def _uphold_an_objection() -> None:
	"""A notice with a wrong figure: somebody objects, is right, and the notice is shown anew."""
	values = {
		"title": "停车位划线费用公示",
		"grid": community("chuhe").code,
		"kind": "Deliberation Result",
		"days": 3,
	}
	with acting_at("clerk.chuhe", day_before(40)):
		notice = inserted("Public Notice", body="划线 62 个，共 2.4 万元。", **values)
		take(notice, "On Show")
	with acting_at("manager.chuhe", day_before(39)):
		fresh = frappe.get_doc("Public Notice", notice.name)
		objection = objections.raise_by_account(fresh, "Facts Are Wrong", "现场数过，是 58 个。", False)
	with acting_at("admin", day_before(38)):
		objections.reply(
			frappe.get_doc("Notice Objection", objection.name), True, "复核为 58 个，更正后重新公示。"
		)
	with acting_at("clerk.chuhe", day_before(37)):
		take(frappe.get_doc("Public Notice", notice.name), "Withdrawn", note="数量有误，更正后重新公示。")
		take(inserted("Public Notice", body="划线 58 个，共 2.25 万元。", **values), "On Show")


def _hear_opinions() -> None:
	"""150 opinions of half a year, 30 of them answered and told."""
	place = community("zhelu").code
	for number in range(stories.RECEIVED):
		theme, kind, text = stories.SAID[number % len(stories.SAID)]
		days = 180 - number
		values = {"theme": theme, "kind": kind, "text": text, "grid": f"{place}00{number % 3 + 1}"}
		with acting_at("manager.zhelu", day_before(days, time(9, number % 60))):
			opinion = opinions.note({**values, "channel": ("Visit", "Venue", "Opinion Box")[number % 3]})
		if number < stories.SETTLED:
			_answer(opinion.name, number, days - 1)


def _answer(name: str, number: int, days: int) -> None:
	with acting_at("manager.zhelu", day_before(days, FIVE)):
		take(frappe.get_doc("Opinion", name), "Answered", answer=stories.ANSWERS[number % 3])
		take(frappe.get_doc("Opinion", name), "Told", told_how="Visit")


def _begin_today(place: str, suffix: str) -> None:
	"""Topics to sort, a session ahead, a notice on show, a task, opinions that wait."""
	grid = community(place).code
	with acting(f"clerk{suffix}"):
		venue = inserted(
			"Deliberation Venue", venue_name=stories.VENUE, kind="Council Hall", grid=grid, capacity=30
		)
		made = [
			inserted("Deliberation Topic", title=title, description=text, grid=grid)
			for title, text in stories.TODAY
		]
		take(made[0], "Sorted", track="In Depth", pattern="1+5+N")
		_call_ahead(made[0].name, venue.name, suffix)
		take(_drafted_notice(grid), "On Show")
		due = getdate() + timedelta(days=10)
		action_items.add(made[0], stories.TASK, due, owner_user=email(f"gridworker{suffix}"))
		for theme, kind, text in stories.SAID[:4]:
			opinions.note(
				{"theme": theme, "kind": kind, "text": text, "grid": f"{grid}001", "channel": "Visit"}
			)


def _call_ahead(topic: str, venue: str, suffix: str) -> None:
	session = frappe.new_doc("Deliberation Session")
	begins = datetime.combine(getdate() + timedelta(days=3), time(19, 0))
	values = {"topic": topic, "venue": venue, "agenda": stories.AGENDA, "begins_at": begins}
	session.update({**values, "chair": email(f"manager{suffix}"), "clerk": email(f"clerk{suffix}")})
	for number, seat in enumerate(stories.SEATS, 1):
		session.append("participants", {"participant_name": f"{seat}代表{number}", "seat_class": seat})
	take(session.insert(), "Called")


def _drafted_notice(grid: str):
	title, body = stories.NOTICE
	return inserted("Public Notice", title=title, grid=grid, body=body, days=5)
