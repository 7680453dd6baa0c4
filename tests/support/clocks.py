"""Cases with a limit and a travelling clock, for tests with a site."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.demo.people import WATER_BUREAU, email

ZONE = ZoneInfo("Asia/Shanghai")
GRID = "421281001002001"
UNITS = {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]}


class Traveller:
	"""Moves this process's clock; leaves it as it was at the end."""

	def __init__(self):
		self.travellers = []

	def __call__(self, text: str):
		self.stop()
		self.travellers = [time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=ZONE), tick=False)]
		self.travellers[0].start()

	def stop(self):
		for traveller in self.travellers:
			traveller.stop()


def make_category(site, value: float, unit: str, **values) -> str:
	"""A category whose default condition has that limit."""
	doc = site.new_doc("Case Category")
	doc.update({"code": f"M0688{len(unit)}", "category_name": "试验", "kind": "Matter", **values})
	row = {"condition": "present", "limit_value": value, "limit_unit": unit, "is_default": 1}
	doc.append("filing_conditions", row)
	return doc.insert().name


def filed_case(site, category: str, **values):
	doc = site.new_doc("Case")
	doc.update({"description": "Heap", "grid": GRID, "source": "Patrol", "category": category, **values})
	doc.insert()
	return step(site, step(site, doc, "Accept"), "File")


def dispatched_case(site, category: str, **values):
	return step(site, filed_case(site, category, **values), "Dispatch", UNITS)


def step(site, case, action: str, values: dict | None = None, note: str | None = None):
	case = site.get_doc("Case", case.name)
	act_on_case(case, action, values or {}, note, None)
	return site.get_doc("Case", case.name)


@contextmanager
def acting(site, key: str):
	"""Does something as a demo account."""
	site.set_user(email(key))
	try:
		yield
	finally:
		site.set_user("Administrator")


def minute(value) -> str:
	return str(value)[:16]


def dispatch_of(site, case) -> str:
	return site.db.get_value("Case Dispatch", {"case_file": case.name, "stage_category": "Open"})


def events_of(site, case) -> list[str]:
	return site.get_all(
		"Case Event", {"case_file": case.name}, pluck="event", order_by="happened_at asc, sequence asc"
	)
