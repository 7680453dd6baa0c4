"""Giving points away: to another volunteer as a gift, or within the own family; limits are settings.

Points keep their last day when they change hands, so passing them round makes none younger.
"""

from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import flt, get_first_day, getdate, nowdate

from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.registry.identity.account_holders import is_same_holder
from community_gov.registry.identity.protected_numbers import stored_fingerprints
from community_gov.volunteering.points import ledger
from community_gov.volunteering.registration.persons import is_self, same_person

GIFT, FAMILY = "Gift", "Family"
HIGHEST = 100_000


def give(giver: str, taker: str, points: float, source_doctype: str, source_name: str) -> None:
	"""Books points from one volunteer to another, both locked in the order of their names.

	Args:
	        source_doctype, source_name: the transfer; one booking of one source.
	Raises:
	        InsufficientPointsError: fewer points that have not expired.
	"""
	lock_both(giver, taker)
	source: dict[str, Any] = {"source_doctype": source_doctype, "source_name": source_name}
	out = ledger.write_entry(giver, "Transfer Out", -points, **source)
	ledger.write_entry(taker, "Transfer In", points, opens=_lives_of(out.name), **source)


def lock_both(giver: str, taker: str) -> None:
	"""Always in the order of their names: two who give to each other wait, and never for one another."""
	for volunteer in sorted((giver, taker)):
		ledger.lock_volunteer(volunteer)


def _lives_of(entry: str) -> list[tuple[float, date | None]]:
	"""What an entry took out of lots, by their last day: [(points, day or None)], soonest first."""
	use, lot = frappe.qb.DocType("Point Lot Use"), frappe.qb.DocType("Point Lot")
	query = frappe.qb.from_(use).join(lot).on(lot.name == use.lot).where(use.point_entry == entry)
	rows = query.select(lot.expires_on, Sum(use.amount)).groupby(lot.expires_on).run()
	lives = [(flt(-amount, ledger.PRECISION), day) for day, amount in rows]
	return sorted(lives, key=lambda life: life[1] or date.max)


def check_transfer(doc) -> None:
	"""What a transfer must be before it is asked for.

	Raises:
	        BadInputError, ConflictError
	"""
	doc.points = flt(doc.points, ledger.PRECISION)
	if not 0 < doc.points <= HIGHEST:
		frappe.throw(
			_("{0} points cannot be given. Enter a number above zero, at most {1}.").format(
				doc.points, HIGHEST
			),
			exc=BadInputError,
		)
	if doc.taker in same_person(doc.giver):
		frappe.throw(_("Giver and receiver are the same person. Choose another receiver."), exc=BadInputError)
	for volunteer in (doc.giver, doc.taker):
		_require_active(volunteer)
	if doc.kind == FAMILY and not _same_household(doc.giver, doc.taker):
		frappe.throw(
			_("The two do not live in one household on record. Give the points as a gift instead."),
			exc=BadInputError,
		)


def _require_active(volunteer: str) -> None:
	row = frappe.db.get_value("Volunteer", volunteer, ["full_name", "status"], as_dict=True)
	if not row or row.status != "Active":
		frappe.throw(
			_("{0} is not an active volunteer. Reactivate the record first.").format(
				row.full_name if row else volunteer
			),
			exc=BadInputError,
		)


def _same_household(one: str, other: str) -> bool:
	"""Whether two volunteers are people of one household, told by their mobile numbers in the register."""
	homes = [_households_of(volunteer) for volunteer in (one, other)]
	return bool(homes[0] & homes[1])


def _households_of(volunteer: str) -> set[str]:
	prints = stored_fingerprints("Volunteer", volunteer, "mobile")
	if not prints:
		return set()
	filters = {"mobile_fingerprint": ["in", prints], "status": "Present", "household": ["is", "set"]}
	# Asked on behalf of the system; the answer is whether two share a home, not which.
	return set(frappe.get_all("Resident", filters, pluck="household", order_by="name asc"))


def _limit_of(kind: str) -> float:
	settings = frappe.get_cached_doc("Community Gov Settings")
	return flt(settings.gift_points_a_month if kind == GIFT else settings.family_points_a_month)


def require_limit(doc) -> None:
	"""A giver gives at most so many points of a kind in a calendar month; 0 in the settings forbids the kind.

	Called under the giver's lock, so two transfers at once are counted one after the other.

	Raises:
	        ConflictError
	"""
	limit, given = _limit_of(doc.kind), _given_this_month(doc)
	if given + doc.points > limit:
		frappe.throw(
			_("Of this kind {0} points a month can be given, and {1} were. Give less or wait.").format(
				f"{limit:g}", f"{given:g}"
			),
			exc=ConflictError,
		)


def _given_this_month(doc) -> float:
	"""Points of the same kind that left the giver this month; entries are read as they are now, under the lock.

	A transfer that this transaction cannot see yet counts as one of the kind.
	"""
	table = frappe.qb.DocType("Point Entry")
	query = frappe.qb.from_(table).select(table.source_name, table.amount)
	query = query.where((table.volunteer == doc.giver) & (table.kind == "Transfer Out"))
	query = query.where(table.happened_at >= get_first_day(getdate(nowdate())))
	entries = query.for_update().run()
	others = _other_kinds([source for source, _amount in entries], doc.kind)
	return flt(-sum(amount for source, amount in entries if source not in others), ledger.PRECISION)


def _other_kinds(names: list[str], kind: str) -> set[str]:
	if not names:
		return set()
	filters = {"name": ["in", names], "kind": ["!=", kind]}
	return set(frappe.get_all("Point Transfer", filters, pluck="name", order_by="name asc"))


def refuse_taker(doc) -> None:
	"""Neither giver nor receiver grants a transfer, under any account of theirs, nor whoever asked for it.

	Raises:
	        SeparationOfDutiesError
	"""
	user = frappe.session.user
	if is_same_holder(user, doc.owner) or is_self(user, doc.giver) or is_self(user, doc.taker):
		frappe.throw(
			_("You asked for this or take part in it. Let another coordinator decide."),
			exc=SeparationOfDutiesError,
		)
