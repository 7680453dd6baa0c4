"""What the simulator reads of a site, and whether it may write there."""

import frappe

from case_simulator import shape
from case_simulator.plan import mark
from case_simulator.shape import Kind, World
from community_gov.casework.deadlines.calendars import calendar_for
from community_gov.core.counting import count_shown
from community_gov.demo.people import ACCOUNTS, email
from community_gov.demo.persons import GIVEN_NAMES


class NotADemoSite(Exception):
	"""The site lacks what the simulator stands on, or holds real people; the message says what to do."""


def read_world() -> World:
	"""Kinds with their limits, and the default calendar.

	Raises:
	        NotADemoSite
	"""
	calendar = calendar_for(None)
	codes = sorted({code for code, _weight in shape.CATEGORIES + shape.STORM_CATEGORIES})
	kinds = {code: kind for code in codes if (kind := _read_kind(code))}
	if not calendar or len(kinds) < len(codes):
		raise NotADemoSite(
			"The default calendar or some shipped categories are missing. Restore them, then simulate again."
		)
	return World(kinds, calendar)


def _read_kind(code: str) -> Kind | None:
	if not frappe.db.exists("Case Category", code):
		return None
	category = frappe.get_cached_doc("Case Category", code)
	row = next((row for row in category.filing_conditions if row.is_default), None)
	if not row or not category.enabled or category.is_group:
		return None
	return Kind(code, category.category_name, row.limit_value, row.limit_unit)


def refuse_without_accounts() -> None:
	"""
	Raises:
	        NotADemoSite
	"""
	names = [email(account.key) for account in ACCOUNTS]
	if count_shown("User", {"name": ["in", names], "enabled": 1}) < len(names):
		raise NotADemoSite(
			"The demo accounts are missing. Load the demo first: bench execute community_gov.demo.load.load_demo"
		)


def refuse_among_residents() -> None:
	"""
	Raises:
	        NotADemoSite: residents are registered who are not the demo's.
	"""
	if _real_residents():
		raise NotADemoSite(
			"This site holds residents who are not of the demo, and simulated cases would mix with real ones. "
			"Use another site, or add --yes."
		)


def _real_residents() -> int:
	"""How many residents bear no name of the demo; see demo.persons."""
	return count_shown("Resident", [["full_name", "not like", f"%{name}%"] for name in GIVEN_NAMES])


def played(batch: str) -> int:
	"""How many of the plan's cases exist: they are made in the order of their reports, so only the last is asked for."""
	begin = mark(f"{batch}/").rstrip("〕")
	marked = {"description": ["like", f"%\n{begin}%"]}
	last = frappe.get_all(
		"Case", filters=marked, pluck="reported_at", order_by="reported_at desc", limit_page_length=1
	)
	if not last:
		return 0
	at_once = {**marked, "reported_at": last[0]}
	texts = frappe.get_all("Case", filters=at_once, pluck="description", order_by="name asc")
	return 1 + max(int(text.rsplit(begin, 1)[1].rstrip("〕\n ")) for text in texts)
