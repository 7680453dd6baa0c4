"""A made-up city around the demo's community: 200 communities of five grids, and cases spread over them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

import frappe

from case_simulator import shape, site
from case_simulator.background import Background
from case_simulator.bulk import Writer
from case_simulator.plan import CasePlan, make_plans
from community_gov.grids.importing import import_divisions
from community_gov.search.filling import add_missing
from community_gov.search.index import ENTRIES, WORDS
from tests.support.site_clock import this_morning

STREETS, COMMUNITIES, GRIDS = 20, 10, 5
SIDE = 0.012  # degrees from one community to the next, a bit more than a kilometre
DAYS = 365
# So many cases lie between two neighbours in time on the same grid; prime, so that all grids take turns.
STRIDE = 7_919


def load_city() -> None:
	"""Loads the places; a second call changes nothing."""
	rows = ["code,name,level,parent_code", *places()]
	report = import_divisions(io.StringIO("\n".join(rows) + "\n"))
	assert not report.problems, report.problems[:3]


def places() -> Iterator[str]:
	for street in range(STREETS):
		town = f"421281{900 + street}"
		yield f"{town},模拟{street + 1}街道,Street,421281"
		for community in range(1, COMMUNITIES + 1):
			code = f"{town}{community:03d}"
			yield f"{code},模拟{street + 1}-{community}社区,Community,{town}"
			for grid in range(1, GRIDS + 1):
				yield f"{code}{grid:03d},第{grid}网格,Grid,{code}"


def grids() -> list[tuple[str, float, float]]:
	"""(code, degrees north, degrees east of the demo's community): its own three grids, then the others."""
	found = [(f"{shape.PLACE.code}{number:03d}", 0.0, 0.0) for number in range(1, 4)]
	for street in range(STREETS):
		for community in range(1, COMMUNITIES + 1):
			code = f"421281{900 + street}{community:03d}"
			place = (SIDE * (street - STREETS / 2 + 0.5), SIDE * (community - COMMUNITIES / 2))
			found += [(f"{code}{grid:03d}", *place) for grid in range(1, GRIDS + 1)]
	return found


def spread(plans: Iterable[CasePlan]) -> Iterator[CasePlan]:
	"""The plans, each moved to one of the grids in turn; away from the demo's community the centre reports."""
	around = grids()
	for number, plan in enumerate(plans):
		code, north, east = around[number * STRIDE % len(around)]
		place = {"latitude": round(plan.latitude + north, 7), "longitude": round(plan.longitude + east, 7)}
		report, *others = plan.steps
		if report.user not in ("Guest", "operator") and not code.startswith(shape.PLACE.code):
			report = replace(report, user="operator")
		yield replace(plan, grid=code, steps=(report, *others), **place)


def fill(cases: int) -> int:
	"""Adds cases of the year until today until the site holds so many; returns how many were added."""
	missing = cases - frappe.db.count("Case")
	if missing <= 0:
		return 0
	end = this_morning()
	with Background() as store:
		plans = make_plans(site.read_world(), 1, DAYS, missing, end)
		made = Writer(store).write_all(spread(plans))
	# As the watch marks what is late.
	late = "stage = 'Handling' AND due_at < %s AND breached_at IS NULL"
	frappe.db.sql(f"UPDATE tabCase SET breached_at = due_at, first_breached_at = due_at WHERE {late}", end)
	add_missing()
	for doctype in ("Case", "Case Event", "Case Dispatch", "Case Check", "Case Unit", "Case Feedback"):
		frappe.db.sql(f"ANALYZE TABLE `tab{doctype}`")
	for table in (ENTRIES, WORDS):
		frappe.db.sql(f"ANALYZE TABLE `{table}`")
	return made
