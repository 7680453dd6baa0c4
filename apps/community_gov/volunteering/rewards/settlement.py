"""What a redemption holds and what of it is settled: pieces, points and their entries."""

from frappe.utils import cint, flt

from community_gov.core.step_context import step_context
from community_gov.volunteering.points import ledger
from community_gov.volunteering.rewards import stock


def left(redemption) -> int:
	"""Pieces that are still held."""
	return cint(redemption.quantity) - cint(redemption.handed_quantity)


def points_of(redemption, quantity: int) -> float:
	"""Points of some of the pieces, at the price of the day of the redemption."""
	return flt(redemption.points * quantity / cint(redemption.quantity), ledger.PRECISION)


def settle_rest(redemption) -> None:
	"""All that is left was handed over: held points and stock are gone for good."""
	settle_part(redemption, left(redemption))


def settle_part(redemption, quantity: int) -> None:
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
	add(redemption, "handed_quantity", quantity)


def add(redemption, fieldname: str, quantity: int) -> None:
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
