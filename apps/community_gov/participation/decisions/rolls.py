"""Voting rolls 投票名册: filled from the register, frozen with a checksum, never changed afterwards."""

import hashlib
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate, now_datetime

from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.core.step_context import step_context
from community_gov.participation.decisions import roll_units
from community_gov.participation.decisions.arithmetic import hundredths

ROLL, ENTRY, ELECTOR = "Voting Roll", "Roll Entry", "Roll Elector"
FROM_REGISTER = ("Person", "Household")
# Somebody has a vote for each flat.
OWNER = "Owner"
BATCH = 1000
OLDEST = 120


def lock(name: str):
	"""The roll, locked, so that nobody fills it while it is frozen."""
	return frappe.get_doc(ROLL, name, for_update=True)


def unit_of(roll) -> str:
	"""Who has a vote by the rule of a roll: Person, Household, Representative or Owner."""
	return frappe.get_cached_value("Decision Rule", roll.rule, "unit")


def refuse_frozen(roll) -> None:
	"""Raises ConflictError where a roll is frozen."""
	if roll.is_frozen:
		frappe.throw(
			_("Voting roll {0} is frozen, so nobody is added or taken out. Make a new roll.").format(
				roll.name
			),
			exc=ConflictError,
		)


def entry_name(roll: str, unit_key: str) -> str:
	"""The key of an entry: one unit has one entry of a roll, whoever writes it."""
	return exact_key(f"{roll}:{unit_key}")[:40]


def check_entry(entry) -> None:
	"""An entry written by hand: on a roll that is not frozen, with its key and place.

	Raises:
	        ConflictError: the roll is frozen. BadInputError: a key as the register makes them.
	"""
	roll = lock(entry.roll)
	refuse_frozen(roll)
	if entry.is_new() and ":" in entry.unit_key:
		frappe.throw(
			_("A key with a colon stands for what the register knows. Choose another key."), exc=BadInputError
		)
	home = entry.household or frappe.db.get_value("Resident", entry.resident, "household")
	entry.grid = frappe.db.get_value("Household", home, "grid") or roll.grid
	if entry.resident and not entry.electors:
		entry.append("electors", {"resident": entry.resident})


def check(roll) -> None:
	"""An age that somebody can have. Raises BadInputError."""
	if not 0 <= cint(roll.age) <= OLDEST:
		frappe.throw(
			_("The age goes from 0 to {0} years. Correct it.").format(OLDEST),
			exc=BadInputError,
		)


def follow_day(roll) -> None:
	"""Who was of age on another day is no list for this one: what the register named is looked up anew."""
	if set(changed_fields(roll)) & {"voting_day", "age"} and _from_register(roll.name):
		fill(roll)


def _from_register(roll: str) -> bool:
	return bool(frappe.db.exists(ENTRY, {"roll": roll, "unit_key": ("like", "%:%")}))


def fill(roll) -> dict[str, int]:
	"""Puts in whom the register names, in the place of what it named before; entries by hand stay.

	Args:
	        roll: locked.
	Returns:
	        {entries, without_age}
	Raises:
	        ConflictError: it is frozen. BadInputError: representatives and owners are entered by hand.
	"""
	refuse_frozen(roll)
	unit = unit_of(roll)
	if unit not in FROM_REGISTER:
		frappe.throw(
			_("The register does not know who votes here. Enter them one by one, or from a sheet."),
			exc=BadInputError,
		)
	_clear(roll.name)
	units, unknown = roll_units.of_register(unit, roll.grid, getdate(roll.voting_day), roll.age)
	_insert(roll.name, units)
	roll.db_set({"entries": _count(roll.name), "without_age": unknown})
	return {"entries": roll.entries, "without_age": unknown}


def _clear(roll: str) -> None:
	entry, elector = frappe.qb.DocType(ENTRY), frappe.qb.DocType(ELECTOR)
	names = (
		frappe.qb.from_(entry).select(entry.name).where((entry.roll == roll) & (entry.unit_key.like("%:%")))
	)
	found = names.run(pluck=True)
	for start in range(0, len(found), BATCH):
		part = found[start : start + BATCH]
		frappe.qb.from_(elector).delete().where(elector.parent.isin(part)).run()
		frappe.qb.from_(entry).delete().where(entry.name.isin(part)).run()


def _insert(roll: str, units: Iterable[roll_units.Unit]) -> None:
	"""Rows, as thousands of documents would take minutes; what they hold comes from the register alone."""
	now, user = now_datetime(), frappe.session.user
	rows = [(entry_name(roll, unit.key), unit) for unit in units]
	common = (now, now, user, user, 0)
	entries = [
		(name, *common, roll, unit.key, unit.label, unit.household, unit.resident, unit.grid, 0.0)
		for name, unit in rows
	]
	electors = [
		(frappe.generate_hash(length=20), *common, name, ENTRY, "electors", number, resident)
		for name, unit in rows
		for number, resident in enumerate(unit.electors, 1)
	]
	stamps = ["name", "creation", "modified", "owner", "modified_by", "docstatus"]
	_bulk(ENTRY, [*stamps, "roll", "unit_key", "label", "household", "resident", "grid", "area"], entries)
	_bulk(ELECTOR, [*stamps, "parent", "parenttype", "parentfield", "idx", "resident"], electors)


def _bulk(doctype: str, fields: list[str], rows: list[tuple]) -> None:
	for start in range(0, len(rows), BATCH):
		frappe.db.bulk_insert(doctype, fields, rows[start : start + BATCH])


def freeze(roll) -> str:
	"""Freezes a locked roll and returns the checksum of its list.

	Raises:
	        ConflictError: it is frozen already.
	        BadInputError: nobody is on it, or an owner has no floor area.
	"""
	refuse_frozen(roll)
	rows = entries_of(roll.name)
	if not rows:
		frappe.throw(_("Nobody is on voting roll {0}. Fill it first.").format(roll.name), exc=BadInputError)
	if frappe.get_cached_value("Decision Rule", roll.rule, "area_weighted"):
		_require_areas(rows)
	if unit_of(roll) != OWNER:
		_require_one_vote_each(roll.name)
	values = {"is_frozen": 1, "frozen_at": now_datetime(), "frozen_by": frappe.session.user}
	totals = {"entries": len(rows), "total_area": hundredths(row.area for row in rows) / 100}
	roll.update({**values, **totals, "list_hash": checksum(rows)})
	step_context(roll).by_server = True
	roll.save()
	return roll.list_hash


def _require_areas(rows: list) -> None:
	without = [row.label for row in rows if flt(row.area) <= 0]
	if without:
		frappe.throw(
			_("{0} entries have no floor area, such as {1}. Enter it, as it counts here.").format(
				len(without), without[0]
			),
			exc=BadInputError,
		)


def _require_one_vote_each(roll: str) -> None:
	"""Except of owners nobody has two votes: an entry by hand gives none beside the register's."""
	entry, elector = frappe.qb.DocType(ENTRY), frappe.qb.DocType(ELECTOR)
	query = frappe.qb.from_(entry).join(elector).on(elector.parent == entry.name)
	query = query.select(elector.resident, entry.name, entry.label).where(entry.roll == roll)
	seen: dict[str, str] = {}
	for resident, name, label in query.orderby(entry.unit_key).run():
		if seen.setdefault(resident, name) != name:
			frappe.throw(
				_("Somebody of {0} stands in another entry too. Take one of the two out.").format(label),
				exc=BadInputError,
			)


def entries_of(roll: str) -> list[frappe._dict]:
	"""Entries as they are committed now: rows of name, unit_key, label, area, by key."""
	entry = frappe.qb.DocType(ENTRY)
	query = frappe.qb.from_(entry).select(entry.name, entry.unit_key, entry.label, entry.area)
	return query.where(entry.roll == roll).orderby(entry.unit_key).run(as_dict=True)


def checksum(rows: Iterable) -> str:
	"""SHA-256 of the sorted lines `key|hundredths of a square metre`, as 64 hex digits."""
	lines = sorted(f"{row.unit_key}|{hundredths([flt(row.area)])}" for row in rows)
	return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def require_unchanged(roll) -> None:
	"""Refuses a roll that is not frozen, or whose list is not the one that was. Raises ConflictError."""
	if not roll.is_frozen:
		frappe.throw(
			_("Voting roll {0} is not frozen. Freeze it first.").format(roll.name), exc=ConflictError
		)
	if checksum(entries_of(roll.name)) != roll.list_hash:
		frappe.throw(
			_("The list of voting roll {0} is not the one that was frozen. Ask the system manager.").format(
				roll.name
			),
			exc=ConflictError,
		)


def _count(roll: str) -> int:
	return len(entries_of(roll))
