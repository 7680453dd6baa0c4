"""Redemption: points and stock are held, then settled on hand-over or released on cancel and timeout."""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Sum
from frappe.utils import add_to_date, cint, flt, now_datetime

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.volunteering.points import ledger
from community_gov.volunteering.rewards import stock
from community_gov.volunteering.rewards.settlement import book, left, points_of


def price(redemption) -> None:
	"""Sets the points from the item's present price; what the client sent is dropped.

	Raises:
	        BadInputError: quantity below 1 or above 100, or the item is disabled.
	"""
	item = frappe.get_doc("Reward Item", redemption.reward_item)
	if not 1 <= cint(redemption.quantity) <= 100:
		frappe.throw(
			_("The quantity {0} is not possible. Choose 1 to 100.").format(redemption.quantity),
			exc=BadInputError,
		)
	if not item.enabled:
		frappe.throw(
			_("{0} is not offered now. Choose another item.").format(item.item_name), exc=BadInputError
		)
	redemption.points = flt(item.points * cint(redemption.quantity), ledger.PRECISION)


def hold(redemption) -> None:
	"""Takes points and stock out of reach of everybody else, volunteer first, then item."""
	volunteer = ledger.lock_volunteer(redemption.volunteer)
	if volunteer.status != "Active":
		frappe.throw(
			_("{0} is not an active volunteer. Reactivate the record first.").format(volunteer.full_name),
			exc=BadInputError,
		)
	_refuse_over_limit(redemption)
	stock.move(redemption.reward_item, -redemption.quantity, redemption.quantity)
	book(redemption, "Hold", -redemption.points, redemption.points, redemption)


def release(redemption) -> None:
	"""Cancelled or timed out: the points and the stock that were not handed over are free again."""
	ledger.lock_volunteer(redemption.volunteer)
	quantity = left(redemption)
	stock.move(redemption.reward_item, quantity, -quantity)
	points = points_of(redemption, quantity)
	book(redemption, "Release", points, -points, redemption)


def _refuse_over_limit(redemption) -> None:
	"""An item may be limited per person and period; what was given back or released does not count.

	Raises:
	        ConflictError
	"""
	item = frappe.get_cached_doc("Reward Item", redemption.reward_item)
	if not item.limit_quantity:
		return
	# This redemption is stored by now and among them.
	have = taken(redemption.volunteer, item.name, period_start(item.limit_period), locked=True)
	if have > item.limit_quantity:
		frappe.throw(
			_(
				"{0} is limited to {1} for one person ({2}), and {3} are taken. Choose less or another item."
			).format(
				item.item_name, item.limit_quantity, _(item.limit_period), have - cint(redemption.quantity)
			),
			exc=ConflictError,
		)


def period_start(period: str | None) -> datetime | None:
	"""The first moment of the calendar month, quarter or year; None for ever."""
	today = now_datetime()
	months = {
		"Calendar Month": today.month,
		"Calendar Quarter": 3 * ((today.month - 1) // 3) + 1,
		"Calendar Year": 1,
	}
	if period not in months:
		return None
	return datetime(today.year, months[period], 1)


def taken(volunteer: str, item: str, since: datetime | None, locked: bool = False) -> int:
	"""Pieces of an item that a person holds or has kept since a moment; locked by whoever holds the volunteer."""
	table = frappe.qb.DocType("Point Redemption")
	pieces = Case().when(table.stage == "Released", table.handed_quantity).else_(table.quantity)
	query = (
		frappe.qb.from_(table)
		.select(Sum(pieces - table.returned_quantity))
		.where((table.volunteer == volunteer) & (table.reward_item == item))
	)
	if since:
		query = query.where(table.requested_at >= since)
	# A locking read: the transaction's own view is older than its lock on the volunteer. Who steps on one of these
	# redemptions in the same instant may meet a deadlock, which is told as a conflict.
	return cint(query.for_update().run()[0][0]) if locked else cint(query.run()[0][0])


def expiry() -> datetime:
	days = cint(frappe.get_cached_doc("Community Gov Settings").redemption_hold_days) or 7
	return add_to_date(now_datetime(), days=days)


def release_expired() -> int:
	"""Hourly: queues the release of every redemption whose hold has run out; returns how many.

	Each is a transaction of its own: together they would hold one item while waiting for the next volunteer,
	against the order of locks.
	"""
	names = expired()
	for name in names:
		frappe.enqueue(release_one, job_id=f"release-{name}", deduplicate=True, redemption=name)
	return len(names)


def expired() -> list[str]:
	return frappe.get_all(
		"Point Redemption",
		filters={"stage_category": "Open", "expires_at": ["<", now_datetime()]},
		pluck="name",
		order_by="expires_at asc",
	)


def release_one(redemption: str) -> bool:
	"""Releases an expired redemption unless somebody was faster; called by the background worker."""
	doc = frappe.get_doc("Point Redemption", redemption, for_update=True)
	if doc.stage_category != "Open":
		return False
	doc.move_to_stage("Released", "Hold Expired", _("Not collected in time"))
	return True
