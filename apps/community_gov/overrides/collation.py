"""Filters by text that Frappe's collation cannot tell apart: to utf8mb4_unicode_ci all characters beyond the BMP are one.

A filter with such a character is asked twice: as it is, so that an index serves it, and in a collation of another version, which
tells them apart and knows no capitals either. There is no hook for it; filters of other texts stay as they are. On the way values
are read as fields hold them (`filter_values`).
"""

import re
from collections.abc import Callable, Iterator
from copy import copy

from pypika.terms import BasicCriterion, ComplexCriterion, ContainsCriterion, Term

import frappe
from frappe.database import query
from frappe.model import db_query

from community_gov.overrides import filter_values
from community_gov.overrides.replacing import replace_everywhere

_FIND = ("=", "like", "in")
_LEAVE_OUT = ("!=", "not like", "not in")
_COLUMN = r"(?:ifnull\(`tab[^`]+`\.`\w+`, ''\)|`tab[^`]+`\.`\w+`)"
_CONDITION = re.compile(rf"({_COLUMN}) ({'|'.join((*_FIND, *_LEAVE_OUT))}) (.*)", re.IGNORECASE | re.DOTALL)
# The sign that stands for what cannot be shown has the one weight that all of them have.
_RARE = re.compile("[\ufffd\U00010000-\U0010ffff]")
_TOLD_APART = "CONVERT({0} USING utf8mb4) COLLATE utf8mb4_unicode_520_ci"


def wrap_filters() -> None:
	"""Hook before_request and before_job: lists and look-ups of 15, and the one builder of both in 16."""
	replace_everywhere(db_query.DatabaseQuery, "prepare_filter_condition", _of_exact_condition)
	if hasattr(query.Engine, "_build_criterion_for_simple_filter"):
		replace_everywhere(query.Engine, "_build_criterion_for_simple_filter", _of_exact_criterion)
	else:
		replace_everywhere(query.Engine, "_apply_filter", _of_exact_where)


def is_rare(value: object) -> bool:
	"""Whether a text, or one in a list, has a character that the collation takes for another one."""
	if isinstance(value, str):
		return bool(_RARE.search(value))
	parts = list(value.values()) if isinstance(value, dict) else value
	return isinstance(parts, list | tuple | set) and any(map(is_rare, parts))


class _ToldApart(Term):
	"""A column, or a function of it, in the collation that tells rare characters apart."""

	def __init__(self, inner: Term):
		super().__init__()
		self.inner = inner

	def nodes_(self) -> Iterator:
		yield self
		yield from self.inner.nodes_()

	def get_sql(self, **kwargs) -> str:
		return _TOLD_APART.format(self.inner.get_sql(**kwargs))


def _of_exact_condition(prepare: Callable) -> Callable:
	def exact(self, given):
		given = filter_values.read_condition(self.doctype, given)
		condition = prepare(self, given)
		found = _CONDITION.fullmatch(condition) if _is_asked(given) else None
		if not found:
			return condition
		told_apart = f"{_TOLD_APART.format(found[1])} {found[2]} {found[3]}"
		return told_apart if found[2].lower() in _LEAVE_OUT else f"({condition} and {told_apart})"

	return exact


def _of_exact_criterion(build: Callable) -> Callable:
	def exact(self, field, value, operator="=", doctype=None):
		value = filter_values.read_value(doctype or self.doctype, field, operator, value)
		criterion = build(self, field, value, operator, doctype)
		return _exact(criterion, operator) if criterion and _is_asked(value) else criterion

	return exact


def _of_exact_where(apply: Callable) -> Callable:
	def exact(self, field, value, operator="=", doctype=None):
		value = filter_values.read_value(doctype or self.doctype, field, operator, value)
		before = self.query._wheres
		apply(self, field, value, operator, doctype)
		after = self.query._wheres
		if after is not before and _is_asked(value):
			added = _exact(after if before is None else after.right, operator)
			self.query._wheres = added if before is None else before & added

	return exact


def _is_asked(value: object) -> bool:
	return is_rare(value) and frappe.db.db_type == "mariadb"


def _exact(criterion, operator: str):
	if operator.lower() in _LEAVE_OUT:
		return _told_apart(criterion)
	return criterion & _told_apart(criterion) if operator.lower() in _FIND else criterion


def _told_apart(criterion):
	"""The same comparison with its column in the other collation; what asks for null stays as it is."""
	found = copy(criterion)
	if isinstance(found, ComplexCriterion):
		found.left, found.right = _told_apart(found.left), _told_apart(found.right)
	elif isinstance(found, BasicCriterion):
		found.left = _ToldApart(found.left)
	elif isinstance(found, ContainsCriterion):
		found.term = _ToldApart(found.term)
	return found
