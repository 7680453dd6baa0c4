"""Calls, groups and micro-projects in the test's own transaction."""

from copy import deepcopy
from uuid import uuid4

from community_gov.core import codes
from community_gov.demo.people import email
from community_gov.participation.groups import groups, members
from community_gov.participation.micro_projects import reviews
from tests.support.clocks import acting
from tests.support.participation import ok, step
from tests.support.photos import picture
from tests.support.polls import take
from tests.support.registry import FAR_GRID, GRID

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
		call = site.get_doc({"doctype": "Project Call", **deepcopy(CALL), **values}).insert()
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
	return take(site, group, "Put on File", **numbers)


def make_project(site, call, key: str = "clerk", **values):
	with acting(site, key):
		project = site.get_doc(
			{"doctype": "Micro-project", "project_call": call.name, **deepcopy(PROJECT), **values}
		)
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


# Times of a call that is open whenever the server's clock says.
OPEN = {
	"opens_at": "2024-09-20 08:00",
	"closes_at": "2099-09-27 18:00",
	"reviews_until": "2099-10-08 18:00",
}
PLOT = f"{GRID}09"


def open_call(login, **values) -> str:
	"""A call over REST that takes applications."""
	clerk = login("clerk")
	call = ok(clerk.create("Project Call", **{**CALL, **OPEN, **values}))["name"]
	ok(step(clerk, "Project Call", call, "Publish Call"))
	return call


def project_under_review(login, call: str, **values) -> str:
	clerk = login("clerk")
	given = {**PROJECT, "place": f"{uuid4().hex[:8]}号", "mobile": f"138{uuid4().int % 10**8:08d}", **values}
	project = ok(clerk.create("Micro-project", project_call=call, **given))["name"]
	ok(step(clerk, "Micro-project", project, "Pass Check"))
	return project


def private_file(user) -> str:
	"""A private picture that somebody has uploaded."""
	files = {"file": (f"{uuid4().hex}.png", picture(), "image/png")}
	sent = ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	return sent["file_url"]


def plot_with_steward(login) -> str:
	"""A micro-grid whose red steward is the grid worker; made once."""
	admin = login("admin")
	if not admin.names("Grid", [["name", "=", PLOT]]):
		team = [{"team_role": "Red Steward", "user": email("gridworker"), "from_date": "2024-01-01"}]
		ok(admin.create("Grid", code=PLOT, grid_name="联户楼栋", team=team))
	return PLOT


def far_plot(login) -> str:
	"""A micro-grid of Wuhu; made once."""
	code = f"{FAR_GRID}09"
	if not login("admin").names("Grid", [["name", "=", code]]):
		ok(login("admin").create("Grid", code=code, grid_name="远处楼栋"))
	return code


def household_in_care(login) -> tuple[str, str]:
	"""A household and its row, in the care of the grid worker."""
	admin = login("admin")
	household = ok(admin.create("Household", grid=plot_with_steward(login), address=f"{uuid4().hex[:8]}号"))
	given = {"households": [household["name"]], "user": email("gridworker")}
	assert ok(admin.call("steward.assign", **given)) == {"assigned": 1}
	return household["name"], admin.names("Steward Household", [["slot", "=", household["name"]]])[0]


def projects_of(login) -> dict[tuple[str, str], str]:
	"""(DocType, place) -> name, for the permission matrix."""
	clerk, call = login("clerk"), open_call(login)
	values = {"group_name": "矩阵合唱队", "kind": "Culture and Sports", "grid": GRID, "purpose": "唱歌"}
	group = ok(clerk.create("Interest Group", **values))["name"]
	member = {"name": "孙成员", "mobile": "13812340000", "consent_paper": private_file(clerk)}
	review = ok(
		clerk.call(
			"micro_project.ask_reviewer",
			project=project_under_review(login, call),
			reviewer=email("overseer"),
		)
	)["review"]
	branch = {"branch_name": "矩阵党支部", "kind": "Grid", "grid": GRID}
	return {
		("Interest Group", "near"): group,
		("Group Member", "near"): ok(clerk.call("group.add_member", group=group, **member))["member"],
		("Project Call", "near"): call,
		("Micro-project", "near"): ok(clerk.create("Micro-project", project_call=call, **PROJECT))["name"],
		("Project Review", "near"): review,
		("Party Branch", "near"): ok(login("manager").create("Party Branch", **branch))["name"],
		("Steward Household", "near"): household_in_care(login)[1],
	}
