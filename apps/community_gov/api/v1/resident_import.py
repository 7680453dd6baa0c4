"""Importing residents from a sheet: checked, loaded in the background, what failed given back."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core import sheet_files
from community_gov.permissions.access import load_doc, require
from community_gov.registry.resident_import import files, importing, queue


def _begin(name: str, status: str) -> dict:
	order = load_doc("Resident Import", name, "write")
	importing.begin(order, status)
	queue.enqueue(order)
	return importing.status_of(order)


@frappe.whitelist(methods=["POST"])
@idempotent("resident_import.preview")
def preview(name: str) -> dict:
	"""Starts checking the sheet of a Resident Import in the background; nothing of it is loaded.

	Permission: who may write the import (the manager who made it, administrators).
	Returns:
	        the status, as status() does.
	"""
	return _begin(name, importing.CHECKING)


@frappe.whitelist(methods=["POST"])
@idempotent("resident_import.start")
def start(name: str) -> dict:
	"""Starts loading a checked sheet in the background, or goes on where it stopped.

	Permission: who may write the import.
	Returns:
	        the status, as status() does.
	"""
	return _begin(name, importing.LOADING)


@frappe.whitelist(methods=["GET"])
def status(name: str) -> dict:
	"""How far an import is.

	Returns:
	        {import, status, total, done, new, known, failed, message, problem_count, problems: [{line, column,
	        reason}]}; the first 200 problems.
	"""
	return importing.status_of(load_doc("Resident Import", name))


@frappe.whitelist(methods=["GET"])
def failed_rows(name: str) -> None:
	"""The lines that cannot be or were not loaded, with the reason, as an XLSX sheet to download."""
	order = load_doc("Resident Import", name, "write")
	content = files.failed_rows(order, importing.problems_of(order))
	frappe.response.update(
		{"type": "binary", "filename": f"failed-{order.name}.xlsx", "filecontent": content}
	)


@frappe.whitelist(methods=["POST"])
def delete_files(name: str) -> dict:
	"""Deletes the uploaded sheet before its time. Returns the status, as status() does."""
	order = load_doc("Resident Import", name, "write")
	importing.refuse_running(order)
	sheet_files.delete_files(order)
	return importing.status_of(order)


@frappe.whitelist(methods=["GET"])
def template() -> None:
	"""An XLSX sheet with the headings and one fictitious example."""
	require("Resident Import", "create")
	frappe.response.update({"type": "binary", "filename": "residents.xlsx", "filecontent": files.template()})
