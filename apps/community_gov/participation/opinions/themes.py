"""Themes of opinions: a tree, and the number of opinions from which a theme becomes a topic."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.core.notifications import notify_users
from community_gov.core.step_context import step_context

DOCTYPE, TOPIC = "Opinion Theme", "Deliberation Topic"
COMMUNITY = 12
DEEPEST = 4


def check(theme) -> None:
	"""
	Raises:
	        BadInputError: a theme that is part of itself, a tree deeper than four, or numbers that cannot be.
	"""
	above, name = theme.parent_theme, theme.name
	for _level in range(DEEPEST):
		if not above:
			break
		if above == name:
			_refuse(_("A theme is no part of itself. Choose another one above it."))
		above = frappe.db.get_value(DOCTYPE, above, "parent_theme")
	else:
		_refuse(_("Themes lie at most {0} deep. Choose one further up.").format(DEEPEST))
	if not 1 <= cint(theme.window_days) <= 365:
		_refuse(_("The days go from 1 to 365. Correct them."))


def community_of(grid: str) -> str:
	"""The community of a place, or the place itself where it lies above."""
	return grid[:COMMUNITY]


def open_topic_if_due(theme: str, grid: str) -> str | None:
	"""Makes a topic of a theme of which enough was said in a community; returns it.

	The theme is locked first: of two opinions that reach the number at the same moment one makes the topic, and the other
	joins it.
	"""
	row = frappe.get_doc(DOCTYPE, theme, for_update=True)
	community = community_of(grid)
	waiting = _waiting(row, community)
	topic = _open_topic(row.name, community)
	if not topic and (not cint(row.threshold) or len(waiting) < cint(row.threshold)):
		return None
	topic = topic or _make_topic(row, community, waiting)
	for name in waiting:
		frappe.db.set_value("Opinion", name, "topic", topic, update_modified=False)
	return topic


def _waiting(theme, community: str) -> list[str]:
	"""Opinions of a theme that belong to no topic yet, committed by whomever."""
	since = add_days(now_datetime(), -cint(theme.window_days))
	filters = {"theme": theme.name, "grid": ("like", f"{community}%"), "noted_at": (">=", since)}
	filters |= {"topic": ("is", "not set"), "stage": ("!=", "Merged"), "is_about_person": 0}
	query = frappe.qb.get_query("Opinion", fields=["name"], filters=filters, for_update=True)
	return [row[0] for row in query.run()]


def _open_topic(theme: str, community: str) -> str | None:
	table = frappe.qb.DocType(TOPIC)
	query = (
		frappe.qb.from_(table)
		.select(table.name)
		.where(
			(table.opinion_theme == theme)
			& table.grid.like(f"{community}%")
			& (table.stage_category == "Open")
		)
	)
	found = query.orderby(table.name).for_update().run()
	return found[0][0] if found else None


def _make_topic(theme, community: str, opinions: list[str]) -> str:
	topic = frappe.new_doc(TOPIC)
	text = _("{0} opinions within {1} days speak of it.").format(len(opinions), cint(theme.window_days))
	values = {"title": theme.theme_name, "grid": community, "description": text, "theme": theme.theme_name}
	topic.update({**values, "origin": "Opinion Theme"})
	step_context(topic).origin = {"opinion_theme": theme.name}
	topic.append("sources", {"source_doctype": DOCTYPE, "source_name": theme.name})
	# Whoever speaks holds no right on topics; the number of opinions makes it.
	topic.insert(ignore_permissions=True)
	told = _("Enough people spoke of {0}: it became a topic.").format(theme.theme_name)
	notify_users({theme.theme_owner}, told, TOPIC, topic.name)
	return topic.name


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
