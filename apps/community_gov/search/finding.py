"""Names of the documents that have all words of a text and that the session user may list, newest first.

Three ways lead there. The rarest word leads where few documents have it, or where the user sees all; else, where the user sees
few documents, these are looked through; else the newest documents of everybody that have all words.
"""

from typing import NamedTuple

from pypika import Order
from pypika.functions import Count
from pypika.terms import Term

import frappe

from community_gov.permissions.listing import visible_of
from community_gov.search.index import ENTRIES, WORDS
from community_gov.search.subjects import Subject, subjects
from community_gov.search.words import number_of, words_sought

# Words of a search that are looked at; a whole sentence finds its document by fewer.
MOST_WORDS = 24
# A word that no more documents have leads the search, whoever asks.
RARE = 2_000
# As many visible documents are looked through, some microseconds each; whether there are more is asked now and then.
FEW = 8_000
FEW_SECONDS = 600
# Who sees more finds documents among so many of the newest that have all words: a search never takes long.
LOOKED_AT = 2_000


class Found(NamedTuple):
	"""Names, newest first, and whether there are more of them. It tells of nothing that the user may not list."""

	names: list[str]
	more: bool


def find(doctype: str, text: str, limit: int) -> Found:
	"""Documents of a DocType, a subject of the search, by the words of a text.

	Args:
	        limit: how many at most.
	"""
	subject = subjects()[doctype]
	numbers = _numbers_of(subject, text)
	if not numbers or not frappe.has_permission(doctype, "read"):
		return Found([], False)
	counts = _counts_of(numbers)
	if not all(counts.values()):
		return Found([], False)
	numbers.sort(key=lambda number: counts[number])
	names = _names(subject, numbers, counts[numbers[0]] <= RARE, limit + 1)
	return Found(names[:limit], len(names) > limit)


def has_words(doctype: str, text: str) -> bool:
	"""Whether a text has what can be searched for: two signs that stand together, or a word."""
	return bool(_numbers_of(subjects()[doctype], text))


def _numbers_of(subject: Subject, text: str) -> list[int]:
	sought = sorted(words_sought(text, subject.singles), key=lambda word: (-len(word), word))
	return list({number_of(subject.doctype, word): None for word in sought[:MOST_WORDS]})


def _counts_of(numbers: list[int]) -> dict[int, int]:
	"""How many documents have each word, counted in the database up to one more than RARE."""
	counts = ", ".join(
		f"(select count(*) from (select 1 from `{WORDS}` where word = {number} limit {RARE + 1}) word{place})"
		for place, number in enumerate(numbers)
	)
	# Raw SQL of whole numbers: the query builder cannot select subqueries alone.
	return dict(zip(numbers, frappe.db.sql(f"select {counts}")[0], strict=True))


def _names(subject: Subject, numbers: list[int], is_rare: bool, limit: int) -> list[str]:
	seen = visible_of(subject.doctype)
	if seen is not None and not is_rare and _sees_few(subject, seen):
		# Room for what has come since they were counted; without any limit the database would take the names for a join.
		query = _of_documents(subject, _visible(subject, seen, 2 * FEW), numbers)
	else:
		newest = _of_words if seen is None or is_rare else _of_newest
		query = _only_visible(newest(subject, numbers), subject, seen)
	return query.limit(limit).run(pluck=True)


def _only_visible(query, subject: Subject, seen: Term | None):
	"""What the session user may list, of what a search may find."""
	if seen is not None:
		query = query.where(seen)
	return query.where(subject.only(frappe.qb.DocType(subject.doctype))) if subject.only else query


def _visible(subject: Subject, seen: Term, most: int):
	document = frappe.qb.DocType(subject.doctype)
	return _only_visible(frappe.qb.from_(document).select(document.name), subject, seen).limit(most)


def _sees_few(subject: Subject, seen: Term) -> bool:
	"""Chooses a way and nothing else, so that an answer of some minutes ago will do."""
	key = f"community_gov:sees_few:{subject.doctype}:{frappe.session.user}"
	known = frappe.cache.get_value(key)
	if known is None:
		known = int(frappe.qb.from_(_visible(subject, seen, FEW + 1)).select(Count("*")).run()[0][0] <= FEW)
		frappe.cache.set_value(key, known, expires_in_sec=FEW_SECONDS)
	return bool(known)


def _of_documents(subject: Subject, visible, numbers: list[int]):
	"""From the documents to their words. Their names come first, or the order of the joins would bind their criterion, too."""
	visible, entry = visible.as_("visible"), frappe.qb.Table(ENTRIES)
	query = frappe.qb.from_(visible).modifier("STRAIGHT_JOIN").select(visible.name)
	query = query.join(entry).on((entry.doctype == subject.doctype) & (entry.name == visible.name))
	return _with_words(query, entry.id, numbers).orderby(entry.id, order=Order.desc)


def _of_words(subject: Subject, numbers: list[int]):
	"""From the first word to the documents, newest first: its rows lie in that order, and reading ends at the limit."""
	document, entry = frappe.qb.DocType(subject.doctype), frappe.qb.Table(ENTRIES)
	first, query = _first_word(numbers)
	query = query.modifier("STRAIGHT_JOIN").select(document.name)
	query = query.join(entry).on(entry.id == first.entry)
	query = query.join(document).on(document.name == entry.name)
	return query.orderby(first.entry, order=Order.desc)


def _of_newest(subject: Subject, numbers: list[int]):
	"""The same for the newest that have all words, before any right is asked."""
	document, entry = frappe.qb.DocType(subject.doctype), frappe.qb.Table(ENTRIES)
	first, newest = _first_word(numbers)
	newest = newest.modifier("STRAIGHT_JOIN").select(first.entry).orderby(first.entry, order=Order.desc)
	newest = newest.limit(LOOKED_AT).as_("newest")
	query = frappe.qb.from_(newest).modifier("STRAIGHT_JOIN").select(document.name)
	query = query.join(entry).on(entry.id == newest.entry)
	query = query.join(document).on(document.name == entry.name)
	return query.orderby(newest.entry, order=Order.desc)


def _first_word(numbers: list[int]):
	"""The table of the first word, and a query over it and the others."""
	first = frappe.qb.Table(WORDS).as_("word0")
	query = frappe.qb.from_(first).where(first.word == numbers[0])
	return first, _with_words(query, first.entry, numbers[1:])


def _with_words(query, entry, numbers: list[int]):
	for place, number in enumerate(numbers, start=1):
		word = frappe.qb.Table(WORDS).as_(f"word{place}")
		query = query.join(word).on((word.word == number) & (word.entry == entry))
	return query
