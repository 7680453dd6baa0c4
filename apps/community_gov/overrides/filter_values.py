"""Values of filters are read as the fields hold them: moments with an offset, Chinese days, names with another dot.

Lists of Frappe take `2026-11-26T01:00:00Z` for one o'clock of the site, and a day that does not exist ends in a 500.
"""

from functools import cache
from pathlib import Path

import frappe

from community_gov.core import text, time

COMPARING = frozenset({"=", "!=", "<", ">", "<=", ">=", "in", "not in", "between"})
FINDING = frozenset({"=", "!=", "in", "not in", "like", "not like"})


def read_condition(doctype: str, given: object) -> object:
	"""A condition [field, operator, value] or [doctype, field, operator, value] with its value as the field holds it.

	Another shape, and a DocType that is not ours, stays as it is.
	Raises:
	        BadInputError (422): a moment or day that does not exist.
	"""
	if not isinstance(given, list | tuple) or len(given) not in (3, 4):
		return given
	*named, operator, value = given
	asked = named[0] if len(named) == 2 else doctype
	return [*named, operator, read_value(asked, named[-1], operator, value)]


def read_value(doctype: str | None, field: object, operator: object, value: object) -> object:
	"""The value of a filter as the field of a DocType of ours holds it; others stay. Raises BadInputError (422)."""
	if not (doctype and isinstance(field, str) and isinstance(operator, str)):
		return value
	# Frappe looks DocTypes up with filters, too: only those of ours may be asked for their fields here.
	df = frappe.get_meta(doctype).get_field(field) if frappe.scrub(doctype) in _ours() else None
	reader = _reader_of(df, operator.lower()) if df else None
	if not reader:
		return value
	if isinstance(value, list | tuple):
		return [reader(one) if isinstance(one, str) and one else one for one in value]
	return reader(value) if isinstance(value, str) and value else value


@cache
def _ours() -> frozenset[str]:
	"""Folders of the DocTypes of this app."""
	return frozenset(path.name for path in Path(__file__).parents[1].joinpath("doctype").iterdir())


def _reader_of(df, operator: str):
	if df.fieldtype in ("Date", "Datetime") and operator in COMPARING:
		return lambda value: time.as_filter(value, df)
	if df.fieldtype == "Data" and operator in FINDING:
		return lambda value: text.as_stored(value, df)
	return None
