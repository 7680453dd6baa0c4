"""Filters as clients write them: names of columns, known operators, and values that are one text or number, or a list of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from community_gov.core.request_guard.columns import Reference, read_reference
from community_gov.core.request_guard.refusal import refuse_query

OPERATORS = frozenset(
	{
		*("=", "!=", "<", ">", "<=", ">=", "like", "not like", "in", "not in", "is", "between", "timespan"),
		*("ancestors of", "not ancestors of", "descendants of", "not descendants of"),
		"descendants of (inclusive)",
	}
)
MAX_VALUES = 5_000
MAX_CONDITIONS = 200


@dataclass(frozen=True)
class Condition:
	"""One condition: the column, and the DocType that the client named for it, if it did."""

	column: Reference
	doctype: str | None = None


def parsed(value: object) -> object:
	"""JSON that came as text is what it stands for; another text stays."""
	if not isinstance(value, str) or not value.strip().startswith(("{", "[", '"')):
		return value
	try:
		return json.loads(value)
	except (ValueError, RecursionError):
		refuse_query(value)


def read_filters(value: object) -> list[Condition]:
	"""Conditions of filters in any shape that Frappe takes: {field: value}, [field, operator, value], a list of such.

	Raises:
	        BadQueryError (417): a text, a nested list, an operator or a value of another kind.
	"""
	value = parsed(value)
	if value in (None, "", [], {}):
		return []
	if isinstance(value, dict):
		return list(_of_dict(value))
	if not isinstance(value, list | tuple) or len(value) > MAX_CONDITIONS:
		refuse_query(value)
	if isinstance(value[0], str):
		return [_of_list(value)]
	return [condition for part in value for condition in _of_part(part)]


def _of_part(part: object) -> Iterator[Condition]:
	if isinstance(part, dict):
		yield from _of_dict(part)
	elif isinstance(part, list | tuple):
		yield _of_list(part)
	else:
		refuse_query(part)


def _of_dict(filters: dict) -> Iterator[Condition]:
	for name, value in filters.items():
		if isinstance(value, list | tuple):
			_check_comparison(value)
		else:
			_check_value(value)
		yield Condition(read_reference(name))


def _check_comparison(value: list | tuple) -> None:
	if len(value) != 2:
		refuse_query(value)
	_check_operator(value[0])
	_check_value(value[1])


def _of_list(parts: list | tuple) -> Condition:
	"""[field, operator, value] or [doctype, field, operator, value], with the desk's mark "hidden" behind it."""
	if len(parts) == 5 and (parts[4] is None or isinstance(parts[4], bool | int)):
		parts = parts[:4]
	if len(parts) not in (3, 4):
		refuse_query(parts)
	*named, operator, value = parts
	_check_operator(operator)
	_check_value(value)
	doctype = named[0] if len(named) == 2 else None
	if doctype is not None and not isinstance(doctype, str):
		refuse_query(doctype)
	return Condition(read_reference(named[-1]), doctype)


def _check_operator(operator: object) -> None:
	if not isinstance(operator, str) or operator.strip().lower() not in OPERATORS:
		refuse_query(operator)


def _check_value(value: object) -> None:
	values = value if isinstance(value, list | tuple) else [value]
	if len(values) > MAX_VALUES or not all(
		one is None or isinstance(one, str | int | float | bool) for one in values
	):
		refuse_query(value)
