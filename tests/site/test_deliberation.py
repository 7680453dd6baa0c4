"""Deliberation from topic to review: tracks, quorum, minutes, resolutions, tasks, and who is told."""

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import WATER_BUREAU, email
from community_gov.participation.deliberation import sessions
from community_gov.participation.tasks import action_items
from tests.support.clocks import acting
from tests.support.polls import entries_of, make_poll, make_roll, take
from tests.support.registry import GRID

MONDAY, EVENING, LATER = "2024-09-23 09:00", "2024-09-25 19:00", "2024-09-25 21:00"
SEATS = ("党支部书记", "党员", "红色管家", "网格员", "居民", "新就业群体")


@pytest.fixture
def now(travel):
	travel(MONDAY)
	return travel


def make_topic(site, key: str = "gridworker", **values):
	with acting(site, key):
		topic = site.new_doc("Deliberation Topic")
		topic.update({"title": "三栋路灯", "grid": GRID, "description": "晚上太黑", **values})
		return topic.insert()


def sorted_topic(site, **values):
	topic = make_topic(site)
	return take(site, topic, "Sort", track="In Depth", pattern="1+5+N", **values)


def make_session(site, topic, calls: bool = True, **values):
	with acting(site, "clerk"):
		session = site.new_doc("Deliberation Session")
		given = {"topic": topic.name, "place": "北门广场", "agenda": "装几盏灯", "begins_at": EVENING}
		session.update({**given, "chair": email("manager"), "clerk": email("clerk"), **values})
		session.participants = []
		for number, seat in enumerate(SEATS):
			who = {"user": email("gridworker")} if seat == "网格员" else {}
			session.append("participants", {"participant_name": f"代表{number}", "seat_class": seat, **who})
		session.append("options", {"option_text": "十盏", "cost": 20000})
		session.insert()
	return take(site, session, "Call") if calls else session


def hold(site, now, session, absent: int = 0, left: int = 0, votes=(5, 1, 0)):
	now(LATER)
	with acting(site, "clerk"):
		doc = site.get_doc("Deliberation Session", session.name)
		doc.sign_in_sheet, doc.minutes = "/files/sheet.png", "大家说了晚上太黑。"
		for number, row in enumerate(doc.participants):
			row.attended, row.left_early = int(number >= absent), int(number < absent + left)
		doc.options[0].update(dict(zip(("votes_for", "votes_against", "abstentions"), votes, strict=True)))
		doc.save()
	return take(site, session, "Record as Held")


def confirm(site, session, people: int = 4):
	with acting(site, "clerk"):
		for row in session.participants[-people:]:
			fresh = site.get_doc("Deliberation Session", session.name, for_update=True)
			sessions.confirm_minutes(fresh, row.name, "/files/signed.png")
	return take(site, session, "Confirm Minutes")


def make_resolution(site, topic, session=None, key: str = "clerk", **values):
	with acting(site, key):
		doc = site.new_doc("Resolution")
		given = {
			"topic": topic.name,
			"session": session and session.name,
			"title": "装十盏路灯",
			"text": "装十盏。",
		}
		doc.update(
			{**given, "basis": "Vote in the Session", "option_number": 1, "dissent": "有人怕亮。", **values}
		)
		return doc.insert()


def stage_of(site, doc) -> str:
	return site.db.get_value(doc.doctype, doc.name, "stage")


def test_a_topic_from_a_grid_worker_to_its_review(site, now):
	topic = sorted_topic(site)
	assert (minute(topic.sort_due_at), minute(topic.call_due_at)) == ("2024-09-29 09:00", "2024-10-11 09:00")
	session = make_session(site, topic)
	assert stage_of(site, topic) == "Called"
	session = hold(site, now, session)
	assert stage_of(site, topic) == "Held"
	session = confirm(site, session)
	resolution = make_resolution(site, topic, session, notice_days=1)
	assert (resolution.votes_for, resolution.votes_against, resolution.voters) == (5, 1, 6)
	resolution = take(site, resolution, "Put on Show")
	assert stage_of(site, topic) == "On Show"
	with pytest.raises(StageGuardError, match="was not shown to the end"):
		take(site, resolution, "Enact")
	now("2024-09-27 08:00")
	take(site, site.get_doc("Public Notice", resolution.notice), "End Showing")
	resolution = take(site, resolution, "Enact")
	assert stage_of(site, topic) == "In Force"
	with acting(site, "clerk"):
		item = action_items.add(resolution, "买灯", "2024-10-10", owner_user=email("gridworker"))
	with pytest.raises(StageGuardError, match="are not accepted yet"):
		take(site, resolution, "Finish")
	finish_task(site, item)
	take(site, resolution, "Finish")
	assert stage_of(site, topic) == "Done"
	with pytest.raises(StageGuardError, match="Nothing says what came of it"):
		take(site, topic, "Close with a Review")
	topic = take(site, topic, "Close with a Review", review="亮了，大家满意。")
	assert topic.stage == "Reviewed"


def minute(value) -> str:
	return str(value)[:16]


def finish_task(site, item):
	with acting(site, "gridworker"):
		doc = site.get_doc("Action Item", item.name)
		doc.result = "买了十盏"
		doc.append("evidence", {"file": "/files/lamp.png"})
		doc.save()
	item = take(site, item, "Deliver", "gridworker")
	return take(site, item, "Accept Result", "manager")


def test_a_task_is_not_accepted_by_who_did_it(site, now):
	topic = make_topic(site)
	with acting(site, "clerk"):
		item = action_items.add(topic, "看现场", "2024-10-10", owner_user=email("manager"))
	with pytest.raises(StageGuardError, match="Nothing says what was done"):
		take(site, item, "Deliver", "manager")
	with acting(site, "manager"):
		doc = site.get_doc("Action Item", item.name)
		doc.result = "看了"
		doc.save()
	with pytest.raises(StageGuardError, match="There is no evidence"):
		take(site, item, "Deliver", "manager")
	with acting(site, "manager"):
		doc.reload()
		doc.append("evidence", {"file": "/files/a.png"})
		doc.save()
	item = take(site, item, "Deliver", "manager")
	with pytest.raises(SeparationOfDutiesError, match="so you do not accept it"):
		take(site, item, "Accept Result", "manager")
	assert take(site, item, "Accept Result", "clerk").accepted_by == email("clerk")


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"owner_user": None}, "Choose one of the two"),
		({"owner_unit": WATER_BUREAU}, "Choose one of the two"),
		({"due_on": "2024-09-22"}, "has passed"),
		({"progress": 101}, "from 0 to 100"),
	],
)
def test_a_task_has_one_owner_and_a_day_ahead(site, now, values, message):
	doc = site.new_doc("Action Item")
	doc.update(
		{"task": "x", "grid": GRID, "due_on": "2024-10-10", "owner_user": email("gridworker"), **values}
	)
	with pytest.raises(BadInputError, match=message):
		doc.insert()


def test_a_topic_on_a_private_person_is_only_declined(site, now):
	topic = make_topic(site, is_about_person=1)
	with pytest.raises(StageGuardError, match="about a private person"):
		take(site, topic, "Sort", track="Instant")
	with pytest.raises(StageGuardError, match="about a private person"):
		take(site, topic, "Hand to Unit", owner_unit=WATER_BUREAU)
	topic = take(site, topic, "Do Not Take Up", note="涉及个人")
	assert (topic.stage, topic.track) == ("Not Taken Up", "Not Taken Up")


def test_a_topic_is_sorted_into_a_track(site, now):
	topic = make_topic(site)
	with pytest.raises(StageGuardError, match="has no track"):
		take(site, topic, "Sort")
	with pytest.raises(StageGuardError, match="Nobody knows who takes part"):
		take(site, topic, "Sort", track="In Depth")
	with pytest.raises(StageGuardError, match="No reason was given"):
		take(site, topic, "Do Not Take Up")
	assert take(site, topic, "Sort", track="Instant").stage == "Sorted"


def test_a_duty_of_the_government_becomes_a_case(site, now):
	topic = make_topic(site)
	with pytest.raises(StageGuardError, match="whose duty it is"):
		take(site, topic, "Hand to Unit")
	topic = take(site, topic, "Hand to Unit", owner_unit=WATER_BUREAU)
	topic.reload()
	case = site.get_doc("Case", topic.case_file)
	assert (case.title, case.grid, topic.track) == ("三栋路灯", GRID, "Government Duty")


def test_an_instant_matter_needs_no_session_and_others_do(site, now):
	topic = take(site, make_topic(site), "Sort", track="Instant")
	with pytest.raises(StageGuardError, match="Nothing was resolved yet"):
		take(site, topic, "Conclude at Once")
	make_resolution(site, topic, basis="Consensus", dissent=None)
	assert take(site, topic, "Conclude at Once").stage == "Concluded"
	other = sorted_topic(site)
	with pytest.raises(BadInputError, match="comes from a session"):
		make_resolution(site, other)
	with pytest.raises(StageGuardError, match="without a session"):
		take(site, other, "Conclude at Once")


def test_a_quorum_that_is_lost_midway_decides_nothing(site, now):
	topic = sorted_topic(site)
	session = make_session(site, topic)
	with pytest.raises(StageGuardError, match="Too few of those with a vote stayed"):
		hold(site, now, session, left=3, votes=(3, 0, 0))
	assert stage_of(site, session) == "Called"
	with pytest.raises(StageGuardError, match="Too few of those with a vote stayed"):
		hold(site, now, session, absent=1)
	assert take(site, session, "Cancel Session", note="人数不足").stage == "Called Off"
	assert stage_of(site, topic) == "Called", "another session may be called"


def test_an_interest_in_the_matter_takes_the_vote_away(site, now):
	session = make_session(site, sorted_topic(site))
	with acting(site, "clerk"):
		doc = site.get_doc("Deliberation Session", session.name)
		doc.participants[0].has_conflict = 1
		doc.save()
	session = hold(site, now, session, votes=(5, 1, 0))
	assert len(sessions.present_voters(session)) == 5
	with pytest.raises(StageGuardError, match="6 votes were counted where 5 could vote"):
		confirm(site, session)


def test_minutes_are_confirmed_by_most_who_were_there_and_a_change_asks_them_again(site, now):
	session = hold(site, now, make_session(site, sorted_topic(site)))
	with pytest.raises(StageGuardError, match="2 of 6 who were there have confirmed"):
		confirm(site, session, 2)
	session.reload()
	with acting(site, "clerk"):
		session.minutes = "改过的纪要"
		session.save()
	session.reload()
	assert (session.confirmations, [row.confirmed_at for row in session.participants]) == (0, [None] * 6)
	session = confirm(site, session)
	session.minutes = "再改"
	with pytest.raises(site.ValidationError, match="is done, so"):
		session.save()


def test_nobody_confirms_minutes_for_somebody_else_without_a_signature(site, now):
	session = hold(site, now, make_session(site, sorted_topic(site)))
	worker, other = session.participants[3], session.participants[4]
	with acting(site, "gridworker"):
		fresh = site.get_doc("Deliberation Session", session.name)
		assert sessions.confirm_minutes(fresh, worker.name) == 1
		with pytest.raises(SeparationOfDutiesError, match="Only 代表4 confirms this"):
			sessions.confirm_minutes(fresh, other.name)
	session.reload()
	row = session.participants[4]
	row.confirmed_at = "2024-09-25 21:00:00"
	session.save()
	session.reload()
	assert session.participants[4].confirmed_at is None, "a client confirms nothing by sending a time"


def test_who_came_stands_once_somebody_has_confirmed(site, now):
	session = hold(site, now, make_session(site, sorted_topic(site)))
	with acting(site, "clerk"):
		sessions.confirm_minutes(session, session.participants[0].name, "/files/a.png")
		session.reload()
		session.participants[1].attended = 0
		with pytest.raises(BadInputError, match="so the list stays"):
			session.save()


def test_dissent_is_written_down(site, now):
	topic = sorted_topic(site)
	session = confirm(site, hold(site, now, make_session(site, topic)))
	resolution = make_resolution(site, topic, session, dissent=None)
	with pytest.raises(StageGuardError, match="Some voted against it"):
		take(site, resolution, "Put on Show")
	with pytest.raises(ConflictError, match="has resolution"):
		make_resolution(site, topic, session)


def test_an_option_without_enough_votes_is_no_resolution(site, now):
	topic = sorted_topic(site)
	session = confirm(site, hold(site, now, make_session(site, topic), votes=(3, 3, 0)))
	with pytest.raises(BadInputError, match="did not get enough votes"):
		make_resolution(site, topic, session)
	with pytest.raises(BadInputError, match="no such option"):
		make_resolution(site, topic, session, option_number=7)


def test_owners_decide_by_a_poll(site, now):
	topic = take(site, make_topic(site), "Sort", track="Matter of Owners")
	with pytest.raises(BadInputError, match="Name the poll"):
		make_resolution(site, topic, basis="Consensus")
	now("2024-09-27 10:00")
	roll = make_roll(site, 1)
	poll = make_poll(site, roll)
	with pytest.raises(BadInputError, match="is not confirmed"):
		make_resolution(site, topic, basis="Poll", poll=poll.name)
	from community_gov.participation.decisions import ballots

	ballots.cast(poll.name, entries_of(site, roll)[0], [1], ballots.ONLINE)
	poll = take(site, take(site, poll, "Close Voting"), "Count", "manager")
	take(site, poll, "Confirm Result")
	resolution = make_resolution(site, topic, basis="Poll", poll=poll.name)
	assert (resolution.votes_for, resolution.voters) == (1, 1)


def test_children_take_part_under_a_pseudonym_and_every_idea_is_answered(site, now):
	topic = sorted_topic(site)
	with pytest.raises(BadInputError, match="under a pseudonym"):
		make_session(site, topic, calls=False, session_kind="Council of Children")
	session = site.new_doc("Deliberation Session")
	given = {"topic": topic.name, "place": "学校", "agenda": "操场", "begins_at": EVENING}
	session.update(
		{**given, "chair": email("manager"), "clerk": email("clerk"), "session_kind": "Council of Children"}
	)
	for name in ("小云", "小树", "小山"):
		session.append("participants", {"participant_name": name, "seat_class": "儿童"})
	session.append("ideas", {"pseudonym": "小云", "idea": "多一个秋千"})
	session.insert()
	session = take(site, session, "Call")
	now(LATER)
	for row in session.participants:
		row.attended = 1
	session.update({"sign_in_sheet": "/files/a.png", "minutes": "孩子们说了很多。"})
	session.save()
	with pytest.raises(StageGuardError, match="without the consent of a guardian"):
		take(site, session, "Record as Held")


def test_every_source_is_told_once_what_became_of_it(site, now):
	case = site.get_doc({"doctype": "Case", "description": "Dark", "grid": GRID, "source": "Patrol"}).insert()
	topic = make_topic(site, sources=[{"source_doctype": "Case", "source_name": case.name}])
	with pytest.raises(BadInputError, match="stands there twice"):
		make_topic(site, sources=[{"source_doctype": "Case", "source_name": case.name}] * 2)
	with pytest.raises(BadInputError, match="is no source of a topic"):
		make_topic(site, sources=[{"source_doctype": "User", "source_name": "Administrator"}])
	take(site, topic, "Do Not Take Up", note="已有方案")
	told = site.db.get_value("Topic Source", {"parent": topic.name}, "told_at")
	assert minute(told) == MONDAY
	notes = site.get_all("Notification Log", {"document_name": topic.name}, pluck="for_user")
	assert email("gridworker") in notes


@pytest.mark.parametrize("text", [" ", "长" * 10_001])
def test_a_topic_says_what_it_is_about(site, now, text):
	with pytest.raises(BadInputError, match="1 to 10000 characters"):
		make_topic(site, description=text)
