"""A year of livelihood deeds in Qilitang, through the real steps; a list that collects and lectures elsewhere, today."""

import random
from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.demo.homes import inserted
from community_gov.demo.people import CITY_BUREAU
from community_gov.demo.persons import SEED
from community_gov.demo.places import community
from community_gov.demo.scenes import street_photo
from community_gov.participation.decisions import ballots, polls, rolls
from community_gov.participation.deeds import deeds, progress
from community_gov.participation.deeds.deed_stages import CRITERIA
from demo_town import council_stories
from demo_town import deed_stories as stories
from demo_town.acting import acting, take
from demo_town.council import acting_at, day_before, meet
from demo_town.council_poll import add_representatives

RULE = "议事协商会"
UNIT = "双塘社区居民委员会（演示）"
CLERK, MANAGER, DOER = "clerk.qilitang", "manager.qilitang", "admin"
LIST, DEED = "Deed List", "Livelihood Deed"
# Numbers of the series that no record of the demo has.
FIRST_NUMBER = 9_700_000


def load_deeds() -> None:
	"""Last year's list of Qilitang, done and rated; this year's in Chibi, which collects."""
	inserted("Responsible Unit", unit_name=UNIT, unit_type="Community", grid=community("qilitang").code)
	deed_list = _collect()
	_vote(deed_list)
	_show(deed_list)
	_do(deed_list)
	_collect_today()


def _wanted() -> list[tuple[stories.Wanted, str]]:
	return [(wanted, place) for wanted in stories.WANTED for place in stories.PLACES][: stories.CHOSEN + 4]


def _collect() -> str:
	"""80 proposals, each screened and deliberated on; returns the list."""
	grid = community("qilitang").code
	year = day_before(330).year
	with acting_at(CLERK, day_before(330)):
		values = {"title": f"双塘社区 {year} 年民生实事", "list_year": year, "grid": grid}
		money = {"budget": 2_000_000, "seats": stories.CHOSEN, "works_cap": 60_000, "service_cap": 40_000}
		until = {"collected_until": day_before(310).date(), "notice_days": 5}
		deed_list = inserted(LIST, **values, **money, **until).name
		topic = inserted(
			"Deliberation Topic", title="民生实事项目初选", description="今年办哪些事", grid=grid
		)
		take(topic, "Sorted", track="In Depth", pattern="1+5+N")
	matter = council_stories.Problem("民生实事项目初选", "今年办哪些事", "八十项提交表决")
	session = meet(topic, matter, 320, ".qilitang")
	with acting_at(CLERK, day_before(312)):
		for number, (wanted, place) in enumerate(_wanted()):
			_enter(deed_list, wanted, place, f"{grid}00{number % 9 + 1}", session)
		take(frappe.get_doc(LIST, deed_list), "Shortlisted")
	return deed_list


def _enter(deed_list: str, wanted: stories.Wanted, place: str, grid: str, session: str) -> None:
	values = {"title": f"{place}{wanted.title}", "kind": wanted.kind, "reason": wanted.reason, "place": place}
	given = {"deed_list": deed_list, "target": wanted.target, "budget": wanted.cost, "beneficiaries": 400}
	where = grid if frappe.db.exists("Grid", grid) else grid[:12]
	deed = inserted(DEED, grid=where, lead_unit=UNIT, origin="Resident", **values, **given)
	take(deed, "Shortlisted", is_public_benefit=1, is_lawful=1, is_no_part=1)
	take(frappe.get_doc(DEED, deed.name), "Deliberated", deliberated_in=session)


def _vote(deed_list: str) -> None:
	"""Forty representatives of residents choose; what each chose is drawn."""
	opens, closes = day_before(310), day_before(306, time(18, 0))
	with acting_at(CLERK, day_before(311)):
		values = {"title": "双塘居民代表", "grid": community("qilitang").code, "rule": RULE}
		roll = inserted("Voting Roll", voting_day=closes.date(), **values).name
		add_representatives(roll)
		rolls.freeze(rolls.lock(roll))
		take(frappe.get_doc(LIST, deed_list), "Voting", roll=roll, opens_at=opens, closes_at=closes)
		poll = frappe.db.get_value(LIST, deed_list, "poll")
		take(frappe.get_doc("Poll", poll), "Voting")
	_cast(poll, roll, opens + timedelta(hours=5))
	with acting_at(CLERK, closes + timedelta(hours=1)):
		polls.close_due()
	with acting_at(MANAGER, closes + timedelta(hours=2)):
		take(frappe.get_doc("Poll", poll), "Counted")
	with acting_at(CLERK, closes + timedelta(hours=20)):
		take(frappe.get_doc("Poll", poll), "Confirmed")
		take(frappe.get_doc(LIST, deed_list), "Chosen")


def _cast(poll: str, roll: str, at: datetime) -> None:
	"""Nearly everybody chooses the first ones, so that the last four get fewer votes."""
	draw, count = random.Random(SEED), len(_wanted())
	with acting_at(CLERK, at):
		for number, entry in enumerate(rolls.entries_of(roll)):
			left_out = set(draw.sample(range(1, count + 1), 4)) if number % 4 == 0 else set()
			chosen = [one for one in range(1, count + 1) if one not in left_out]
			ballots.cast(poll, entry.name, chosen[: stories.CHOSEN], ballots.ONLINE)


def _show(deed_list: str) -> None:
	with acting_at(CLERK, day_before(304)):
		for name in _named(deed_list, "Chosen"):
			deed = frappe.get_doc(DEED, name)
			for task, days in stories.MILESTONES:
				deed.append("milestones", {"task": task, "due_on": day_before(304 - days).date()})
			deed.save()
		take(frappe.get_doc(LIST, deed_list), "On Show")
	with acting_at(MANAGER, day_before(284)):
		notice = frappe.db.get_value(LIST, deed_list, "notice")
		take(frappe.get_doc("Public Notice", notice), "Passed")
		take(frappe.get_doc(LIST, deed_list), "Under Way")


def _named(deed_list: str, stage: str) -> list[str]:
	return frappe.get_all(DEED, {"deed_list": deed_list, "stage": stage}, pluck="name", order_by="number asc")


def _do(deed_list: str) -> None:
	scenes = {f"{place}{wanted.title}": wanted.scene for wanted, place in _wanted()}
	for number, name in enumerate(_named(deed_list, "Doing")):
		_deliver(name, number, scenes[frappe.db.get_value(DEED, name, "title")])
		_accept(name, number)
	with acting_at(CLERK, day_before(20)):
		take(frappe.get_doc(LIST, deed_list), "Completed")


def _deliver(name: str, number: int, scene: str) -> None:
	with acting_at(DOER, day_before(160 - number % 30)):
		before, after = _photo(scene, number, False), _photo(scene, number, True)
		deed = frappe.get_doc(DEED, name)
		deed.photo_before = before
		deed.save()
		for row in deed.milestones:
			progress.reach_milestone(frappe.get_doc(DEED, name), row.name, after, None)
		deed = frappe.get_doc(DEED, name)
		spent = int(deed.budget * (94 + number % 6) / 100)
		take(deed, "Delivered", spent=spent, photo_after=after)


def _photo(scene: str, number: int, solved: bool) -> str:
	"""A private file of the signed-in account."""
	content = street_photo(scene, f"street {number % 4}", solved)
	values = {"file_name": f"{scene}-{number}-{'after' if solved else 'before'}.jpg", "content": content}
	return inserted("File", is_private=1, **values).file_url


def _accept(name: str, number: int) -> None:
	with acting_at(MANAGER, day_before(120 - number % 30)):
		deed = frappe.get_doc(DEED, name)
		points = 78 + number % 18
		deed.set("scores", [{"criterion": criterion, "score": points} for criterion in CRITERIA])
		deed.update({"keep_up_until": getdate() + timedelta(days=700), "upkeep_unit": UNIT})
		deed.save()
		take(frappe.get_doc(DEED, name), "Result Accepted")
	with acting_at(MANAGER, day_before(60)):
		for voice in range(number % 9):
			deeds.rate(name, f"1540{FIRST_NUMBER + voice}", 5 - (voice + number) % 3)
		progress.check_upkeep(frappe.get_doc(DEED, name), True, stories.CHECK, None)


def _collect_today() -> None:
	"""A list that takes proposals now, with the voices of some who want the same."""
	grid = community("chibi").code
	with acting("clerk"):
		year = getdate().year + 1
		values = {"title": f"北街社区 {year} 年民生实事", "list_year": year, "grid": grid, "budget": 200_000}
		until = {"collected_until": getdate() + timedelta(days=20), "seats": 2, "works_cap": 60_000}
		deed_list = inserted(LIST, **values, **until).name
	for number, (title, reason) in enumerate(stories.ASKED):
		made = deeds.propose(deed_list, title, reason, None)
		for voice in range(3 * number):
			deeds.support(made.name, f"1540{FIRST_NUMBER + voice}")
	with acting("clerk"):
		first = frappe.get_doc(DEED, {"deed_list": deed_list, "number": 1})
		first.update({"target": "新装 6 盏", "budget": 18_000, "lead_unit": CITY_BUREAU, "kind": "Works"})
		take(first, "Shortlisted", is_public_benefit=1, is_lawful=1)
