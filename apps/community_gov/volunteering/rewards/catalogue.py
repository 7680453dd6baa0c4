"""What a volunteer may redeem now."""

import frappe

from community_gov.volunteering.rewards.redemption import period_start, taken


def volunteer_of(user: str) -> frappe._dict | None:
	"""The active volunteer behind a user: {name, balance, held_points}."""
	fields = ["name", "balance", "held_points"]
	return frappe.db.get_value("Volunteer", {"user": user, "status": "Active"}, fields, as_dict=True)


def waiting(volunteer: str) -> list[dict]:
	"""Open redemptions of a volunteer, without their codes; see api.v1.redemption.mine."""
	rows = frappe.get_all(
		"Point Redemption",
		filters={"volunteer": volunteer, "stage_category": "Open"},
		fields=["name", "reward_item", "quantity", "handed_quantity", "points", "stage", "expires_at"],
		order_by="creation desc",
	)
	shops = shops_of(sorted({row.reward_item for row in rows}))
	return [one_waiting(row, shops.get(row.reward_item, [])) for row in rows]


def one_waiting(row: frappe._dict, shops: list[dict]) -> dict:
	return {
		"redemption": row.name,
		"reward_item": row.reward_item,
		"quantity": row.quantity,
		"left": row.quantity - (row.handed_quantity or 0),
		"points": row.points,
		"approved": row.stage == "Approved",
		"expires_at": str(row.expires_at),
		"shops": shops,
	}


def offered(volunteer: frappe._dict | None) -> list[dict]:
	"""Enabled items, cheapest first; see api.v1.reward.catalogue for the shape."""
	items = frappe.get_all(
		"Reward Item",
		filters={"enabled": 1},
		fields=["name", "points", "stock", "image", "description", "limit_quantity", "limit_period"],
		order_by="points asc, name asc",
	)
	shops = shops_of([item.name for item in items])
	return [_catalogue_entry(item, shops.get(item.name, []), volunteer) for item in items]


def _catalogue_entry(item: frappe._dict, shops: list[dict], volunteer: frappe._dict | None) -> dict:
	return {
		"reward_item": item.name,
		"points": item.points,
		"stock": item.stock,
		"image": item.image,
		"description": item.description,
		"shops": shops,
		"still_allowed": _still_allowed(item, volunteer),
		"affordable": volunteer and volunteer.balance >= item.points,
	}


def _still_allowed(item: frappe._dict, volunteer: frappe._dict | None) -> int | None:
	"""Pieces that the limit leaves to a person in the period; None without a limit."""
	if not item.limit_quantity:
		return None
	have = taken(volunteer.name, item.name, period_start(item.limit_period)) if volunteer else 0
	return max(item.limit_quantity - have, 0)


def shops_of(items: list[str]) -> dict[str, list[dict]]:
	"""Enabled shops by item: {item: [{shop, address, opening_hours}]}."""
	shop, row = frappe.qb.DocType("Reward Shop"), frappe.qb.DocType("Reward Item Shop")
	if not items:
		return {}
	query = (
		frappe.qb.from_(row)
		.join(shop)
		.on(row.shop == shop.name)
		.select(row.parent, shop.name.as_("shop"), shop.address, shop.opening_hours)
		.where(row.parent.isin(items) & (row.parenttype == "Reward Item") & (shop.enabled == 1))
		.orderby(row.parent, row.idx)
	)
	found: dict[str, list[dict]] = {}
	for each in query.run(as_dict=True):
		found.setdefault(each.pop("parent"), []).append(each)
	return found
