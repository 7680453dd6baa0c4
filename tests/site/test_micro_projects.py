"""Micro-projects from the call to the follow-up after a year, and what nobody gets past."""

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.demo.people import email
from community_gov.participation.micro_projects import follow_ups, reviews, shown
from community_gov.participation.notices import objections
from tests.support.clocks import acting
from tests.support.photos import picture
from tests.support.polls import take
from tests.support.projects import (
	REVIEWERS,
	ask,
	give,
	make_call,
	make_group,
	make_project,
	paper,
	passed,
	reviewed,
)
from tests.support.projects import shown as put_on_show

START = "2024-09-23 09:00"


@pytest.fixture
def now(travel):
	travel(START)
	return travel


def spend(site, project, key: str = "clerk", amount=18000, content: bytes = b"receipt", **values):
	with acting(site, key):
		fresh = site.get_doc("Micro-project", project.name)
		row = {"budget_line": 1, "payee": "园艺店", "paid_on": "2024-10-20", "amount": amount, **values}
		fresh.append("receipts", {**row, "file": paper(site, key, content)})
		site.set_user(email(key))
		fresh.save()
	return fresh


def test_a_project_from_the_call_to_a_year_later(site, now):
	call = make_call(site)
	words = {"plan": "赵代表清理后种花，电话13812345678"}
	project = passed(site, make_project(site, call, **words), now)
	body = site.db.get_value("Public Notice", project.notice, "body")
	assert body.endswith("〔已隐去〕清理后种花，电话〔已隐去〕")
	assert (project.score, project.score_count, project.rank_number) == (76.0, 3, 1)
	project = take(site, project, "Fund", "manager", granted=19000)
	assert site.db.get_value("Project Call", call.name, "promised") == 19000
	project = take(site, project, "Record Mid-check", mid_check="已清理两层。")
	with acting(site, "clerk"), pytest.raises(BadInputError, match="its amounts stay"):
		project.granted = 20000
		project.save()
	with pytest.raises(StageGuardError, match=r"19000\.00 yuan were not spent"):
		take(site, project, "Give Up", note="无人出工")
	spend(site, project)
	with acting(site, "clerk"), pytest.raises(BadInputError, match="is no picture that can be shown"):
		fresh = site.get_doc("Micro-project", project.name)
		fresh.append("photos", {"moment": "After", "photo": paper(site, "clerk", b"no picture", "after.txt")})
		site.set_user(email("clerk"))
		fresh.save()
	with acting(site, "clerk"):
		fresh = site.get_doc("Micro-project", project.name)
		photo = paper(site, "clerk", picture(), "after.jpg")
		site.set_user(email("clerk"))
		fresh.append("photos", {"moment": "After", "photo": photo, "caption": "完工"})
		fresh.save()
	with pytest.raises(SeparationOfDutiesError, match="You granted the money"):
		take(site, project, "Accept Result", "manager", result="堆物清零。")
	project = take(site, project, "Accept Result", result="堆物清零。")
	with pytest.raises(StageGuardError, match=r"1000\.00 yuan were not spent"):
		take(site, project, "Publish Accounts")
	project = take(site, project, "Publish Accounts", returned=1000)
	assert [str(row.due_on) for row in project.follow_ups] == ["2025-04-20", "2025-10-20"]
	(told,) = [row for row in shown.projects_shown() if row["project"] == project.name]
	assert (told["spent"], told["returned"], told["lines"][0]["spent"]) == (18000, 1000, 18000)
	assert "赵代表" not in str(told) and "1381234" not in str(told)
	assert shown.photo(project.name, 1)[:2] == b"\xff\xd8"
	_follow_up(site, project, now)


def _follow_up(site, project, now) -> None:
	def look(day: str):
		now(day)
		with acting(site, "clerk"):
			return follow_ups.record(reviews.lock_project(project.name), True, "花还在。")

	with pytest.raises(ConflictError, match="No follow-up is due now"):
		look("2025-04-19 10:00")
	assert look("2025-04-20 10:00") == {"months": 6, "still_run": True}
	with pytest.raises(StageGuardError, match="still run after a year"):
		take(site, project, "Confirm Kept Up")
	look("2025-10-20 10:00")
	assert take(site, project, "Confirm Kept Up").stage == "Kept Up"


def test_nobody_sees_whose_project_or_what_others_scored_before_all_are_in(site, now):
	call, group = make_call(site), make_group(site)
	text = {"plan": "太极拳队自己清理，电话13812345678"}
	values = {"applicant_kind": "Interest Group", "interest_group": group.name, **text}
	project = make_project(site, call, **values)
	project = take(site, project, "Pass Check")
	mine, other, third = (ask(site, project, key) for key in ("overseer", "supervisor", "handler"))
	give(site, other, "supervisor")
	with acting(site, "overseer"):
		assert site.get_list("Micro-project", {"name": project.name}) == []
		assert not site.get_doc("Micro-project", project.name).has_permission("read")
		about = {"subject": project.name}
		assert site.get_list("Participation Event", about) == []
		assert site.get_list("Project Review", {"project": project.name}, pluck="name") == [mine]
		own = site.get_doc("Project Review", mine)
		assert own.plan == "〔申请方〕自己清理，电话〔已隐去〕"
		about = {"parent": ["in", (other, third)]}
		rows = site.get_list("Project Review Score", about, parent_doctype="Project Review")
		assert rows == []
	for key in ("clerk", "manager", "admin"):
		with acting(site, key):
			assert site.get_list("Project Review", {"project": project.name}) == [], key
	give(site, mine, "overseer")
	give(site, third, "handler")
	with acting(site, "overseer"):
		assert site.get_doc("Micro-project", project.name).has_permission("read")
		assert len(site.get_list("Project Review", {"project": project.name})) == 3
	with pytest.raises(ConflictError, match="not under review"):
		ask(site, project, "handler2")


def test_reviewers_are_free_of_ties_and_give_one_whole_review_in_time(site, now):
	call = make_call(site)
	number = "13900002222"
	site.db.set_value("User", email("handler2"), "mobile_no", number)
	group = make_group(site, number=number)
	values = {"applicant_kind": "Interest Group", "interest_group": group.name, "mobile": None}
	project = take(site, make_project(site, call, **values), "Pass Check")
	for key, tie in (("handler2", "the own group"), ("clerk", "having recorded or checked it")):
		with pytest.raises(SeparationOfDutiesError, match=tie):
			ask(site, project, key, "manager")
	with pytest.raises(BadInputError, match=r"no role that reads reviews|no account"):
		ask(site, project, "volunteer")
	review = ask(site, project, "overseer")
	with pytest.raises(ConflictError, match="asked for a review of the project already"):
		ask(site, project, "overseer")
	for scores in (
		{"需求": 11, "可行": 1},
		{"需求": -1, "可行": 1},
		{"需求": float("nan"), "可行": 1},
		{"需求": 1.5, "可行": 1},
		{"需求": True, "可行": 1},
	):
		with pytest.raises(BadInputError, match="whole number from 0 to 10"):
			give(site, review, "overseer", scores)
	with pytest.raises(BadInputError, match="scores each criterion once"):
		give(site, review, "overseer", {"需求": 1})
	with pytest.raises(BadInputError, match="more than 5000 characters"):
		give(site, review, "overseer", comment="长" * 100_000)
	with pytest.raises(SeparationOfDutiesError, match="asked of somebody else"):
		give(site, review, "handler")
	with acting(site, "overseer"):
		reviews.declare_conflict(site.get_doc("Project Review", review), "表亲")
	with pytest.raises(ConflictError, match="given already"):
		give(site, review, "overseer")
	late = ask(site, project, "handler")
	now("2024-10-08 18:00:01")
	with pytest.raises(ConflictError, match="time for reviews is over"):
		give(site, late, "handler")
	with pytest.raises(StageGuardError, match="1 of 2 reviews are in"):
		take(site, project, "Complete Review")


def test_kin_of_the_representative_do_not_review(site, now):
	number, own = "13900003333", "13900004444"
	home = site.get_doc({"doctype": "Household", "grid": "421281001002001", "address": "幸福里9号"}).insert()
	for name, mobile in (("孙代表", number), (site.db.get_value("User", email("handler"), "full_name"), own)):
		person = {"doctype": "Resident", "full_name": name, "mobile": mobile, "household": home.name}
		site.get_doc({**person, "grid": "421281001002001"}).insert()
	site.db.set_value("User", email("handler"), "mobile_no", own)
	project = make_project(site, make_call(site), representative_name="孙代表", mobile=number)
	project = take(site, project, "Pass Check")
	with pytest.raises(SeparationOfDutiesError, match="the own family"):
		ask(site, project, "handler")
	site.db.set_value("User", email("manager"), "mobile_no", number)
	with pytest.raises(SeparationOfDutiesError, match="the own project"):
		take(site, project, "Exclude", "manager", note="不属于")


def test_a_score_far_from_the_median_waits_for_a_ruling(site, now):
	scores = ({}, {}, {"需求": 0, "可行": 0}, {})
	project = reviewed(site, make_project(site, make_call(site)), scores, (*REVIEWERS, "supervisor"))
	assert project.all_in_at
	(odd,) = site.get_all("Project Review", {"project": project.name, "is_outlier": 1}, pluck="name")
	with pytest.raises(StageGuardError, match="1 scores lie far from the median"):
		take(site, project, "Complete Review")

	def rule(key: str, counts: bool, reason: str = "漏看了方案"):
		with acting(site, key):
			reviews.rule_on_outlier(site.get_doc("Project Review", odd), counts, reason)

	with pytest.raises(SeparationOfDutiesError, match="You reviewed this project"):
		rule("overseer", True)
	rule("manager", False)
	with pytest.raises(ConflictError, match="waits for no ruling"):
		rule("manager", True)
	project = take(site, project, "Complete Review")
	assert (project.score, project.score_count) == (76.0, 3)


def test_budgets_add_up_fit_the_call_and_are_not_split(site, now):
	call = make_call(site)
	for values, message in (
		({"requested": 20001}, r"The lines make 20000\.00 yuan, and 20001\.00 are requested"),
		({"requested": 31000, "budget": [{"item": "花箱", "amount": 31000}]}, r"at most 30000\.00 yuan"),
		({"requested": "NaN"}, "no amount of money"),
		({"budget": [{"item": "花箱", "amount": float("inf")}]}, "no amount of money"),
		({"beneficiaries": 0}, "for 1 to 1000000 people"),
		({"grid": "340202014003001"}, "outside the area of the call"),
		({"need": "需" * 100_000}, "more than 10000 characters"),
		({"representative_name": None}, "represented by somebody"),
	):
		with pytest.raises(BadInputError, match=message):
			make_project(site, call, "admin", **values)
	first = take(site, make_project(site, call), "Pass Check")
	second = make_project(site, call, title="楼道花园二期", representative_name="周", mobile="13911112222")
	with pytest.raises(StageGuardError, match=f"the place of {first.name}"):
		take(site, second, "Pass Check")
	second = take(site, second, "Pass Check", split_note="另一单元，另一支队伍。")
	assert second.split_with == first.name
	with acting(site, "clerk"), pytest.raises(BadInputError, match="what is judged stays"):
		second.plan = "改一改"
		second.save()
	with pytest.raises(StageGuardError, match="does not pay for projects of this kind"):
		take(
			site,
			make_project(site, call, place="4栋", mobile="13911113333", is_excluded_kind=1),
			"Pass Check",
		)
	now("2024-09-27 18:00:01")
	with pytest.raises(BadInputError, match="takes no applications now"):
		make_project(site, call)


def test_a_receipt_counts_once_in_all_projects(site, now):
	call = make_call(site)
	one = make_project(site, call)
	two = make_project(site, call, place="别处", mobile="13911112222", title="邻里节")
	for project in (one, two):
		reviewed(site, project)
		take(site, project, "Complete Review", "manager")
	for project in (one, two):
		take(site, project, "Put on Show", "manager")
	now("2024-10-20 10:00")
	for project, amount in ((one, 20000), (two, 20000)):
		notice = site.db.get_value("Micro-project", project.name, "notice")
		take(site, site.get_doc("Public Notice", notice), "End Showing")
		take(site, project, "Fund", "manager", granted=amount)
	spend(site, one, amount=5000, number="No. 44")
	with pytest.raises(ConflictError, match="used already, in this or another project"):
		spend(site, two, amount=10)
	with pytest.raises(ConflictError, match="used already"):
		spend(site, two, amount=10, content=b"scanned again", number="no 44")
	with pytest.raises(BadInputError, match="belongs to no line of the budget"):
		spend(site, two, amount=10, content=b"other", budget_line=3)
	with pytest.raises(BadInputError, match=r"receipts make 20000\.01 yuan"):
		spend(site, two, amount=20000.01, content=b"other")
	with acting(site, "clerk"), pytest.raises(BadInputError, match="no private file of yours"):
		fresh = site.get_doc("Micro-project", two.name)
		row = {"budget_line": 1, "payee": "店", "paid_on": "2024-10-20", "amount": 1}
		fresh.append("receipts", {**row, "file": "/private/files/none.txt"})
		fresh.save()


def test_an_upheld_objection_takes_a_project_out_and_money_needs_a_passed_notice(site, now):
	project = put_on_show(site, make_project(site, make_call(site)))
	with pytest.raises(StageGuardError, match="not shown to the end"):
		take(site, project, "Fund", "manager", granted=1000)
	with acting(site, "overseer"):
		notice = site.get_doc("Public Notice", project.notice, for_update=True)
		objection = objections.raise_by_account(notice, "Facts Are Wrong", "物业本来就要做", False)
	with acting(site, "admin"):
		objections.reply(site.get_doc("Notice Objection", objection.name, for_update=True), True, "属实")
	assert site.db.get_value("Micro-project", project.name, "stage") == "Not Funded"
	assert site.db.get_value("Public Notice", project.notice, "stage") == "Withdrawn"


def test_only_the_best_go_on_show_and_a_call_grants_no_more_than_it_has(site, now):
	call = make_call(site, pitch_count=1, total=30000)
	best = make_project(site, call)
	worse = make_project(site, call, place="别处", mobile="13911112222", title="邻里节")
	take(site, reviewed(site, best), "Complete Review", "manager")
	with pytest.raises(StageGuardError, match="1 projects of the call have no score yet"):
		take(site, best, "Put on Show", "manager")
	low = {"需求": 5, "可行": 5}
	take(site, reviewed(site, worse, (low, low, low)), "Complete Review", "manager")
	with pytest.raises(StageGuardError, match="number 2, and the best 1"):
		take(site, worse, "Put on Show", "manager")
	best = take(site, best, "Put on Show", "manager")
	now("2024-10-20 10:00")
	take(site, site.get_doc("Public Notice", best.notice), "End Showing")
	with pytest.raises(StageGuardError, match="More is granted than requested"):
		take(site, best, "Fund", "manager", granted=20001)
	site.db.set_value("Project Call", call.name, "promised", 15000)
	with pytest.raises(ConflictError, match=r"15000\.00 yuan left"):
		take(site, best, "Fund", "manager", granted=15000.01)
	take(site, best, "Fund", "manager", granted=15000)
	with pytest.raises(StageGuardError, match="Money was granted"):
		take(site, call, "Cancel Call", note="预算取消")


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"reviewers": 2}, "3 to 15 reviewers"),
		({"cap": 60000}, "more than all of them"),
		({"closes_at": "2024-09-20 07:00"}, "in no order"),
		({"criteria": [{"criterion": "需求", "weight": 99}]}, "weights make 99 percent"),
		({"kinds": "长" * 100_000}, "too long|more than 5000"),
	],
)
def test_a_call_says_what_it_pays_and_how_it_judges(site, now, values, message):
	with pytest.raises(BadInputError, match=message):
		make_call(site, opens=False, **values)


def test_a_public_call_keeps_its_criteria(site, now):
	call = make_call(site)
	with acting(site, "clerk"), pytest.raises(BadInputError, match="The call is public"):
		call.cap = 10
		call.save()
