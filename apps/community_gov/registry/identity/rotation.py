"""Numbers of people under another suite or key, batch by batch, while people keep working.

The switch comes first: from then on new numbers are protected anew and all are looked for under both protections. Then
passes over everything stored, until one finds nothing left. Whoever is killed anywhere goes on with the next run.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from secrets import token_hex

import frappe
from frappe import _
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock

from community_gov.core.errors import ConflictError
from community_gov.core.transactions import is_lost
from community_gov.registry.identity import cipher_suites, number_keys
from community_gov.registry.identity.number_keys import Protection
from community_gov.registry.identity.protected_numbers import PROTECTED, fingerprint, seal, unseal
from community_gov.registry.identity.rotation_log import FINISHED, RESUMED, STARTED, log_rotation

BATCH = 500
# Seconds after the first pass, for requests that had begun before the switch.
SETTLE = 10
LOCK_SECONDS = 1
# Records that keep a copy of others as JSON, with their numbers: field of the copy, whose copy it is, which rows.
COPIES = {
	"Resident Merge": ("moved", "Resident", {}),
	"Deleted Document": ("data", None, {"deleted_doctype": ["in", list(PROTECTED)]}),
}
# A batch that the database undid is taken again so often.
_TRIES = 5


def rotate(target: Protection) -> dict[str, int]:
	"""Brings every stored number under `target`; commits. A rotation that was interrupted is finished first.

	Start, resumption and end are entries of Sensitive Access Log.

	Returns:
	        {doctype: number of records converted}
	Raises:
	        CipherSuiteError: the target cannot be had here, or a number cannot be opened.
	        ConflictError: another rotation is at work.
	"""
	with _alone():
		before = number_keys.former()
		counts = _convert_all(RESUMED, before) if before else {}
		before = number_keys.current()
		if before == target:
			return counts
		number_keys.switch_to(target)
		return _sum(counts, _convert_all(STARTED, before))


@contextmanager
def _alone() -> Iterator[None]:
	"""One rotation at a time; the system lets go of the lock of a run that was killed."""
	with ExitStack() as stack:
		try:
			stack.enter_context(filelock("community_gov_rotation", timeout=LOCK_SECONDS))
		except LockTimeoutError:
			frappe.throw(
				_("Another rotation is at work on this site. Wait until it ends, then run yours."),
				exc=ConflictError,
			)
		yield


def resume() -> dict[str, int] | None:
	"""Finishes a rotation that was interrupted. Returns its counts, or None where there is none."""
	before = number_keys.former()
	return rotate(number_keys.current()) if before else None


def new_key() -> Protection:
	"""The present suite under a new random key of the fingerprints (256 bits)."""
	return Protection(number_keys.current().suite, token_hex(32))


def of_suite(suite: str) -> Protection:
	"""Another suite with the same key of the fingerprints; what it works with is derived for that suite."""
	return Protection(suite, number_keys.current().fingerprint_key)


def ensure_own_key() -> bool:
	"""Gives a site without people a key of its own; returns whether it did.

	A site that has people without one gets it from the patch separate_fingerprint_key, which converts them.

	Raises:
	        CipherSuiteError: the configuration names a suite that cannot be had here.
	"""
	if number_keys.current().fingerprint_key or any(_has_numbers(doctype) for doctype in PROTECTED):
		return False
	number_keys.set_first_key(token_hex(32))
	return True


def separate_key() -> dict[str, int]:
	"""Converts a site whose fingerprints are under its encryption key to a key of their own; commits.

	Returns:
	        {doctype: number of records converted}, {} where the site had one already
	Raises:
	        CipherSuiteError, ConflictError: see rotate().
	"""
	resumed = resume() or {}
	return resumed if number_keys.current().fingerprint_key else _sum(resumed, rotate(new_key()))


def _has_numbers(doctype: str) -> bool:
	secrets = [f"{prefix}_secret" for prefix in PROTECTED[doctype]]
	return any(frappe.db.exists(doctype, {name: ["is", "set"]}) for name in secrets)


def _convert_all(step: str, before: Protection) -> dict[str, int]:
	"""Passes until one finds nothing to convert; then the former protection is forgotten. Both ends are on record."""
	_log(step, before)
	counts = _convert_pass()
	time.sleep(SETTLE)
	while any((found := _convert_pass()).values()):
		counts = _sum(counts, found)
	# Before the end itself: whoever is killed between both ends it once more, and the log says so.
	_log(FINISHED, before, counts)
	number_keys.finish()
	return counts


def _log(step: str, before: Protection, counts: dict[str, int] | None = None) -> None:
	log_rotation(step, before, number_keys.current(), counts)
	frappe.db.commit()


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
	return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def _convert_pass() -> dict[str, int]:
	counts = {}
	for doctype, prefixes in PROTECTED.items():
		stored = set(frappe.db.get_table_columns(doctype))
		columns = [f"{prefix}_{part}" for prefix in prefixes for part in ("secret", "fingerprint")]
		columns = [column for column in columns if column in stored]
		counts[doctype] = _convert(doctype, columns, {}, partial(_changed_values, doctype))
	for doctype, (field, source, filters) in COPIES.items():
		counts[doctype] = _convert(doctype, [field], filters, partial(_changed_copy, field, source))
	return counts


def _convert(doctype: str, columns: list[str], filters: dict, changes_of: Callable[[dict], dict]) -> int:
	"""Converts what is not converted yet, a batch a transaction; returns how many records that were."""
	last, count, tries = "", 0, 0
	while True:
		try:
			names, converted = _convert_batch(doctype, columns, {**filters, "name": [">", last]}, changes_of)
		except Exception as error:
			frappe.db.rollback()
			tries += 1
			if not is_lost(error) or tries == _TRIES:
				raise
			continue
		tries, count = 0, count + converted
		if len(names) < BATCH:
			return count
		last = names[-1]


def _convert_batch(doctype: str, columns: list[str], filters: dict, changes_of) -> tuple[list[str], int]:
	"""One batch under its locks, committed: (names looked at, number of records converted)."""
	names = frappe.get_all(doctype, filters, pluck="name", order_by="name asc", limit=BATCH)
	converted = 0
	for row in _locked_rows(doctype, columns, names):
		if changes := changes_of(row):
			frappe.db.set_value(doctype, row.name, changes, update_modified=False)
			converted += 1
	frappe.db.commit()
	return names, converted


def _locked_rows(doctype: str, columns: list[str], names: list[str]) -> list[frappe._dict]:
	"""The rows as they are committed now: what somebody changes meanwhile waits, or is waited for."""
	if not names:
		return []
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name, *(table[column] for column in columns))
	return query.where(table.name.isin(names)).orderby(table.name).for_update().run(as_dict=True)


def _changed_values(doctype: str, row: dict) -> dict:
	"""What differs under the present protection; empty for a row that is converted."""
	changes = {}
	for prefix in PROTECTED[doctype]:
		if sealed := row.get(f"{prefix}_secret"):
			number = unseal(sealed, doctype, prefix)
			if cipher_suites.suite_of(sealed) != number_keys.current().suite:
				changes[f"{prefix}_secret"] = seal(number, doctype, prefix)
			if f"{prefix}_fingerprint" in row and row[f"{prefix}_fingerprint"] != fingerprint(number):
				changes[f"{prefix}_fingerprint"] = fingerprint(number)
	return changes


def _changed_copy(field: str, source: str | None, row: dict) -> dict:
	"""{field: JSON} where a copy holds numbers that are not converted."""
	copy = json.loads(row[field] or "null")
	found = [part.update(changes) for part, changes in _changes_within(copy, source)]
	return {field: json.dumps(copy, ensure_ascii=False)} if found else {}


def _changes_within(part, source: str | None) -> Iterator[tuple[dict, dict]]:
	"""(values, what changes in them) of each copy of a record inside a JSON."""
	if isinstance(part, list):
		for item in part:
			yield from _changes_within(item, source)
	if isinstance(part, dict):
		doctype = part.get("doctype") or source
		if doctype in PROTECTED and (changes := _changed_values(doctype, part)):
			yield part, changes
		for item in list(part.values()):
			yield from _changes_within(item, source)
