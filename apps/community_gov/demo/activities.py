"""Activities of the demo: three held with who was there, two that recruit, one called off; plainly fictitious.

Everything goes the way of a real activity, at its moment: recruiting, signing up, checking in and out, confirming.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import add_days, get_system_timezone, getdate, now_datetime

from community_gov.demo.people import email
from community_gov.demo.persons import SEED, make_person
from community_gov.demo.places import community
from community_gov.demo.service import PROJECT
from community_gov.volunteering.activities import attendance, sign_ups

# Besides the two volunteers whom each community has; their skills, so that somebody fits each role.
HELPERS = (
	(222, "家政"),
	(223, "水电维修"),
	(224, "水电维修"),
	(225, "理发"),
	(226, "家政"),
	(227, "手机与电脑"),
)
RAIN = "气象台发布暴雨预警，另行择期"


class Plan(NamedTuple):
	"""One activity. starts: (days from today, hour); roles: (title, capacity, intensity, skill); cast: the role that
	each helper in turn signs up for, None for nobody."""

	title: str
	starts: tuple[int, int]
	hours: float
	place: str
	description: str
	roles: tuple
	cast: tuple
	missed: tuple[int, ...] = ()
	forgot: tuple[int, ...] = ()
	confirmed: bool = True


CLEAN = "清洁家园·北干渠（演示）"
MEAL = "包饺子，陪老人（演示）"
REPAIR = "便民服务日（演示）"
WASHED_OUT = "河堤巡护（演示）"
DOORS = "冬季敲门行动（演示）"
LESSON, HELP = "智能手机课堂（演示）", "一对一帮助"
HELD = (
	Plan(
		CLEAN,
		(-21, 9),
		2.5,
		"北干渠桥头",
		"清理渠边垃圾和落叶。请穿防滑鞋，手套、夹子由社区准备。",
		(("清扫", 5, "中度", None), ("引导", 2, "轻度", None)),
		("清扫", "清扫", "清扫", "引导", "清扫", "引导"),
		missed=(4,),
	),
	Plan(
		MEAL,
		(-10, 14),
		3.0,
		"北街社区老年食堂",
		"和独居老人一起包饺子、聊家常。请带健康证或口罩。",
		(("帮厨", 3, "中度", None), ("陪伴", 4, "轻度", None)),
		("帮厨", "陪伴", None, "陪伴", "帮厨", "陪伴"),
	),
	Plan(
		REPAIR,
		(-4, 9),
		2.0,
		"北街社区广场",
		"小家电维修、免费理发。居民凭积分卡优先。",
		(("维修", 2, "中度", "水电维修"), ("理发", 1, "中度", "理发"), ("引导", 2, "轻度", None)),
		("引导", "维修", "维修", "理发", "引导", None),
		forgot=(4,),
		confirmed=False,
	),
)
CALLED_OFF = Plan(
	WASHED_OUT,
	(-15, 8),
	2.0,
	"河堤北门",
	"查看护栏和警示牌，劝导野泳。",
	(("巡护", 4, "中度", None),),
	("巡护", "巡护", None, None, "巡护", None),
)
RECRUITING = (
	Plan(
		DOORS,
		(3, 9),
		2.0,
		"北街社区党群服务中心",
		"两人一组上门看望高龄、独居老人，查看水电燃气。",
		(("敲门", 3, "中度", None), ("登记", 1, "轻度", None)),
		("敲门", "敲门", "登记", "敲门", "敲门", "敲门"),
	),
	Plan(
		LESSON,
		(6, 14),
		1.5,
		"北街社区会议室",
		"教老人用手机挂号、缴费、和孩子视频。",
		(("讲解", 1, "轻度", "手机与电脑"), (HELP, 6, "轻度", None)),
		(HELP, None, None, HELP, None, "讲解"),
	),
)


def load_activities() -> None:
	"""Helpers, activities and a certificate of the first community; a second call changes nothing."""
	code = community("chibi").code
	helpers = [_make_helper(code + "001", *helper) for helper in HELPERS]
	steps = [(plan, _hold_activity) for plan in HELD] + [(CALLED_OFF, _call_off)]
	for plan, step in [*steps, *((plan, _take_up) for plan in RECRUITING)]:
		if not frappe.db.exists("Volunteer Activity", {"activity_title": plan.title}):
			step(plan, helpers)
	if not frappe.db.exists("Service Certificate", {"volunteer": helpers[0]}):
		_certify(helpers[0])


def _make_helper(grid: str, index: int, skill: str) -> str:
	person = make_person(index)
	known = {"full_name": person["full_name"], "grid": grid}
	if name := frappe.db.exists("Volunteer", known):
		return name
	doc = frappe.new_doc("Volunteer").update({**known, "mobile": person["mobile"]})
	doc.update({"joined_on": add_days(getdate(), -90), "team": _team_of(grid)})
	doc.append("skills", {"skill": skill})
	return doc.insert().name


def _team_of(grid: str) -> str | None:
	return frappe.db.get_value("Volunteer Team", {"grid": grid[:12]})


@contextmanager
def _coordinator_at(moment: datetime | None) -> Iterator[None]:
	"""The coordinator acts, at a moment of the site's time; now where there is none."""
	import time_machine

	at = (moment or now_datetime()).replace(tzinfo=ZoneInfo(get_system_timezone()))
	with time_machine.travel(at, tick=False):
		frappe.set_user(email("coordinator"))
		try:
			yield
		finally:
			frappe.set_user("Administrator")


def _starts_of(plan: Plan) -> datetime:
	days, hour = plan.starts
	return datetime.combine(getdate() + timedelta(days=days), time(hour))


def _recruit_helpers(plan: Plan, starts: datetime, helpers: list[str]):
	"""Planned and published; each helper of the cast signs up, who finds no place waits."""
	doc = frappe.new_doc("Volunteer Activity")
	doc.update({"activity_title": plan.title, "service_project": PROJECT, "place": plan.place})
	doc.update({"starts_at": starts, "ends_at": starts + timedelta(hours=plan.hours)})
	place = community("chibi")
	spot = random.Random(f"{SEED}:{plan.title}").uniform
	doc.update({"latitude": round(place.latitude + spot(-0.004, 0.004), 6), "grid": place.code + "001"})
	doc.update(
		{"longitude": round(place.longitude + spot(-0.005, -0.003), 6), "description": plan.description}
	)
	doc.team = _team_of(place.code)
	for title, capacity, intensity, skill in plan.roles:
		values = {"role_title": title, "capacity": capacity, "intensity": intensity, "skill": skill}
		doc.append("roles", values)
	doc.insert()
	doc.reload()
	doc.move_to_stage("Recruiting", "Recruit")
	for person, role in zip(helpers, plan.cast, strict=True):
		if role:
			sign_ups.sign_up(doc.name, person, role)
	return doc


def _hold_activity(plan: Plan, helpers: list[str]) -> None:
	"""Held some days ago: who came checked in and out, and the coordinator confirmed what they served the day after."""
	starts = _starts_of(plan)
	with _coordinator_at(starts - timedelta(days=6)):
		doc = _recruit_helpers(plan, starts, helpers)
	there = [number for number, role in enumerate(plan.cast) if role and number not in plan.missed]
	chance = random.Random(f"{SEED}:{plan.title}:presence")
	for number in there:
		with _coordinator_at(starts + timedelta(minutes=chance.randrange(-15, 6))):
			attendance.check_in(doc.name, helpers[number], True)
	ends = starts + timedelta(hours=plan.hours)
	for number in [number for number in there if number not in plan.forgot]:
		with _coordinator_at(ends + timedelta(minutes=chance.randrange(-10, 12))):
			attendance.check_out(doc.name, helpers[number], True)
	with _coordinator_at(ends + timedelta(minutes=20)):
		frappe.get_doc("Volunteer Activity", doc.name).move_to_stage("Held", "Mark Held")
	if plan.confirmed:
		with _coordinator_at(ends + timedelta(days=1)):
			_confirm(doc.name)


def _confirm(activity: str) -> None:
	filters = {"activity": activity, "service_record": ["is", "set"]}
	for name in frappe.get_all(
		"Activity Sign-up", filters, pluck="service_record", order_by="line_number asc"
	):
		frappe.get_doc("Service Record", name).move_to_stage("Confirmed", "Confirm")


def _call_off(plan: Plan, helpers: list[str]) -> None:
	"""Called off the evening before, and everybody told why."""
	starts = _starts_of(plan)
	with _coordinator_at(starts - timedelta(days=5)):
		doc = _recruit_helpers(plan, starts, helpers)
	with _coordinator_at(starts - timedelta(hours=12)):
		frappe.get_doc("Volunteer Activity", doc.name).move_to_stage("Called Off", "Call Off", RAIN)


def _take_up(plan: Plan, helpers: list[str]) -> None:
	"""Recruits for a coming day; the volunteer with an account helps with the phones."""
	with _coordinator_at(None):
		doc = _recruit_helpers(plan, _starts_of(plan), helpers)
		own = frappe.db.get_value("Volunteer", {"user": email("volunteer")})
		if own and plan.title == LESSON:
			sign_ups.sign_up(doc.name, own, HELP)


def _certify(volunteer: str) -> None:
	with _coordinator_at(None):
		doc = frappe.new_doc("Service Certificate")
		doc.update({"volunteer": volunteer, "from_date": add_days(getdate(), -30), "to_date": getdate()})
		doc.insert()
