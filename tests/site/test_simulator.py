"""Simulated cases: written as rows they are what the real code leaves behind; the command minds where it runs."""

from datetime import datetime
from itertools import islice

import pytest
import time_machine
from click.testing import CliRunner

import frappe
from frappe.utils import cstr, get_datetime

from case_simulator import bulk
from case_simulator import site as simulated_site
from case_simulator.background import Background
from case_simulator.bulk import Writer
from case_simulator.command import zone
from case_simulator.live import Player
from case_simulator.plan import make_plans
from community_gov.commands.simulate import simulate_cases
from community_gov.demo.rules import load_rules

END = datetime(2026, 3, 31)
TABLES = ("Case Dispatch", "Case Check", "Case Event", "Case Adjustment", "Case Feedback", "Case Unit")
# What must differ: names and secrets, and what points to names.
APART = {
	"name",
	"modified",
	"tracking_code_fingerprint",
	"sequence",
	"parent",
	"case_file",
	"reference_name",
	"dispatch",
}
APART |= {"open_key", "round_key", "modified_by", "creation", "owner"}


@pytest.fixture
def player(site):
	load_rules()
	return Player(lambda at: time_machine.travel(at.replace(tzinfo=zone()), tick=False))


@pytest.fixture
def plans(site):
	"""About forty plans, with every way that a case can take."""
	chosen, seen = [], {}
	for plan in make_plans(simulated_site.read_world(), 3, 90, 900, END):
		way = (plan.outcome, plan.late, tuple(step.kind for step in plan.steps))
		seen[way] = seen.get(way, 0) + 1
		if seen[way] <= 3:
			chosen.append(plan)
	kinds = {step.kind for plan in chosen for step in plan.steps}
	assert {"Reject", "Return", "Fail", "Grant Suspension", "Rate"} <= kinds
	assert {plan.source for plan in chosen} >= {"Patrol", "Snapshot", "Hotline"}
	return chosen


def plain(value):
	if isinstance(value, datetime):
		return str(get_datetime(value))
	return float(value) if isinstance(value, int | float) else cstr(value)


def stored(site, name):
	"""Everything a case left behind, without names."""
	fields = site.get_doc("Case", name).meta.get_valid_columns()
	left = {"Case": [{field: site.db.get_value("Case", name, field) for field in fields}]}
	for doctype in TABLES:
		key = "parent" if doctype == "Case Unit" else "case_file"
		order = "happened_at asc, sequence asc" if doctype == "Case Event" else "creation asc, idx asc"
		left[doctype] = site.get_all(doctype, {key: name}, ["*"], order_by=order)
	return {
		doctype: [
			{key: plain(value) for key, value in row.items() if key not in APART and key[0] != "_"}
			for row in rows
		]
		for doctype, rows in left.items()
	}


def case_of(site, plan):
	return site.db.get_value("Case", {"description": plan.description})


def test_rows_written_are_rows_played(site, player, plans):
	assert 25 <= len(plans) <= 60
	live = [stored(site, player.play(plan)) for plan in plans]
	site.db.delete("Case")
	Writer().write_all(plans)
	for plan, expected in zip(plans, live, strict=True):
		found = stored(site, case_of(site, plan))
		for doctype in ("Case", *TABLES):
			assert found[doctype] == expected[doctype], (plan.key, doctype)


def test_written_cases_carry_on(site, player, plans):
	"""A case that stands at its check closes through the real steps, and the next report takes the next number."""
	waiting = next(plan for plan in plans if plan.outcome == "Checking")
	Writer().write_all([waiting])
	player.plan, player.case = waiting, case_of(site, waiting)
	done = next(plan for plan in plans if plan.outcome == "Closed")
	later = [step for step in done.steps if step.kind in ("Pass", "Close")]
	for step in later:
		with player.travel(END.replace(hour=10)):
			site.set_user(f"{step.user}@demo.example")
			player.acts.get(step.kind, player.act)(step)
	site.set_user("Administrator")
	assert site.db.get_value("Case", player.case, "stage") == "Closed"
	again = next(plan for plan in plans if plan.outcome == "Reported")
	with player.travel(waiting.steps[0].at):
		site.set_user("manager@demo.example")
		named = site.get_doc({"doctype": "Case", "description": "x", "grid": again.grid}).insert().name
	site.set_user("Administrator")
	assert int(named[-5:]) > int(player.case[-5:]) and named[:14] == player.case[:14]


def test_an_interrupted_run_goes_on_behind_its_last_case(site):
	plans = list(islice(make_plans(simulated_site.read_world(), 3, 90, 900, END), 9))
	batch = plans[0].key.rsplit("/")[0]
	assert simulated_site.played(batch) == 0
	Writer().write_all(plans[:5])
	assert simulated_site.played(batch) == 5
	Writer().write_all(islice(plans, 5, None))
	assert simulated_site.played(batch) == 9
	assert simulated_site.played("9-" + batch) == 0


def test_a_chunk_that_fails_ends_the_run_and_leaves_whole_chunks(site, monkeypatch):
	"""In the background rows are committed on a connection of their own, so this test clears them away itself."""
	plans = list(islice(make_plans(simulated_site.read_world(), 4, 90, 900, END), 9))
	batch = plans[0].key.rsplit("/")[0]
	monkeypatch.setattr(bulk, "CHUNK", 3)
	try:
		with pytest.raises(Exception, match="no such statement"), Background() as store:
			writer = Writer(store)
			writer.write_all(plans[:6])
			store.queue.put(["no such statement"])
			writer.write_all(plans[6:])
		site.db.rollback()
		assert simulated_site.played(batch) == 6
	finally:
		remove(site, batch)


def remove(site, batch):
	names = site.get_all("Case", {"description": ["like", f"%{batch}/%"]}, pluck="name")
	for doctype in ("Case", *TABLES):
		key = {"Case": "name", "Case Unit": "parent"}.get(doctype, "case_file")
		site.db.delete(doctype, {key: ["in", names]})
	site.db.commit()


def test_no_simulation_among_real_residents(site, monkeypatch):
	# Other tests have registered people on this site; they stand for the demo's here.
	monkeypatch.setattr(simulated_site, "GIVEN_NAMES", ("",))
	simulated_site.refuse_among_residents()
	monkeypatch.undo()
	resident = site.get_doc({"doctype": "Resident", "full_name": "某甲", "grid": "421281001002001"})
	resident.insert()
	with pytest.raises(
		simulated_site.NotADemoSite, match=r"mix with real ones\. Use another site, or add --yes\."
	):
		simulated_site.refuse_among_residents()


def test_no_simulation_without_the_demo(site):
	site.db.set_value("User", "handler2@demo.example", "enabled", 0)
	with pytest.raises(simulated_site.NotADemoSite, match="demo accounts are missing"):
		simulated_site.refuse_without_accounts()


def test_options_are_checked(world):
	obj = frappe._dict(sites=[world], profile=False)
	answer = CliRunner().invoke(simulate_cases, ["--until", "2999-01-01"], obj=obj)
	assert answer.exit_code != 0
	assert "has not come yet" in answer.output
