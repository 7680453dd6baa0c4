"""Volunteers of the demo: the consent text, and registrations that wait for a coordinator, plainly fictitious."""

import frappe

from community_gov.core.counting import count_shown
from community_gov.demo.help import act
from community_gov.demo.persons import make_person
from community_gov.demo.places import community
from community_gov.volunteering.registration.registrations import PURPOSE

TEXT = (
	"社区志愿服务站（演示）为组织志愿服务，收集您的姓名、手机号、服务地点、特长、语言和可服务时间，"
	"用于审核注册、联系您参加活动、记录服务时长。不收集身份证号。信息加密保存，退出服务后按规定期限删除。"
	"您可以随时查询、更正、撤回同意或退出。未满 14 周岁的由监护人同意。"
)
# Far from the people of the registers.
FIRST = 650_000
APPLICANTS = (
	("Adult", ("理发",), ("普通话",), "Saturday"),
	("Aged 14 to 17", ("手机与电脑",), ("普通话", "英语"), "Sunday"),
)


def load_volunteers() -> None:
	"""Consent text and two open registrations; a second call changes nothing."""
	if not frappe.db.exists("Consent Text", {"purpose": PURPOSE, "published": 1}):
		doc = frappe.new_doc("Consent Text")
		doc.update({"consent_title": "志愿者告知同意书（演示）", "purpose": PURPOSE, "text": TEXT})
		doc.published = 1
		doc.insert()
	if not count_shown("Volunteer Registration", {}):
		make_registrations("chibi", "manager")


def make_registrations(place: str, clerk: str, first: int = FIRST) -> None:
	"""Two open registrations of a community that the account `clerk` types; `first` is where their people begin."""
	for number, applicant in enumerate(APPLICANTS):
		_make_registration(place, clerk, first + 2 * number, *applicant)


def _make_registration(
	place: str, clerk: str, first: int, age_group: str, skills: tuple, languages: tuple, weekday: str
) -> None:
	person, guardian = make_person(first), make_person(first + 1)
	doc = frappe.new_doc("Volunteer Registration")
	doc.update({"full_name": person["full_name"], "mobile": person["mobile"], "consents": 1})
	doc.update({"grid": community(place).code, "age_group": age_group})
	doc.update({"guardian_name": guardian["full_name"], "guardian_mobile": guardian["mobile"]})
	doc.guardian_consents = 1
	doc.set("skills", [{"skill": name} for name in skills])
	doc.set("languages", [{"language": name} for name in languages])
	doc.append("availability", {"weekday": weekday, "from_time": "09:00", "until_time": "11:30"})
	act(clerk, doc.insert)
