"""Goods on the shelf: what is free, what is held, and an append-only entry for all that comes or leaves.

Volunteer is locked before reward item, always; see ledger.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import cint, now_datetime

from community_gov.core.errors import BadInputError, ConflictError, OutOfStockError
from community_gov.core.notifications import notify_users, site_language
from community_gov.core.step_context import step_context
from community_gov.volunteering.help.help_stages import coordinators_of

BY_HAND = ("Receipt", "Stock Count", "Write-off")
MOST = 1_000_000
FIELDS = ("item_name", "stock", "held_stock", "low_stock_at", "low_stock_told_at", "grid")


def _lock_item(item: str) -> frappe._dict:
	"""Numbers of an item, the row locked until the transaction ends.

	Raises:
	        BadInputError: no such item.
	"""
	row = frappe.db.get_value("Reward Item", item, FIELDS, as_dict=True, for_update=True)
	if not row:
		frappe.throw(_("Item {0} is unknown. Choose one of the catalogue.").format(item), exc=BadInputError)
	return row


def move(item: str, free: int, held: int) -> frappe._dict:
	"""Changes what is free and what is held under lock; returns the item's numbers as they are now.

	Raises:
	        OutOfStockError: fewer free pieces than asked for.
	"""
	row = _lock_item(item)
	if row.stock + free < 0 or row.held_stock + held < 0:
		frappe.throw(
			_("{0} has only {1} left. Choose less or another item.").format(row.item_name, row.stock),
			exc=OutOfStockError,
		)
	row.stock, row.held_stock = row.stock + free, row.held_stock + held
	frappe.db.set_value("Reward Item", item, {"stock": row.stock, "held_stock": row.held_stock})
	_tell_low_stock(item, row)
	return row


def _tell_low_stock(item: str, row: frappe._dict) -> None:
	"""Tells the coordinators once when an item runs low; a receipt that fills it up makes the next time news again."""
	low = row.low_stock_at and row.stock <= row.low_stock_at
	if bool(low) == bool(row.low_stock_told_at):
		return
	frappe.db.set_value("Reward Item", item, "low_stock_told_at", now_datetime() if low else None)
	if low:
		with site_language():
			text = _("{0} runs low: {1} left. Order some more.").format(row.item_name, row.stock)
		notify_users(coordinators_of(row.grid or ""), text, "Reward Item", item)


def write_entry(item: str, kind: str, quantity: int, **values):
	"""Appends what the system itself moves (opening stock, hand-over, return) and returns the entry.

	Args:
	        quantity: pieces that came onto the shelf, or left it where negative.
	        values: redemption, shop, reason.
	"""
	entry = frappe.new_doc("Reward Stock Entry")
	step_context(entry).stock_values = {"reward_item": item, "kind": kind, "quantity": quantity, **values}
	entry.update(step_context(entry).stock_values)
	# The step that moves the goods was permitted; nobody holds a right to write these kinds.
	return entry.insert(ignore_permissions=True)


def prepare(entry) -> None:
	"""Checks an entry about to be stored; one by hand changes the item's free stock, under lock.

	Raises:
	        BadInputError, OutOfStockError
	"""
	entry.redemption, entry.shop = None, None
	row = _lock_item(entry.reward_item)
	if step_context(entry).stock_values:
		entry.update(step_context(entry).stock_values)
	else:
		_check_by_hand(entry, row)
		row = move(entry.reward_item, entry.quantity, 0)
	entry.happened_at, entry.done_by = now_datetime(), frappe.session.user
	entry.shelf_after = row.stock + row.held_stock


def _check_by_hand(entry, row: frappe._dict) -> None:
	if entry.kind not in BY_HAND:
		frappe.throw(
			_("Entries of kind {0} are written by the system. Hand over or take back a redemption.").format(
				_(entry.kind)
			),
			exc=BadInputError,
		)
	{"Receipt": _check_receipt, "Stock Count": _check_count, "Write-off": _check_write_off}[entry.kind](
		entry, row
	)


def _check_receipt(entry, row: frappe._dict) -> None:
	if not 0 < cint(entry.quantity) <= MOST:
		frappe.throw(
			_("{0} pieces cannot be received. Enter 1 to 1,000,000.").format(entry.quantity),
			exc=BadInputError,
		)


def _check_write_off(entry, row: frappe._dict) -> None:
	if not -MOST <= cint(entry.quantity) < 0:
		frappe.throw(_("A write-off takes pieces away. Enter a number below zero."), exc=BadInputError)
	_needs_reason(entry)


def _check_count(entry, row: frappe._dict) -> None:
	"""What was counted goes in, the server sets the difference; nobody counts away what is held for somebody."""
	counted = cint(entry.counted)
	if not 0 <= counted <= MOST:
		frappe.throw(
			_("{0} pieces cannot be counted. Enter 0 to 1,000,000.").format(entry.counted), exc=BadInputError
		)
	if counted < row.held_stock:
		frappe.throw(
			_(
				"{0} pieces of {1} are held for volunteers, only {2} were counted. Release redemptions first."
			).format(row.held_stock, row.item_name, counted),
			exc=BadInputError,
		)
	entry.quantity = counted - row.stock - row.held_stock
	if entry.quantity:
		_needs_reason(entry)


def _needs_reason(entry) -> None:
	if not (entry.reason or "").strip():
		frappe.throw(_("The stock changes without a reason. Write what happened."), exc=BadInputError)


def forget_unused(item) -> None:
	"""An item that nobody ever redeemed may go, and its entries with it.

	Raises:
	        ConflictError: there are redemptions of it.
	"""
	if frappe.db.exists("Point Redemption", {"reward_item": item.name}):
		frappe.throw(
			_("{0} has been redeemed. Switch it off instead of deleting it.").format(item.item_name),
			exc=ConflictError,
		)
	frappe.db.delete("Reward Stock Entry", {"reward_item": item.name})


def differences() -> list[dict]:
	"""Items whose pieces are not the sum of their entries: [{item, shelf, entries}]."""
	entry = frappe.qb.DocType("Reward Stock Entry")
	query = frappe.qb.from_(entry).select(entry.reward_item, Sum(entry.quantity)).groupby(entry.reward_item)
	proven = {name: cint(total) for name, total in query.run()}
	items = frappe.get_all("Reward Item", fields=["name", "stock", "held_stock"], order_by="name asc")
	shelves = {row.name: cint(row.stock) + cint(row.held_stock) for row in items}
	return [
		{"item": name, "shelf": shelf, "entries": proven.get(name, 0)}
		for name, shelf in shelves.items()
		if shelf != proven.get(name, 0)
	]


def prove_stock() -> list[dict]:
	"""Nightly: reports every difference in the error log and changes nothing."""
	found = differences()
	if found:
		frappe.log_error(title="Goods do not balance", message=frappe.as_json(found))
	return found
