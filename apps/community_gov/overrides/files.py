"""Files follow their document, on every Frappe: a list, an address or a copy shows nothing that the document hides."""

import os
from collections.abc import Callable
from posixpath import normpath
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.api import file as file_api
from frappe.utils import cint, cstr

from community_gov.casework.intake.evidence import lies_with_evidence
from community_gov.core.compat import criterion_sql, no_objection
from community_gov.core.errors import BadInputError, OutOfScopeError
from community_gov.core.step_context import step_context
from community_gov.overrides.references import shown_with_document
from community_gov.overrides.replacing import replace_everywhere
from community_gov.permissions.evaluate import is_scoped

FOLDERS = ("/files/", "/private/files/")
# What a browser would run as a page of the site if it were served as one.
ACTIVE = frozenset(
	(".html", ".htm", ".xhtml", ".shtml", ".xht", ".svg", ".svgz", ".xml", ".xsl", ".xslt", ".mht")
)
ATTACH_FIELDS = ("Attach", "Attach Image")


def file_has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Access to an attached file is access to its document, and nobody takes over the address of another's file.

	Frappe asks for "create" before it reads what lies at the address of a new File.
	"""
	user = user or frappe.session.user
	if lies_with_evidence(doc.file_url):
		stored = doc.name and frappe.db.get_value("File", doc.name, "file_url")
		if stored != doc.file_url:
			return False
	if user == "Administrator":
		return no_objection()
	if (
		ptype == "create"
		and doc.file_url
		and not doc.get("content")
		and not _is_own_address(doc.file_url, user)
	):
		return False
	if not (doc.attached_to_name and is_scoped(doc.attached_to_doctype)):
		return no_objection()
	return no_objection() if _may_see_target(doc, user) else False


def _may_see_target(file, user: str) -> bool:
	"""Who attaches to a form that is not stored yet owns the file."""
	if not frappe.db.exists(file.attached_to_doctype, file.attached_to_name):
		return file.owner == user
	target = frappe.get_doc(file.attached_to_doctype, file.attached_to_name)
	return bool(frappe.has_permission(target.doctype, "read", doc=target, user=user))


def file_query(user: str | None = None, doctype: str | None = None) -> str:
	"""Bracketed SQL for lists of File: those of documents with a policy only where the document itself is visible."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	file = frappe.qb.DocType("File")
	return criterion_sql(shown_with_document(file.attached_to_doctype, file.attached_to_name, user))


def guard_new_file(file, method: str | None = None) -> None:
	"""Doc event of File before it is inserted: nothing of a document with a policy is public, nor what browsers run.

	Raises:
	        BadInputError (422)
	"""
	if file.is_folder or step_context(file).photo:
		return
	_refuse_active(file)
	if is_scoped(cstr(file.attached_to_doctype)) and not _is_private(file):
		frappe.throw(
			_("Files of {0} are private. Upload it again and mark it private.").format(
				_(file.attached_to_doctype)
			),
			exc=BadInputError,
		)


def guard_upload_request() -> None:
	"""Hook auth_hooks: an upload that names a file instead of sending one names a file of its user.

	Guests upload without a question for rights where the site lets them.

	Raises:
	        BadInputError (422), OutOfScopeError (403)
	"""
	address = frappe.local.form_dict.get("file_url")
	if (
		address
		and isinstance(address, str)
		and "upload" in frappe.local.request.path + cstr(frappe.form_dict.cmd)
	):
		_check_address(address)
	if cstr(frappe.local.request.path).endswith("/upload_file"):
		_refuse_empty()


def _refuse_empty() -> None:
	"""Frappe takes a file without content for one that lies somewhere else already."""
	for file in frappe.local.request.files.values():
		is_empty = not file.stream.read(1)
		file.stream.seek(0)
		if is_empty:
			frappe.throw(
				_("File {0} is empty. Choose one that holds something.").format(file.filename),
				exc=BadInputError,
			)


def wrap_file_class() -> None:
	"""Hook before_request: every insert of a File passes here, with the rights ignored and through other apps' classes.

	Frappe reads what lies at an address before any event of ours, and copies it to a file of whoever asks.
	"""
	from frappe.core.doctype.file.file import File

	replace_everywhere(File, "before_insert", _of_readable_address)


def _of_readable_address(before_insert: Callable) -> Callable:
	def guarded(file, *args, **kwargs):
		address, of_photo = cstr(file.file_url), step_context(file).photo
		if address and not file.get("content") and not file.is_folder and not of_photo and _is_request():
			_check_readable(address)
			# Frappe of 2023 reads a private file and stores what it reads as a public one.
			file.is_private = cint(file.is_private) or cint(address.startswith("/private/"))
		return before_insert(file, *args, **kwargs)

	return guarded


def _check_readable(address: str) -> None:
	"""Code of Frappe copies attachments for its user, who then may read them; a client's own rule is narrower.

	Raises:
	        BadInputError (422), OutOfScopeError (403)
	"""
	if not _is_inside(address):
		_refuse_foreign(address)
	plain = unquote(address)
	if plain.startswith("/files/") or frappe.session.user == "Administrator":
		return
	names = frappe.get_all(
		"File", filters={"file_url": ["in", (plain, address)]}, pluck="name", order_by="creation"
	)
	if not any(frappe.has_permission("File", "read", doc=name) for name in names):
		_refuse(plain)


def guard_changed_file(file, method: str | None = None) -> None:
	"""Doc event of File before it is validated: it keeps its address, stays private, and moves only where one may write.

	Raises:
	        BadInputError (422), OutOfScopeError (403)
	"""
	before = file.get_doc_before_save()
	if not before or file.is_folder or step_context(file).by_casework or not _is_request():
		return
	if before.is_private and not cint(file.is_private):
		frappe.throw(
			_("{0} is private and stays so. Upload what is public as a new file.").format(file.file_name),
			exc=BadInputError,
		)
	if cstr(file.file_url) != cstr(before.file_url):
		_check_address(file.file_url)
	_refuse_active(file)
	_check_move(file, before)


def _check_move(file, before) -> None:
	target = (file.attached_to_doctype, cstr(file.attached_to_name))
	if target == (before.attached_to_doctype, cstr(before.attached_to_name)) or not is_scoped(target[0]):
		return
	if not frappe.has_permission(target[0], "write", doc=target[1]):
		_refuse(file.file_name)


def guard_attach_fields(doc, method: str | None = None) -> None:
	"""Doc event of every DocType: Frappe attaches whatever address such a field holds, and so opens it for reading.

	Raises:
	        OutOfScopeError (403): the private file of somebody else.
	"""
	if doc.doctype == "File" or frappe.session.user == "Administrator" or not _is_request():
		return
	for df in doc.meta.get("fields", {"fieldtype": ["in", ATTACH_FIELDS]}):
		address = cstr(doc.get(df.fieldname))
		if "private" in address and doc.has_value_changed(df.fieldname) and not _may_use(address, doc):
			_refuse(address)


def _is_request() -> bool:
	return bool(getattr(frappe.local, "request", None))


def _may_use(address: str, doc) -> bool:
	"""A file of one's own, or one that is attached to this document already."""
	rows = frappe.get_all(
		"File",
		filters={"file_url": address},
		fields=["owner", "attached_to_doctype", "attached_to_name"],
		order_by="creation asc",
	)
	here = (doc.doctype, doc.name)
	return any(
		row.owner == frappe.session.user or (row.attached_to_doctype, row.attached_to_name) == here
		for row in rows
	)


def _is_private(file) -> bool:
	"""Older versions take the mark from the address only when the row is stored."""
	return bool(cint(file.is_private)) or cstr(file.file_url).startswith("/private/")


def _refuse_active(file) -> None:
	"""Private ones are served as downloads; a public one would be a page of the site."""
	extension = os.path.splitext(cstr(file.file_name or file.file_url).lower().rstrip(". "))[1]
	if extension in ACTIVE and not _is_private(file):
		frappe.throw(
			_("{0} could run in a browser, so it is not published. Send a picture or a PDF.").format(
				file.file_name or file.file_url
			),
			exc=BadInputError,
		)


def _check_address(address: str) -> None:
	"""An address is inside the folders of the site's files, resolved, and that of a file of the user's own."""
	if not _is_inside(address):
		_refuse_foreign(address)
	if not _is_own_address(address, frappe.session.user):
		_refuse(address)


def _is_inside(address: str) -> bool:
	plain = unquote(cstr(address))
	return plain == normpath(plain) and plain.startswith(FOLDERS)


def _is_own_address(address: str, user: str) -> bool:
	"""Public files are everybody's; of private ones, those that the user has uploaded."""
	plain = unquote(cstr(address))
	if not _is_inside(address):
		return False
	own = {"file_url": ["in", (plain, address)], "owner": user}
	return plain.startswith("/files/") or bool(user != "Guest" and frappe.db.exists("File", own))


def _refuse_foreign(address: str) -> None:
	frappe.throw(
		_("{0} is not the address of a file of this site. Upload the file itself.").format(address[:140]),
		exc=BadInputError,
	)


def _refuse(name: str) -> None:
	frappe.throw(
		_("{0} is not your file. Upload the file itself.").format(cstr(name)[:140]),
		exc=OutOfScopeError,
	)


@frappe.whitelist(methods=["GET", "POST"])
def zip_files(files: list | str) -> None:
	"""Files in one archive, each of which the user may read; older versions asked for no right."""
	names = [cstr(name) for name in frappe.parse_json(files)]
	for name in names:
		frappe.get_doc("File", name).check_permission("read")
	file_api.zip_files(frappe.as_json(names))
