"""What clients send into documents of ours: text and numbers in fields, rows in tables, nothing nested elsewhere."""

from collections.abc import Iterator

import frappe
from frappe.model import optional_fields, table_fields

from community_gov.core.request_guard.filters import parsed
from community_gov.core.request_guard.refusal import refuse_query

MODULE = "Community Gov"
# Frappe's endpoints that write documents -> the argument with one document, or with a list of them.
WRITERS = {
	**{"frappe.client.insert": "doc", "frappe.client.save": "doc", "frappe.client.submit": "doc"},
	**{"frappe.client.insert_many": "docs", "frappe.client.bulk_update": "docs"},
	**{"frappe.desk.form.save.savedocs": "doc", "run_doc_method": "docs"},
}
SET_VALUE = "frappe.client.set_value"
DOCSTATUSES = (None, "", 0, 1, 2, "0", "1", "2")
Sent = tuple[str | None, object]


def check_written(endpoint: str | None, subject: str | None, form: dict) -> None:
	"""Looks at the documents in a request that writes.

	Args:
	        endpoint: dotted name of Frappe's method, or None for the generated REST.
	        subject: the DocType of the address, or of the argument `doctype`.
	Raises:
	        BadQueryError (417): a value that its field cannot hold.
	"""
	for doctype, values in _sent(endpoint, subject, form):
		if isinstance(doctype, str) and _is_ours(doctype):
			_check_document(doctype, values)


def _sent(endpoint: str | None, subject: str | None, form: dict) -> Iterator[Sent]:
	"""(DocType, values) of each document in the arguments."""
	if endpoint is None:
		data = parsed(form.get("data"))
		yield subject, data if isinstance(data, dict) else form
	elif endpoint == SET_VALUE:
		fields = parsed(form.get("fieldname"))
		yield subject, fields if isinstance(fields, dict) else {str(fields): form.get("value")}
	elif endpoint in WRITERS:
		given = parsed(form.get(WRITERS[endpoint]))
		for document in given if isinstance(given, list) else [given]:
			if isinstance(document, dict):
				yield document.get("doctype"), document


def _is_ours(doctype: str) -> bool:
	# Frappe's list spares a question each time; it misses other capitals, which the database takes for the same name.
	modules = frappe.cache.get_value("doctype_modules") or {}
	return (modules.get(doctype) or frappe.db.get_value("DocType", doctype, "module", cache=True)) == MODULE


def _check_document(doctype: str, values: object) -> None:
	if not isinstance(values, dict):
		refuse_query(values)
	meta = frappe.get_meta(doctype)
	for name, value in values.items():
		df = meta.get_field(name)
		if df and df.fieldtype in table_fields:
			_check_rows(df.options, value)
		elif isinstance(value, list | dict) and not _takes_nested(name, df):
			refuse_query(f"{name}: {value}")
	if not isinstance(values.get("doctype", ""), str):
		refuse_query(values["doctype"])
	# Frappe 16 takes any text for a number here.
	if values.get("docstatus") not in DOCSTATUSES:
		refuse_query(f"docstatus: {values['docstatus']}")


def _check_rows(doctype: str, rows: object) -> None:
	if not isinstance(rows, list):
		return None if rows in (None, "") else refuse_query(rows)
	for row in rows:
		_check_document(doctype, row)


def _takes_nested(name: str, df) -> bool:
	"""Fields for JSON, and what the desk keeps in a document beside its fields, such as __onload."""
	return bool(df and df.fieldtype == "JSON") or (name.startswith("_") and name not in optional_fields)
