"""Public notices: days by the calendar, corrections, objections that nobody answers in the own matter."""

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import email
from community_gov.participation.notices import objections, public_notices, shown_notices
from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.registry import GRID

SHOWN, LAST_DAY, AFTER = "2024-09-27 10:00", "2024-10-09 23:59:59", "2024-10-10 00:00:01"


@pytest.fixture
def now(travel):
	travel(SHOWN)
	return travel


def make_notice(site, shows: bool = True, key: str = "clerk", **values):
	with acting(site, key):
		notice = site.new_doc("Public Notice")
		notice.update({"title": "路灯方案", "grid": GRID, "body": "装十盏路灯", "days": 3, **values})
		notice.insert()
	return take(site, notice, "Put on Show", key) if shows else notice


def object_to(site, notice, key: str = "manager", text: str = "太亮了"):
	with acting(site, key):
		fresh = site.get_doc("Public Notice", notice.name, for_update=True)
		return objections.raise_by_account(fresh, "Facts Are Wrong", text, False)


def answer(site, objection, key: str, upheld: bool = False, text: str = "已核实"):
	with acting(site, key):
		fresh = site.get_doc("Notice Objection", objection.name, for_update=True)
		objections.reply(fresh, upheld, text)
	return site.get_doc("Notice Objection", objection.name)


def test_a_notice_runs_over_a_holiday_and_a_make_up_day(site, now):
	notice = make_notice(site)
	# 29 September, a Sunday, works; 1 to 7 October do not.
	assert str(notice.ends_at) == "2024-10-08 23:59:59"
	now("2024-10-08 23:59:59")
	with pytest.raises(StageGuardError, match="on show until 2024-10-08"):
		take(site, notice, "End Showing")
	now("2024-10-09 00:00:00")
	notice = take(site, notice, "End Showing")
	assert (notice.stage, notice.ended_by) == ("Passed", email("clerk"))


def test_an_open_objection_keeps_a_notice_from_passing(site, now):
	notice = make_notice(site)
	objection = object_to(site, notice)
	assert (objection.result, str(objection.reply_due_at)) == ("Open", "2024-10-08 23:59:59")
	assert site.db.get_value("Public Notice", notice.name, "open_objections") == 1
	now(AFTER)
	with pytest.raises(StageGuardError, match=r"1 objections have no reply\. Reply to each"):
		take(site, notice, "End Showing")
	answer(site, objection, "admin")
	assert take(site, notice, "End Showing").stage == "Passed"


def test_an_upheld_objection_ends_in_a_new_notice(site, now):
	notice = make_notice(site)
	answer(site, object_to(site, notice), "admin", upheld=True)
	now(AFTER)
	with pytest.raises(StageGuardError, match="An objection was upheld"):
		take(site, notice, "End Showing")
	assert take(site, notice, "Withdraw", note="路灯太亮").stage == "Withdrawn"


def test_nobody_objects_to_the_own_notice_nor_answers_in_the_own_matter(site, now):
	notice = make_notice(site)
	with pytest.raises(SeparationOfDutiesError, match="You have shown notice"):
		object_to(site, notice, "clerk")
	objection = object_to(site, notice)
	for key in ("clerk", "manager"):
		with pytest.raises(SeparationOfDutiesError, match="so you do not answer it"):
			answer(site, objection, key)
	assert answer(site, objection, "admin").replied_by == email("admin")
	with pytest.raises(ConflictError, match="is answered already"):
		answer(site, objection, "admin")


def test_the_author_does_not_object_signed_out_either(site, now):
	notice = make_notice(site)
	site.db.set_value("User", email("clerk"), "mobile_no", "13900000021")
	shown = shown_notices.lock_shown(notice.name)
	with pytest.raises(SeparationOfDutiesError, match="You have shown notice"):
		objections.raise_by_number(shown, "13900000021", "Other", "不好", False)
	code = objections.raise_by_number(shown, "13900000022", "Other", "不好", False)
	told = shown_notices.objection_of(code)
	assert (told["text"], told["result"]) == ("不好", "Open")
	stored = site.get_doc(
		"Notice Objection", site.get_all("Notice Objection", {"notice": notice.name}, pluck="name")[0]
	)
	assert stored.mobile == "139****0022"
	assert code not in str(stored.as_dict())


def test_whoever_objects_by_telephone_does_not_answer_by_account(site, now):
	notice = make_notice(site)
	site.db.set_value("User", email("admin"), "mobile_no", "13900000023")
	objections.raise_by_number(shown_notices.lock_shown(notice.name), "13900000023", "Other", "不好", False)
	objection = site.get_doc("Notice Objection", {"notice": notice.name})
	with pytest.raises(SeparationOfDutiesError, match="so you do not answer it"):
		answer(site, objection, "admin")


def test_what_is_shown_stays_and_a_correction_starts_the_days_anew(site, now):
	notice = make_notice(site, day_unit="Natural Days")
	assert str(notice.ends_at) == "2024-09-30 23:59:59"
	notice.body = "装一百盏路灯"
	with pytest.raises(BadInputError, match="is on show, so its text stays"):
		notice.save()
	now("2024-09-28 09:00")
	with acting(site, "clerk"):
		fresh = site.get_doc("Public Notice", notice.name)
		public_notices.correct(fresh, "是十二盏", restarts=False)
		assert str(fresh.ends_at) == "2024-09-30 23:59:59"
		fresh.reload()
		public_notices.correct(fresh, "费用是两万元", restarts=True)
	fresh.reload()
	# The third day lies in the holiday, so the notice ends with the first working day after it.
	assert str(fresh.ends_at) == "2024-10-08 23:59:59"
	assert [row.text for row in fresh.corrections] == ["是十二盏", "费用是两万元"]
	with pytest.raises(BadInputError, match="is empty"):
		public_notices.correct(fresh, " ", restarts=False)


def test_a_draft_takes_no_objection_and_is_shown_to_nobody(site, now):
	notice = make_notice(site, shows=False)
	with pytest.raises(StageGuardError, match="takes no objections now"):
		object_to(site, notice)
	with pytest.raises(site.DoesNotExistError, match="no such notice"):
		shown_notices.lock_shown(notice.name)
	assert notice.name not in {row["notice"] for row in shown_notices.on_show()}
	with pytest.raises(ConflictError, match="is not on show, so nothing is corrected"):
		public_notices.correct(notice, "x", restarts=False)


def test_after_the_last_day_nobody_objects(site, now):
	notice = make_notice(site)
	now(AFTER)
	with pytest.raises(StageGuardError, match="takes no objections now"):
		object_to(site, notice)
	assert public_notices.end_due() == 1


def test_a_sheet_on_a_board_keeps_its_time(site, now):
	notice = make_notice(site)
	notice.append("boards", {"place": "北门公告栏", "posted_at": "2020-01-01 00:00:00"})
	notice.save()
	notice.reload()
	assert str(notice.boards[0].posted_at)[:16] == SHOWN
	now("2024-09-28 10:00")
	notice.boards[0].posted_at = "2020-01-01 00:00:00"
	notice.save()
	notice.reload()
	assert str(notice.boards[0].posted_at)[:16] == SHOWN


@pytest.mark.parametrize("text", ["", "  ", "长" * 5001])
def test_an_objection_says_something(site, now, text):
	notice = make_notice(site)
	with pytest.raises(BadInputError, match="1 to 5000 characters"):
		object_to(site, notice, text=text)


def test_a_name_that_is_not_to_be_shown_is_not_shown(site, now):
	notice = make_notice(site)
	with acting(site, "manager"):
		fresh = site.get_doc("Public Notice", notice.name, for_update=True)
		hidden = objections.raise_by_account(fresh, "Other", "不好", True)
		shown = objections.raise_by_account(fresh, "Other", "也不好", False)
	told = {}
	with acting(site, "clerk"):
		for doc in (hidden, shown):
			seen = site.get_doc("Notice Objection", doc.name)
			seen.apply_fieldlevel_read_permissions()
			told[doc.name] = (seen.owner, seen.get("raised_by"), seen.objector)
	name = site.db.get_value("User", email("manager"), "full_name")
	assert told[hidden.name] == ("Guest", None, None)
	assert told[shown.name][2] == name
	with pytest.raises(SeparationOfDutiesError, match="so you do not answer it"):
		answer(site, hidden, "manager")
