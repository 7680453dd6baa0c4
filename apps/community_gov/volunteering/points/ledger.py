"""The points ledger: append-only, balanced under lock, proven every night.

Volunteer is locked before reward item, always; so two requests can wait for each other but never deadlock.
"""

from decimal import Decimal

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import flt, now_datetime, nowdate

from community_gov.core.errors import BadInputError, ConflictError, InsufficientPointsError
from community_gov.core.step_context import step_context
from community_gov.volunteering.points import lots
from community_gov.volunteering.registration.persons import refuse_self

REVERSIBLE = ("Credit", "Opening Balance", "Adjustment")
PRECISION = 2


def lock_volunteer(volunteer: str) -> frappe._dict:
	"""Balance and user of a volunteer, the row locked until the transaction ends.

	Raises:
	        BadInputError: no such volunteer.
	"""
	row = frappe.db.get_value(
		"Volunteer",
		volunteer,
		["name", "full_name", "status", "grid", "user", "balance", "held_points"],
		as_dict=True,
		for_update=True,
	)
	if not row:
		frappe.throw(
			_("Volunteer {0} is unknown. Choose a registered one.").format(volunteer), exc=BadInputError
		)
	return row


def write_entry(
	volunteer: str,
	kind: str,
	amount: float,
	held_amount: float = 0,
	opens: list | None = None,
	gives_back: tuple[str, str] | None = None,
	**values,
):
	"""Appends one entry for the system's own steps (hold, settle, release, reversal) and returns it.

	A release names the source of its hold: its points go back into the lots they came from.

	Args:
	        amount: signed change of the points that can be spent.
	        held_amount: signed change of the points held.
	        opens: [(points, last day or None)] of the lots to open, where they keep their day (a transfer).
	        gives_back: (doctype, name) of what had taken the points, where that is not the source of this entry.
	        values: source_doctype, source_name, reason, reversal_of.
	"""
	entry = frappe.new_doc("Point Entry")
	entry.update(
		{"volunteer": volunteer, "kind": kind, "amount": amount, "held_amount": held_amount, **values}
	)
	step_context(entry).tell(by_writer=True, lots=opens, gives_back=gives_back)
	# The step that moves the points was permitted; nobody holds a right to write these kinds.
	return entry.insert(ignore_permissions=True)


def prepare(entry) -> None:
	"""Checks an entry about to be stored and puts its effect on the volunteer, under lock.

	Raises:
	        BadInputError, SeparationOfDutiesError, InsufficientPointsError
	"""
	entry.amount, entry.held_amount = flt(entry.amount, PRECISION), flt(entry.held_amount, PRECISION)
	volunteer = lock_volunteer(entry.volunteer)
	balance = flt(volunteer.balance + entry.amount, PRECISION)
	held = flt(volunteer.held_points + entry.held_amount, PRECISION)
	if balance < 0 or held < 0:
		_refuse_overdraft(volunteer, entry, held)
	entry.happened_at, entry.balance_after = now_datetime(), balance
	entry.source_key = _source_key(entry)
	frappe.db.set_value("Volunteer", entry.volunteer, {"balance": balance, "held_points": held})


def _source_key(entry) -> str:
	"""Kind and source: the database lets one source be credited, held or released once."""
	if not entry.source_name:
		return f"{entry.kind}:{frappe.generate_hash(length=20)}"
	key = key_of(entry.kind, entry.source_doctype, entry.source_name)
	# Points given back into a lot that has expired expire with it again, on another night.
	return f"{key}:{nowdate()}" if entry.kind == "Expire" else key


def key_of(kind: str, source_doctype: str, source_name: str) -> str:
	return f"{kind}:{source_doctype}:{source_name}"


def _refuse_overdraft(volunteer: frappe._dict, entry, held: float) -> None:
	"""A correction goes below zero, into a debt; whatever comes in goes against it; nothing else passes."""
	spends = entry.amount < 0 or entry.kind in lots.SPENDING
	if held >= 0 and (entry.kind == "Reversal" or not spends):
		return
	if debt := debt_of(volunteer.balance):
		frappe.throw(
			_("{0} owes {1} points, which the next credits settle. Earn more before you spend any.").format(
				volunteer.full_name, f"{debt:g}"
			),
			exc=InsufficientPointsError,
		)
	frappe.throw(
		_("{0} has {1} points, which is not enough. Choose less or earn more first.").format(
			volunteer.full_name, flt(volunteer.balance, PRECISION)
		),
		exc=InsufficientPointsError,
	)


def debt_of(balance: float) -> float:
	"""Points that a volunteer owes (欠分): a balance below zero, which later credits settle first."""
	return flt(max(-flt(balance, PRECISION), 0), PRECISION)


def require_reversible(entry) -> None:
	"""Raises BadInputError for an entry that goes with a document; ConflictError for one that is reversed."""
	if entry.kind not in REVERSIBLE or (entry.kind == "Credit" and entry.source_name):
		frappe.throw(
			_("Entry {0} goes with {1} {2}. Take that back instead.").format(
				entry.name, _(entry.source_doctype), entry.source_name
			),
			exc=BadInputError,
		)
	if frappe.db.exists("Point Entry", {"reversal_of": entry.name}):
		frappe.throw(_("This source was booked already. Look at the volunteer's entries."), exc=ConflictError)


def reverse(entry_name: str, reason: str):
	"""Books the opposite of an entry, once; the entry itself stays as it is.

	Called where a service is revoked, or an adjustment that reverses an entry is granted. What is spent or held already
	becomes a debt: the balance falls below zero, and later credits settle it.

	Raises:
	        BadInputError: no reason; ConflictError: it is reversed already.
	"""
	entry = frappe.get_doc("Point Entry", entry_name)
	if not (reason or "").strip():
		frappe.throw(_("The reversal has no reason. Write why the entry was wrong."), exc=BadInputError)
	lock_volunteer(entry.volunteer)
	refuse_self(entry.volunteer)
	return write_entry(
		entry.volunteer,
		"Reversal",
		-entry.amount,
		reversal_of=entry.name,
		source_doctype="Point Entry",
		source_name=entry.name,
		reason=reason,
	)


def sums(volunteer: str | None = None) -> dict[str, tuple[Decimal, Decimal]]:
	"""Balance and held points by volunteer as the entries say: {volunteer: (balance, held)}."""
	entry = frappe.qb.DocType("Point Entry")
	query = (
		frappe.qb.from_(entry)
		.select(entry.volunteer, Sum(entry.amount), Sum(entry.held_amount))
		.groupby(entry.volunteer)
	)
	if volunteer:
		query = query.where(entry.volunteer == volunteer)
	return {row[0]: (flt(row[1], PRECISION), flt(row[2], PRECISION)) for row in query.run()}


def differences() -> list[dict]:
	"""Volunteers whose stored balance is not the sum of their entries and what remains in their lots (nothing, in debt).

	Returns:
	        [{volunteer, stored: (balance, held), entries: (balance, held), lots}]
	"""
	proven, remaining = sums(), lots.remaining_of()
	stored = frappe.get_all("Volunteer", fields=["name", "balance", "held_points"], order_by="name asc")
	found = []
	for row in stored:
		values = (flt(row.balance, PRECISION), flt(row.held_points, PRECISION))
		entries = proven.get(row.name, (0, 0))
		left = remaining.get(row.name, 0)
		if values != entries or max(values[0], 0) != left:
			found.append({"volunteer": row.name, "stored": values, "entries": entries, "lots": left})
	return found


def prove_balances() -> list[dict]:
	"""Nightly: reports every difference in the error log and changes nothing."""
	found = differences() + lots.broken_lots()
	if found:
		frappe.log_error(title="Points do not balance", message=frappe.as_json(found))
	return found
