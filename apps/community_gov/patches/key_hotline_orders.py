"""Sites of before 0.2.0 know hotline orders by numbers that the collation compares; now each has a key of its own.

A thousand rows a transaction, by their names; a key that was written stays the same if the patch is run again.
"""

import frappe

from community_gov.core.exact import exact_key

BATCH = 1_000


def execute() -> None:
	last = ""
	while rows := _orders_after(last):
		for row in rows:
			key = exact_key(row.upstream_number)
			frappe.db.set_value("Case", row.name, "upstream_key", key, update_modified=False)
		last = rows[-1].name
		# The next batch is another transaction: the orders of years would not fit into one.
		frappe.db.commit()


def _orders_after(last: str) -> list[frappe._dict]:
	filters = {"upstream_number": ["is", "set"], "upstream_key": ["is", "not set"], "name": [">", last]}
	return frappe.get_all("Case", filters, ["name", "upstream_number"], order_by="name asc", limit=BATCH)
