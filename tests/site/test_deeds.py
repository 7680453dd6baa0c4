"""Livelihood deeds from proposal to upkeep: screened, chosen by a vote, shown, done, accepted by others, exchanged."""

import pytest

from community_gov.core.errors import (
	BadInputError,
	ConflictError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.participation.deeds import deeds, progress, shown_deeds
from tests.support.clocks import acting
from tests.support.deeds import (
	SCREENED,
	UNIT,
	add_milestone,
	deliberated,
	end_notice,
	make_deed,
	make_list,
	make_session,
	paper,
	score,
	under_way,
	voted,
)
from tests.support.polls import make_roll, take

NUMBER = "15400000001"


@pytest.fixture
def now(travel):
	travel("2024-09-23 09:00")
	return travel


def stages(site, deed_list) -> list[str]:
	return site.get_all(
		"Livelihood Deed", {"deed_list": deed_list.name}, pluck="stage", order_by="number asc"
	)


def reach(site, deed, key: str) -> None:
	evidence = paper(site, key)
	with acting(site, key):
		doc = site.get_doc(deed.doctype, deed.name)
		progress.reach_milestone(doc, doc.milestones[0].name, evidence, "好了")


def test_from_the_vote_to_the_end_of_upkeep(site, now):
	deed_list, found = under_way(site, now)
	assert stages(site, deed_list) == ["Doing", "Doing", "Not Chosen"]
	deed = found[0]
	with pytest.raises(StageGuardError, match=r"建成 was not reached"):
		take(site, deed, "Deliver", "handler", spent=28_000)
	row, after = deed.milestones[0].name, paper(site, "handler")
	reach(site, deed, "handler")
	with acting(site, "handler"), pytest.raises(ConflictError, match="noted already"):
		progress.reach_milestone(site.get_doc(deed.doctype, deed.name), row, after, "再来")
	with pytest.raises(StageGuardError, match="More was spent"):
		take(site, deed, "Deliver", "handler", spent=31_000, photo_after=after)
	deed = take(site, deed, "Deliver", "handler", spent=28_000, photo_after=after)
	assert (deed.stage, deed.delivered_by) == ("Delivered", "handler@demo.example")
	score(site, deed, 50, keep_up_until="2025-03-01", upkeep_unit=UNIT)
	with pytest.raises(StageGuardError, match=r"50.0 on average"):
		take(site, deed, "Accept Result", "manager")
	score(site, deed, 80)
	deed = take(site, deed, "Accept Result", "manager")
	assert (deed.stage, deed.acceptance_score) == ("Result Accepted", 80)
	for number, rating in enumerate((5, 4, 4, 2, 5)):
		deeds.rate(deed.name, f"1540000000{number}", rating)
	with pytest.raises(ConflictError, match="has rated"):
		deeds.rate(deed.name, "15400000000", 5)
	told = next(one for one in shown_deeds.lists(deed_list.grid) if one["deed_list"] == deed_list.name)
	shown = told["deeds"][0]
	assert (shown["rating_count"], shown["rating_good"], told["chosen"], told["done"]) == (5, 4, 2, 1)
	with pytest.raises(StageGuardError, match="Residents rate"):
		take(site, deed, "Close Ratings")
	now("2024-11-20 09:00:00.1")
	deed = take(site, deed, "Close Ratings")
	now("2025-03-02 09:00:00.1")
	with pytest.raises(StageGuardError, match="still works"):
		take(site, deed, "End Upkeep")
	with acting(site, "handler"):
		assert progress.check_upkeep(site.get_doc(deed.doctype, deed.name), True, "", None) == 1
	assert take(site, deed, "End Upkeep").stage == "Kept Up"


def test_acceptance_is_by_somebody_else(site, now):
	_deed_list, found = under_way(site, now)
	deed = found[0]
	reach(site, deed, "manager")
	take(site, deed, "Deliver", "handler", spent=1_000, photo_after=paper(site, "handler"))
	score(site, deed, 90, keep_up_until="2026-01-01", upkeep_unit=UNIT)
	with pytest.raises(SeparationOfDutiesError, match="Ask somebody else"):
		take(site, deed, "Accept Result", "manager")
	assert take(site, deed, "Accept Result", "clerk").stage == "Result Accepted"


def test_only_the_unit_writes_its_report(site, now):
	_deed_list, found = under_way(site, now)
	with acting(site, "handler"):
		doc = site.get_doc("Livelihood Deed", found[0].name)
		doc.spent, doc.budget, doc.number, doc.looks_split = 5, 99_000, 7, 1
		doc.milestones = []
		doc.save()
	doc.reload()
	assert (doc.spent, doc.budget, doc.number, len(doc.milestones)) == (5, 30_000, 1, 1)


def test_screening(site, now):
	deed_list = make_list(site)
	deed = make_deed(site, deed_list, "修水管", budget=0, target="")
	for values, told in (
		({}, "serves the public"),
		({"is_public_benefit": 1}, "lawful"),
		(SCREENED, "when the deed is done"),
		({**SCREENED, "target": "修好"}, "Nobody does"),
		({**SCREENED, "target": "修好", "lead_unit": UNIT}, "no budget"),
		({**SCREENED, "target": "修好", "lead_unit": UNIT, "budget": 70_000}, "60000"),
	):
		with pytest.raises(StageGuardError, match=told):
			take(site, deed, "Shortlist", **values)
	with acting(site, "clerk"):
		doc = site.get_doc(deed.doctype, deed.name)
		doc.owed_by_others = 1
		doc.save()
	with pytest.raises(StageGuardError, match="owes"):
		take(site, deed, "Shortlist", **SCREENED, target="修好", lead_unit=UNIT, budget=5)
	with pytest.raises(StageGuardError, match=r"[Rr]eason|Nothing says why"):
		take(site, deed, "Set Aside")
	assert take(site, deed, "Set Aside", note="物业的责任").stage == "Set Aside"


def test_a_split_deed_is_found(site, now):
	deed_list = make_list(site)
	make_deed(site, deed_list, "小区路灯改造一期", place="三栋", budget=40_000)
	second = make_deed(site, deed_list, "小区路灯改造二期", place="三栋", budget=40_000)
	assert second.looks_split
	with pytest.raises(StageGuardError, match="a part of another"):
		take(site, second, "Shortlist", **SCREENED, lead_unit=UNIT)
	assert take(site, second, "Shortlist", **SCREENED, lead_unit=UNIT, is_no_part=1).stage == "Shortlisted"
	assert not make_deed(site, deed_list, "长者食堂", place="五栋", budget=40_000).looks_split


def test_the_vote_needs_enough_that_can_be_paid(site, now):
	deed_list = make_list(site, budget=50_000)
	deliberated(site, deed_list, ("健身角", "晾衣架"))
	with pytest.raises(StageGuardError, match="2"):
		take(site, deed_list, "Close Collection")
	late = make_deed(site, deed_list, "停车棚")
	with pytest.raises(StageGuardError, match="1"):
		take(site, deed_list, "Close Collection")
	take(site, late, "Shortlist", **SCREENED, lead_unit=UNIT)
	take(site, deed_list, "Close Collection")
	times = {"opens_at": "2024-09-27 08:00", "closes_at": "2024-09-28 20:00"}
	roll = make_roll(site, 3).name
	with pytest.raises(StageGuardError, match="deliberated"):
		take(site, deed_list, "Put to Vote", roll=roll, **times)
	far = make_session(site, "340202014003001", "admin")
	with pytest.raises(StageGuardError, match="another place"):
		take(site, late, "Note Deliberation", deliberated_in=far.name)
	take(site, late, "Note Deliberation", deliberated_in=make_session(site).name)
	with pytest.raises(StageGuardError, match=r"60000"):
		take(site, deed_list, "Put to Vote", roll=roll, **times)
	with acting(site, "clerk"), pytest.raises(BadInputError, match="collects no deeds"):
		make_deed(site, deed_list, "再来一件", key="clerk")


def test_result_waits_for_the_poll(site, now):
	deed_list, _found = voted(site, now)
	with pytest.raises(StageGuardError, match="counts"):
		take(site, deed_list, "Vote Again", "manager", note="想再来一次")
	with acting(site, "clerk"), pytest.raises(BadInputError, match="these figures"):
		doc = site.get_doc(deed_list.doctype, deed_list.name)
		doc.budget = 1_000_000
		doc.save()
	with acting(site, "clerk"), pytest.raises(BadInputError, match="told this deed"):
		doc = site.get_doc("Livelihood Deed", _found[0].name)
		doc.budget = 1
		doc.save()
	assert take(site, deed_list, "Take Result").stage == "Chosen"


def test_an_exchange_is_shown_anew(site, now):
	deed_list, found = under_way(site, now)
	other = {"title": "充电桩", "reason": "更急", "target": "十个", "budget": 20_000, "lead_unit": UNIT}
	with acting(site, "clerk"):
		doc = site.get_doc("Livelihood Deed", found[0].name, for_update=True)
		with pytest.raises(BadInputError, match=r"[Rr]eason|Nothing says why"):
			deeds.exchange(doc, other, " ")
		made = deeds.exchange(doc, other, "地下有管线")
	assert (made.stage, made.number, made.replaces) == ("Chosen", 4, found[0].name)
	assert site.db.get_value("Livelihood Deed", found[0].name, "stage") == "Exchanged"
	with pytest.raises(StageGuardError, match="2 deeds are not accepted"):
		take(site, deed_list, "Finish")
	add_milestone(site, made)
	deed_list = take(site, deed_list, "Show Changes")
	with pytest.raises(StageGuardError, match="shown to the end"):
		take(site, deed_list, "Start")
	assert "健身角" in site.db.get_value("Public Notice", deed_list.notice, "body")
	now("2024-11-04 09:00:00.1")
	end_notice(site, deed_list)
	take(site, deed_list, "Start")
	assert site.db.get_value("Livelihood Deed", made.name, "stage") == "Doing"


def test_a_list_on_show_is_corrected(site, now):
	deed_list, found = voted(site, now)
	take(site, deed_list, "Take Result")
	deed_list = take(site, deed_list, "Put on Show")
	notice = deed_list.notice
	with pytest.raises(StageGuardError, match=r"[Rr]eason|Nothing says why"):
		take(site, deed_list, "Correct List")
	take(site, deed_list, "Correct List", note="地点写错")
	assert site.db.get_value("Public Notice", notice, "stage") == "Withdrawn"
	assert site.db.get_value("Livelihood Deed", found[0].name, "stage") == "Chosen"
	take(site, deed_list, "Discard", "manager", note="资金取消")
	assert stages(site, deed_list) == ["Set Aside", "Set Aside", "Not Chosen"]


def test_what_does_not_work_becomes_a_case(site, now):
	_deed_list, found = under_way(site, now)
	deed = found[0]
	reach(site, deed, "handler")
	take(site, deed, "Deliver", "handler", spent=1, photo_after=paper(site, "handler"))
	score(site, deed, 70, keep_up_until="2025-10-01", upkeep_unit=UNIT)
	deed = take(site, deed, "Accept Result", "manager")
	with acting(site, "handler"):
		with pytest.raises(BadInputError, match="does not work"):
			progress.check_upkeep(site.get_doc(deed.doctype, deed.name), False, "", None)
		progress.check_upkeep(site.get_doc(deed.doctype, deed.name), False, "灯不亮", None)
	case = site.get_last_doc("Case", {"title": deed.title})
	assert "灯不亮" in case.description
	now("2025-04-14 09:00:00.1")
	assert progress.tell_due_checks() == 1


def test_proposals_and_support(site, now):
	deed_list = make_list(site)
	made = deeds.propose(deed_list.name, "多装路灯,电话13800138000", "晚上太黑", "三栋")
	assert (made.stage, made.origin, made.grid) == ("Collected", "Resident", deed_list.grid)
	assert "13800138000" not in made.title
	assert deeds.support(made.name, NUMBER) == 1
	with pytest.raises(ConflictError, match="supports the deed already"):
		deeds.support(made.name, NUMBER)
	assert deeds.support(made.name, "15400000002") == 2
	assert not site.get_all("Participation Slot", {"owner": ("!=", "Guest"), "subject": made.name})
	for title, reason, name in (
		("", "晚上太黑", deed_list.name),
		("路灯", "", deed_list.name),
		("路灯", "字" * 5001, deed_list.name),
		("路灯", "晚上太黑", "DL-0"),
	):
		with pytest.raises(BadInputError):
			deeds.propose(name, title, reason, None)
	now("2024-10-01 09:00:00.1")
	with pytest.raises(BadInputError, match="collects no deeds"):
		deeds.propose(deed_list.name, "太晚", "晚上太黑", None)


@pytest.mark.parametrize(
	("values", "told"),
	[
		({"budget": 0}, "no budget"),
		({"seats": 0}, "1"),
		({"seats": 100}, "99"),
		({"list_year": 1900}, "1900"),
	],
)
def test_a_list_with_wrong_figures_is_refused(site, now, values, told):
	with pytest.raises(BadInputError, match=told):
		make_list(site, **values)


def test_a_deed_lies_within_its_list(site, now):
	with acting(site, "admin"), pytest.raises(BadInputError, match="outside the list"):
		make_deed(site, make_list(site), "别处", key="admin", grid="340202014003001")
