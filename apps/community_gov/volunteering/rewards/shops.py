"""Shops 爱心商户 that hand rewards over for the community, and who stands behind their counters."""

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, ConflictError


def refuse_same_user_twice(shop) -> None:
	users = [row.user for row in shop.users]
	if len(users) != len(set(users)):
		frappe.throw(_("A user stands twice in the list. Remove one of the rows."), exc=BadInputError)


def refuse_with_history(shop) -> None:
	"""A shop that has handed something over stays, switched off."""
	if frappe.db.exists("Reward Stock Entry", {"shop": shop.name}):
		frappe.throw(
			_("{0} has handed goods over. Switch it off instead of deleting it.").format(shop.name),
			exc=ConflictError,
		)
