"""Names of the documents that have all words of a text and that the session user may list, newest first.

The index keeps scopes beside words: the places of a document, the units it is with. Whoever is narrowed by scopes searches in
each of them; the rarest of words and scope leads, the others are looked up by key. What is found that way is asked the policy of
its DocType, so that a scope never shows more than the rights do.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pypika.terms import Term

import frappe

from community_gov.permissions.listing import visible_of
from community_gov.search.index import ENTRIES, WORDS
from community_gov.search.subjects import Subject, subjects
from community_gov.search.words import number_of, words_sought

# Words of a search that are looked at; a whole sentence finds its document by fewer.
MOST_WORDS = 24
# Who has more scopes, such as a supervisor of a hundred grids, searches everywhere and is asked the rights.
MOST_SCOPES = 24
# Rows of the rarest that are looked through at most, the newest, some microseconds each: a search never takes long.
SCANNED = 20_000
# Pairs of signs of one phrase are about as common; the others of a search tell sooner that a document has not all.
ALIKE = 0.85
# Of what is found so many are asked the rights at once, so often.
CHUNK, ROUNDS = 50, 20


class Found(NamedTuple):
	"""Names, newest first, and whether there may be more of them. It tells of nothing that the user may not list."""

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
	searches = _searches(subject, numbers)
	first_of = _first_looked_at(searches)
	names: list[str] = []
	for found in _visible(subject, searches, first_of, limit + 1):
		names += found
		if len(names) > limit:
			break
	# Where all are common, older ones were not looked at.
	return Found(names[:limit], len(names) > limit or bool(names and any(first_of.values())))


def has_words(doctype: str, text: str) -> bool:
	"""Whether a text has what can be searched for: two signs that stand together, or a word."""
	return bool(_numbers_of(subjects()[doctype], text))


def _numbers_of(subject: Subject, text: str) -> list[int]:
	sought = sorted(words_sought(text, subject.singles), key=lambda word: (-len(word), word))
	return list({number_of(subject.doctype, word): None for word in sought[:MOST_WORDS]})


def _searches(subject: Subject, numbers: list[int]) -> list[list[int]]:
	"""What is searched for, by scope of the session user; each a list of numbers that a document has to have, the rarest first."""
	scopes = subject.scopes_of(frappe.session.user)
	if scopes is None or len(scopes) > MOST_SCOPES:
		searches = [numbers]
	else:
		searches = [[number_of(subject.doctype, scope), *numbers] for scope in scopes]
	sizes = _sizes_of({number for search in searches for number in search})
	return [_in_order(search, sizes) for search in searches]


def _in_order(numbers: list[int], sizes: dict[int, int]) -> list[int]:
	"""The rarest leads; of the others those that are about as common as it come last, as they hardly narrow it."""
	lead, *others = sorted(numbers, key=lambda number: sizes[number])
	return [lead, *sorted(others, key=lambda number: (sizes[number] * ALIKE < sizes[lead], sizes[number]))]


def _sizes_of(numbers: set[int]) -> dict[int, int]:
	"""About how many documents have each, as the database guesses by looking into its index."""
	ordered = sorted(numbers)
	if not ordered:
		return {}
	asked = " union all ".join(f"(select 1 from `{WORDS}` where word = {number})" for number in ordered)
	# Raw SQL of whole numbers: the query builder knows no explain.
	rows = frappe.db.sql(f"explain {asked}", as_dict=True)
	return {number: int(row.rows or 0) for number, row in zip(ordered, rows, strict=False)}


def _visible(
	subject: Subject, searches: list[list[int]], first_of: dict[int, int], limit: int
) -> Iterator[list[str]]:
	"""What the session user may list, of what a search may find, piece by piece."""
	seen, before = visible_of(subject.doctype), None
	is_narrowed = bool(seen or subject.only)
	size = max(limit, CHUNK) if is_narrowed else limit
	for _round in range(ROUNDS if searches else 0):
		rows = _candidates(searches, first_of, before, size)
		names = [name for _entry, name in rows]
		yield _listed(subject, names, seen) if is_narrowed and names else names
		if len(rows) < size:
			return
		before = rows[-1][0]


def _listed(subject: Subject, names: list[str], seen: Term | None) -> list[str]:
	document = frappe.qb.DocType(subject.doctype)
	query = frappe.qb.from_(document).select(document.name).where(document.name.isin(names))
	if seen is not None:
		query = query.where(seen)
	if subject.only:
		query = query.where(subject.only(document))
	kept = set(query.run(pluck=True))
	return [name for name in names if name in kept]


def _first_looked_at(searches: list[list[int]]) -> dict[int, int]:
	"""The oldest entry that is looked at of each number that leads, for those with very many."""
	found = {}
	for lead in {search[0] for search in searches}:
		# Raw SQL of whole numbers: reads the key alone, and past the rows.
		rows = frappe.db.sql(
			f"select entry from `{WORDS}` where word = {lead} order by entry desc limit 1 offset {SCANNED}"
		)
		found[lead] = rows[0][0] if rows else 0
	return found


def _candidates(
	searches: list[list[int]], first_of: dict[int, int], before: int | None, size: int
) -> list[tuple[int, str]]:
	"""(entry, name) of the newest documents that have all numbers of one of the searches."""
	parts = " union ".join(
		_candidates_of_one(search, first_of[search[0]], before, size) for search in searches
	)
	# Raw SQL of whole numbers: joins in this order, the rows of the first lie in that of the entries.
	return frappe.db.sql(
		f"select entry.id, entry.name from (select entry from ({parts}) found order by entry desc limit {size}) "
		f"newest join `{ENTRIES}` entry on entry.id = newest.entry order by entry.id desc"
	)


def _candidates_of_one(search: list[int], first: int, before: int | None, size: int) -> str:
	joins = "".join(
		f" join `{WORDS}` word{place} on word{place}.word = {number} and word{place}.entry = word0.entry"
		for place, number in enumerate(search[1:], start=1)
	)
	older = f" and word0.entry < {before}" if before else ""
	return (
		f"(select straight_join word0.entry from `{WORDS}` word0{joins} "
		f"where word0.word = {search[0]} and word0.entry >= {first}{older} order by word0.entry desc limit {size})"
	)
