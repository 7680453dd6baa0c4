"""The index of the search keeps places and units beside words since then; one that was filled before is filled anew."""

import frappe

from community_gov.search import index
from community_gov.search.filling import rebuild
from community_gov.search.subjects import Subject, subjects


def execute() -> None:
	if any(_lacks_scopes(subject) for subject in subjects().values()):
		rebuild()


def _lacks_scopes(subject: Subject) -> bool:
	"""Asked of the newest entry with words: they come together."""
	entry = frappe.qb.Table(index.ENTRIES)
	query = frappe.qb.from_(entry).select(entry.name, entry.words).where(entry.doctype == subject.doctype)
	for name, words in query.orderby(entry.id, order=frappe.qb.desc).limit(50).run():
		kept, scopes = index.unpacked(words), subject.scopes([name]).get(name)
		if kept and scopes:
			return not index.numbers_of_scopes(subject, scopes) <= kept
	return False
