"""Entries of rolls from a sheet: owners with their area, all rows or none, known ones known, by whoever keeps the roll."""

import pytest

from community_gov.core.errors import BadInputError
from community_gov.core.sheet_imports.orders import told_problems
from community_gov.participation.decisions import rolls
from tests.support.clocks import acting
from tests.support.registry import GRID, make_resident
from tests.support.sheets import receive

HEAD = "名册编号,编号,名称,专有面积,居民编号"
OWNERS = "业主共同决定（一般事项）"


@pytest.fixture
def roll(site):
	doc = site.new_doc("Voting Roll")
	doc.update({"title": "业主名册", "grid": GRID, "rule": OWNERS, "voting_day": "2024-10-01"})
	return doc.insert()


def load(site, *rows: str, key: str = "clerk", head: str = HEAD):
	with acting(site, key):
		order = receive(site, "Roll Entries", "\n".join([head, *rows]))
	return order.new_count, order.known_count, [row["reason"] for row in told_problems(order)]


def test_owners_come_with_their_area_and_once(site, roll):
	resident = make_resident(site)
	rows = (f"{roll.name},1-101,甲业主,89.50,", f"{roll.name},1-102,乙业主,120.05,{resident.name}")
	assert load(site, *rows, key="manager") == (2, 0, [])
	assert load(site, *rows, key="manager") == (0, 2, [])
	found = {row.unit_key: (row.label, row.area) for row in rolls.entries_of(roll.name)}
	assert found == {"1-101": ("甲业主", 89.5), "1-102": ("乙业主", 120.05)}
	name = rolls.entry_name(roll.name, "1-102")
	assert site.db.get_value("Roll Elector", {"parent": name}, "resident") == resident.name
	rolls.freeze(rolls.lock(roll.name))
	assert site.db.get_value("Voting Roll", roll.name, "total_area") == 209.55


@pytest.mark.parametrize(
	("row", "reason"),
	[
		("{roll},1-101,甲业主,,", "floor area is missing"),
		("{roll},1-101,甲业主,很大,", "no number of square metres"),
		("{roll},1-101,甲业主,-5,", "no number of square metres"),
		("{roll},,甲业主,50,", "number or the name is missing"),
		("{roll},1-101,,50,", "number or the name is missing"),
		("VR-0,1-101,甲业主,50,", "no such roll"),
		("{roll},1-101,甲业主,50,RES-0", "no such resident"),
		("{roll},person:1,甲业主,50,", "colon"),
	],
)
def test_one_row_that_cannot_be_used_stops_all(site, roll, row, reason):
	new, _known, reasons = load(site, f"{roll.name},2-201,丙业主,70,", row.format(roll=roll.name))
	assert (new, len(reasons)) == (0, 1)
	assert reason in reasons[0]
	assert not rolls.entries_of(roll.name)


def test_a_row_that_says_otherwise_is_a_problem(site, roll):
	load(site, f"{roll.name},1-101,甲业主,50,")
	_new, _known, reasons = load(site, f"{roll.name},1-101,甲业主,60,")
	assert "another name or area" in reasons[0]
	_new, _known, reasons = load(site, f"{roll.name},1-102,甲,60,", f"{roll.name},1-102,乙,60,")
	assert "twice" in reasons[0]


def test_only_whoever_keeps_the_roll_fills_it(site, roll):
	_new, _known, reasons = load(site, f"{roll.name},1-101,甲业主,50,", key="gridworker")
	assert "no such roll" in reasons[0]
	with pytest.raises(BadInputError, match="A column is missing"):
		load(site, f"{roll.name},1-101", head="名册编号,编号")
