"""The counter: who hands over, part of what was redeemed, and what is brought back."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, now_datetime

from community_gov.core.documents import deadlock_as_conflict
from community_gov.core.errors import BadInputError
from community_gov.volunteering.points import ledger
from community_gov.volunteering.rewards import stock
from community_gov.volunteering.rewards.redemption_guards import (
	needs_pickup_code,
	refuse_own_approval,
	refuse_slip_printer,
	refuse_unapproved,
)
from community_gov.volunteering.rewards.settlement import add, book, left, points_of, settle_part


def shop_of(item: str, user: str) -> str | None:
	"""The enabled shop that hands over an item and whose user this is."""
	shop, person, offered = (
		frappe.qb.DocType(name) for name in ("Reward Shop", "Reward Shop User", "Reward Item Shop")
	)
	rows = (
		frappe.qb.from_(shop)
		.join(person)
		.on((person.parent == shop.name) & (person.parenttype == "Reward Shop"))
		.join(offered)
		.on((offered.shop == shop.name) & (offered.parenttype == "Reward Item"))
		.select(shop.name)
		.where((person.user == user) & (offered.parent == item) & (shop.enabled == 1))
		.orderby(shop.name)
		.limit(1)
	).run()
	return rows[0][0] if rows else None


def hand_over(redemption, code: str, quantity: int | None, finish: Callable[[], None]) -> int:
	"""Hands over what was asked for: all that is left, which ends the redemption, or fewer pieces.

	Args:
	        quantity: pieces; all that is left without it.
	        finish: takes the step that ends the redemption.
	Returns:
	        pieces handed over
	Raises:
	        BadInputError, StageGuardError: not as many, wrong code, too late, not approved.
	"""
	rest = left(redemption)
	if quantity is None or quantity == rest:
		finish()
		return rest
	with deadlock_as_conflict(redemption.name):
		_hand_over_part(redemption, code, quantity)
	return quantity


def _hand_over_part(redemption, code: str, quantity: int) -> None:
	"""Hands over fewer pieces than are held; the rest stays held until its time.

	Raises:
	        BadInputError: not between one and what is left; StageGuardError: wrong code, too late, not approved.
	"""
	if not 0 < quantity <= left(redemption):
		frappe.throw(
			_("{0} pieces cannot be handed over. {1} are left of this redemption.").format(
				quantity, left(redemption)
			),
			exc=BadInputError,
		)
	if redemption.stage != "Approved":
		refuse_unapproved(redemption)
	redemption.given_code = code
	refuse_own_approval(redemption)
	refuse_slip_printer(redemption)
	needs_pickup_code(redemption)
	settle_part(redemption, quantity)


def take_back(redemption, quantity: int, reason: str, to_shelf: bool) -> None:
	"""Goods were brought back: points return, and the pieces go to the shelf or are written off.

	Raises:
	        BadInputError: more than was handed over, no reason, or too late; SeparationOfDutiesError: one's own.
	"""
	refuse_own_approval(redemption)
	_check_return(redemption, quantity, reason)
	ledger.lock_volunteer(redemption.volunteer)
	stock.move(redemption.reward_item, quantity if to_shelf else 0, 0)
	values = {"redemption": redemption.name, "reason": reason}
	entry = stock.write_entry(redemption.reward_item, "Goods Return", quantity, **values)
	if not to_shelf:
		stock.write_entry(redemption.reward_item, "Write-off", -quantity, **values)
	book(redemption, "Goods Return", points_of(redemption, quantity), 0, entry, returns=True)
	add(redemption, "returned_quantity", quantity)


def _check_return(redemption, quantity: int, reason: str) -> None:
	kept = cint(redemption.handed_quantity) - cint(redemption.returned_quantity)
	if not 0 < quantity <= kept:
		frappe.throw(
			_("{0} pieces cannot be taken back. {1} were handed over and not brought back.").format(
				quantity, kept
			),
			exc=BadInputError,
		)
	if not (reason or "").strip():
		frappe.throw(_("The return has no reason. Write what was wrong with the goods."), exc=BadInputError)
	days = cint(frappe.get_cached_doc("Community Gov Settings").reward_return_days)
	if add_to_date(_handed_at(redemption), days=days) < now_datetime():
		frappe.throw(
			_("Goods are taken back within {0} days of the hand-over. This one is older.").format(days),
			exc=BadInputError,
		)


def _handed_at(redemption):
	"""When the last piece was handed over."""
	return frappe.db.get_value(
		"Reward Stock Entry",
		{"redemption": redemption.name, "kind": "Hand-over"},
		"happened_at",
		order_by="happened_at desc",
	)
