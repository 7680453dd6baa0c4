"""Cases of one kind that come again and again in a community: from a number on they become a topic."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, cint, now_datetime

from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users
from community_gov.core.step_context import step_context
from community_gov.grids.team import staff_of
from community_gov.participation.deliberation.topics import DOCTYPE

ORIGIN = "Similar Cases"
COMMUNITY = 12
# A topic names so many of its cases; the clerk adds others.
MOST = 100


def propose_due() -> list[str]:
	"""Scheduler: makes a topic of each kind of which enough cases were filed in a community; returns the new ones.

	The numbers are those of the settings: so many cases in so many days; 0 makes none. Doubles are no case of their own.
	"""
	settings = frappe.get_cached_doc("Community Gov Settings")
	least, days = cint(settings.topic_cases), cint(settings.topic_case_days) or 30
	if not least:
		return []
	found = [
		run_isolated(lambda at=place, of=kind: _propose(at, of, least, days), "Proposing a Topic", kind)
		for place, kind in _candidates(least, days)
	]
	return [name for name in found if name]


def _candidates(least: int, days: int) -> list[tuple[str, str]]:
	"""[(community, kind)] with enough cases, whether or not a topic names them already; decided under the lock of each kind."""
	table = frappe.qb.DocType("Case")
	community = frappe.qb.functions("LEFT", table.grid, COMMUNITY)
	query = frappe.qb.from_(table).select(community, table.category).where(_counts(table, days))
	rows = query.groupby(community, table.category).having(Count("*") >= least).run()
	return sorted((place, kind) for place, kind in rows if place and len(place) == COMMUNITY)


def _counts(table, days: int):
	"""Filed within the days, no double of another case, and nothing confidential: who reads topics does not read that."""
	since = add_days(now_datetime(), -days)
	is_own = table.duplicate_of.isnull() | (table.duplicate_of == "")
	is_open = table.is_confidential == 0
	return (table.filed_at >= since) & is_own & is_open & table.category.isnotnull()


def _propose(community: str, category: str, least: int, days: int) -> str | None:
	"""The kind is locked first: of two runs at the same moment one makes the topic."""
	kind = frappe.get_doc("Case Category", category, for_update=True)
	if _open_topic(community, category):
		return None
	cases = _untold(community, category, days)
	return _make_topic(kind, community, cases, days) if len(cases) >= least else None


def _open_topic(community: str, category: str) -> bool:
	table = frappe.qb.DocType(DOCTYPE)
	is_same = (table.case_category == category) & table.grid.like(f"{community}%")
	query = frappe.qb.from_(table).select(table.name).where(is_same & (table.stage_category == "Open"))
	return bool(query.for_update().run())


def _untold(community: str, category: str, days: int) -> list[str]:
	"""Cases that no topic names, the newest first."""
	table, source = frappe.qb.DocType("Case"), frappe.qb.DocType("Topic Source")
	told = frappe.qb.from_(source).select(source.source_name).where(source.source_doctype == "Case")
	is_same = (table.category == category) & table.grid.like(f"{community}%")
	query = frappe.qb.from_(table).select(table.name).where(_counts(table, days) & is_same)
	rows = query.where(table.name.notin(told)).orderby(table.name, order=frappe.qb.desc).run()
	return [row[0] for row in rows]


def _make_topic(kind, community: str, cases: list[str], days: int) -> str:
	topic = frappe.new_doc(DOCTYPE)
	text = _("{0} cases of this kind were filed here within {1} days.").format(len(cases), days)
	title = _("Again and again: {0}").format(kind.category_name)
	topic.update({"title": title, "description": text, "grid": community, "origin": ORIGIN})
	step_context(topic).origin = {"case_category": kind.name}
	for case in cases[:MOST]:
		topic.append("sources", {"source_doctype": "Case", "source_name": case})
	# The scheduler collects it; the clerk of the community sorts it as any other.
	topic.insert(ignore_permissions=True)
	clerks = staff_of(community, "Council Clerk") or staff_of(community, "Community Manager")
	notify_users(set(clerks), _("{0} became a topic. Sort it.").format(title), DOCTYPE, topic.name)
	return topic.name
