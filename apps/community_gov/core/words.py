"""Words of a person anywhere in the database: found in every text column of a table, replaced, or deleted with their row."""

import re
from collections.abc import Iterable

from pypika import CustomFunction
from pypika.terms import Criterion

import frappe

from community_gov.core.erasure import delete_rows

_TYPES = ("char", "varchar", "text", "mediumtext", "longtext", "tinytext")
_locate = CustomFunction("LOCATE", ["word", "text"])


def text_columns(table: str | None = None) -> dict[str, list[str]]:
	"""Text columns of the site's tables: {table as the database names it: [column]}; of one table, or of all."""
	columns = frappe.qb.Schema("information_schema").columns
	query = frappe.qb.from_(columns).select(columns.table_name, columns.column_name)
	query = query.where((columns.table_schema == frappe.conf.db_name) & columns.data_type.isin(_TYPES))
	if table:
		query = query.where(columns.table_name == table)
	found: dict[str, list[str]] = {}
	for name, column in query.run():
		found.setdefault(name, []).append(column)
	return found


def holds(table, columns: Iterable[str], words: Iterable[str]) -> Criterion:
	"""Rows of a table of which a column holds one of the words; none where there are no words."""
	return _any([_locate(word, table[column]) > 0 for word in words for column in columns])


def _any(criteria: list[Criterion]) -> Criterion:
	"""Joined by halves: a chain of as many as a night's words would nest deeper than Python goes."""
	if len(criteria) <= 1:
		return Criterion.any(criteria)
	middle = len(criteria) // 2
	return _any(criteria[:middle]) | _any(criteria[middle:])


def delete_rows_with(doctype: str, words: Iterable[str]) -> int:
	"""Deletes the rows of a log in which one of the words stands; returns how many."""
	name = f"tab{doctype}"
	columns = text_columns(name).get(name)
	if not columns or not words:
		return 0
	table = frappe.qb.Table(name)
	names = frappe.qb.from_(table).select(table.name).where(holds(table, columns, words)).run(pluck=True)
	if names:
		delete_rows(doctype, {"name": ["in", names]})
	return len(names)


def replace_words(words: dict[str, str]) -> dict[str, set[str]]:
	"""Replaces words that stand for one person alone (a number, an address of mail) wherever they are stored.

	Rows are read without a lock and changed one by one, so that a large table stands still for nobody.

	Returns:
	        names of the documents that held one, by DocType
	"""
	documents: dict[str, set[str]] = {}
	pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
	replacements = {word.lower(): text for word, text in words.items()}
	for name, columns in text_columns().items():
		table = frappe.qb.Table(name)
		query = frappe.qb.from_(table).select(*(table[column] for column in columns))
		for row in query.where(holds(table, columns, words)).run(as_dict=True):
			changed = {
				column: pattern.sub(lambda match: replacements[match[0].lower()], value)
				for column, value in row.items()
				if isinstance(value, str) and pattern.search(value)
			}
			_write(table, row, changed)
			if "name" in row and name.startswith("tab"):
				documents.setdefault(name.removeprefix("tab"), set()).add(row["name"])
	return documents


def _write(table, row: dict, changed: dict) -> None:
	"""Changes the rows that hold these values; most tables have a name, the few others are told by what changes."""
	query = frappe.qb.update(table)
	for column, value in changed.items():
		query = query.set(table[column], value)
	keys = ["name"] if "name" in row else list(changed)
	query.where(Criterion.all([table[key] == row[key] for key in keys])).run()
