"""Fills the index for documents that stand already: of a site that is upgraded, of a simulated city, after a rebuild.

Batch by batch, each in a transaction of its own: whoever is killed goes on with the next run, as what has an entry is
passed over.
"""

from collections.abc import Callable

import frappe

from community_gov.search.index import ENTRIES, add_rows, create_tables, drop_tables, forget
from community_gov.search.subjects import Subject, subjects

BATCH = 1_000


def rebuild(told: Callable[[str, int], None] = lambda doctype, count: None) -> dict[str, int]:
	"""Empties the index and fills it anew; commits. Until it ends, searches find what is in it already.

	Args:
	        told: called with each DocType and the number of its documents so far.
	Returns:
	        {doctype: number of documents}
	"""
	drop_tables()
	create_tables()
	return add_missing(told)


def add_missing(told: Callable[[str, int], None] = lambda doctype, count: None) -> dict[str, int]:
	"""Takes in every document that has no entry, and takes out entries without a document; commits.

	Args, Returns: as rebuild.
	"""
	counts = {}
	# What another connection has stored is seen from here on.
	frappe.db.commit()
	for subject in subjects().values():
		counts[subject.doctype] = _add_missing_of(subject, told)
		_drop_orphans(subject)
	return counts


def _add_missing_of(subject: Subject, told: Callable[[str, int], None]) -> int:
	count, last = 0, ""
	while rows := _next_rows(subject, last):
		add_rows(subject.doctype, rows)
		# Each batch stands for itself: an interrupted run does not begin anew.
		frappe.db.commit()
		count, last = count + len(rows), rows[-1].name
		told(subject.doctype, count)
	return count


def _next_rows(subject: Subject, last: str) -> list[frappe._dict]:
	document, entry = frappe.qb.DocType(subject.doctype), frappe.qb.Table(ENTRIES)
	query = frappe.qb.from_(document).left_join(entry)
	query = query.on((entry.doctype == subject.doctype) & (entry.name == document.name))
	query = query.select(document.name, *(document[name] for name in subject.fields))
	query = query.where((document.name > last) & entry.id.isnull())
	return query.orderby(document.name).limit(BATCH).run(as_dict=True)


def _drop_orphans(subject: Subject) -> None:
	"""Entries of documents that a statement deleted: their words say nothing to anybody, and go."""
	document, entry = frappe.qb.DocType(subject.doctype), frappe.qb.Table(ENTRIES)
	query = frappe.qb.from_(entry).left_join(document).on(document.name == entry.name).select(entry.name)
	query = query.where((entry.doctype == subject.doctype) & document.name.isnull())
	for name in query.run(pluck=True):
		forget(subject.doctype, name)
	frappe.db.commit()
