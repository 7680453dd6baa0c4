"""Accounts read as the names of their people in the desk: forms, lists and reports; pickers.py has the pickers.

A field keeps the account, whose key is an e-mail address; answers to the desk carry the name beside it, as Frappe's do
for titles of links (`_link_titles`). Its own switch for that, show_title_field_in_link, breaks lists of version 16.
"""

import re
from collections.abc import Callable, Iterable

import frappe

from community_gov.overrides.replacing import replace_everywhere

# Frappe puts titles into markup and attributes as they are.
_MARKUP = re.compile(r"[<>\"'&]")
_OF_EVERY_DOCUMENT = ("owner", "modified_by")


def wrap_account_names() -> None:
	"""Lets the desk's answers carry the names of the accounts they hold."""
	from frappe.desk import query_report, reportview
	from frappe.desk.form import load

	replace_everywhere(load, "set_link_titles", _with_names_of_document)
	replace_everywhere(reportview, "compress", _with_names_of_list)
	replace_everywhere(query_report, "generate_report_result", _with_names_of_report)


def names_of(accounts: Iterable[object]) -> dict[str, str]:
	"""{account: full name} without markup, of those that have one."""
	wanted = sorted({account for account in accounts if isinstance(account, str) and account})
	if not wanted:
		return {}
	# A name is no more than the account, which the caller may read already.
	rows = frappe.get_all("User", {"name": ["in", wanted]}, ["name", "full_name"], order_by="name")
	return {row.name: _MARKUP.sub("", row.full_name) for row in rows if row.full_name}


def _send(accounts: Iterable[object]) -> None:
	titles = {f"User::{account}": name for account, name in names_of(accounts).items()}
	if titles:
		frappe.local.response["_link_titles"] = {
			**(frappe.local.response.get("_link_titles") or {}),
			**titles,
		}


def _account_fields(doctype: str) -> set[str]:
	linked = {df.fieldname for df in frappe.get_meta(doctype).get_link_fields() if df.options == "User"}
	return linked.union(_OF_EVERY_DOCUMENT)


def _accounts_in(doc) -> set:
	found = {doc.get(fieldname) for fieldname in _account_fields(doc.doctype)}
	for table in doc.meta.get_table_fields():
		fields = _account_fields(table.options)
		found.update(row.get(fieldname) for row in doc.get(table.fieldname) or [] for fieldname in fields)
	return found


def _with_names_of_document(original: Callable) -> Callable:
	def set_link_titles(doc):
		original(doc)
		_send(_accounts_in(doc))

	return set_link_titles


def _with_names_of_list(original: Callable) -> Callable:
	def compress(data, args=None):
		doctype = (args or {}).get("doctype")
		if data and doctype:
			fields = _account_fields(doctype)
			_send(row.get(fieldname) for row in data for fieldname in fields)
		return original(data, args)

	return compress


def _with_names_of_report(original: Callable) -> Callable:
	def generate_report_result(*args, **kwargs):
		answer = original(*args, **kwargs)
		fields = [column["fieldname"] for column in answer["columns"] if column.get("options") == "User"]
		rows = [row for row in answer["result"] if isinstance(row, dict)] if fields else []
		_send(row.get(fieldname) for row in rows for fieldname in fields)
		return answer

	return generate_report_result
