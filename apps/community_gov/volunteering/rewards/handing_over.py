"""The counter: who hands over, the pick-up code, all or part of what was redeemed, and what is brought back."""

import hmac

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, cstr, flt, now_datetime

from community_gov.core.documents import plain_code
from community_gov.core.errors import BadInputError, SeparationOfDutiesError, StageGuardError
from community_gov.core.stages.questions import asks
from community_gov.core.step_context import step_context
from community_gov.volunteering.points import ledger
from community_gov.volunteering.registration.persons import is_self
from community_gov.volunteering.rewards import stock


def of_code(code: str) -> str | None:
	"""The open redemption behind a pick-up code, however it was typed."""
	plain = plain_code(code)
	if not plain:
		return None
	return frappe.db.get_value("Point Redemption", {"pickup_code": plain, "stage_category": "Open"})


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


def left(redemption) -> int:
	"""Pieces that are still held."""
	return cint(redemption.quantity) - cint(redemption.handed_quantity)


def points_of(redemption, quantity: int) -> float:
	"""Points of some of the pieces, at the price of the day of the redemption."""
	return flt(redemption.points * quantity / cint(redemption.quantity), ledger.PRECISION)


def refuse_own_approval(redemption) -> None:
	"""Volunteers neither approve nor hand over their own redemption, under whichever account."""
	if is_self(frappe.session.user, redemption.volunteer):
		frappe.throw(
			_("You cannot decide on your own redemption. Ask a coordinator."), exc=SeparationOfDutiesError
		)


def refuse_slip_printer(redemption) -> None:
	"""Who printed the slip does not hand over: the code would prove nothing.

	Raises:
	        SeparationOfDutiesError
	"""
	if redemption.slip_by and redemption.slip_by == frappe.session.user:
		frappe.throw(
			_("You printed the slip of {0} and cannot hand it over. Ask a colleague or a shop.").format(
				redemption.name
			),
			exc=SeparationOfDutiesError,
		)


@asks("code")
def needs_pickup_code(redemption) -> None:
	"""Hand-over needs the code that only the volunteer was shown, in time."""
	given = plain_code(redemption.given_code)
	if not hmac.compare_digest(given.encode(), cstr(redemption.pickup_code).encode()):
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


def settle(redemption) -> None:
	"""All that is left was handed over: held points and stock are gone for good."""
	_settle_part(redemption, left(redemption))


def _settle_part(redemption, quantity: int) -> None:
	"""Some pieces were handed over; the entry of the goods is the source of the entry of the points."""
	ledger.lock_volunteer(redemption.volunteer)
	stock.move(redemption.reward_item, 0, -quantity)
	entry = stock.write_entry(
		redemption.reward_item,
		"Hand-over",
		-quantity,
		redemption=redemption.name,
		shop=step_context(redemption).shop,
	)
	book(redemption, "Settle", 0, -points_of(redemption, quantity), entry)
	_add(redemption, "handed_quantity", quantity)


def _add(redemption, fieldname: str, quantity: int) -> None:
	redemption.db_set(fieldname, cint(redemption.get(fieldname)) + quantity, update_modified=False)


def book(redemption, kind: str, amount: float, held_amount: float, source, returns: bool = False) -> None:
	ledger.write_entry(
		redemption.volunteer,
		kind,
		amount,
		held_amount,
		# Returned points go back into the lots out of which the redemption took them.
		gives_back=(redemption.doctype, redemption.name) if returns else None,
		source_doctype=source.doctype,
		source_name=source.name,
	)


def hand_over_part(redemption, code: str, quantity: int) -> None:
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
	_settle_part(redemption, quantity)


def refuse_unapproved(redemption) -> None:
	frappe.throw(
		_("{0} has not been approved. Ask a coordinator to approve it.").format(redemption.name),
		exc=StageGuardError,
	)


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
	_add(redemption, "returned_quantity", quantity)


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
