"""Differences between Frappe 15 and 16, in one place."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import frappe


def criterion_sql(criterion) -> str:
	"""A query builder criterion as a bracketed SQL condition for permission_query_conditions.

	Brackets, because Frappe joins the text with `and`: a bare `a or b` would let user permissions escape.
	Frappe 16 sends it beside parameters, where one % stands for a value; to LIKE two are the same as one.
	"""
	sql = criterion.get_sql(with_namespace=True, quote_char="`", secondary_quote_char="'")
	return f"({sql})".replace("%", "%%")


def asks_for_joined_table() -> bool:
	"""Whether Frappe 16 asks for the condition of a linked DocType whose title a list shows.

	It joins that table under a name that a hook is not told, so a condition on its columns would be an SQL error; 15 asks
	for none. Only the caller's name tells the two questions apart.
	"""
	if major_version() < 16:
		return False
	frame: FrameType | None = sys._getframe(1)
	for _depth in range(12):
		if frame is None:
			return False
		if frame.f_code.co_name == "apply_join":
			return True
		frame = frame.f_back
	return False


def left_part(column, length: int):
	"""LEFT(column, length) for the query builder, which has no name for it."""
	from pypika.terms import Function

	return Function("LEFT", column, length)


def no_objection() -> bool | None:
	"""What a has_permission hook answers where it has no opinion: in 15 None asks the next hook, in 16 True does."""
	return None if major_version() < 16 else True


def major_version() -> int:
	"""15 or 16 (development versions count as the release they lead to)."""
	return int(frappe.__version__.split(".")[0])


def roll_back_to(save_point: str) -> None:
	"""Undoes what came after a savepoint. Some 15 take that for the end of the transaction: they forget that there
	were writes before, and do not commit a request that ends without another."""
	writes = frappe.db.transaction_writes
	frappe.db.rollback(save_point=save_point)
	frappe.db.transaction_writes = writes


def run_hooked(doc, method: str, skipped: str) -> None:
	"""Runs a document event as Frappe does (method, hooks, notifications, webhooks, scripts) without one hook."""
	from frappe.core.doctype.server_script.server_script_utils import run_server_script_for_doc_event
	from frappe.integrations.doctype.webhook import run_webhooks

	getattr(doc, method)()
	events = frappe.get_doc_hooks()
	for name in events.get(doc.doctype, {}).get(method, []) + events.get("*", {}).get(method, []):
		if name != skipped:
			frappe.get_attr(name)(doc, method)
	doc.run_notifications(method)
	run_webhooks(doc, method)
	run_server_script_for_doc_event(doc, method)


def count_listed(doctype: str, filters, parent_doctype: str | None = None, limit: int = 0) -> int:
	"""Rows that the session user may list. Frappe 16 takes a function as a dict, versions before it as text.

	Args:
	        limit: count no further; 0 for all.
	"""
	if limit:
		return len(_listed_names(doctype, filters, parent_doctype, limit))
	if any(len(row) == 4 and row[0] != doctype for row in filters or [] if isinstance(row, list | tuple)):
		# Rows of a table join in: a count of names would be ambiguous, and count a document twice.
		return len(_listed_names(doctype, filters, parent_doctype))
	counted = {"COUNT": "name", "as": "total"} if major_version() >= 16 else "count(name) as total"
	options = {"order_by": None, "parent_doctype": parent_doctype, **by_index(doctype, filters or [])}
	return frappe.get_list(doctype, fields=[counted], **options)[0].total


def by_index(doctype: str, filters) -> dict:
	"""filters for get_list, and how to read them, so that an index serves "is set" of a moment.

	Frappe compares the moment with an empty text, for which it reads every row; every moment of a case lies after 1900.
	Only beside comparisons with a value: nothing may depend on how Frappe reads what is empty.
	"""
	rows = filters if isinstance(filters, list | tuple) else ()
	known = [tuple(row[:4]) for row in rows if isinstance(row, list | tuple) and row[0] == doctype]
	moments = {df.fieldname for df in frappe.get_meta(doctype).get("fields", {"fieldtype": "Datetime"})}
	sets = [row for row in known if row[1] in moments and row[2:] == ("is", "set")]
	plain = [row for row in known if len(row) == 4 and row[2] == "=" and row[3]]
	if not sets or len(sets) + len(plain) < len(rows):
		return {"filters": filters}
	later = [(doctype, row[1], ">", "1900-01-01 00:00:00") for row in sets]
	return {"filters": [*plain, *later], "ignore_ifnull": True}


def _listed_names(doctype: str, filters, parent_doctype: str | None = None, limit: int = 0) -> list[str]:
	"""Names of what the session user may list, in no order."""
	options = {"pluck": "name", "distinct": True, "parent_doctype": parent_doctype}
	return frappe.get_list(doctype, filters=filters or [], limit_page_length=limit, order_by=None, **options)


def linked_rows(found: list | dict, is_seen) -> list | dict:
	"""Linked documents of one kind without those not seen: Frappe 15 answers rows, 16 tells too how many it hides."""
	if isinstance(found, dict):
		rows = [row for row in found["docs"] if is_seen(row)]
		return {"docs": rows, "hidden_count": 0} if rows else []
	return [row for row in found if is_seen(row)]


def add_argument(wrapper: Callable, function: Callable, name: str) -> None:
	"""Gives the wrapper of a function its signature with one more keyword argument: a text, None by default."""
	add_arguments(wrapper, function, {name: str | None})


def add_arguments(wrapper: Callable, function: Callable, kinds: dict[str, Any]) -> None:
	"""The same for several arguments of these kinds, each None by default."""
	signature = inspect.signature(function)
	added = [
		inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
		for name, kind in kinds.items()
	]
	wrapper.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *added])  # type: ignore[attr-defined]
	annotate(wrapper, {**function.__annotations__, **kinds})


def annotate(function: Callable, annotations: dict[str, Any]) -> None:
	"""Gives a function its annotations; Python 3.14 hands wrappers only `__annotate__`, which setting them clears."""
	function.__annotations__ = annotations
	if sys.version_info >= (3, 14):
		function.__annotate__ = lambda format: annotations
