"""A new key for the fingerprints: every number is read from its secret and fingerprinted anew."""

from secrets import token_hex

import frappe
from frappe.installer import update_site_config
from frappe.utils.password import decrypt

from community_gov.registry.identity.account_holders import FORMER
from community_gov.registry.identity.protected_numbers import KEY, fingerprint
from community_gov.registry.identity.reveal import REVEALABLE

# What can be revealed, and the numbers that accounts and records have given up.
FINGERPRINTED = {**REVEALABLE, FORMER: ("number",)}
BATCH = 1_000


def rotate(key: str | None = None) -> dict:
	"""Fingerprints everybody under a new random key, in the caller's transaction.

	Returns:
	        {doctype: number of people}; the key in use is frappe.conf[KEY], to be written by keep().
	"""
	frappe.local.conf[KEY] = key or token_hex(32)
	return {doctype: _replace_fingerprints(doctype, fields) for doctype, fields in FINGERPRINTED.items()}


def keep(key: str | None) -> None:
	"""Writes a key into the site's configuration; None takes it out."""
	update_site_config(KEY, key or "None")
	frappe.local.conf[KEY] = key


def ensure_own_key() -> bool:
	"""Gives a site without people a key of its own; returns whether it did.

	A site that has people without one goes on with its encryption key until `bench rotate-fingerprint-key`.
	"""
	if frappe.conf.get(KEY) or any(_has_fingerprints(doctype) for doctype in FINGERPRINTED):
		return False
	keep(token_hex(32))
	return True


def _has_fingerprints(doctype: str) -> bool:
	names = [df.fieldname for df in frappe.get_meta(doctype).fields if df.fieldname.endswith("_fingerprint")]
	return any(frappe.db.exists(doctype, {name: ["is", "set"]}) for name in names)


def _replace_fingerprints(doctype: str, fields: tuple[str, ...]) -> int:
	"""Fingerprints every record of a DocType anew, a thousand at a time; returns how many."""
	prefixes = ["identity" if name == "identity_number" else name for name in fields]
	secrets = [f"{prefix}_secret" for prefix in prefixes]
	last, count = "", 0
	while True:
		rows = frappe.get_all(
			doctype,
			filters={"name": [">", last]},
			fields=["name", *secrets],
			order_by="name asc",
			limit=BATCH,
		)
		for row in rows:
			frappe.db.set_value(doctype, row.name, _fingerprints(row, prefixes), update_modified=False)
		if len(rows) < BATCH:
			return count + len(rows)
		last, count = rows[-1].name, count + len(rows)


def _fingerprints(row: dict, prefixes: list[str]) -> dict:
	numbers = {prefix: row[f"{prefix}_secret"] for prefix in prefixes}
	return {
		f"{prefix}_fingerprint": fingerprint(decrypt(secret)) if secret else None
		for prefix, secret in numbers.items()
	}
