"""The two tables of the index, and how they follow the documents, in the transaction that changes them.

They are no DocTypes: nobody reads them through the desk or REST, and what they hold are numbers of words. Why a table of
words and not InnoDB's full text says docs/architecture.md, which has the measurements.
"""

import struct
from collections.abc import Iterable

import frappe
from frappe.utils import cstr

from community_gov.search.subjects import Subject, subjects
from community_gov.search.words import number_of, words_of

ENTRIES, WORDS = "__community_gov_search_entry", "__community_gov_search_word"
# Frappe's collation, as names are compared with those of its tables.
_TABLES = f"""
	create table if not exists `{ENTRIES}` (
		id int unsigned not null auto_increment primary key,
		doctype varchar(140) not null,
		name varchar(140) not null,
		words mediumblob not null,
		unique key doctype_name (doctype, name)
	) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci;
	create table if not exists `{WORDS}` (
		word int unsigned not null,
		entry int unsigned not null,
		primary key (word, entry)
	) engine=InnoDB
"""


def create_tables() -> None:
	"""Makes the tables where they are missing; commits, as every change of a schema does."""
	for statement in _TABLES.split(";"):
		frappe.db.sql_ddl(statement)


def drop_tables() -> None:
	"""Takes the tables away; commits."""
	for table in (WORDS, ENTRIES):
		frappe.db.sql_ddl(f"drop table if exists `{table}`")


def follow(doc) -> None:
	"""Keeps the words of a document that is being stored: for on_update of the DocTypes that are searched."""
	subject, before = subjects()[doc.doctype], doc.get_doc_before_save()
	if before is None:
		_add(subject, [doc])
	elif any(
		cstr(before.get(name)) != cstr(doc.get(name)) for name in (*subject.fields, *subject.scope_fields)
	):
		_replace(subject, doc)


def forget(doctype: str, name: str) -> None:
	"""Takes the words of a document out: for on_trash."""
	if entry := _entry_of(doctype, name):
		_remove_words(entry.id, unpacked(entry.words))
		table = frappe.qb.Table(ENTRIES)
		frappe.qb.from_(table).delete().where(table.id == entry.id).run()


def refresh(doctype: str, names: Iterable[str]) -> None:
	"""Reads documents anew that were changed by a statement, or whose scopes may be others; DocTypes that are not searched are
	left alone."""
	subject, names = subjects().get(doctype), sorted(set(names))
	if not subject or not names:
		return
	for row in frappe.get_all(
		doctype, {"name": ["in", names]}, ["name", *subject.fields], order_by="name asc"
	):
		_replace(subject, row)


def add_rows(doctype: str, rows: list) -> None:
	"""Takes in documents that were inserted by a statement, in the running transaction; who has an entry keeps it.

	Args:
	        rows: documents or dicts with the name and the fields of the subject.
	"""
	if rows:
		_add(subjects()[doctype], rows)


def numbers_of_scopes(subject: Subject, scopes: Iterable[str]) -> set[int]:
	"""How the index keeps scopes of a document."""
	return {number_of(subject.doctype, scope) for scope in scopes}


def packed(numbers: Iterable[int]) -> bytes:
	"""Numbers of words as an entry keeps them: four bytes each, in order."""
	ordered = sorted(numbers)
	return struct.pack(f">{len(ordered)}I", *ordered)


def unpacked(words: bytes) -> set[int]:
	return set(struct.unpack(f">{len(words) // 4}I", words))


def _numbers_of(subject: Subject, rows: list) -> list[set[int]]:
	"""The words of each row, with its scopes where it has any."""
	scopes = subject.scopes([row.get("name") for row in rows])
	return [_numbers_of_row(subject, row, scopes.get(row.get("name"), set())) for row in rows]


def _numbers_of_row(subject: Subject, row, scopes: set[str]) -> set[int]:
	texts = [text for text in (cstr(row.get(name)) for name in subject.fields) if text != subject.left_out]
	words = {number_of(subject.doctype, word) for word in words_of(texts, subject.singles)}
	return words | numbers_of_scopes(subject, scopes) if words else words


def _add(subject: Subject, rows: list) -> None:
	"""A document that somebody stored meanwhile has its entry, which is not older than ours."""
	values = [
		value
		for row, numbers in zip(rows, _numbers_of(subject, rows), strict=True)
		for value in (subject.doctype, row.get("name"), packed(numbers).hex())
	]
	places = ", ".join(["(%s, %s, unhex(%s))"] * len(rows))
	# Raw SQL: the query builder knows no bytes, and Frappe 16 reads each statement as text.
	frappe.db.sql(f"insert ignore into `{ENTRIES}` (doctype, name, words) values {places}", values)
	entry = frappe.qb.Table(ENTRIES)
	query = frappe.qb.from_(entry).select(entry.id, entry.words)
	query = query.where(
		(entry.doctype == subject.doctype) & entry.name.isin([row.get("name") for row in rows])
	)
	_add_words([(number, id) for id, words in query.run() for number in unpacked(words)])


def _replace(subject: Subject, row) -> None:
	entry, (numbers,) = _entry_of(subject.doctype, row.get("name")), _numbers_of(subject, [row])
	if entry is None:
		_add(subject, [row])
		return
	known = unpacked(entry.words)
	if known == numbers:
		return
	_remove_words(entry.id, known - numbers)
	_add_words([(number, entry.id) for number in numbers - known])
	# Raw SQL, as above.
	frappe.db.sql(
		f"update `{ENTRIES}` set words = unhex(%s) where id = %s", (packed(numbers).hex(), entry.id)
	)


def _entry_of(doctype: str, name: str):
	"""The locked entry of a document: its words are compared with what is stored now."""
	entry = frappe.qb.Table(ENTRIES)
	query = frappe.qb.from_(entry).select(entry.id, entry.words).for_update()
	rows = query.where((entry.doctype == doctype) & (entry.name == name)).run(as_dict=True)
	return rows[0] if rows else None


def _add_words(pairs: list[tuple[int, int]]) -> None:
	"""In the order of the key, so that transactions wait for each other and do not deadlock."""
	if pairs:
		rows = ", ".join(f"({number}, {entry})" for number, entry in sorted(pairs))
		# Raw SQL of whole numbers: thousands of rows a statement.
		frappe.db.sql(f"insert ignore into `{WORDS}` (word, entry) values {rows}")


def _remove_words(entry: int, numbers: set[int]) -> None:
	table = frappe.qb.Table(WORDS)
	if numbers:
		frappe.qb.from_(table).delete().where((table.entry == entry) & table.word.isin(sorted(numbers))).run()
