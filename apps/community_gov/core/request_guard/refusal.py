"""The one refusal of a request that a query cannot be made of."""

from typing import NoReturn

import frappe
from frappe import _

from community_gov.core.errors import BadQueryError


def refuse_query(part: object) -> NoReturn:
	"""Raises BadQueryError (417) that names the part, shortened, as plain text."""
	shown = str(part)[:60].replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")
	frappe.throw(
		_("“{0}” is no column, order, filter or value. Send plain names of fields and typed values.").format(
			shown
		),
		exc=BadQueryError,
	)
