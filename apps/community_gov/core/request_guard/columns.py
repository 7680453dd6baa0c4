"""Columns, orders and groups as clients write them. A text that is nothing but these names no SQL can hide in."""

import re
from dataclasses import dataclass, replace

from community_gov.core.request_guard.refusal import refuse_query

FUNCTIONS = ("count", "sum", "avg", "min", "max")
_NAME = r"(?:`(?P<in_quotes>\w+)`|(?P<name>\w+|\*))"
_TABLE = r"(?:`tab(?P<quoted>[^`]{1,140})`|tab(?P<plain>\w+)|(?P<link>\w+))"
_ALIAS = r"(?: +as +(?P<quote>[`'\"]?)(?P<alias>[\w :.-]{1,140})(?P=quote))?"
_REFERENCE = rf"(?:{_TABLE}\.)?{_NAME}"
REFERENCE = re.compile(_REFERENCE)
COLUMN = re.compile(rf"(?:distinct +)?{_REFERENCE}{_ALIAS}", re.IGNORECASE)
CALL = re.compile(rf"(?:{'|'.join(FUNCTIONS)}) *\( *(?:distinct +)?{_REFERENCE} *\){_ALIAS}", re.IGNORECASE)
DIRECTION = re.compile(r" +(?:asc|desc)$", re.IGNORECASE)
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Reference:
	"""A column as a client names it.

	Attributes:
	        name: the field, or "*".
	        doctype: of `tabDocType`.field, else None.
	        link: of link.field or table.field, else None.
	        alias: the name that the answer gives it, else None.
	"""

	name: str
	doctype: str | None = None
	link: str | None = None
	alias: str | None = None


def read_reference(text: object) -> Reference:
	"""A bare column without function and alias. Raises BadQueryError (417)."""
	return _reference(REFERENCE, text)


def read_column(text: object) -> Reference:
	"""A column of a list, with a known function, `distinct` or an alias. Raises BadQueryError (417)."""
	called = isinstance(text, str) and "(" in text
	return _reference(CALL if called else COLUMN, text)


def read_columns(value: object) -> list[Reference]:
	"""Columns in any shape that Frappe takes: a list, or a text with commas. Raises BadQueryError (417)."""
	if isinstance(value, str):
		value = [part for part in value.split(",") if part.strip()]
	if not isinstance(value, list | tuple) or len(value) > MAX_COLUMNS:
		refuse_query(value)
	return [reference for column in value for reference in _of_one(column)]


def read_order(text: object) -> list[Reference]:
	"""Columns of an order or a group, each with a direction or none. Raises BadQueryError (417)."""
	if not isinstance(text, str):
		refuse_query(text)
	return [read_column(DIRECTION.sub("", part.strip())) for part in text.split(",") if part.strip()]


def _of_one(column: object) -> list[Reference]:
	"""Frappe 16 also takes {"COUNT": "name", "as": "rows"} and {"table": ["field", …]}."""
	if not isinstance(column, dict):
		return [read_column(column)]
	alias = column.get("as", "x")
	[key, value] = _only_pair(column)
	if not isinstance(alias, str) or not re.fullmatch(r"[\w :.-]{1,140}", alias):
		refuse_query(column)
	if key.lower() in FUNCTIONS:
		return [replace(read_reference(value), alias=alias)]
	if not re.fullmatch(r"\w+", key) or not isinstance(value, list):
		refuse_query(column)
	return [replace(_unqualified(name), link=key) for name in value]


def _unqualified(name: object) -> Reference:
	reference = read_reference(name)
	return refuse_query(name) if reference.doctype or reference.link else reference


def _only_pair(column: dict) -> tuple[str, object]:
	pairs = [(str(key), value) for key, value in column.items() if key != "as"]
	if len(pairs) != 1:
		refuse_query(column)
	return pairs[0]


def _reference(pattern: re.Pattern, text: object) -> Reference:
	found = pattern.fullmatch(text.strip(" ")) if isinstance(text, str) else None
	if not found:
		refuse_query(text)
	parts = found.groupdict()
	name = parts["name"] or parts["in_quotes"]
	return Reference(name, parts["quoted"] or parts["plain"], parts["link"], parts.get("alias"))
