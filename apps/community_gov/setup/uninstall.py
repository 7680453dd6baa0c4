"""Leaving a site: whatever the app put into Frappe's own tables goes with it.

Frappe removes the app's module, its DocTypes and their tables; what other DocTypes keep about them stays with it, names and
reasons of people in versions and comments included.
"""

import re
from pathlib import Path

import frappe

from community_gov.search.index import drop_tables
from community_gov.setup.custom_fields import CUSTOM_FIELDS

MODULE = "Community Gov"
APP = "community_gov"
# Seeded records of Frappe's own DocTypes; those of ours go with their tables.
SEEDED = ("Workflow", "Kanban Board", "List Filter", "Dashboard", "Workflow Action Master", "Workflow State")


def before_uninstall() -> None:
	"""Frappe's hook, before the module is deleted."""
	doctypes = frappe.get_all("DocType", {"module": MODULE}, pluck="name", order_by="name asc")
	_remove_files(doctypes)
	_remove_seeded()
	_remove_references(doctypes)
	_remove_series(doctypes)
	_remove_jobs()
	_remove_tiles()
	_remove_custom_fields()
	drop_tables()


def _remove_files(doctypes: list[str]) -> None:
	"""Photos and sheets of people lie on the disk as well; a file that something else shows stays there."""
	names = frappe.get_all(
		"File", {"attached_to_doctype": ["in", doctypes]}, pluck="name", order_by="name asc"
	)
	paths = {
		doc.file_url: Path(doc.get_full_path()) for doc in (frappe.get_doc("File", name) for name in names)
	}
	frappe.db.delete("File", {"name": ["in", names or [""]]})
	for address, path in paths.items():
		if not frappe.db.exists("File", {"file_url": address}):
			path.unlink(missing_ok=True)


def _remove_seeded() -> None:
	"""Records that the app shipped, and with the roles whoever holds them."""
	rows = frappe.get_all(
		"Shipped Record", fields=["reference_doctype", "reference_name"], order_by="creation desc"
	)
	seeded = {(row.reference_doctype, row.reference_name) for row in rows}
	for doctype in SEEDED:
		for kind, name in seeded:
			if kind == doctype and not _used_elsewhere(kind, name):
				# Whoever removes the app need hold no right to each of its records.
				frappe.delete_doc(kind, name, ignore_permissions=True, force=True, ignore_missing=True)
	for name in (name for kind, name in seeded if kind == "Role"):
		frappe.db.delete("Has Role", {"role": name})
		# Installation made the role, and its holders lose it with the app.
		frappe.delete_doc("Role", name, ignore_permissions=True, force=True, ignore_missing=True)


def _used_elsewhere(doctype: str, name: str) -> bool:
	"""Workflow states and actions are shared: another workflow of the site may use them."""
	ours = frappe.get_all(
		"Workflow", {"document_type": ["in", _own_doctypes()]}, pluck="name", order_by="name asc"
	) or [""]
	tables = {
		"Workflow State": (("Workflow Document State", "state"),),
		"Workflow Action Master": (("Workflow Transition", "action"),),
	}
	return any(
		frappe.db.exists(table, {column: name, "parent": ["not in", ours]})
		for table, column in tables.get(doctype, ())
	)


def _own_doctypes() -> list[str]:
	return frappe.get_all("DocType", {"module": MODULE}, pluck="name", order_by="name asc") or [""]


def _remove_references(doctypes: list[str]) -> None:
	"""What other DocTypes keep about ours: versions, comments, tasks, shares, filters, permissions, notices."""
	fields = frappe.get_all(
		"DocField",
		{"fieldtype": "Link", "options": "DocType", "parent": ["not in", [*doctypes, "DocType", "DocField"]]},
		["parent", "fieldname"],
		order_by="parent asc",
	)
	for field in fields:
		meta = frappe.get_meta(field.parent)
		if meta.issingle or meta.is_virtual or not frappe.db.table_exists(field.parent):
			continue
		_remove_rows(meta, {field.fieldname: ["in", doctypes]})
	for doctype, fieldname in (("Custom DocPerm", "parent"), ("DefaultValue", "defkey")):
		frappe.db.delete(doctype, {fieldname: ["in", doctypes]})
	for table in ("__global_search", "Singles"):
		frappe.db.delete(table, {"doctype": ["in", doctypes]})


def _remove_rows(meta, filters: dict) -> None:
	"""Documents with the rows of their tables."""
	names = frappe.get_all(meta.name, filters, pluck="name", order_by="name asc")
	for table in meta.get_table_fields():
		frappe.db.delete(table.options, {"parenttype": meta.name, "parent": ["in", names or [""]]})
	frappe.db.delete(meta.name, {"name": ["in", names or [""]]})


def _remove_series(doctypes: list[str]) -> None:
	"""Counters of names: CASE-20260929-, V2026, …"""
	names = frappe.get_all("DocType", {"name": ["in", doctypes]}, pluck="autoname", order_by="name asc")
	prefixes = {name.split(".")[0] for name in names if name and ".#" in name}
	series = frappe.qb.DocType("Series")
	for (known,) in frappe.qb.from_(series).select(series.name).run():
		if any(re.fullmatch(rf"{re.escape(prefix)}[\d-]*", known or "") for prefix in prefixes):
			frappe.qb.from_(series).delete().where(series.name == known).run()


def _remove_jobs() -> None:
	frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ["like", f"%{APP}%"]})
	frappe.db.delete("Scheduled Job Type", {"method": ["like", f"{APP}.%"]})


def _remove_tiles() -> None:
	"""Tiles and sidebars of Frappe 16, which belong to an app and to no module."""
	for doctype in ("Desktop Icon", "Workspace Sidebar"):
		if frappe.db.table_exists(doctype) and (meta := frappe.get_meta(doctype)).has_field("app"):
			_remove_rows(meta, {"app": APP})


def _remove_custom_fields() -> None:
	"""The fields and their columns: Frappe keeps the columns of a deleted field."""
	for doctype, fieldnames in CUSTOM_FIELDS.items():
		frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": ["in", fieldnames]})
		columns = [name for name in fieldnames if name in frappe.db.get_table_columns(doctype)]
		if columns:
			drops = ", ".join(f"DROP COLUMN `{name}`" for name in columns)
			# The names come from the app's own list; the query builder knows no ALTER TABLE.
			frappe.db.sql_ddl(f"ALTER TABLE `tab{doctype}` {drops}")
		frappe.clear_cache(doctype=doctype)
