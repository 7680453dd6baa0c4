"""What fits a volunteer, and who fits an activity: skill, free times, way and load, each with the reason."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from community_gov.demo.people import email
from community_gov.volunteering.activities import sign_ups
from community_gov.volunteering.matching import offers
from tests.support.activities import make_activity
from tests.support.registry import FAR_GRID, GRID
from tests.support.volunteers import make_volunteer

# A Saturday.
STARTS = datetime(2024, 9, 28, 9)
SATURDAY_MORNING = [{"weekday": "Saturday", "from_time": "08:00", "until_time": "12:00"}]
SUNDAY = [{"weekday": "Sunday", "from_time": "08:00", "until_time": "23:59"}]


@pytest.fixture(autouse=True)
def on_the_day_before(travel):
	travel("2024-09-27 08:00")


@pytest.fixture
def skill(site) -> str:
	"""A skill that nobody has whom another test made."""
	values = {"doctype": "Service Skill", "skill_name": f"技能{uuid4().hex[:6]}", "enabled": 1}
	return site.get_doc(values).insert().name


def able(site, skill: str, **values):
	return make_volunteer(site, skills=[{"skill": skill}], **values)


def roles(skill: str, capacity: int = 2) -> list[dict]:
	return [{"role_title": "专业岗", "capacity": capacity, "skill": skill}]


def called(activity) -> list[tuple[str, str]]:
	(found,) = offers.volunteers_for_activity(activity.name)
	return [(row["volunteer"], row["reason"]) for row in found["volunteers"]]


def suggestions(volunteer) -> dict[str, dict]:
	return {row["activity"]: row for row in offers.activities_for(volunteer.name)}


def test_an_activity_calls_the_able_who_have_time(site, skill):
	free = able(site, skill, availability=SATURDAY_MORNING)
	unknown = able(site, skill)
	busy = able(site, skill, availability=SUNDAY)
	make_volunteer(site, availability=SATURDAY_MORNING)
	able(site, skill, grid=FAR_GRID)
	able(site, skill, status="Paused")
	activity = make_activity(site, STARTS, roles=roles(skill))
	site.local.lang = "zh"
	found = called(activity)
	assert [name for name, _reason in found] == [free.name, unknown.name, busy.name]
	assert [reason for _name, reason in found] == [
		f"同网格 · 会：{skill} · 时间合适 · 目前没有任务",
		f"同网格 · 会：{skill} · 目前没有任务",
		f"同网格 · 会：{skill} · 登记的空闲时间不符 · 目前没有任务",
	]


def test_who_has_a_place_here_or_elsewhere_then_is_not_called(site, skill):
	here, elsewhere, later = (able(site, skill) for _number in range(3))
	activity = make_activity(site, STARTS, roles=roles(skill))
	other = make_activity(site, STARTS + timedelta(hours=1))
	after = make_activity(site, STARTS + timedelta(hours=2))
	sign_ups.sign_up(activity.name, here.name)
	sign_ups.sign_up(other.name, elsewhere.name)
	sign_ups.sign_up(after.name, later.name)
	found = called(activity)
	assert [name for name, _reason in found] == [later.name]
	assert found[0][1].endswith("1 open")
	sign_ups.cancel(other.name, elsewhere.name)
	assert [name for name, _reason in called(activity)] == [elsewhere.name, later.name]


def test_a_volunteer_sees_what_fits_first(site, skill):
	volunteer = able(site, skill, availability=SATURDAY_MORNING)
	fits = make_activity(site, STARTS, roles=roles(skill))
	other_day = make_activity(site, STARTS + timedelta(days=7, hours=10))
	needs_more = make_activity(site, STARTS + timedelta(days=14), roles=roles("水电维修"))
	closed = make_activity(site, STARTS, sign_up_until="2024-09-27 07:00:00")
	found = suggestions(volunteer)
	names = list(found)
	assert names.index(fits.name) < names.index(other_day.name)
	assert {needs_more.name, closed.name}.isdisjoint(names)
	assert found[fits.name]["reason"] == f"same grid · can: {skill} · has time then"
	assert found[other_day.name]["reason"] == "same grid · other times on record"
	assert (found[fits.name]["role"], found[fits.name]["free"]) == ("专业岗", 2)


def test_a_role_with_a_place_goes_before_a_full_one(site, skill):
	volunteer = able(site, skill)
	both = [*roles(skill, 1), {"role_title": "引导", "capacity": 1}]
	activity = make_activity(site, STARTS, roles=both)
	assert suggestions(volunteer)[activity.name]["role"] == "专业岗"
	sign_ups.sign_up(activity.name, able(site, skill).name, "专业岗")
	assert suggestions(volunteer)[activity.name]["role"] == "引导"
	sign_ups.sign_up(activity.name, make_volunteer(site).name, "引导")
	full = suggestions(volunteer)[activity.name]
	assert (full["role"], full["free"]) == ("专业岗", 0)


def test_what_a_volunteer_signed_up_for_and_what_overlaps_is_left_out(site):
	volunteer = make_volunteer(site)
	own = make_activity(site, STARTS)
	overlapping = make_activity(site, STARTS + timedelta(hours=1))
	next_one = make_activity(site, STARTS + timedelta(hours=2))
	assert {own.name, overlapping.name, next_one.name} <= set(suggestions(volunteer))
	sign_ups.sign_up(own.name, volunteer.name)
	found = suggestions(volunteer)
	assert {own.name, overlapping.name}.isdisjoint(found) and next_one.name in found
	sign_ups.cancel(own.name, volunteer.name)
	assert {own.name, overlapping.name} <= set(suggestions(volunteer))


def test_the_way_is_told_where_the_map_knows_it(site):
	row = {"latitude": 29.72, "longitude": 113.90, "boundary_on": "2024-01-01 00:00:00"}
	site.db.set_value("Grid", GRID, row)
	volunteer = make_volunteer(site)
	activity = make_activity(site, STARTS, latitude=29.74, longitude=113.90)
	assert "about 2.2 km" in suggestions(volunteer)[activity.name]["reason"]
	site.db.set_value("Grid", GRID, "boundary_on", None)
	assert "km" not in suggestions(volunteer)[activity.name]["reason"]


def test_the_call_reaches_the_fitting_once(site, skill):
	user = email("volunteer")
	name = site.db.get_value("Volunteer", {"user": user})
	site.db.set_value("Volunteer", name, {"grid": GRID, "status": "Active"})
	volunteer = site.get_doc("Volunteer", name)
	volunteer.append("skills", {"skill": skill})
	volunteer.save()
	activity = make_activity(site, STARTS, roles=roles(skill))
	logs = {"document_name": activity.name, "for_user": user}
	subjects = site.get_all("Notification Log", logs, pluck="subject")
	assert subjects == [f"Volunteers are wanted: {activity.activity_title}, 2024-09-28 09:00, 社区广场."]
	for state in ("Sign-up Closed", "Recruiting"):
		activity.reload()
		activity.workflow_state = state
		activity.save()
	assert site.db.count("Notification Log", logs) == 1


def test_a_request_asks_for_time_before_it_is_due(site, skill, travel):
	travel("2024-09-27 12:00")
	free = able(site, skill, availability=SATURDAY_MORNING)
	busy = able(site, skill, availability=SUNDAY)
	values = {"help_kind": "家居维修", "need": "换灯", "grid": GRID, "place": "演示楼"}
	request = site.get_doc({"doctype": "Help Request", **values, "skills": [{"skill": skill}]}).insert()
	found = offers.helpers_for_request(request)["volunteers"]
	assert [row["volunteer"] for row in found[:2]] == [free.name, busy.name]
	assert "has time then" in found[0]["reason"] and "other times on record" in found[1]["reason"]
	(own,) = [row for row in offers.requests_for(free.name) if row["help_request"] == request.name]
	assert own["reason"] == f"same grid · can: {skill} · has time then"
