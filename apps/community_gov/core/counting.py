"""Counting rows, to show a number or to decide by it: the two read the database differently."""

import frappe


def count_shown(doctype: str, filters: dict | list) -> int:
	"""How many rows match, as this request's snapshot has them: for figures, never to decide."""
	return frappe.db.count(doctype, filters)


def count_locked(doctype: str, filters: dict | list) -> int:
	"""How many rows match now, committed by whomever: for limits and stored numbers.

	A plain count after a lock reads the snapshot from before the wait. The caller locks the row that all who count
	share (household, volunteer, case) first, so that they come one after the other.
	"""
	query = frappe.qb.get_query(doctype, fields=["name"], filters=filters, for_update=True)
	return len(query.run())
