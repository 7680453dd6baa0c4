"""The clock job as the scheduler runs it: committed, twice at once, past a broken case."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.rest.conftest import ok

OVERDUE = {"warn_at": "2024-01-01 08:00:00", "due_at": "2024-01-02 08:00:00"}


@pytest.fixture
def overdue(dispatched, fresh):
	"""overdue() -> a dispatched case whose time ran out long ago; afterwards it has no deadline any more."""
	made = []

	def make() -> str:
		case, _dispatch = dispatched()
		made.append(case)
		frappe = fresh()
		frappe.db.set_value("Case", case, OVERDUE, update_modified=False)
		frappe.db.commit()
		return case

	yield make
	# The test site outlives the test: other tests ask for the most urgent case.
	frappe = fresh()
	for case in made:
		frappe.db.set_value("Case", case, dict.fromkeys((*OVERDUE, "nearest_due_at")), update_modified=False)
	frappe.db.commit()


def run_once() -> dict:
	"""One run in a thread of its own, with a connection of its own."""
	import frappe

	from community_gov.casework.deadlines.watch import watch_clocks
	from tests.conftest import SITE

	frappe.init(site=SITE, sites_path=os.getcwd(), force=True)
	frappe.connect()
	try:
		return watch_clocks()
	finally:
		frappe.destroy()


def run(times: int = 1) -> list[dict]:
	"""Runs at once, none in this test's own connection."""
	with ThreadPoolExecutor(times) as pool:
		return list(pool.map(lambda _number: run_once(), range(times)))


def test_two_runs_at_once_do_everything_once(overdue, fresh):
	cases = [overdue() for _number in range(4)]
	run(2)
	frappe = fresh()
	for case in cases:
		events = frappe.get_all("Case Event", {"case_file": case}, pluck="event", order_by="happened_at asc")
		assert (events.count("Reminder"), events.count("Overdue")) == (1, 1), events
		assert frappe.db.count("Supervision Order", {"case_file": case}) == 1
	assert run()[0].get("breached", 0) == 0


def test_a_broken_case_is_reported_and_the_rest_is_done(overdue, fresh, login):
	broken, sound = overdue(), overdue()
	frappe = fresh()
	frappe.db.set_value("Case", broken, "handling_level", "Nowhere", update_modified=False)
	frappe.db.commit()
	try:
		done = run()[0]
		frappe = fresh()
		assert done["failed"] >= 1
		assert frappe.db.get_value("Case", sound, "first_breached_at")
		assert not frappe.db.get_value("Case", broken, "first_breached_at"), "nothing half-done"
		assert frappe.db.exists("Error Log", {"reference_name": broken})
		kept = ok(login("chief").rows("Clock Run", order_by="started_at desc", fields='["failed","detail"]'))[
			0
		]
		assert kept["failed"] >= 1 and broken in kept["detail"]
	finally:
		frappe.db.set_value("Case", broken, "handling_level", "City", update_modified=False)
		frappe.db.commit()
