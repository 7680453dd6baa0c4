"""Rewards: the catalogue for volunteers, and the shelf for coordinators."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.permissions.access import require
from community_gov.volunteering.rewards import catalogue as catalogue_of


@frappe.whitelist(methods=["GET"])
def catalogue() -> list[dict]:
	"""Goods offered now, cheapest first; for a volunteer with what the limits still allow and whether the points do.

	Permission: right to read Reward Item.
	Returns:
	        [{reward_item, points, stock, image, description, shops: [{shop, address, opening_hours}], still_allowed,
	        affordable}]; still_allowed is None without a limit, affordable None for who is no volunteer.
	"""
	require("Reward Item", "read")
	return catalogue_of.offered(catalogue_of.volunteer_of(frappe.session.user))


@frappe.whitelist(methods=["POST"])
@idempotent("reward.book_stock")
def book_stock(
	reward_item: str,
	kind: str,
	quantity: int = 0,
	counted: int | None = None,
	reason: str | None = None,
	donor: str | None = None,
) -> dict:
	"""Books goods that came (Receipt), were counted (Stock Count) or are lost (Write-off, a negative quantity).

	Returns:
	        {entry, quantity, shelf_after, stock}
	"""
	require("Reward Stock Entry", "create")
	values = {"reward_item": reward_item, "kind": kind, "quantity": quantity, "counted": counted}
	values |= {"reason": reason, "donor": donor}
	doc = frappe.new_doc("Reward Stock Entry")
	doc.update(values)
	doc.insert()
	return {
		"entry": doc.name,
		"quantity": doc.quantity,
		"shelf_after": doc.shelf_after,
		"stock": frappe.db.get_value("Reward Item", doc.reward_item, "stock"),
	}
