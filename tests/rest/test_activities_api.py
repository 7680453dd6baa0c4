"""Activities over REST: a capacity holds under 200 sign-ups at once, each step once, codes for those who are there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD, email
from tests.rest.conftest import CHIBI_GRID, ok
from tests.support.activities import activity_values
from tests.support.http import User
from tests.support.registry import FAR_GRID
from tests.support.site_clock import now

PLACES, CROWD, CLIENTS = 20, 200, 12


def days_ahead(days: int) -> datetime:
	return (now() + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def recruit(login):
	"""recruit(**values) -> name of a new activity that looks for volunteers; called off at the end."""
	made: list[str] = []

	def make(**values) -> str:
		# Each on a day of its own: nobody is at two at one time.
		starts = values.pop("starts", None) or days_ahead(3_000 + uuid4().int % 20_000)
		name = ok(login("coordinator").create("Volunteer Activity", **activity_values(starts, **values)))[
			"name"
		]
		ok(login("coordinator").call("activity.act", activity=name, action="Recruit"))
		made.append(name)
		return name

	yield make
	for name in made:
		login("coordinator").call("activity.act", activity=name, action="Call Off", note="test")


@pytest.fixture
def own(login) -> str:
	return ok(login("volunteer").query("volunteer.mine"))["volunteer"]


def test_two_hundred_at_once_get_twenty_places(server, recruit, fresh):
	"""Real HTTP, twelve connections; who has no place stands in line, nobody twice, nobody lost."""
	site = fresh()
	crowd = [
		site.get_doc({"doctype": "Volunteer", "full_name": f"志演示{uuid4().hex[:6]}", "grid": CHIBI_GRID})
		for _number in range(CROWD)
	]
	names = [volunteer.insert().name for volunteer in crowd]
	site.db.commit()
	activity = recruit(capacity=PLACES)
	users = [User(server, email("coordinator"), PASSWORD) for _client in range(CLIENTS)]

	def send(number: int):
		user, name = users[number % CLIENTS], names[number]
		for _try in range(5):
			answer = user.call("activity.sign_up", activity=activity, volunteer=name)
			if answer.status != 409:
				break
		return answer

	with ThreadPoolExecutor(CLIENTS) as pool:
		answers = list(pool.map(send, range(CROWD)))
	assert [answer for answer in answers if answer.status != 200] == []
	given = [answer.data["status"] for answer in answers]
	assert (given.count("Signed Up"), given.count("Waiting")) == (PLACES, CROWD - PLACES)
	rows = fresh().get_all(
		"Activity Sign-up", {"activity": activity}, ["volunteer", "status"], order_by="name"
	)
	assert sorted(row.volunteer for row in rows) == sorted(names)
	assert [row.status for row in rows].count("Signed Up") == PLACES
	role = fresh().get_all("Activity Role", {"parent": activity}, ["signed_up", "waiting"], order_by="idx")[0]
	assert (role.signed_up, role.waiting) == (PLACES, CROWD - PLACES)


def test_one_place_and_one_volunteer_from_twelve_clients(server, recruit, own, fresh):
	activity = recruit(capacity=1)
	users = [User(server, email("volunteer"), PASSWORD) for _client in range(6)]
	with ThreadPoolExecutor(6) as pool:
		answers = list(pool.map(lambda user: user.call("activity.sign_up", activity=activity), users))
	assert sorted(answer.status for answer in answers) == [200, *[409] * 5], answers
	assert fresh().db.count("Activity Sign-up", {"activity": activity, "volunteer": own}) == 1


def test_a_retry_gets_the_first_answer(login, recruit):
	activity, key = recruit(), uuid4().hex
	volunteer = login("volunteer")
	first = ok(volunteer.call("activity.sign_up", activity=activity, idempotency_key=key))
	assert ok(volunteer.call("activity.sign_up", activity=activity, idempotency_key=key)) == first
	assert first["status"] == "Signed Up"
	listed = ok(volunteer.query("activity.mine"))["activities"]
	assert [row["status"] for row in listed if row["activity"] == activity] == ["Signed Up"]
	undo = {"activity": activity, "idempotency_key": uuid4().hex}
	cancelled = ok(volunteer.call("activity.cancel", **undo))
	assert cancelled["status"] == "Cancelled" and ok(volunteer.call("activity.cancel", **undo)) == cancelled
	again = volunteer.call("activity.cancel", activity=activity)
	assert again.status == 409 and "该报名已结束" in again.messages


def test_the_public_list_names_nobody(login, recruit):
	activity = recruit(description="清理楼道")
	ok(login("volunteer").call("activity.sign_up", activity=activity))
	rows = ok(login(None).query("activity.recruiting", area=CHIBI_GRID[:12]))
	row = next(row for row in rows if row["activity"] == activity)
	assert row["roles"] == [{"role": "引导", "capacity": 2, "free": 1, "waiting": 0, "skill": None}]
	assert "演示" not in str(row["roles"]) and "organiser" not in row
	assert not [
		row
		for row in ok(login(None).query("activity.recruiting", area=FAR_GRID))
		if row["activity"] == activity
	]
	odd = login(None).query("activity.recruiting", area="4212%")
	assert odd.status == 422 and "is no code of a place" in odd.messages


def test_both_sides_find_each_other(login, recruit, own):
	"""The staff read who may come, the volunteer what fits; neither reads the other's list."""
	coordinator, volunteer = login("coordinator"), login("volunteer")
	skill = f"口译{uuid4().hex[:6]}"
	ok(login("admin").create("Service Skill", skill_name=skill))
	before = ok(coordinator.read("Volunteer", own))["skills"]
	ok(coordinator.update("Volunteer", own, skills=[*before, {"skill": skill}]))
	roles = [{"role_title": "翻译", "capacity": 1, "skill": skill}]
	activity = recruit(roles=roles)
	found = ok(coordinator.query("activity.candidates", activity=activity))
	assert found["activity"] == activity and found["roles"][0]["free"] == 1
	(called,) = found["roles"][0]["volunteers"]
	assert called["volunteer"] == own and f"会：{skill}" in called["reason"]
	suggested = ok(volunteer.query("volunteer.for_me"))
	row = next(row for row in suggested["activities"] if row["activity"] == activity)
	assert (row["role"], row["free"]) == ("翻译", 1) and f"会：{skill}" in row["reason"]
	ok(volunteer.call("activity.sign_up", activity=activity))
	left = ok(volunteer.query("volunteer.for_me"))["activities"]
	assert activity not in [row["activity"] for row in left]
	assert ok(coordinator.query("activity.candidates", activity=activity))["roles"][0]["volunteers"] == []
	ok(coordinator.update("Volunteer", own, skills=before))
	for stranger in ("volunteer", "operator", None):
		assert login(stranger).query("activity.candidates", activity=activity).status == 403
	for stranger in ("coordinator", "handler", None):
		assert login(stranger).query("volunteer.for_me").status == 403


def test_in_and_out_by_the_code_on_the_screen(login, recruit, own):
	starts = now().replace(second=0, microsecond=0) + timedelta(minutes=20)
	activity = recruit(starts=starts)
	volunteer, screen = login("volunteer"), login("coordinator")
	ok(volunteer.call("activity.sign_up", activity=activity))
	shown = ok(screen.query("activity.code", activity=activity, kind="in"))
	assert shown["code"] in shown["address"] and "<svg" in shown["svg"] and 0 < shown["seconds"] <= 60
	for stranger in ("volunteer", "gridworker", None):
		assert login(stranger).query("activity.code", activity=activity).status == 403
	wrong = volunteer.call("activity.check_in", activity=activity, code="AAAA-AAAA")
	assert wrong.status == 422 and "签到码不正确" in wrong.messages
	none = volunteer.call("activity.check_in", activity=activity)
	assert none.status == 422
	done = ok(volunteer.call("activity.check_in", activity=activity, code=shown["code"]))
	assert done["volunteer"] == own
	early = volunteer.call("activity.cancel", activity=activity)
	assert early.status == 409
	out = ok(screen.query("activity.code", activity=activity, kind="out"))
	left = ok(volunteer.call("activity.check_out", activity=activity, code=out["code"]))
	assert (left["hours"], left["service_record"]) == (0, None), "before the beginning nothing counts"
	again = volunteer.call("activity.check_out", activity=activity, code=out["code"])
	assert again.status == 409 and "已签退" in again.messages


def test_the_organiser_scans_a_volunteer(login, recruit, own):
	activity = recruit(starts=now() + timedelta(minutes=20))
	ok(login("volunteer").call("activity.sign_up", activity=activity))
	mine = ok(login("volunteer").query("activity.own_code", activity=activity))
	alone = login("volunteer").call("activity.check_in", activity=activity, code=mine["code"])
	assert alone.status == 422 and "志愿者本人的码" in alone.messages
	done = ok(login("coordinator").call("activity.check_in", activity=activity, code=mine["code"]))
	assert done["volunteer"] == own
	named = login("coordinator").call("activity.check_in", activity=activity, volunteer=own)
	assert named.status == 409 and "已签到" in named.messages
	far = login("volunteer").call("activity.check_in", activity=activity, volunteer="V2026000001")
	assert far.status == 403


@pytest.mark.parametrize(
	"sent", [{"latitude": 29.7}, {"latitude": "x", "longitude": 1}, {"latitude": 99, "longitude": 1}]
)
def test_half_a_position_is_refused(login, recruit, sent):
	activity = recruit(starts=now() + timedelta(minutes=20))
	ok(login("volunteer").call("activity.sign_up", activity=activity))
	code = ok(login("coordinator").query("activity.code", activity=activity))["code"]
	assert (
		400 <= login("volunteer").call("activity.check_in", activity=activity, code=code, **sent).status < 500
	)


def test_a_forgotten_check_out_is_for_staff(login, recruit, own):
	activity = recruit(starts=now() + timedelta(minutes=20))
	ok(login("volunteer").call("activity.sign_up", activity=activity))
	left = {"activity": activity, "volunteer": own, "left_at": str(now())[:16]}
	for stranger in ("volunteer", "gridworker", None):
		assert login(stranger).call("activity.check_out_afterwards", **left).status == 403
	early = login("coordinator").call("activity.check_out_afterwards", **left)
	assert early.status == 409 and "尚未结束" in early.messages
	for odd in ("gestern", "", "2026-13-01 09:00"):
		answer = login("coordinator").call("activity.check_out_afterwards", **{**left, "left_at": odd})
		assert answer.status == 422 and "不是存在的时间" in answer.messages, odd


def test_nothing_of_it_is_forged(login, recruit, own):
	activity = recruit()
	ok(login("volunteer").call("activity.sign_up", activity=activity))
	name = login("volunteer").names("Activity Sign-up", [["activity", "=", activity]])[0]
	for key in ("admin", "coordinator", "volunteer"):
		assert login(key).update("Activity Sign-up", name, status="Attended", hours=9).status >= 400
		assert login(key).delete("Activity Sign-up", name).status >= 400
		values = {"activity": activity, "volunteer": own, "status": "Attended"}
		assert login(key).create("Activity Sign-up", **values).status >= 400
	forged = {"stage": "Held", "recruited_at": "2020-01-01", "ended_at": "2020-01-01"}
	stored = ok(login("coordinator").update("Volunteer Activity", activity, **forged))
	assert (stored["stage"], stored.get("ended_at")) == ("Recruiting", None) and stored["recruited_at"][
		:4
	] != "2020"
	assert login("volunteer").update("Volunteer Activity", activity, place="x").status == 403
	rows = [{"role_title": "引导", "capacity": 2, "signed_up": 0, "waiting": 9}]
	stored = ok(login("coordinator").update("Volunteer Activity", activity, roles=rows))
	assert (stored["roles"][0]["signed_up"], stored["roles"][0]["waiting"]) == (1, 0)


def test_planned_activities_are_the_staffs(login):
	values = activity_values(days_ahead(2_900))
	name = ok(login("coordinator").create("Volunteer Activity", **values))["name"]
	assert login("volunteer").read("Volunteer Activity", name).status == 403
	ok(login("coordinator").call("activity.act", activity=name, action="Recruit"))
	assert login("volunteer").read("Volunteer Activity", name).status == 200
	silent = login("coordinator").call("activity.act", activity=name, action="Call Off")
	assert silent.status == 422
	ok(login("coordinator").call("activity.act", activity=name, action="Call Off", note="下雨"))
	late = login("volunteer").call("activity.sign_up", activity=name)
	assert late.status == 409 and "目前不接受报名" in late.messages
