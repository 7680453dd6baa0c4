"""Sites of before 0.2.0 store the codes that stand for a person as they are; now their fingerprints are kept alone.

A thousand rows a transaction, each taken once: after an interruption it goes on where it was.
"""

import frappe
from frappe.query_builder import Case as Choice

from community_gov.core.codes import fingerprint

CODES = (
	("Case", "tracking_code"),
	("Case Follower", "tracking_code"),
	("Help Request", "tracking_code"),
	("Volunteer Registration", "tracking_code"),
	("Point Redemption", "pickup_code"),
)
BATCH = 1_000
# Their answers hold codes, and those of the first version stand there in plain.
ANSWERED = (
	*("case.report", "case.settle", "public.report", "public.follow", "public_help.ask"),
	*("help_request.raise_request", "volunteer.register", "public_volunteer.register", "redemption.redeem"),
)


def execute() -> None:
	for doctype, column in CODES:
		if column in frappe.db.get_table_columns(doctype):
			note_who_was_shown(doctype, column)
			while fingerprint_batch(doctype, column):
				# Each batch stands for itself: an interrupted upgrade does not begin anew.
				frappe.db.commit()
			drop(doctype, column)
	forget_given_codes()
	frappe.db.delete("Idempotency Key", {"endpoint": ["in", ANSWERED]})


def note_who_was_shown(doctype: str, column: str) -> None:
	"""Staff who took a help request down were shown its code; that of a door was shown to whoever scanned it."""
	if doctype != "Help Request":
		return
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.update(table).set(table.tracking_code_shown_to, table.owner)
	query.where((table.by_code == 0) & (table.owner != "Guest") & table[column].isnotnull()).run()


def fingerprint_batch(doctype: str, column: str) -> int:
	"""Fingerprints the next rows and empties what they held; returns how many."""
	table = frappe.qb.DocType(doctype)
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table[column])
		.where(table[column].isnotnull() & (table[column] != ""))
		.orderby(table.name)
		.limit(BATCH)
	).run()
	if rows:
		prints = Choice()
		for name, code in rows:
			prints = prints.when(table.name == name, fingerprint(code))
		names = [name for name, _code in rows]
		query = frappe.qb.update(table).set(table[f"{column}_fingerprint"], prints)
		query.set(table[column], None).where(table.name.isin(names)).run()
	return len(rows)


def drop(doctype: str, column: str) -> None:
	frappe.db.commit()
	frappe.db.sql_ddl(f"ALTER TABLE `tab{doctype}` DROP COLUMN `{column}`")
	frappe.clear_cache(doctype=doctype)


def forget_given_codes() -> None:
	"""A code that somebody typed without taking the step stayed on the redemption."""
	table = frappe.qb.DocType("Point Redemption")
	frappe.qb.update(table).set(table.given_code, None).where(table.given_code.isnotnull()).run()
