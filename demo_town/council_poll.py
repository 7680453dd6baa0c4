"""A secret vote of the households of Zhonghuaxiang's first grid, held half a month ago; and some that are open today."""

import random
from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate

from community_gov.demo.homes import inserted
from community_gov.demo.people import email
from community_gov.demo.persons import SEED
from community_gov.demo.places import community
from community_gov.participation.decisions import ballots, paper_counts, polls, rolls
from demo_town import council_stories as stories
from demo_town.acting import acting, take
from demo_town.council import PLACES, acting_at, day_before

HOUSEHOLDS, ADULTS = "居民会议（户代表，待核对）", "居民会议（成年居民，待核对）"
SHED = "中华巷 12 号院加装非机动车棚"
# Of a hundred households of the roll: by phone, on paper.
ONLINE, ON_PAPER = 46, 12
REPRESENTATIVES = 40


def load_polls() -> None:
	"""Polls, through the code that takes votes."""
	if grid := frappe.db.exists("Grid", f"{community('zhonghuaxiang').code}001"):
		_hold_secret_poll(grid)
	for place, suffix in PLACES:
		_open_poll(f"{community(place).code}001", f"clerk{suffix}")


def _make_roll(grid: str, rule: str, day) -> str:
	"""A frozen roll of the signed-in clerk."""
	title = f"{stories.ROLL} {day}"
	roll = inserted("Voting Roll", title=title, grid=grid, rule=rule, voting_day=day)
	if not rolls.fill(rolls.lock(roll.name))["entries"]:
		# The register of the demo has homes in a few communities only.
		add_representatives(roll.name)
	rolls.freeze(rolls.lock(roll.name))
	return roll.name


def add_representatives(roll: str) -> None:
	"""Representatives of the residents, who vote in the place of a register."""
	for number in range(1, REPRESENTATIVES + 1):
		label = f"居民代表{number:02d}"
		inserted("Roll Entry", roll=roll, unit_key=label, label=label)


def _hold_secret_poll(grid: str) -> None:
	opens, closes = day_before(20), day_before(13, time(18, 0))
	with acting_at("clerk.zhonghuaxiang", day_before(21)):
		roll = _make_roll(grid, HOUSEHOLDS, closes.date())
		poll = inserted("Poll", title=SHED, roll=roll, opens_at=opens, closes_at=closes)
		take(poll, "Voting")
	_cast(poll.name, roll, opens + timedelta(hours=30))
	with acting_at("clerk.zhonghuaxiang", closes + timedelta(hours=1)):
		polls.close_due()
	_count(poll.name, closes + timedelta(hours=2))


def _cast(poll: str, roll: str, at: datetime) -> None:
	"""Households in a drawn order; what each chose is drawn, too."""
	draw = random.Random(SEED)
	entries = [row.name for row in rolls.entries_of(roll)]
	draw.shuffle(entries)
	online, on_paper = (len(entries) * share // 100 for share in (ONLINE, ON_PAPER))
	with acting_at("clerk.zhonghuaxiang", at):
		for entry in entries[:online]:
			ballots.cast(poll, entry, [draw.choices((1, 2, 3), (78, 16, 6))[0]], ballots.ONLINE)
		for entry in entries[online : online + on_paper]:
			ballots.issue_paper(poll, entry, "Door")


def _count(poll: str, at: datetime) -> None:
	with acting_at("manager.zhonghuaxiang", at):
		papers = paper_counts.papers_issued(poll)
		favour = papers * 4 // 5
		doc = frappe.get_doc("Poll", poll, for_update=True)
		made = paper_counts.record(doc, papers, 0, {1: favour, 2: papers - favour}, email("admin"))
	with acting_at("admin", at + timedelta(minutes=20)):
		paper_counts.confirm(made)
	with acting_at("manager.zhonghuaxiang", at + timedelta(minutes=30)):
		take(frappe.get_doc("Poll", poll), "Counted")
	with acting_at("clerk.zhonghuaxiang", at + timedelta(hours=20)):
		take(frappe.get_doc("Poll", poll), "Confirmed")


def _open_poll(grid: str, key: str) -> None:
	day = getdate() + timedelta(days=6)
	closes = datetime.combine(day, time(18, 0))
	with acting(key):
		title, text = stories.QUESTION
		values = {"title": title, "description": text, "opens_at": day_before(1), "closes_at": closes}
		take(inserted("Poll", roll=_make_roll(grid, ADULTS, day), **values), "Voting")
