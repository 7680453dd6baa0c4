"""Erasure of what Frappe itself keeps about a document: history, comments, mails, files, search."""

import frappe

# History, comments, mails, likes.
RECORDS = (
	("Version", "ref_doctype", "docname"),
	("Comment", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("ToDo", "reference_type", "reference_name"),
	("View Log", "reference_doctype", "reference_name"),
	# Printed pages are kept there with their text.
	("Access Log", "export_from", "reference_document"),
)


def remove_records(doctype: str, name: str) -> None:
	"""Deletes Frappe's own records about a document."""
	for record, kind_field, name_field in RECORDS:
		frappe.db.delete(record, {kind_field: doctype, name_field: name})


def erase(doctype: str, name: str) -> None:
	"""Deletes the records about a document, its words in the search and the files attached to it."""
	remove_records(doctype, name)
	frappe.db.delete("__global_search", {"doctype": doctype, "name": name})
	attached = {"attached_to_doctype": doctype, "attached_to_name": name}
	for file in frappe.get_all("File", filters=attached, pluck="name", order_by="name asc"):
		# Erasing a person includes their files, whoever may write those.
		frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)
