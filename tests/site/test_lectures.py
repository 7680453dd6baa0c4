"""Policy lectures: announced with their source, seats and feedback by number, questions answered or made cases."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.participation.lectures import feedback, lectures, questions, shown_lectures
from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.registry import GRID, make_resident

BEGINS, ENDS = "2024-09-25 19:00", "2024-09-25 20:30"
POLICY = {"speaker": "街道民政科", "policy_title": "养老服务条例", "issued_by": "市人大"}


@pytest.fixture
def now(travel):
	travel("2024-09-23 09:00")
	return travel


def number(index: int) -> str:
	return f"1540000{index:04d}"


def make_lecture(site, **values):
	with acting(site, "clerk"):
		doc = site.new_doc("Policy Lecture")
		given = {
			"title": "养老补贴怎么领",
			"grid": GRID,
			"begins_at": BEGINS,
			"ends_at": ENDS,
			"place": "广场",
		}
		doc.update({**given, **values})
		for topic in ("医保", "垃圾分类"):
			doc.append("next_topics", {"topic": topic})
		return doc.insert()


def opened(site, **values):
	return take(site, make_lecture(site, **values), "Open Sign-up", **POLICY)


def test_from_sign_up_to_wrap_up(site, now):
	lecture = opened(site, seats=2)
	assert [lectures.sign_up(lecture.name, number(n)) for n in (1, 2)] == [1, 2]
	with pytest.raises(ConflictError, match="seat already"):
		lectures.sign_up(lecture.name, number(1))
	with pytest.raises(ConflictError, match="All seats"):
		lectures.sign_up(lecture.name, number(3))
	assert lectures.give_seat_back(lecture.name, number(1)) == 1
	assert lectures.give_seat_back(lecture.name, number(1)) == 1
	assert (shown_lectures.has_seat(lecture.name, number(1)), lectures.sign_up(lecture.name, number(3))) == (
		False,
		2,
	)
	asked = questions.ask(lecture.name, "外地户口能领吗?", questions.ON_PAGE)
	with pytest.raises(StageGuardError, match="begins at"):
		take(site, lecture, "Mark Held", attendance=30)
	now("2024-09-25 20:00:00.1")
	with pytest.raises(StageGuardError, match="Nobody was counted"):
		take(site, lecture, "Mark Held")
	lecture = take(site, lecture, "Mark Held", attendance=30)
	with pytest.raises(StageGuardError, match="1 questions"):
		take(site, lecture, "Wrap Up")
	with acting(site, "clerk"):
		questions.answer(
			site.get_doc("Lecture Question", asked, for_update=True), "能,致电0715-5350000", True
		)
	with pytest.raises(ConflictError, match="has its answer"):
		questions.answer(site.get_doc("Lecture Question", asked, for_update=True), "改口", True)
	assert take(site, lecture, "Wrap Up").stage == "Completed"
	told = next(one for one in shown_lectures.held() if one["lecture"] == lecture.name)
	assert told["answers"] == [{"question": "外地户口能领吗?", "answer": "能,致电〔已隐去〕"}]
	assert (told["attendance"], told["feedback_count"]) == (30, None)


def test_feedback_is_of_whoever_was_there(site, now):
	lecture = opened(site)
	code = lecture.hall_code
	with pytest.raises(ConflictError, match="from the beginning"):
		feedback.give(lecture.name, number(1), code, 5, None)
	now("2024-09-25 20:00:00.1")
	wrong = "000000" if code != "000000" else "000001"
	for given, rating, topic in ((wrong, 5, 1), (code, 0, 1), (code, 6, 1), (code, 5, 3), (code, 5, 0)):
		with pytest.raises(BadInputError):
			feedback.give(lecture.name, number(1), given, rating, topic)
	for index, rating in enumerate((5, 4, 3, 5, 1)):
		feedback.give(lecture.name, number(index), code, rating, 2 if index < 3 else None)
	with pytest.raises(ConflictError, match="given feedback"):
		feedback.give(lecture.name, number(0), code, 5, 1)
	told = next(one for one in shown_lectures.held() if one["lecture"] == lecture.name)
	assert (told["feedback_count"], told["feedback_good"], told["next_topics"]) == (
		5,
		3,
		["医保", "垃圾分类"],
	)
	with acting(site, "clerk"), pytest.raises(BadInputError, match="chose this topic"):
		doc = site.get_doc("Policy Lecture", lecture.name)
		doc.next_topics = doc.next_topics[:1]
		doc.save()
	now("2024-10-03 09:00:00.1")
	with pytest.raises(ConflictError, match="from the beginning"):
		feedback.give(lecture.name, number(9), code, 5, None)


def test_a_topic_out_of_feedback_is_known(site, now):
	lecture = opened(site)
	now("2024-09-25 20:00:00.1")
	feedback.give(lecture.name, number(1), lecture.hall_code, 5, 2)
	times = {"begins_at": "2024-10-10 19:00", "ends_at": "2024-10-10 20:00", "follows": lecture.name}
	assert make_lecture(site, title="垃圾分类", **times).from_feedback == 1
	assert make_lecture(site, title="医保", from_feedback=1, **times).from_feedback == 0


def test_a_question_becomes_a_case(site, now):
	lecture = opened(site)
	with acting(site, "clerk"):
		asked = questions.ask(lecture.name, "活动室的灯坏了", questions.IN_ROOM)
		case = questions.make_case(site.get_doc("Lecture Question", asked, for_update=True))
	assert site.db.get_value("Case", case, "description") == "活动室的灯坏了"
	assert site.db.get_value("Lecture Question", asked, "result") == "Became a Case"


@pytest.mark.parametrize(
	("given", "told"),
	[
		({"speaker": ""}, "Nobody speaks"),
		({"issued_by": ""}, "which policy"),
		({"place": ""}, "where it is"),
		({"valid_until": "2024-09-01"}, "not valid"),
		({"begins_at": "2024-09-20 19:00"}, "in the past"),
	],
)
def test_what_sign_up_needs(site, now, given, told):
	values = {name: value for name, value in given.items() if name not in POLICY}
	policy = {**POLICY, **{name: value for name, value in given.items() if name in POLICY}}
	lecture = make_lecture(site, **values)
	with pytest.raises(StageGuardError, match=told):
		take(site, lecture, "Open Sign-up", **policy)


def test_nobody_is_named_without_consent(site, now):
	lecture, resident = opened(site), make_resident(site)
	with acting(site, "manager"):
		doc = site.get_doc("Policy Lecture", lecture.name)
		doc.append("attendees", {"resident": resident.name})
		with pytest.raises(BadInputError, match="without consent"):
			doc.save()
		doc.reload()
		for _twice in range(2):
			doc.append("attendees", {"resident": resident.name, "consented": 1})
		with pytest.raises(BadInputError, match="twice"):
			doc.save()


@pytest.mark.parametrize("text", ["", " ", "字" * 2001])
def test_a_question_of_no_or_too_many_words(site, now, text):
	lecture = opened(site)
	with pytest.raises(BadInputError, match="1 to 2000"):
		questions.ask(lecture.name, text, questions.ON_PAGE)


def test_the_code_is_drawn_by_the_server(site, now):
	lecture = opened(site, hall_code="111111", sign_ups=99, feedback_good=9)
	assert len(lecture.hall_code) == 6
	assert (lecture.sign_ups, lecture.feedback_good) == (0, 0)
	assert make_lecture(site, hall_code="111111").hall_code in (None, "")


def test_a_lecture_on_a_notice_takes_its_source_from_it(site, now):
	values = {
		"title": "养老服务条例",
		"kind": "Law",
		"grid": GRID,
		"plain_summary": "补贴有变",
		"body": "条例全文",
	}
	values |= {
		"issuing_body": "市人大",
		"document_number": "第 9 号",
		"valid_until": "2026-01-01",
		"by_portal": 1,
	}
	with acting(site, "clerk"):
		notice = site.new_doc("Community Notice")
		notice.update(values)
		notice.append("audience", {"grid": GRID})
		notice.insert()
		with pytest.raises(BadInputError, match="was not sent"):
			make_lecture(site, policy_notice=notice.name)
	notice.db_set({"stage": "Sent", "workflow_state": "Sent"})
	lecture = make_lecture(site, policy_notice=notice.name, policy_number="第 10 号")
	assert (lecture.policy_title, lecture.issued_by, lecture.policy_number) == (
		"养老服务条例",
		"市人大",
		"第 10 号",
	)
	notice.db_set("kind", "Information")
	with pytest.raises(BadInputError, match="no law or policy"):
		make_lecture(site, policy_notice=notice.name)
