"""Separation of administration and audit (GB/T 22239-2019, 8.1.5.1 to 8.1.5.3): an auditor administers nothing."""

import frappe
from frappe import _

from community_gov.core.errors import SeparationOfDutiesError
from community_gov.permissions.scope import AUDITOR

ADMINISTRATORS = frozenset({"Community Administrator", "System Manager"})
# Frappe gives this account every role; it is for installing, and nobody works with it.
BUILT_IN = "Administrator"


def refuse_both_duties(doc, method: str | None = None) -> None:
	"""Doc event of User and Role Profile: nobody is given the auditor's role together with an administrator's.

	Raises:
	        SeparationOfDutiesError (403)
	"""
	if doc.name != BUILT_IN:
		_refuse_both(doc.name, {row.role for row in doc.get("roles") or ()})


def refuse_role_alone(row, method: str | None = None) -> None:
	"""Doc event of Has Role: Frappe lets such a row be inserted and saved without its account.

	Raises:
	        SeparationOfDutiesError (403)
	"""
	if row.parenttype in ("User", "Role Profile") and row.parent and row.parent != BUILT_IN:
		filters = {"parent": row.parent, "parenttype": row.parenttype, "name": ["!=", row.name or ""]}
		# get_all: rows of an account are read with the account only.
		others = frappe.get_all("Has Role", filters=filters, pluck="role", order_by="role asc")
		_refuse_both(row.parent, {row.role, *others})


def _refuse_both(holder: str, roles: set[str]) -> None:
	if AUDITOR in roles and roles & ADMINISTRATORS:
		frappe.throw(
			_("{0} cannot be auditor and administrator at once. Give {1} to an account of its own.").format(
				holder, _(AUDITOR)
			),
			exc=SeparationOfDutiesError,
		)
