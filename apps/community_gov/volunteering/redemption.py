"""Redemption: points and stock are held, then settled on hand-over or released on cancel and timeout."""

import hmac

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, cstr, flt, now_datetime

from community_gov.errors import (
	BadInputError,
	OutOfStockError,
	SeparationOfDutiesError,
	StageGuardError,
)
from community_gov.protection import secret_code
from community_gov.volunteering import ledger
from community_gov.workflows.law import StageRule


def new_pickup_code() -> str:
	"""12 characters out of 31 (59 bits), checked per redemption: not to be guessed at a counter."""
	return secret_code(12)


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
	move_stock(redemption.reward_item, -redemption.quantity, redemption.quantity)
	book(redemption, "Hold", -redemption.points, redemption.points)


def settle(redemption) -> None:
	"""The goods were handed over: held points and stock are gone for good."""
	ledger.lock_volunteer(redemption.volunteer)
	move_stock(redemption.reward_item, 0, -redemption.quantity)
	book(redemption, "Settle", 0, -redemption.points)


def release(redemption) -> None:
	"""Cancelled or timed out: points and stock are free again."""
	ledger.lock_volunteer(redemption.volunteer)
	move_stock(redemption.reward_item, redemption.quantity, -redemption.quantity)
	book(redemption, "Release", redemption.points, -redemption.points)


def book(redemption, kind: str, amount: float, held_amount: float) -> None:
	ledger.write_entry(
		redemption.volunteer,
		kind,
		amount,
		held_amount,
		source_doctype=redemption.doctype,
		source_name=redemption.name,
	)


def move_stock(item: str, stock: int, held: int) -> None:
	"""Changes stock and held stock of an item under lock.

	Raises:
	        OutOfStockError: fewer pieces than asked for.
	"""
	row = frappe.db.get_value(
		"Reward Item", item, ["item_name", "stock", "held_stock"], as_dict=True, for_update=True
	)
	if row.stock + stock < 0:
		frappe.throw(
			_("{0} has only {1} left. Choose less or another item.").format(row.item_name, row.stock),
			exc=OutOfStockError,
		)
	values = {"stock": row.stock + stock, "held_stock": row.held_stock + held}
	frappe.db.set_value("Reward Item", item, values)


def refuse_own_approval(redemption) -> None:
	"""Volunteers neither approve nor hand over their own redemption."""
	if frappe.db.get_value("Volunteer", redemption.volunteer, "user") == frappe.session.user:
		frappe.throw(
			_("You cannot decide on your own redemption. Ask a coordinator."), exc=SeparationOfDutiesError
		)


def needs_pickup_code(redemption) -> None:
	"""Hand-over needs the code that only the volunteer was shown."""
	given = cstr(redemption.given_code).strip().upper()
	if not hmac.compare_digest(given, cstr(redemption.pickup_code)):
		frappe.throw(
			_("The pick-up code of {0} does not match. Ask the volunteer to show it.").format(
				redemption.name
			),
			exc=StageGuardError,
		)
	if redemption.expires_at and redemption.expires_at < now_datetime():
		frappe.throw(
			_("The hold of {0} has expired. Release it and redeem again.").format(redemption.name),
			exc=StageGuardError,
		)


def expiry() -> "frappe.utils.datetime.datetime":
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


REDEMPTION_LAW = {
	"Requested": StageRule("requested_at", effects=(hold,)),
	"Approved": StageRule("approved_at", "approved_by", guards=(refuse_own_approval,)),
	"Handed Over": StageRule(
		"ended_at", "ended_by", guards=(refuse_own_approval, needs_pickup_code), effects=(settle,)
	),
	"Released": StageRule("ended_at", "ended_by", effects=(release,)),
}
