"""Calls, groups and micro-projects in the test's own transaction."""

from community_gov.core import codes
from community_gov.demo.people import email
from community_gov.participation.groups import groups, members
from community_gov.participation.micro_projects import reviews
from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.registry import GRID

CALL = {
	**{
		"title": "二〇二四年微项目",
		"grid": GRID[:12],
		"kinds": "楼道、花园、邻里活动",
		"paid_for": "材料和工时",
	},
	**{"excluded": "物业应当做的维修", "funder": "社区公益金", "total": 50000, "cap": 30000},
	**{"opens_at": "2024-09-20 08:00", "closes_at": "2024-09-27 18:00", "reviews_until": "2024-10-08 18:00"},
	**{
		"notice_days": 3,
		"criteria": [{"criterion": "需求", "weight": 60}, {"criterion": "可行", "weight": 40}],
	},
}
PROJECT = {
	**{
		"title": "楼道花园",
		"grid": GRID,
		"need": "楼道堆物多",
		"plan": "清理后种花",
		"outcome_measure": "堆物清零",
	},
	**{"beneficiaries": 120, "handover_to": "楼栋志愿队", "requested": 20000, "place": "幸福里3栋"},
	**{"applicant_kind": "Residents", "representative_name": "赵代表", "mobile": "13812345678"},
	"budget": [{"item": "花箱", "amount": 12000}, {"item": "土和花苗", "amount": 8000}],
	"milestones": [{"milestone": "清理", "due_on": "2024-11-01"}],
}
REVIEWERS = ("overseer", "handler", "handler2")
SCORES = {"需求": 8, "可行": 7}


def make_call(site, opens: bool = True, **values):
	with acting(site, "clerk"):
		call = site.get_doc({"doctype": "Project Call", **CALL, **values}).insert()
	return take(site, call, "Publish Call") if opens else call


def make_group(site, number: str = "13900001111", files: bool = True, **values):
	"""A group with one lead, who has proven a number."""
	given = {"group_name": "太极拳队", "kind": "Culture and Sports", "grid": GRID, "purpose": "每天早上打拳"}
	with acting(site, "clerk"):
		group = site.get_doc({"doctype": "Interest Group", **given, **values}).insert()
	lead = members.join(group.name, "钱队长", number)
	members.set_lead(groups.lock(group.name), lead, True)
	if not files:
		return site.get_doc("Interest Group", group.name)
	numbers = {"filing_number": f"BA-{group.name}", "review_due": "2025-09-01"}
	return take(site, group, "File", **numbers)


def make_project(site, call, key: str = "clerk", **values):
	with acting(site, key):
		project = site.get_doc({"doctype": "Micro-project", "project_call": call.name, **PROJECT, **values})
		project.insert()
	return project


def code_of(project) -> str | None:
	return codes.shown_once(project)


def ask(site, project, key: str, by: str = "clerk") -> str:
	with acting(site, by):
		return reviews.ask(reviews.lock_project(project.name), email(key))


def give(site, review: str, key: str, scores: dict | None = None, comment: str = "可行"):
	with acting(site, key):
		reviews.submit(site.get_doc("Project Review", review), scores or SCORES, comment)


def reviewed(site, project, scores=({}, {}, {}), reviewers=REVIEWERS):
	"""Checked by the clerk, reviewed by three."""
	project = take(site, project, "Pass Check")
	asked = [ask(site, project, key) for key in reviewers]
	for review, key, given in zip(asked, reviewers, scores, strict=True):
		give(site, review, key, given or SCORES)
	return site.get_doc("Micro-project", project.name)


def shown(site, project):
	"""Reviewed and put on show."""
	project = take(site, reviewed(site, project), "Complete Review", "manager")
	return take(site, project, "Put on Show", "manager")


def passed(site, project, travel, day: str = "2024-10-20 10:00"):
	"""Shown to the end, without an objection."""
	project = shown(site, project)
	travel(day)
	take(site, site.get_doc("Public Notice", project.notice), "End Showing")
	return project


def paper(site, key: str, content: bytes = b"receipt", name: str = "receipt.txt") -> str:
	"""A private file of an account; its address."""
	with acting(site, key):
		file = site.get_doc({"doctype": "File", "file_name": name, "content": content, "is_private": 1})
		return file.insert().file_url
