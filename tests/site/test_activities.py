"""Volunteer activities: places and waiting list, moving and calling off, checking in and out, who did not come."""

from datetime import datetime, timedelta

import pytest

import frappe as _frappe

from community_gov.core.errors import (
	BadInputError,
	BadPositionError,
	ConflictError,
	ImmutableError,
	StageGuardError,
)
from community_gov.demo.people import email
from community_gov.volunteering.activities import activity_watch, attendance, sign_ups
from tests.support.activities import make_activity
from tests.support.registry import GRID
from tests.support.volunteers import make_volunteer

STARTS = datetime(2024, 9, 28, 9)


@pytest.fixture(autouse=True)
def on_the_day_before(travel):
	travel("2024-09-27 08:00")


@pytest.fixture
def activity(site):
	return make_activity(site, STARTS)


@pytest.fixture
def people(site) -> list[str]:
	return [make_volunteer(site).name for _number in range(4)]


def status_of(site, activity, volunteer: str) -> str:
	return site.db.get_value("Activity Sign-up", {"sign_up_key": f"{activity.name}:{volunteer}"}, "status")


def statuses(site, activity, people) -> list[str]:
	return [status_of(site, activity, name) for name in people]


def told(site, name: str) -> list[str]:
	return site.get_all("Notification Log", {"document_name": name}, pluck="subject", order_by="creation asc")


def step(doc, state: str, **values):
	doc.reload()
	doc.update({"workflow_state": state, **values})
	return doc.save()


def signed(site, activity, people, role: str | None = None) -> list[str]:
	for name in people:
		sign_ups.sign_up(activity.name, name, role)
	return statuses(site, activity, people)


def test_who_comes_late_waits_and_moves_up_in_order(site, activity, people):
	assert signed(site, activity, people) == ["Signed Up", "Signed Up", "Waiting", "Waiting"]
	activity.reload()
	assert (activity.roles[0].signed_up, activity.roles[0].waiting) == (2, 2)
	assert sign_ups.cancel(activity.name, people[0])["moved_up"] == 1
	assert statuses(site, activity, people) == ["Cancelled", "Signed Up", "Signed Up", "Waiting"]
	sign_ups.sign_up(activity.name, people[0])
	assert status_of(site, activity, people[0]) == "Waiting"
	sign_ups.cancel(activity.name, people[1])
	assert statuses(site, activity, people) == ["Waiting", "Cancelled", "Signed Up", "Signed Up"]


def test_more_places_move_the_line_up_and_tell(site, activity, people):
	user = email("volunteer")
	own = site.db.get_value("Volunteer", {"user": user})
	signed(site, activity, [people[0], people[1], own])
	activity.reload()
	activity.roles[0].capacity = 3
	activity.save()
	assert status_of(site, activity, own) == "Signed Up"
	assert any("you have moved up" in subject for subject in told(site, activity.name))


def test_a_capacity_below_the_sign_ups_is_refused(site, activity, people):
	signed(site, activity, people[:2])
	activity.reload()
	activity.roles[0].capacity = 1
	with pytest.raises(ConflictError, match="2 have signed up as 引导"):
		activity.save()
	activity.reload()
	activity.set("roles", [{"role_title": "清扫", "capacity": 5}])
	with pytest.raises(ConflictError, match="2 have signed up as 引导"):
		activity.save()


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"hours": 0}, "ends before it begins"),
		({"hours": -1}, "ends before it begins"),
		({"hours": 73}, "longer than 72 hours"),
		({"sign_up_until": "2024-09-28 10:00"}, "Sign-up would end after"),
		({"latitude": 29.7}, "no place on earth"),
		({"latitude": 129.7, "longitude": 113.9}, "no place on earth"),
		({"roles": []}, "one to 30 roles"),
		({"capacity": 0}, "capacity of 引导 is not possible"),
		({"capacity": -3}, "capacity of 引导 is not possible"),
		({"capacity": 2.5}, "capacity of 引导 is not possible"),
		({"capacity": 10**7}, "capacity of 引导 is not possible"),
		({"roles": [{"role_title": "a", "capacity": 1}] * 2}, "one to 30 roles"),
	],
)
def test_activities_that_cannot_be(site, values, words):
	with pytest.raises(BadInputError, match=words):
		make_activity(site, STARTS, **values)


def test_times_across_midnight_and_month_end(site, people, travel):
	late = make_activity(site, datetime(2024, 9, 30, 22), hours=4)
	sign_ups.sign_up(late.name, people[0])
	travel("2024-09-30 22:00")
	attendance.check_in(late.name, people[0], True)
	travel("2024-10-01 02:00")
	entry = attendance.check_out(late.name, people[0], True)
	assert entry.hours == 4


def test_sign_up_has_its_rules(site, activity, people, travel):
	planned = make_activity(site, STARTS, recruit=False)
	with pytest.raises(ConflictError, match="takes no sign-ups now"):
		sign_ups.sign_up(planned.name, people[0])
	with pytest.raises(BadInputError, match="has no role 唱歌"):
		sign_ups.sign_up(activity.name, people[0], "唱歌")
	with pytest.raises(BadInputError, match="No activity is called"):
		sign_ups.sign_up("ACT-0", people[0])
	sign_ups.sign_up(activity.name, people[0])
	with pytest.raises(ConflictError, match=r"signed up for .* already"):
		sign_ups.sign_up(activity.name, people[0])
	site.db.set_value("Volunteer", people[1], "status", "Paused")
	with pytest.raises(BadInputError, match="Only active volunteers"):
		sign_ups.sign_up(activity.name, people[1])
	travel("2024-09-28 09:01")
	with pytest.raises(ConflictError, match="takes no sign-ups now"):
		sign_ups.sign_up(activity.name, people[2])


def test_sign_up_ends_with_its_deadline(site, people, travel):
	doc = make_activity(site, STARTS, sign_up_until="2024-09-27 12:00")
	travel("2024-09-27 12:01")
	with pytest.raises(ConflictError, match="takes no sign-ups now"):
		sign_ups.sign_up(doc.name, people[0])


def test_a_role_may_need_a_skill(site, people):
	roles = [{"role_title": "理发", "capacity": 1, "skill": "理发"}]
	doc = make_activity(site, STARTS, roles=roles)
	with pytest.raises(BadInputError, match="needs the skill 理发"):
		sign_ups.sign_up(doc.name, people[0])
	able = make_volunteer(site, skills=[{"skill": "理发"}])
	assert sign_ups.sign_up(doc.name, able.name).status == "Signed Up"


def test_nobody_is_at_two_activities_at_one_time(site, activity, people):
	other = make_activity(site, STARTS + timedelta(hours=1))
	after = make_activity(site, STARTS + timedelta(hours=2))
	sign_ups.sign_up(activity.name, people[0])
	with pytest.raises(ConflictError, match=r"at that time\. Cancel that first"):
		sign_ups.sign_up(other.name, people[0])
	assert sign_ups.sign_up(after.name, people[0]).status == "Signed Up"


def test_who_is_elsewhere_does_not_move_up(site, people):
	small, other = make_activity(site, STARTS, capacity=1), make_activity(site, STARTS)
	signed(site, small, people[:3])
	sign_ups.sign_up(other.name, people[1])
	sign_ups.cancel(small.name, people[0])
	assert statuses(site, small, people[:3]) == ["Cancelled", "Waiting", "Signed Up"]


def test_volunteers_cancel_until_hours_before(site, activity, people, travel):
	signed(site, activity, people[:3])
	travel("2024-09-27 22:00")
	with pytest.raises(ConflictError, match="until 12 hours before"):
		sign_ups.cancel(activity.name, people[0])
	assert sign_ups.cancel(activity.name, people[2])["status"] == "Cancelled"
	assert sign_ups.cancel(activity.name, people[0], by_staff=True)["status"] == "Cancelled"
	with pytest.raises(ConflictError, match="over already"):
		sign_ups.cancel(activity.name, people[0], by_staff=True)
	with pytest.raises(BadInputError, match="no such sign-up"):
		sign_ups.cancel(activity.name, people[3])


def test_an_activity_that_moves_asks_again(site, activity, people, travel):
	own = site.db.get_value("Volunteer", {"user": email("volunteer")})
	sign_ups.sign_up(activity.name, own)
	activity.reload()
	activity.update({"starts_at": STARTS + timedelta(hours=1), "ends_at": STARTS + timedelta(hours=3)})
	activity.save()
	key = {"sign_up_key": f"{activity.name}:{own}"}
	assert site.db.get_value("Activity Sign-up", key, "asked_again") == 1
	assert any("was moved: 2024-09-28 10:00" in subject for subject in told(site, activity.name))
	sign_ups.come_still(activity.name, own)
	assert site.db.get_value("Activity Sign-up", key, "asked_again") == 0
	activity.reload()
	activity.place = "另一处"
	activity.save()
	travel("2024-09-28 09:30")
	assert sign_ups.cancel(activity.name, own)["status"] == "Cancelled", (
		"asked again, one may say no till the end"
	)


def test_what_began_is_not_moved(site, activity, people, travel):
	sign_ups.sign_up(activity.name, people[0])
	travel("2024-09-28 08:30")
	attendance.check_in(activity.name, people[0], True)
	activity.reload()
	activity.place = "另一处"
	with pytest.raises(ConflictError, match="checked in already"):
		activity.save()


def test_calling_off_needs_a_reason_and_tells(site, activity, people):
	own = site.db.get_value("Volunteer", {"user": email("volunteer")})
	signed(site, activity, [people[0], own, people[1]])
	with pytest.raises(StageGuardError, match="No reason was given"):
		step(activity, "Called Off")
	step(activity, "Called Off", step_note="下雨")
	assert statuses(site, activity, [people[0], own, people[1]]) == ["Cancelled"] * 3
	assert activity.called_off_reason == "下雨"
	assert any("is called off: 下雨" in subject for subject in told(site, activity.name))


def test_recruiting_and_ending_have_their_time(site, activity, travel):
	with pytest.raises(StageGuardError, match="has not begun yet"):
		step(activity, "Held")
	late = make_activity(site, STARTS, recruit=False)
	travel("2024-09-28 09:30")
	with pytest.raises(StageGuardError, match="has begun already"):
		step(late, "Recruiting")


def code_at(activity, kind: str = "in", volunteer: str | None = None) -> str:
	return attendance.current_code(activity.name, kind, volunteer)["code"]


def test_in_and_out_by_code_with_the_hours_between(site, activity, people, travel):
	sign_ups.sign_up(activity.name, people[0])
	travel("2024-09-28 08:50")
	attendance.check_in(activity.name, people[0], False, code_at(activity))
	travel("2024-09-28 10:30")
	entry = attendance.check_out(activity.name, people[0], False, code_at(activity, "out"))
	assert (entry.status, entry.hours) == ("Attended", 1.5)
	record = site.get_doc("Service Record", entry.service_record)
	assert (record.volunteer, record.role, record.source_name) == (people[0], "引导", entry.name)
	assert (record.started_at, record.ended_at) == (STARTS, datetime(2024, 9, 28, 10, 30))
	with pytest.raises(ConflictError, match="checked out already"):
		attendance.check_out(activity.name, people[0], True)


def test_out_before_in_is_refused(site, activity, people, travel):
	sign_ups.sign_up(activity.name, people[0])
	travel("2024-09-28 09:10")
	with pytest.raises(ConflictError, match="has not checked in"):
		attendance.check_out(activity.name, people[0], False, code_at(activity, "out"))


def test_each_wrong_code_has_its_sentence(site, activity, people, travel):
	site.set_user(email("volunteer"))
	site.cache.delete_value(attendance.guess_key())
	own = site.db.get_value("Volunteer", {"user": email("volunteer")})
	signed(site, activity, [own, people[0]])
	travel("2024-09-28 08:50")
	old = code_at(activity)
	travel("2024-09-28 08:55")
	cases = (
		("AAAAAAAA", BadInputError, "This code is not right"),
		("", BadInputError, "This code is not right"),
		(code_at(activity, "out"), BadInputError, "This code is not right"),
		(old, ConflictError, "has run out"),
		(code_at(activity, "in", people[0]), BadInputError, "the code of a person"),
		(code_at(activity, "in", own), BadInputError, "the code of a person"),
	)
	for code, error, words in cases:
		with pytest.raises(error, match=words):
			attendance.check_in(activity.name, own, False, code)
	attendance.check_in(activity.name, own, False, code_at(activity))
	with pytest.raises(ConflictError, match="checked in already"):
		attendance.check_in(activity.name, own, False, code_at(activity))
	site.cache.delete_value(attendance.guess_key())


def test_guessing_ends_after_ten_tries(site, activity, travel):
	site.set_user(email("volunteer"))
	site.cache.delete_value(attendance.guess_key())
	own = site.db.get_value("Volunteer", {"user": email("volunteer")})
	sign_ups.sign_up(activity.name, own)
	travel("2024-09-28 08:55")
	for _number in range(attendance.GUESSES):
		with pytest.raises(BadInputError):
			attendance.check_in(activity.name, own, False, "ABCDEFGH")
	with pytest.raises(_frappe.TooManyRequestsError, match="Too many wrong codes"):
		attendance.check_in(activity.name, own, False, code_at(activity))
	site.cache.delete_value(attendance.guess_key())


def test_who_waits_or_is_nobody_does_not_check_in(site, activity, people, travel):
	signed(site, activity, people[:3])
	travel("2024-09-28 08:55")
	with pytest.raises(ConflictError, match="has no place here"):
		attendance.check_in(activity.name, people[2], True)
	with pytest.raises(BadInputError, match="no such sign-up"):
		attendance.check_in(activity.name, people[3], True)


@pytest.mark.parametrize("moment", ["2024-09-28 07:30", "2024-09-28 11:01"])
def test_checking_in_has_its_time(site, activity, people, travel, moment):
	sign_ups.sign_up(activity.name, people[0])
	travel(moment)
	with pytest.raises(ConflictError, match="This is possible from 2024-09-28 08:00 to 2024-09-28 11:00"):
		attendance.check_in(activity.name, people[0], True)


def test_a_position_is_compared_where_it_is_sent(site, people, travel):
	doc = make_activity(site, STARTS, latitude=29.72, longitude=113.88)
	signed(site, doc, people[:2])
	travel("2024-09-28 08:55")
	with pytest.raises(BadPositionError, match="m away from 社区广场, where 500 m are allowed"):
		attendance.check_in(doc.name, people[0], True, position=(29.73, 113.88))
	entry = attendance.check_in(doc.name, people[0], True, position=(29.721, 113.88))
	assert 100 < entry.distance < 120
	assert attendance.check_in(doc.name, people[1], True).distance == 0


def test_who_did_not_come_is_marked_once(site, activity, people, travel):
	signed(site, activity, people[:3])
	travel("2024-09-28 08:55")
	attendance.check_in(activity.name, people[0], True)
	travel("2024-09-28 12:59")
	activity_watch.end_past()
	assert site.db.get_value("Volunteer Activity", activity.name, "stage") == "Recruiting"
	travel("2024-09-28 13:01")
	assert activity_watch.end_past() >= 1
	assert statuses(site, activity, people[:3]) == ["Attended", "Missed", "Cancelled"]
	assert site.db.get_value("Volunteer", people[1], "no_shows") == 1
	activity_watch.end_past()
	assert site.db.get_value("Volunteer", people[1], "no_shows") == 1
	assert site.db.get_value("Volunteer Activity", activity.name, "stage") == "Held"


def test_a_sign_up_ahead_keeps_a_volunteer_from_retiring(site, activity, people):
	sign_ups.sign_up(activity.name, people[0])
	volunteer = site.get_doc("Volunteer", people[0])
	volunteer.status = "Retired"
	with pytest.raises(ConflictError, match="signed up for 1 activities"):
		volunteer.save()


def test_sign_ups_are_written_by_their_steps_alone(site, activity, people):
	values = {"activity": activity.name, "volunteer": people[0], "status": "Attended", "grid": GRID}
	with pytest.raises(ImmutableError):
		site.get_doc({"doctype": "Activity Sign-up", **values}).insert()
	entry = sign_ups.sign_up(activity.name, people[0])
	stored = site.get_doc("Activity Sign-up", entry.name)
	stored.status = "Attended"
	with pytest.raises(ImmutableError):
		stored.save()
	with pytest.raises(ImmutableError):
		stored.delete()
