"""Names that sites of before 0.2.0 keep with spaces around them, signs that nobody sees, or another dot within.

A thousand rows a transaction, by their keys; what was cleaned stays as it is if the patch is run again.
"""

import frappe

from community_gov.core.plain_text import cleaned_name
from community_gov.core.text import MODULE, PERSON_NAMES

BATCH = 1_000


def execute() -> None:
	own = {"module": MODULE, "issingle": 0, "is_virtual": 0}
	for doctype in frappe.get_all("DocType", own, pluck="name", order_by="name asc"):
		for field in frappe.get_meta(doctype).fields:
			if field.fieldname in PERSON_NAMES and frappe.db.has_column(doctype, field.fieldname):
				clean_column(doctype, field.fieldname)


def clean_column(doctype: str, column: str) -> None:
	"""Cleans one column, and commits after each batch."""
	last = ""
	while rows := _rows_after(doctype, column, last):
		for row in rows:
			if row[column] != cleaned_name(row[column]):
				values = {column: cleaned_name(row[column])}
				frappe.db.set_value(doctype, row.name, values, update_modified=False)
		last = rows[-1].name
		# The next batch is another transaction: a whole register would not fit into one.
		frappe.db.commit()


def _rows_after(doctype: str, column: str, last: str) -> list[frappe._dict]:
	filters = {column: ["is", "set"], "name": [">", last]}
	return frappe.get_all(doctype, filters, ["name", column], order_by="name asc", limit=BATCH)
