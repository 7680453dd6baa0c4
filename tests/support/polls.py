"""Rolls and polls in the test's own transaction."""

from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import plan_step
from community_gov.participation.decisions import rolls
from tests.support.clocks import acting
from tests.support.registry import GRID

CONSULTATION = "议事协商会"


def make_roll(site, entries: int = 3, rule: str = CONSULTATION, areas=(), **values):
	"""A frozen roll of entries by hand, with the floor areas given."""
	roll = site.new_doc("Voting Roll")
	roll.update({"title": "测试名册", "grid": GRID, "rule": rule, "voting_day": "2024-10-01", **values})
	roll.insert()
	for number in range(entries):
		entry = site.new_doc("Roll Entry")
		area = areas[number] if number < len(areas) else 0
		entry.update({"roll": roll.name, "unit_key": f"第{number}户", "label": f"第{number}户", "area": area})
		entry.insert()
	rolls.freeze(rolls.lock(roll.name))
	return site.get_doc("Voting Roll", roll.name)


def entries_of(site, roll) -> list[str]:
	return site.get_all("Roll Entry", {"roll": roll.name}, pluck="name", order_by="unit_key asc")


def make_poll(site, roll, opens: bool = True, key: str = "clerk", **values):
	"""A poll put by somebody, open where `opens`."""
	with acting(site, key):
		poll = site.new_doc("Poll")
		times = {"opens_at": "2024-09-27 08:00", "closes_at": "2024-09-28 20:00"}
		poll.update({"title": "装不装路灯", "roll": roll.name, **times, **values})
		poll.insert()
		if opens:
			take(site, poll, "Open Voting", key)
	return site.get_doc("Poll", poll.name)


def take(site, doc, action: str, key: str = "clerk", note: str | None = None, **values):
	"""Takes a step as somebody; returns the document as stored."""
	with acting(site, key):
		fresh = site.get_doc(doc.doctype, doc.name)
		fresh.take_planned_step(plan_step(fresh, transition_for_action(fresh, action), values, note=note))
	return site.get_doc(doc.doctype, doc.name)
