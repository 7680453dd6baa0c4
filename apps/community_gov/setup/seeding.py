"""Seeds shipped records once and updates on upgrade only what nobody has touched.

Frappe's own fixtures are deleted and inserted again at every migrate, which loses an administrator's changes.
"""

import json

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.errors import ConflictError
from community_gov.setup import shipped

IN_STEP, LEFT_ALONE, DELETED_HERE = "In Step", "Left Alone", "Deleted Here"


def seed_all() -> dict[str, int]:
	"""Seeds every shipped record; returns how many were {inserted, updated, unchanged, left_alone}."""
	known = known_records()
	counts = {"inserted": 0, "updated": 0, "unchanged": 0, "left_alone": 0}
	for path in shipped.files():
		for record in shipped.records(path):
			counts[seed(record, known)] += 1
	return counts


def known_records() -> dict[tuple[str, str], frappe._dict]:
	rows = frappe.get_all(
		"Shipped Record",
		fields=["name", "reference_doctype", "reference_name", "shipped_hash", "status"],
		order_by="creation asc",
	)
	return {(row.reference_doctype, row.reference_name): row for row in rows}


def seed(record: dict, known: dict) -> str:
	"""Brings one record in step and says what happened to it."""
	doctype, name = record["doctype"], shipped.name_of(record)
	trace = known.get((doctype, name))
	if trace and trace.shipped_hash == shipped.hash_of(record) and trace.status == IN_STEP:
		return "unchanged"
	stored = _find(record)
	if not stored:
		return _seed_missing(record, trace)
	return _seed_existing(record, trace, stored)


def _find(record: dict) -> str | None:
	"""The name of the stored document that a shipped record stands for."""
	return frappe.db.exists(record["doctype"], shipped.name_of(record))


def _seed_missing(record: dict, trace) -> str:
	"""Not there: insert it, unless we had put it there and an administrator deleted it."""
	if trace:
		_remember(record, trace, DELETED_HERE, write_shipped=False)
		return "left_alone"
	_insert(record)
	_remember(record, None, IN_STEP)
	return "inserted"


def _seed_existing(record: dict, trace, stored: str) -> str:
	"""There: update it if it still is what we shipped last, else leave it alone and say so."""
	doc = frappe.get_doc(record["doctype"], stored)
	if shipped.projection(doc, record) == shipped.comparable(record):
		_remember(record, trace, IN_STEP)
		return "unchanged"
	if trace and not _untouched(doc, trace):
		_remember(record, trace, LEFT_ALONE, write_shipped=False)
		return "left_alone"
	if not trace and record["doctype"] != "Role":
		_remember(record, None, LEFT_ALONE)
		return "left_alone"
	_update(doc, record)
	_remember(record, trace, IN_STEP)
	return "updated"


def _untouched(doc, trace) -> bool:
	last = json.loads(frappe.db.get_value("Shipped Record", trace.name, "shipped"))
	return shipped.projection(doc, last) == shipped.comparable(last)


def _insert(record: dict) -> None:
	doc = frappe.new_doc(record["doctype"])
	doc.update(record)
	late_links = record["doctype"] == "Dashboard"
	# Installation writes on behalf of nobody; links among shipped records are checked by their order. Frappe
	# installs cards and charts after us, so what links to those is not checked.
	doc.insert(ignore_permissions=True, ignore_links=late_links, set_name=record.get("name"))


def _update(doc, record: dict) -> None:
	doc.update(record)
	# Upgrade writes on behalf of nobody, and only what nobody has touched.
	doc.save(ignore_permissions=True)


def _remember(record: dict, trace, status: str, write_shipped: bool = True) -> None:
	"""Notes what we shipped last (`shipped`) and what the present version ships (`newest`)."""
	values = {"status": status, "newest": shipped.canonical(record), "seeded_on": now_datetime()}
	if write_shipped:
		values |= {"shipped": shipped.canonical(record), "shipped_hash": shipped.hash_of(record)}
	if trace:
		frappe.db.set_value("Shipped Record", trace.name, values)
		return
	reference = {"reference_doctype": record["doctype"], "reference_name": shipped.name_of(record)}
	write_audit_record("Shipped Record", {**reference, **values})


def _shipped_as(doctype: str, name: str) -> dict:
	for path in shipped.files():
		for record in shipped.records(path):
			if record["doctype"] == doctype and shipped.name_of(record) == name:
				return record
	frappe.throw(
		_("{0} is no longer shipped. Change the record itself.").format(name),
		exc=ConflictError,
	)


def reset(trace_name: str) -> str:
	"""Puts a record back to what the app ships; returns the name of the document.

	What is saved, with permissions ignored, is what the shipped file says, whatever stands in the row.

	Args:
	        trace_name: a Shipped Record.
	Raises:
	        ConflictError (409): this version no longer ships it.
	"""
	trace = frappe.get_doc("Shipped Record", trace_name)
	record = _shipped_as(trace.reference_doctype, trace.reference_name)
	stored = _find(record)
	if stored:
		_update(frappe.get_doc(record["doctype"], stored), record)
	else:
		_insert(record)
	_remember(record, trace, IN_STEP)
	return shipped.name_of(record)
