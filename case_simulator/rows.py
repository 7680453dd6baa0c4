"""Rows as INSERTs of literals: an object made of every value, as Frappe's `bulk_insert` does, is too slow for a million."""

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

import frappe

ROWS = 5_000
STAMPS = ("name", "creation", "modified", "owner", "modified_by", "idx")
NUMBERS = ("Int", "Float", "Check", "Currency", "Percent")
NO_COLUMN = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Table", "Table MultiSelect")
Rows = list[dict]

_columns: dict[tuple[str, str], tuple[list[str], dict]] = {}


def _columns_of(doctype: str) -> tuple[list[str], dict]:
	"""Names of the columns of a table, and the default of those that hold numbers, which are never empty."""
	key = (frappe.local.site, doctype)
	if key not in _columns:
		meta = frappe.get_meta(doctype)
		parents = ["parent", "parenttype", "parentfield"] if meta.istable else []
		fields = [df for df in meta.fields if df.fieldtype not in NO_COLUMN]
		numbers = {df.fieldname: float(df.default or 0) for df in fields if df.fieldtype in NUMBERS}
		_columns[key] = [*STAMPS, *parents, *(df.fieldname for df in fields)], numbers
	return _columns[key]


def _values_of(doctype: str, rows: Rows) -> tuple[str, Iterator[tuple]]:
	"""The columns that any row fills, as SQL, and the values of every row in their order."""
	names, numbers = _columns_of(doctype)
	given = set().union(*rows)
	used = [name for name in names if name in given]
	empty, take = {name: numbers.get(name) for name in used}, itemgetter(*used)
	return ",".join(f"`{name}`" for name in used), (take({**empty, **row}) for row in rows)


def inserts(rows: dict[str, Rows]) -> Iterator[str]:
	"""INSERT statements for rows by DocType, thousands of rows each: about a megabyte."""
	for doctype, some in rows.items():
		for start in range(0, len(some), ROWS):
			columns, values = _values_of(doctype, some[start : start + ROWS])
			lines = "),(".join(",".join(map(_literal, line)) for line in values)
			yield f"INSERT INTO `tab{doctype}` ({columns}) VALUES ({lines})"


@lru_cache(maxsize=50_000)
def _literal(value) -> str:
	"""A value as SQL; most of a simulated city are the same few words and moments."""
	if value is None:
		return "NULL"
	if isinstance(value, int | float):
		return repr(value)
	text = str(value)
	# Frappe's escape takes microseconds, and hardly a value holds what it looks for.
	return frappe.db.escape(text, percent=False) if "'" in text or "\\" in text else f"'{text}'"
