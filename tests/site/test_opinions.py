"""Opinions: a protected speaker, routes, answers told, themes that become topics once, a year in review."""

import pytest

from community_gov.core import codes
from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU, email
from community_gov.participation.opinions import opinions, themes, year_review
from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.registry import GRID

MONDAY = "2024-09-23 09:00"


@pytest.fixture
def now(travel):
	travel(MONDAY)
	return travel


def say(site, text: str = "停车太难", key: str = "clerk", **values):
	with acting(site, key):
		doc = opinions.note({"text": text, "grid": GRID, "channel": "Visit", **values})
	return site.get_doc("Opinion", doc.name)


def make_theme(site, threshold: int = 3, **values):
	doc = site.new_doc("Opinion Theme")
	given = {
		"theme_name": "夜间照明",
		"threshold": threshold,
		"window_days": 30,
		"theme_owner": email("manager"),
	}
	doc.update({**given, **values})
	return doc.insert()


def test_an_opinion_from_words_to_rating(site, now):
	with acting(site, "gridworker"):
		doc = opinions.note({"text": "停车太难，电话13812345678", "grid": GRID, "channel": "Patrol"})
		code = codes.shown_once(doc)
	opinion = site.get_doc("Opinion", doc.name)
	assert (opinion.title, str(opinion.due_at)) == ("停车太难，电话〔已隐去〕", "2024-09-25 09:00:00")
	opinion = take(site, opinion, "Assign", handler_unit=CITY_BUREAU)
	with acting(site, "handler2"):
		seen = site.get_doc("Opinion", opinion.name)
		assert seen.has_permission("read")
	opinion = take(site, opinion, "Answer", "handler2", answer="已划线二十个。")
	assert opinions.status_of(code)["answer"] is None, "not told yet"
	opinion = take(site, opinion, "Tell", told_how="Code")
	told = opinions.status_of(code)
	assert (told["answer"], told["may_rate"], told["stage"]) == ("已划线二十个。", True, "Told")
	opinions.rate(code, 4, "快")
	with pytest.raises(ConflictError, match="nothing to rate now"):
		opinions.rate(code, 5, None)
	assert site.db.get_value("Opinion", opinion.name, "rating") == 4


def test_the_unit_spoken_of_never_learns_who_spoke(site, now):
	complaint = say(
		site,
		"河道局态度差",
		kind="Complaint",
		about_unit=WATER_BUREAU,
		identity="Named",
		speaker_name="赵演示",
	)
	with pytest.raises(BadInputError, match="spoken of does not answer"):
		take(site, complaint, "Assign", handler_unit=WATER_BUREAU)
	take(site, complaint, "Assign", handler_unit=CITY_BUREAU)
	with acting(site, "handler"):
		assert site.get_list("Opinion", {"name": complaint.name}) == []
		assert not site.get_doc("Opinion", complaint.name).has_permission("read")
	with acting(site, "handler2"):
		seen = site.get_doc("Opinion", complaint.name)
		seen.apply_fieldlevel_read_permissions()
		shown = seen.as_dict()
	for name in ("speaker_name", "said_by", "mobile", "text", "about_unit"):
		assert not shown.get(name), name
	assert shown["shown_text"] == "河道局态度差"


def test_a_unit_answers_and_changes_nothing_else(site, now):
	opinion = take(site, say(site), "Assign", handler_unit=CITY_BUREAU)
	with acting(site, "handler2"):
		doc = site.get_doc("Opinion", opinion.name)
		doc.update({"theme": "停车管理", "kind": "Praise", "answer": "在办"})
		doc.save()
	doc = site.get_doc("Opinion", opinion.name)
	assert (doc.theme, doc.kind, doc.answer) == (None, "Suggestion", "在办")


def test_somebody_who_works_for_both_units_does_not_answer_about_one(site, now):
	unit = site.get_doc("Responsible Unit", CITY_BUREAU)
	unit.append("users", {"user": email("handler")})
	unit.save()
	opinion = say(site, kind="Complaint", about_unit=WATER_BUREAU)
	opinion = take(site, opinion, "Assign", handler_unit=CITY_BUREAU)
	with acting(site, "handler"):
		doc = site.get_doc("Opinion", opinion.name)
		assert not doc.has_permission("write")
		with pytest.raises(SeparationOfDutiesError, match="speaks of your unit"):
			opinions.refuse_speaker(doc)


def test_of_an_anonymous_opinion_nothing_of_the_speaker_is_kept(site, now):
	opinion = say(site, identity="Anonymous", speaker_name="赵演示", mobile="13812345678")
	assert (opinion.speaker_name, opinion.mobile, opinion.mobile_fingerprint) == (None, None, None)


def test_six_routes_say_where_to_turn(site, now):
	opinion = say(site, "已经起诉了")
	with pytest.raises(StageGuardError, match="where it was sent and why"):
		take(site, opinion, "Refer Elsewhere", route="Statutory Channel")
	opinion = take(
		site, opinion, "Refer Elsewhere", route="Statutory Channel", referral="由法院处理，请向法院查询。"
	)
	assert (opinion.stage, opinion.told_by) == ("Referred", email("clerk"))


def test_an_answer_is_written_before_it_is_told(site, now):
	opinion = say(site)
	with pytest.raises(StageGuardError, match="There is no answer"):
		take(site, opinion, "Answer")
	opinion = take(site, opinion, "Answer", answer="已处理")
	with pytest.raises(StageGuardError, match="how the speaker was told"):
		take(site, opinion, "Tell")


def test_a_theme_becomes_a_topic_once_and_later_opinions_join_it(site, now):
	theme = make_theme(site)
	for number in range(2):
		say(site, f"太黑{number}", theme=theme.name)
	assert not site.db.exists("Deliberation Topic", {"opinion_theme": theme.name})
	third, fourth = (say(site, f"黑{number}", theme=theme.name) for number in "三四")
	topics = site.get_all("Deliberation Topic", {"opinion_theme": theme.name}, ["name", "grid", "origin"])
	assert [(row.grid, row.origin) for row in topics] == [(GRID[:12], "Opinion Theme")]
	assert {site.db.get_value("Opinion", one.name, "topic") for one in (third, fourth)} == {topics[0].name}
	assert site.db.count("Opinion", {"topic": topics[0].name}) == 4
	assert site.db.exists("Notification Log", {"for_user": email("manager"), "document_name": topics[0].name})
	topic = site.get_doc("Deliberation Topic", topics[0].name)
	take(site, topic, "Do Not Take Up", "manager", note="已有计划")
	for number in range(3):
		say(site, f"还是黑{number}", theme=theme.name)
	assert site.db.count("Deliberation Topic", {"opinion_theme": theme.name}) == 2, (
		"met again after the first has ended"
	)


def test_what_lies_outside_the_days_or_the_community_does_not_count(site, now):
	theme = make_theme(site)
	say(site, "一", theme=theme.name)
	say(
		site,
		"二",
		key="admin",
		theme=theme.name,
		grid="340207001002001" if site.db.exists("Grid", "340207001002001") else GRID,
	)
	now("2024-11-23 09:00")
	say(site, "三", theme=theme.name)
	assert not site.db.exists("Deliberation Topic", {"opinion_theme": theme.name})


def test_a_theme_is_no_part_of_itself(site, now):
	above = make_theme(site)
	below = make_theme(site, theme_name="楼道灯", parent_theme=above.name)
	above.reload()
	above.parent_theme = below.name
	with pytest.raises(BadInputError, match="no part of itself"):
		above.save()
	with pytest.raises(BadInputError, match="from 1 to 365"):
		make_theme(site, theme_name="路灯", window_days=0)


def test_the_same_words_many_times_are_flagged_and_kept(site, now):
	flags = [say(site, f" 反对，停车收费{'！' * number}").is_campaign for number in range(6)]
	assert flags == [0, 0, 0, 0, 1, 1]


def test_one_opinion_is_merged_into_another_whose_answer_its_code_tells(site, now):
	with acting(site, "clerk"):
		first = opinions.note({"text": "停车难", "grid": GRID})
		code = codes.shown_once(first)
		second = opinions.note({"text": "没地方停车", "grid": GRID})
	with pytest.raises(BadInputError, match="merged into another one"):
		opinions.merge(site.get_doc("Opinion", first.name), first.name, "x")
	opinions.merge(site.get_doc("Opinion", first.name), second.name, "同一件事")
	second = take(site, take(site, second, "Answer", answer="划线"), "Tell", told_how="Call")
	assert opinions.status_of(code)["answer"] == "划线"
	with pytest.raises(ConflictError, match="has ended already"):
		opinions.merge(second, say(site, "别的").name, "x")


def test_a_case_of_an_opinion_names_no_speaker(site, now):
	opinion = say(
		site, "井盖坏了，电话13812345678", identity="Named", speaker_name="赵演示", mobile="13812345678"
	)
	case = site.get_doc("Case", opinions.make_case(opinion))
	assert "13812345678" not in str(case.as_dict())
	assert "赵演示" not in str(case.as_dict())
	with pytest.raises(ConflictError, match="became case"):
		opinions.make_case(opinion)


@pytest.mark.parametrize("text", ["", "  \n", "长" * 100_000])
def test_an_opinion_has_words(site, now, text):
	with pytest.raises(BadInputError, match="1 to 10000 characters"):
		say(site, text)


def test_a_year_in_review_tells_no_small_theme(site, now):
	large, small = make_theme(site, 0), make_theme(site, 0, theme_name="楼道灯")
	before = year_review.of_year(2024)
	for number in range(5):
		take(site, say(site, f"黑{number}", theme=large.name), "Answer", answer="已装灯")
	say(site, "坏", theme=small.name)
	found = year_review.of_year(2024)
	assert (found["received"] - before["received"], found["answered"] - before["answered"]) == (6, 5)
	names = {row["theme"]: row["received"] for row in found["themes"]}
	assert names.get("夜间照明") == 5
	assert "楼道灯" not in names
	assert themes.community_of(GRID) == GRID[:12]
