"""Micro-projects, groups, stewards and branches over HTTP: guests, blind reviewers, and two requests at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.rest.test_public_polls import bind
from tests.support.participation import ok, step
from tests.support.projects import (
	CALL,
	PROJECT,
	SCORES,
	household_in_care,
	open_call,
	plot_with_steward,
	private_file,
	project_under_review,
)
from tests.support.registry import GRID

TEXTS = ("title", "need", "plan", "outcome_measure", "beneficiaries", "budget", "milestones", "handover_to")
APPLIED = {name: PROJECT[name] for name in TEXTS} | {"grid": GRID, "representative_name": "吴演示"}


@pytest.fixture
def phone(fresh):
	"""phone(number) -> a binding of it."""
	return lambda number: bind(fresh, number)


def new_number() -> str:
	"""A number that no former run has used: the site stays."""
	return f"138{uuid4().int % 10**8:08d}"


def refused(answer, status: int, *words: str) -> None:
	assert answer.status == status, answer
	assert all(word in answer.messages for word in words), answer.messages


def test_a_guest_applies_by_a_proven_number_and_follows_the_code(login, phone):
	guest, call, number = login(None), open_call(login), new_number()
	(told,) = [row for row in ok(guest.query("public_project.calls")) if row["call"] == call]
	assert (told["cap"], told["is_open"], told["criteria"][0]["weight"]) == (30000, True, 60)
	given = {**APPLIED, "call": call, "binding": phone(number)}
	refused(guest.call("public_project.apply", **{**given, "binding": "x" * 24}), 404)
	for wrong in (
		{"budget": [{"item": "花箱", "amount": "NaN"}]},
		{"budget": [{"item": "花箱", "amount": 1, "spent": 1}]},
		{"budget": "[1]"},
		{"need": "长" * 100_000},
		{"milestones": [{"milestone": "清理", "due_on": "2024-02-31"}]},
		{"call": "PC-0000"},
	):
		refused(guest.call("public_project.apply", **{**given, **wrong}), 422)
	code = ok(guest.call("public_project.apply", **{**given, "title": "<b onx=1>花园</b>"}))["code"]
	status = ok(guest.call("public_project.track", code=code))
	assert (status["stage"], status["requested"], status["score"]) == ("Applied", 20000, None)
	assert "<b" not in status["title"]
	project = login("clerk").names("Micro-project", [["project_call", "=", call]])[0]
	stored = ok(login("clerk").read("Micro-project", project))
	assert (stored["owner"], stored["mobile"]) == ("Guest", f"138****{number[-4:]}")
	ok(guest.call("public_project.withdraw", code=code, reason="不做了"))
	refused(guest.call("public_project.withdraw", code=code, reason="不做了"), 422)
	refused(guest.call("public_project.track", code="AAAA-BBBB-CCCC"), 404)


def test_guests_read_no_draft_and_no_reviewer(login):
	call = open_call(login)
	project = project_under_review(login, call)
	ok(login("clerk").call("micro_project.ask_reviewer", project=project, reviewer=email("overseer")))
	guest = login(None)
	shown = [row["project"] for row in ok(guest.query("public_project.shown"))]
	assert project not in shown
	assert guest.query("public_project.photo", project=project, number=1).status == 404
	for method in ("project_review.mine", "micro_project.ranking", "steward.mine", "party_branch.tree"):
		assert guest.query(method, call=call).status in (401, 403), method
	for doctype in ("Micro-project", "Project Review", "Group Member", "Steward Household"):
		assert guest.rows(doctype).status in (401, 403)


def test_a_reviewer_learns_nothing_of_the_applicant_by_any_way(login):
	call = open_call(login)
	project = project_under_review(login, call)
	clerk, reviewer = login("clerk"), login("overseer")
	review = ok(clerk.call("micro_project.ask_reviewer", project=project, reviewer=email("overseer")))[
		"review"
	]
	assert reviewer.read("Micro-project", project).status in (403, 404)
	assert reviewer.names("Micro-project", [["name", "=", project]]) == []
	assert reviewer.names("Participation Event", [["subject", "=", project]]) == []
	for method, values in (
		("micro_project.reviewers", {"project": project}),
		("micro_project.ranking", {"call": call}),
	):
		answer = reviewer.query(method, **values)
		assert answer.status == 403 or ok(answer) == [], method
	listed = {"doctype": "Micro-project", "fields": '["name", "representative_name"]'}
	rows = reviewer.request("GET", "/api/method/frappe.desk.reportview.get", params=listed)
	assert project not in str(rows.data)
	versions = {"doctype": "Micro-project", "docname": project}
	answer = reviewer.request(
		"GET", "/api/method/frappe.desk.form.load.getdoc", params={**versions, "name": project}
	)
	assert "赵代表" not in str(answer.data) and answer.status in (403, 404), answer
	(mine,) = [row for row in ok(reviewer.query("project_review.mine")) if row["review"] == review]
	assert "赵代表" not in str(mine) and mine["max_score"] == 10
	assert clerk.read("Project Review", review).status == 403, "nobody sees a score before all are in"
	refused(reviewer.call("project_review.submit", review=review, scores={"需求": "NaN", "可行": 1}), 422)
	assert ok(reviewer.call("project_review.submit", review=review, scores=SCORES))["total"] == 760
	refused(reviewer.update("Project Review", review, total=1000), 403)


def test_two_grants_at_once_do_not_pass_the_total(login, fresh):
	"""Both projects are on show to the end; the call has money for one of them."""
	call = open_call(login, total=30000)
	names = [project_under_review(login, call) for _number in range(2)]
	site = fresh()
	for number, name in enumerate(names):
		notice = ok(
			login("clerk").create("Public Notice", title=f"公示{number}", grid=GRID, body="种花", days=3)
		)
		site.db.set_value("Public Notice", notice["name"], "stage", "Passed")
		state = {"workflow_state": "On Show", "stage": "On Show", "notice": notice["name"]}
		site.db.set_value("Micro-project", name, state)
	site.db.commit()

	def fund(name: str, key: str):
		return step(login(key), "Micro-project", name, "Fund", fields={"granted": 20000})

	with ThreadPoolExecutor(2) as both:
		answers = list(both.map(fund, names, ("manager", "admin")))
	assert sorted(answer.status for answer in answers) == [200, 409], answers
	site = fresh()
	assert site.db.get_value("Project Call", call, "promised") == 20000
	funded = site.get_all("Micro-project", {"project_call": call, "stage": "Funded"}, pluck="granted")
	assert funded == [20000]


def test_one_receipt_for_two_projects_at_once_counts_for_one(login, fresh):
	call, content = open_call(login), uuid4().hex.encode()
	names, site = [project_under_review(login, call) for _number in range(2)], fresh()
	funded = {
		"workflow_state": "Funded",
		"stage": "Funded",
		"granted": 20000,
		"decided_at": "2024-10-01 10:00",
	}
	for name in names:
		site.db.set_value("Micro-project", name, funded)
	site.db.commit()

	def add(name: str, key: str):
		user, row = login(key), {"budget_line": 1, "payee": "店", "paid_on": "2024-10-02", "amount": 10}
		files = {"file": (f"{uuid4().hex}.txt", content, "text/plain")}
		file = ok(user.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
		return user.call("micro_project.add_receipt", project=name, file=file["file_url"], **row)

	with ThreadPoolExecutor(2) as both:
		answers = list(both.map(add, names, ("clerk", "manager")))
	assert sorted(answer.status for answer in answers) == [200, 409], answers
	assert fresh().db.count("Project Receipt", {"parent": ["in", names]}) == 1


def test_a_household_has_one_steward_even_at_the_same_moment(login):
	admin, household = login("admin"), household_in_care(login)[0]
	row = admin.names("Steward Household", [["slot", "=", household]])[0]
	given = {"households": [household], "user": email("gridworker")}
	refused(admin.call("steward.assign", **given), 409, "已有红色管家")
	ok(admin.call("steward.end", steward_household=row, reason="搬走"))
	with ThreadPoolExecutor(2) as both:
		answers = list(both.map(lambda key: login(key).call("steward.assign", **given), ("admin", "manager")))
	assert sorted(answer.status for answer in answers) == [200, 409], answers
	assert len(admin.names("Steward Household", [["slot", "=", household]])) == 1
	worker = login("gridworker")
	assert household in [row["household"] for row in ok(worker.query("steward.mine"))]
	row = admin.names("Steward Household", [["slot", "=", household]])[0]
	noted = ok(worker.call("steward.note", steward_household=row, text="电梯常坏，13812345678"))
	opinion = ok(admin.read("Opinion", noted["opinion"]))
	assert (opinion["channel"], opinion["grid"]) == ("Visit", plot_with_steward(login))
	assert household not in str({key: opinion[key] for key in ("text", "title", "shown_text")})
	refused(login("manager").call("steward.note", steward_household=row, text="x"), 403)
	refused(worker.query("steward.coverage", area="340202"), 403)
	(counted,) = ok(worker.query("steward.coverage", area=plot_with_steward(login)))
	assert counted["covered"] >= 1


def test_households_go_to_another_steward_in_one_step(login):
	household, _row = household_in_care(login)
	admin = login("admin")
	to = {"from_user": email("gridworker"), "to_user": email("supervisor")}
	back = {"from_user": email("supervisor"), "to_user": email("gridworker")}
	# What a former run has left.
	admin.call("steward.hand_over", **back)
	grid = ok(admin.read("Grid", plot_with_steward(login)))
	team = [row for row in grid["team"] if row["user"] != email("supervisor")]
	refused(admin.update("Grid", grid["name"], team=[]), 409, "请先移交")
	ok(admin.update("Grid", grid["name"], team=team))
	refused(admin.call("steward.hand_over", **to), 422, "不是该地的红色管家")
	assert household in [row["household"] for row in ok(login("gridworker").query("steward.mine"))], (
		"all or none"
	)
	grid = ok(admin.read("Grid", plot_with_steward(login)))
	team = [
		*grid["team"],
		{"team_role": "Red Steward", "user": email("supervisor"), "from_date": "2024-01-01"},
	]
	ok(admin.update("Grid", grid["name"], team=team))
	held = len(ok(login("gridworker").query("steward.mine")))
	assert ok(admin.call("steward.hand_over", **to, reason="轮换")) == {"handed_over": held}
	assert ok(login("gridworker").query("steward.mine")) == []
	refused(admin.call("steward.hand_over", **to), 409)
	assert ok(admin.call("steward.hand_over", **back)) == {"handed_over": held}


def test_members_join_with_their_own_number_once_and_leave_without_a_trace(login, phone, fresh):
	clerk, guest = login("clerk"), login(None)
	values = {"kind": "Mutual Help", "grid": GRID, "purpose": "互助"}
	refused(
		clerk.create("Interest Group", group_name="幸福里业主委员会", **values), 422, "不属于社区社会组织"
	)
	group = ok(clerk.create("Interest Group", group_name="邻里互助队", **values))["name"]
	refused(
		step(clerk, "Interest Group", group, "Put on File", fields={"filing_number": f"Z{group}"}),
		422,
		"没有负责人",
	)
	number = new_number()
	token = phone(number)
	paper = {"name": "周大姐", "mobile": number, "consent_paper": private_file(clerk)}
	added = ok(clerk.call("group.add_member", group=group, **paper))
	assert (added["member_count"], added["lead_count"]) == (0, 0), "nobody has proven the number"
	refused(clerk.call("group.set_lead", group=group, member=added["member"]), 422)
	with ThreadPoolExecutor(2) as both:
		join = lambda _try: guest.call("public_project.join", binding=token, group=group, name="周大姐")  # noqa: E731
		answers = list(both.map(join, range(2)))
	assert sorted(answer.status for answer in answers) == [200, 409], answers
	assert ok(guest.call("public_project.my_groups", binding=token)) == [group]
	assert ok(clerk.call("group.set_lead", group=group, member=added["member"]))["lead_count"] == 1
	ok(step(clerk, "Interest Group", group, "Put on File", fields={"filing_number": f"Z{group}"}))
	(told,) = [row for row in ok(guest.query("public_project.groups")) if row["group"] == group]
	assert (told["members"], told["is_active"]) == (1, False)
	assert "周大姐" not in str(told)
	ok(guest.call("public_project.leave", binding=token, group=group))
	refused(guest.call("public_project.leave", binding=token, group=group), 404)
	site = fresh()
	assert not site.db.exists("Group Member", added["member"])
	assert not site.db.exists("Deleted Document", {"deleted_name": added["member"]})


def new_plot(admin) -> str:
	"""A micro-grid that nothing names yet."""
	known = set(admin.names("Grid", [["name", "like", f"{GRID}%"]]))
	code = next(code for number in range(10, 99) if (code := f"{GRID}{number}") not in known)
	return ok(admin.create("Grid", code=code, grid_name=f"{code[-2:]}号楼栋"))["name"]


def test_branches_form_a_tree_and_a_grid_answers_by_the_old_name(login):
	manager, admin, grid = login("manager"), login("admin"), new_plot(login("admin"))
	top = ok(
		manager.create(
			"Party Branch",
			branch_name="小区联合党支部",
			kind="Compound Union",
			grid=grid,
			grids=[{"grid": grid}],
		)
	)
	below = ok(
		manager.create(
			"Party Branch", branch_name="小区党支部", kind="Compound", grid=grid, parent_branch=top["name"]
		)
	)
	refused(manager.update("Party Branch", top["name"], parent_branch=below["name"]), 409, "成为自己的上级")
	refused(manager.update("Party Branch", top["name"], parent_branch=top["name"]), 409)
	named = ok(manager.read("Grid", grid))
	assert (named["party_branch"], named["branch"]) == ("小区联合党支部", top["name"])
	refused(manager.update("Grid", grid, party_branch="另一个党支部"), 422, "请在党支部中添加该网格")
	refused(manager.create("Party Branch", branch_name="x", kind="Unit", grid=grid, secretary_name="王"), 422)
	told = {row["name"]: row for row in ok(manager.query("party_branch.tree", area=grid))}
	assert (told[top["name"]]["level"], told[below["name"]]["level"]) == (0, 1)
	assert "secretary_name" not in told[top["name"]]
	refused(admin.delete("Party Branch", top["name"]), 409)
	assert admin.delete("Party Branch", below["name"]).status == 202
	assert admin.delete("Party Branch", top["name"]).status == 202
	assert not ok(manager.read("Grid", grid)).get("party_branch")


def test_a_call_is_refused_with_words_for_what_is_wrong(login):
	clerk = login("clerk")
	for wrong in (
		{"criteria": []},
		{"total": "NaN"},
		{"kinds": "长" * 100_000},
		{"cap": -1},
		{"reviewers": 10**12},
	):
		answer = clerk.create("Project Call", **{**CALL, **wrong})
		assert 400 <= answer.status < 500, answer
