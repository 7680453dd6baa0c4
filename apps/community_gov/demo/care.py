"""The demo's care: tags that follow from age and home, four weeks of planned visits, most of them made, a few findings."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.demo.homes import inserted
from community_gov.demo.places import COMMUNITIES
from community_gov.grids.team import workers_of
from community_gov.registry.care import visit_plans
from community_gov.registry.identity.guardians import CHILD_BELOW, age_on

WEEKS = (21, 14, 7)
NOTES = (
	"身体好，饮食如常。",
	"提醒用电用气安全，记下了家人的电话。",
	"想请人帮忙换灯泡，已转给志愿者。",
	"说夜里睡不好，建议到卫生站看看。",
	"一切如常，约好下周再来。",
)
FINDINGS = ("二层楼道灯不亮。", "单元门口堆了杂物，影响通行。", "楼前井盖松动，走过时有响声。")


def load_care() -> None:
	"""Tags and visits of the five communities; a second call changes nothing."""
	if frappe.db.exists("Resident Care Tag", {"source": "Own Register"}):
		return
	for place in COMMUNITIES:
		for number, person in enumerate(_people_of_homes(place.code)):
			_tag_person(person, number)
	for days in WEEKS:
		visit_plans.plan_visits(getdate() - timedelta(days=days))
		_make_visits()
	visit_plans.plan_visits()


def _people_of_homes(code: str) -> list[dict]:
	"""People of the demo's homes, with the number of those they live with."""
	people = frappe.get_all(
		"Resident",
		filters={"grid": ["like", f"{code}%"], "household": ["is", "set"], "status": "Present"},
		fields=["name", "birth_date", "grid", "household.member_count as at_home"],
		order_by="name asc",
	)
	return [person for person in people if person.birth_date]


def _tag_person(person, number: int) -> None:
	"""At most one tag each, mostly where a grid worker is at work."""
	tag = tag_for(age_on(getdate(person.birth_date), getdate()), person.at_home, number)
	if not tag or (number % 3 and not workers_of(person.grid)):
		return
	if frappe.db.exists("Resident Care Tag", {"resident": person.name}):
		return
	since = getdate() - timedelta(days=60 + 17 * number % 300)
	inserted("Resident Care Tag", resident=person.name, care_tag=tag, from_date=since, source="Own Register")


def tag_for(age: int, at_home: int, number: int) -> str | None:
	if age >= 80:
		return "高龄老人"
	if age >= 60 and at_home <= 2:
		return "独居老人" if at_home == 1 else "空巢老人"
	if age < CHILD_BELOW:
		return "留守儿童" if number % 2 else None
	return {0: "低保低收入", 5: "残疾人"}.get(number % 9)


def _make_visits() -> None:
	"""Four of five planned visits that have somebody to make them are made, one of them a day late."""
	planned = {"status": "Planned", "assignee": ["is", "set"], "visit_plan": ["is", "set"]}
	rows = frappe.get_all(
		"Visit",
		filters={**planned, "due_on": ["<", getdate() - timedelta(days=1)]},
		fields=["name", "assignee", "due_on"],
		order_by="due_on asc, name asc",
	)
	for number, row in enumerate(rows):
		if number % 5:
			_make_visit(row, number)


def _make_visit(row, number: int) -> None:
	"""As the grid worker, at the end of the day's round."""
	frappe.set_user(row.assignee)
	try:
		visit = frappe.get_doc("Visit", row.name)
		day = getdate(row.due_on) + timedelta(days=number % 5 == 4)
		visit.visited_at = datetime.combine(day, time(9 + number % 8, 7 * number % 60))
		visit.result = "Nobody at Home" if number % 11 == 3 else "Met"
		visit.note = NOTES[number % len(NOTES)] if visit.result == "Met" else None
		if number % 7 == 2:
			visit.append("findings", {"kind": "Note", "description": FINDINGS[number % len(FINDINGS)]})
		visit.save()
	finally:
		frappe.set_user("Administrator")
