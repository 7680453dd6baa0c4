"""Erasure of what Frappe itself keeps about a document: history, comments, notices, mails, tags, files, search."""

import frappe

# DocType of Frappe -> its fields that name the kind and the name of a document; not every version has each.
RECORDS = (
	("Version", "ref_doctype", "docname"),
	("Comment", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Communication Link", "link_doctype", "link_name"),
	("Dynamic Link", "link_doctype", "link_name"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("ToDo", "reference_type", "reference_name"),
	("Event Participants", "reference_doctype", "reference_docname"),
	("View Log", "reference_doctype", "reference_name"),
	# Printed pages are kept there with their text.
	("Access Log", "export_from", "reference_document"),
	# Both carry the title of the document.
	("Notification Log", "document_type", "document_name"),
	("Tag Link", "document_type", "document_name"),
	("Document Follow", "ref_doctype", "ref_docname"),
	("Energy Point Log", "reference_doctype", "reference_name"),
	("Activity Log", "reference_doctype", "reference_name"),
	("Email Queue", "reference_doctype", "reference_name"),
	("Error Log", "reference_doctype", "reference_name"),
	("Integration Request", "reference_doctype", "reference_docname"),
	("Workflow Action", "reference_doctype", "reference_name"),
	("DocShare", "share_doctype", "share_name"),
	("Document Share Key", "reference_doctype", "reference_docname"),
	("Reminder", "reminder_doctype", "reminder_docname"),
	("Milestone", "reference_type", "reference_name"),
)
# What Frappe keeps in the row itself: tags, the beginnings of comments, who was asked, likes and has seen it.
OWN_COLUMNS = ("_user_tags", "_comments", "_assign", "_liked_by", "_seen")


def remove_records(doctype: str, name: str) -> None:
	"""Deletes Frappe's own records about a document."""
	for record, kind_field, name_field in RECORDS:
		if has_columns(record, kind_field, name_field):
			delete_rows(record, {kind_field: doctype, name_field: name})
	columns = set(frappe.db.get_table_columns(doctype)) & set(OWN_COLUMNS)
	if columns:
		frappe.db.set_value(doctype, name, dict.fromkeys(columns), update_modified=False)


def has_columns(doctype: str, *columns: str) -> bool:
	"""Whether this version of Frappe has the DocType's table, with these columns."""
	return bool(frappe.db.table_exists(doctype)) and set(columns) <= set(frappe.db.get_table_columns(doctype))


def delete_rows(doctype: str, filters: dict) -> None:
	"""Deletes rows with those of their tables, asking no controller: an erasure is not a step."""
	tables = frappe.get_meta(doctype).get_table_fields()
	if tables:
		names = frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc")
		for df in tables if names else ():
			frappe.db.delete(df.options, {"parent": ["in", names], "parenttype": doctype})
	frappe.db.delete(doctype, filters)


def erase(doctype: str, name: str) -> None:
	"""Deletes the files attached to a document, its words in the search, and the records about it."""
	attached = {"attached_to_doctype": doctype, "attached_to_name": name}
	for file in frappe.get_all("File", filters=attached, pluck="name", order_by="name asc"):
		# Erasing a person includes their files, whoever may write those.
		frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)
	frappe.db.delete("__global_search", {"doctype": doctype, "name": name})
	# Last: a file that goes leaves a comment with its name.
	remove_records(doctype, name)
