"""Copies of persons that are stored whole: answers kept for retries, sheets, reports, settings of lists."""

import json

import frappe
from frappe.utils import cstr
from frappe.utils.password import decrypt

from community_gov.core import sheet_files
from community_gov.core.erasure import delete_rows, erase
from community_gov.core.words import holds
from community_gov.registry.privacy.person_places import PLACES


def delete_copies(words: set[str], records: set[str]) -> None:
	"""Deletes what holds persons whole.

	Args:
	        words: names and numbers of the persons.
	        records: names of their records.
	"""
	_delete_answers(words)
	_delete_sheets(words)
	_delete_imports(records)
	_delete_histories_of_wards(words)
	_delete_reports()
	_delete_list_settings(words)


def _delete_answers(words: set[str]) -> None:
	"""Answers are encrypted: the database cannot be asked in which of them a person stands."""
	rows = frappe.get_all("Idempotency Key", fields=["name", "answer"], order_by="name asc")
	named = [row.name for row in rows if _names_any(row.answer, words)]
	if named:
		frappe.db.delete("Idempotency Key", {"name": ["in", named]})


def _names_any(answer: str | None, words: set[str]) -> bool:
	"""Whether one of the words stands in a stored answer; one under a key that is lost counts as one where it does."""
	if not answer or answer.startswith("{"):
		return _holds(cstr(answer), words)
	try:
		return _holds(decrypt(answer), words)
	except frappe.ValidationError:
		frappe.clear_last_message()
		return True


def _holds(text: str, words: set[str]) -> bool:
	return any(word in text for word in words)


def _delete_sheets(words: set[str]) -> None:
	"""A sheet of residents, reporters or volunteers goes with the first of them; its counts and reasons stay."""
	filters = {"sheet": ["is", "set"], "status": ["not in", ["Loading", "Checking"]]}
	for doctype in ("Resident Import", "Sheet Import"):
		for name in frappe.get_all(doctype, filters, pluck="name", order_by="name asc"):
			order = frappe.get_doc(doctype, name)
			if sheet_files.names_any(order, words):
				sheet_files.delete_files(order)


def _delete_imports(records: set[str]) -> None:
	"""The sheets of Frappe's own import, told by the record that came of one of its rows."""
	filters = {"docname": ["in", sorted(records)]}
	rows = frappe.get_all("Data Import Log", filters, pluck="data_import", order_by="name asc")
	for name in sorted(set(rows)):
		erase("Data Import", name)
		frappe.db.set_value("Data Import", name, {"import_file": None, "template_warnings": None})
		frappe.db.delete("Data Import Log", {"data_import": name})


def _delete_histories_of_wards(words: set[str]) -> None:
	"""Changes of a guardian keep the name of the former one in the history of the ward, spelt as JSON is.

	Frappe 16 writes it there for a link, too.
	"""
	spelt = sorted({form for word in words for form in (word, json.dumps(word)[1:-1])})
	version = frappe.qb.DocType("Version")
	query = frappe.qb.from_(version).select(version.name)
	query = query.where(version.ref_doctype.isin(("Resident", "Volunteer Registration")))
	query = query.where(holds(version, ["data"], ["guardian"]) & holds(version, ["data"], spelt))
	if names := query.run(pluck=True) if spelt else ():
		frappe.db.delete("Version", {"name": ["in", names]})


def _delete_reports() -> None:
	"""Prepared reports over lists of people are files with rows of them; they are made again when asked for."""
	doctypes = sorted({place.doctype for place in PLACES} | {place.of for place in PLACES})
	reports = frappe.get_all("Report", {"ref_doctype": ["in", doctypes]}, pluck="name", order_by="name asc")
	filters = {"report_name": ["in", reports]}
	for name in (
		frappe.get_all("Prepared Report", filters, pluck="name", order_by="name asc") if reports else ()
	):
		erase("Prepared Report", name)
		delete_rows("Prepared Report", {"name": name})


def _delete_list_settings(words: set[str]) -> None:
	"""What a list was filtered by last, which Frappe keeps in its cache and writes down later."""
	for key, data in frappe.cache.hgetall("_user_settings").items():
		if _holds(cstr(data) + cstr(key), words):
			frappe.cache.hdel("_user_settings", cstr(key))
	settings = frappe.qb.Table("__UserSettings")
	query = frappe.qb.from_(settings).select(settings.user, settings.doctype, settings.data)
	for user, doctype, data in query.run():
		if _holds(cstr(data), words):
			frappe.db.delete("__UserSettings", {"user": user, "doctype": doctype})
