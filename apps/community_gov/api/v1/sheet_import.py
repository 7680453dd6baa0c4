"""Sheets of hotline orders and opening balances: how far they are, and what of them was refused."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core import sheet_files
from community_gov.core.sheet_imports import orders, queue
from community_gov.permissions.access import load_doc


@frappe.whitelist(methods=["GET"])
def status(name: str) -> dict:
	"""How far the import of a sheet is.

	Permission: who uploaded it, administrators.
	Returns:
	        {import, kind, status, total, done, new, known, failed, message, problem_count, problems: [{line, key,
	        reason, detail}]}; the first 200 problems. status is Checking, Loading, Loaded, Not Loaded or Stopped.
	"""
	return orders.status_of(load_doc("Sheet Import", name))


@frappe.whitelist(methods=["GET"])
def failed_rows(name: str) -> None:
	"""The lines that were refused, with the reason, as an XLSX sheet to download. Permission: as status()."""
	order = load_doc("Sheet Import", name)
	frappe.response.update(
		{"type": "binary", "filename": f"failed-{order.name}.xlsx", "filecontent": orders.failed_rows(order)}
	)


@frappe.whitelist(methods=["POST"])
@idempotent("sheet_import.resume")
def resume(name: str) -> dict:
	"""Goes on with an import that was stopped; what is loaded stays. Permission: who uploaded it.

	Returns:
	        the status, as status() does.
	"""
	order = load_doc("Sheet Import", name, "write")
	orders.begin_again(order)
	queue.enqueue(order)
	return orders.status_of(order)


@frappe.whitelist(methods=["POST"])
def delete_files(name: str) -> dict:
	"""Deletes the uploaded sheet before its time. Permission: who uploaded it. Returns the status, as status() does."""
	order = load_doc("Sheet Import", name, "write")
	orders.refuse_running(order)
	sheet_files.delete_files(order)
	return orders.status_of(order)
