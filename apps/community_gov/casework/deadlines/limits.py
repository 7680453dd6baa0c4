"""Time limits that an administrator may set, of categories and posts."""

import math

import frappe
from frappe import _
from frappe.utils import flt

from community_gov.core.errors import BadInputError

# 27 years of days: beyond it a limit is a slip of the keyboard, and calendars end somewhere.
LONGEST = 10_000


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
