"""Help requests of the demo: a team and skills in each community, requests at every stage, plainly fictitious."""

import frappe

from community_gov.core.counting import count_shown
from community_gov.core.step_context import step_context
from community_gov.demo.people import email
from community_gov.demo.places import COMMUNITIES, community

SKILLS = (("水电维修", "家电维修"), ("医护", "心理疏导"), ("手机与电脑",), ("驾驶", "家政"))
# Kind, what is needed, urgency, how far it has come: "", Claimed, Served or Confirmed.
REQUESTS = (
	("家居维修", "卫生间的灯不亮，自己够不着", "Ordinary", ""),
	("陪同就医", "下周三去中医院复查，想有人陪同", "Ordinary", "Claimed"),
	("智能手机帮助", "想学用手机和孩子视频", "Ordinary", "Served"),
	("代办跑腿", "帮忙取慢性病的药", "Urgent", "Confirmed"),
)
RESULTS = "已上门办好，老人很满意"


def load_help() -> None:
	"""Skills, teams and requests of the five communities; a second call changes nothing."""
	for place in COMMUNITIES:
		_give_skills(place.code)
		_make_team(place)
	if not count_shown("Help Request", {}):
		for number, request in enumerate(REQUESTS):
			_make_request(community("chibi").code, number, *request)


def volunteers_of(code: str) -> list[str]:
	filters = {"status": "Active", "grid": ["like", f"{code}%"]}
	return frappe.get_all("Volunteer", filters=filters, pluck="name", order_by="creation asc")


def _give_skills(code: str) -> None:
	for number, name in enumerate(volunteers_of(code)):
		doc = frappe.get_doc("Volunteer", name)
		if not doc.skills:
			doc.set("skills", [{"skill": skill} for skill in SKILLS[number % len(SKILLS)]])
			doc.save()


def _place_name(code: str) -> str:
	return frappe.db.get_value("Grid", code, "grid_name")


def _make_team(place) -> None:
	name = f"{_place_name(place.code)}红色帮帮团（演示）"
	if frappe.db.exists("Volunteer Team", name):
		return
	doc = frappe.new_doc("Volunteer Team")
	doc.update({"team_name": name, "grid": place.code, "leader": volunteers_of(place.code)[0]})
	doc.set("skills", [{"skill": skill} for skill in ("水电维修", "医护")])
	doc.insert()


def _make_request(code: str, number: int, kind: str, need: str, urgency: str, reached: str) -> None:
	"""Raised by the grid worker for a home, and brought as far as it has come by those whose part it is."""
	homes = frappe.get_all(
		"Household", filters={"grid": ["like", f"{code}%"]}, pluck="name", order_by="creation asc"
	)
	doc = frappe.new_doc("Help Request")
	doc.update({"household": homes[number], "help_kind": kind, "need": need, "urgency": urgency})
	act("gridworker", doc.insert)
	steps = {"Claimed": _claim, "Served": _serve, "Confirmed": _confirm}
	for stage, step in steps.items():
		if reached in list(steps)[list(steps).index(stage) :]:
			act("coordinator", lambda step=step: step(doc, code))


def act(key: str, step) -> None:
	frappe.set_user(email(key))
	try:
		step()
	finally:
		frappe.set_user("Administrator")


def _claim(doc, code: str) -> None:
	doc.volunteer = volunteers_of(code)[-1]
	doc.move_to_stage("Claimed", "Claim")


def _serve(doc, code: str) -> None:
	doc.result = RESULTS
	doc.move_to_stage("Served", "Report Done")


def _confirm(doc, code: str) -> None:
	step_context(doc).voice = {"confirmation": "By Phone", "rating": "Satisfied", "comment": "谢谢"}
	doc.move_to_stage("Confirmed", "Confirm")
