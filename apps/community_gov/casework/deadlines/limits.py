"""Time limits that an administrator may set, of categories and posts."""

import math

import frappe
from frappe import _
from frappe.utils import flt

from community_gov.core.errors import BadInputError

# 27 years of days: beyond it a limit is a slip of the keyboard, and calendars end somewhere.
LONGEST = 10_000


def changed_limits(doc, table: str, *keys: str) -> bool:
	"""Whether a save of a stored document changed the limits in a table; `keys` say what a row is for."""
	before = doc.get_doc_before_save()
	return bool(before) and _limits_of(before, table, keys) != _limits_of(doc, table, keys)


def _limits_of(doc, table: str, keys: tuple[str, ...]) -> set[tuple]:
	return {(*(row.get(key) for key in keys), flt(row.limit_value), row.limit_unit) for row in doc.get(table)}


def check_time_limits(rows) -> None:
	"""Each row's limit_value is above zero and at most 10,000 of its limit_unit.

	Raises:
	        BadInputError
	"""
	values = [flt(row.limit_value) for row in rows]
	if any(value <= 0 or math.isnan(value) for value in values):
		frappe.throw(_("A time limit is zero. Enter a limit above zero."), exc=BadInputError)
	if any(value > LONGEST for value in values):
		frappe.throw(
			_("A time limit is above {0}. Enter a shorter one, or a longer unit of time.").format(LONGEST),
			exc=BadInputError,
		)
