"""Levels of handling: 小事楼栋速办、难事网格联办、大事社区共办. A case is escalated when time runs out or its holder asks."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.errors import StageGuardError

LEVELS = ("Building", "Grid", "Community", "Street", "City")


def next_level(level: str | None) -> str | None:
	"""The level above, or None at the top."""
	place = LEVELS.index(level or LEVELS[0])
	return LEVELS[place + 1] if place + 1 < len(LEVELS) else None


def first_level(category: str | None) -> str:
	"""Where a case of a category is settled first: its own level, that of its class, that of the settings."""
	while category:
		row = frappe.get_cached_doc("Case Category", category)
		if row.handling_level:
			return row.handling_level
		category = row.parent_case_category
	return frappe.get_cached_doc("Community Gov Settings").handling_level or LEVELS[-1]


def set_first_level(case) -> None:
	"""A case that was escalated keeps its level whatever its category becomes."""
	if not case.escalation_count:
		case.handling_level = first_level(case.category)


def raise_level(case) -> str:
	"""Puts the case one level up, on the document only; returns the new level.

	Raises:
	        StageGuardError: it is at the top already.
	"""
	level = next_level(case.handling_level)
	if not level:
		frappe.throw(
			_("Case {0} is at the highest level already. Issue a supervision order instead.").format(
				case.name
			),
			exc=StageGuardError,
		)
	case.handling_level, case.level_since = level, now_datetime()
	case.escalation_count += 1
	return level
