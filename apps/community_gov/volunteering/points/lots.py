"""Lots: every credit keeps its own day of expiry, and what is spent comes out of the first to expire.

Each entry of the ledger is followed here in its transaction, under the lock of its volunteer: so what remains in the lots of a
volunteer always adds up to the balance. Points on hold are out of their lots until they are released into the same ones.
Who owes points has nothing in lots: what comes in settles the debt first.
"""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import add_months, cint, flt, getdate, nowdate

from community_gov.core.documents import write_audit_record
from community_gov.core.errors import InsufficientPointsError
from community_gov.core.step_context import step_context
from community_gov.volunteering.points.lot_choice import Lot, draw, first_to_expire, give_back

PRECISION = 2
# What a volunteer does with points: only those that have not expired serve for it.
SPENDING = ("Hold", "Transfer Out")
GIVING_BACK = ("Release", "Goods Return", "Reversal")


def follow_entry(entry) -> None:
	"""Moves the points of a stored entry in the lots of its volunteer.

	Raises:
	        InsufficientPointsError: the points have expired.
	"""
	if entry.amount < 0:
		_take_out(entry)
	elif entry.amount > 0:
		_put_in(entry)
		_settle_debt(entry)


def _take_out(entry) -> None:
	lots = _sources_for(entry, _lots_of(entry.volunteer))
	left = flt(sum(lot.remaining for lot in lots), PRECISION)
	# A correction takes what is there; the rest is the debt that the balance shows.
	taken = draw(lots, min(-entry.amount, left) if entry.kind == "Reversal" else -entry.amount)
	if taken is None:
		frappe.throw(
			_("{0} points are left that have not expired. Choose less or earn more first.").format(left),
			exc=InsufficientPointsError,
		)
	for lot, amount in taken:
		_move_points(entry, lot, -amount)


def _sources_for(entry, lots: list[Lot]) -> list[Lot]:
	"""The lots out of which an entry may take, in its order."""
	if entry.kind == "Expire":
		return [lot for lot in lots if lot.name == entry.source_name]
	if entry.kind in SPENDING:
		return [lot for lot in lots if not lot.has_expired(getdate(nowdate()))]
	if entry.kind == "Reversal":
		return _like_its_own(entry.reversal_of, lots)
	return lots


def _like_its_own(entry: str, lots: list[Lot]) -> list[Lot]:
	"""For the reversal of a credit: its own lots first, then those of the same last day, then the others."""
	own = frappe.get_all("Point Lot", {"point_entry": entry}, ["name", "expires_on"], order_by="name asc")
	names, days = {lot.name for lot in own}, {lot.expires_on for lot in own}
	return sorted(lots, key=lambda lot: (lot.name not in names, lot.expires_on not in days))


def _put_in(entry) -> None:
	"""A release goes back where its hold came from; whatever else comes in opens a lot."""
	rest = entry.amount
	if entry.kind in GIVING_BACK:
		parts, rest = give_back(_taken_by(entry), entry.amount)
		for lot, amount in parts:
			_move_points(entry, lot, amount)
	for amount, expires_on in step_context(entry).lots or [(rest, expiry_of_today())]:
		if amount > 0:
			open_lot(entry.volunteer, amount, expires_on, entry.name)


def _settle_debt(entry) -> None:
	"""What came in for somebody who owes points leaves its lots again, up to the debt; nobody gives it back."""
	owed = flt(entry.amount - entry.balance_after, PRECISION)
	if owed <= 0:
		return
	for lot, amount in draw(_lots_of(entry.volunteer), min(owed, entry.amount)) or []:
		_move_points(entry, lot, -amount, origin=f"Debt:{entry.name}")


def _taken_by(entry) -> list[tuple[Lot, float]]:
	"""What was taken out of which lots for the origin of an entry and nobody put back yet."""
	use = frappe.qb.DocType("Point Lot Use")
	query = frappe.qb.from_(use).select(use.lot, Sum(use.amount)).groupby(use.lot)
	rows = query.where((use.volunteer == entry.volunteer) & (use.origin == _origin_of(entry))).run()
	out = {lot: flt(-amount, PRECISION) for lot, amount in rows if flt(amount, PRECISION) < 0}
	return [(lot, out[lot.name]) for lot in _lots_of(entry.volunteer, list(out))] if out else []


def _origin_of(entry) -> str:
	"""For what points were taken: the document that held them, whatever entry gives them back."""
	if source := step_context(entry).gives_back:
		return ":".join(source)
	if entry.reversal_of:
		return _origin_of(frappe.get_doc("Point Entry", entry.reversal_of))
	return f"{entry.source_doctype}:{entry.source_name}" if entry.source_name else entry.name


def _lots_of(volunteer: str, names: list[str] | None = None) -> list[Lot]:
	"""Lots of a volunteer that hold something (or those named), first to expire first; locked and as they are now."""
	table = frappe.qb.DocType("Point Lot")
	query = frappe.qb.from_(table).select(table.name, table.remaining, table.expires_on, table.opened_on)
	query = query.where(table.volunteer == volunteer)
	query = query.where(table.name.isin(names)) if names else query.where(table.remaining > 0)
	return first_to_expire(Lot(*row) for row in query.for_update().run())


def _move_points(entry, lot: str, amount: float, origin: str | None = None) -> None:
	"""Changes what remains in a lot and writes down for which entry, and by which origin it can be given back."""
	remaining = frappe.db.get_value("Point Lot", lot, "remaining", for_update=True)
	frappe.db.set_value("Point Lot", lot, "remaining", flt(remaining + amount, PRECISION))
	values = {"point_entry": entry.name, "lot": lot, "amount": flt(amount, PRECISION)}
	values |= {"volunteer": entry.volunteer, "origin": origin or _origin_of(entry)}
	write_audit_record("Point Lot Use", values)


def open_lot(volunteer: str, amount: float, expires_on: date | None, entry: str | None) -> str:
	values = {"volunteer": volunteer, "point_entry": entry, "amount": flt(amount, PRECISION)}
	values |= {"remaining": values["amount"], "opened_on": nowdate(), "expires_on": expires_on}
	return write_audit_record("Point Lot", values).name


def expiry_of_today() -> date | None:
	"""The last day on which points that come in today can be spent; None where the settings let them never expire."""
	months = cint(frappe.get_cached_doc("Community Gov Settings").point_expiry_months)
	return getdate(add_months(nowdate(), months)) if months else None


def remaining_of(volunteer: str | None = None) -> dict[str, float]:
	"""What remains in lots by volunteer."""
	lot = frappe.qb.DocType("Point Lot")
	query = frappe.qb.from_(lot).select(lot.volunteer, Sum(lot.remaining)).groupby(lot.volunteer)
	if volunteer:
		query = query.where(lot.volunteer == volunteer)
	return {name: flt(amount, PRECISION) for name, amount in query.run()}


def broken_lots() -> list[dict]:
	"""Lots that hold something else than their amount and their uses say: [{lot, remaining, expected}]."""
	lot, use = frappe.qb.DocType("Point Lot"), frappe.qb.DocType("Point Lot Use")
	moved = frappe.qb.from_(use).select(use.lot, Sum(use.amount)).groupby(use.lot)
	changes = {name: flt(amount, PRECISION) for name, amount in moved.run()}
	rows = frappe.qb.from_(lot).select(lot.name, lot.amount, lot.remaining).run()
	found = []
	for name, amount, remaining in rows:
		expected = flt(amount + changes.get(name, 0), PRECISION)
		if flt(remaining, PRECISION) != expected or remaining < 0:
			found.append({"lot": name, "remaining": flt(remaining, PRECISION), "expected": expected})
	return found
