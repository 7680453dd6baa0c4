"""Photos of casework are evidence: what Frappe's File may no longer do with them.

File shares one path among equal uploads, and moves, overwrites and deletes by the last part of an address.
So the cleaned bytes lie in a folder of their own, where none of this reaches them.
"""

import os
import secrets
from functools import partial
from posixpath import normpath
from typing import NoReturn
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.intake.thumbnails import forget_square
from community_gov.core.errors import BadInputError, DoneDocumentError, ImmutableError, OutOfScopeError
from community_gov.core.step_context import step_context

PHOTO_DOCTYPES = ("Case", "Case Dispatch", "Case Check")
ADDRESS = "/private/files/casework/"
CLAIMS = ("photo_checked", "photo_taken_at", "photo_latitude", "photo_longitude")
KEPT = (
	*("file_url", "file_name", "is_private", "is_folder", "content_hash"),
	*("attached_to_doctype", "attached_to_name", "attached_to_field"),
)


def keep(file, content: bytes, extension: str) -> None:
	"""Writes cleaned bytes to an unguessable address of their own; the upload itself goes."""
	name = f"{secrets.token_hex(16)}.{extension}"
	path = frappe.get_site_path(*ADDRESS.strip("/").split("/"), name)
	os.makedirs(os.path.dirname(path), exist_ok=True)
	frappe.db.after_rollback.add(partial(_remove, path))
	with open(path, "wb") as stream:
		stream.write(content)
	_drop_upload(file)
	# Without a hash File neither shares the bytes with an equal upload nor deletes them with its row.
	file.update({"file_url": ADDRESS + name, "content_hash": None, "file_size": len(content)})
	file.flags.ignore_duplicate_entry_error = True


def _drop_upload(file) -> None:
	"""Removes what was uploaded, with its metadata, unless another File shares it."""
	others = {"file_url": file.file_url, "name": ["!=", file.name or ""]}
	if not file.file_url or frappe.db.exists("File", others):
		return
	if file.is_new():
		_remove(file.get_full_path())
	else:
		frappe.db.after_commit.add(partial(_remove, file.get_full_path()))


def _remove(path: str) -> None:
	if os.path.exists(path):
		os.remove(path)


def check_target(file) -> None:
	"""A photo is attached to a document that its sender may write and that is not done.

	Raises:
	        OutOfScopeError, DoneDocumentError
	"""
	if not frappe.db.exists(file.attached_to_doctype, file.attached_to_name):
		return
	target = frappe.get_doc(file.attached_to_doctype, file.attached_to_name)
	if not target.has_permission("write"):
		frappe.throw(
			_("You cannot add photos to {0}. Send them to whoever works on it.").format(target.name),
			exc=OutOfScopeError,
		)
	if target.get("stage_category") == "Done" or target.get("result") not in (None, "Pending"):
		frappe.throw(
			_("{0} {1} is done, so it takes no more photos. Reopen it with a reason first.").format(
				_(target.doctype), target.name
			),
			exc=DoneDocumentError,
		)


def guard_change(file, method: str | None = None) -> None:
	"""Doc event of File before it is validated: evidence keeps its address, name and owner document.

	Raises:
	        ImmutableError: a kept field would change. BadInputError: a file would become evidence unchecked.
	"""
	before = file.get_doc_before_save()
	if not before or step_context(file).by_casework:
		return
	file.update({name: before.get(name) for name in CLAIMS})
	changed = any(cstr(before.get(name)) != cstr(file.get(name)) for name in KEPT)
	if changed and _is_evidence(before):
		_refuse(before)
	if changed and _is_evidence(file):
		frappe.throw(
			_("A file is not moved into casework. Upload the photo to its document."), exc=BadInputError
		)


def guard_removal(file, method: str | None = None) -> None:
	"""Doc event of File: refuses to delete a photo that a document or its events name; others lose their bytes, too.

	Raises:
	        ImmutableError
	"""
	if file.attached_to_doctype not in PHOTO_DOCTYPES:
		return
	if _is_named(file):
		_refuse(file)
	forget_square(file.file_url)
	frappe.db.after_commit.add(partial(_remove, file.get_full_path()))


def _is_evidence(file) -> bool:
	return file.attached_to_doctype in PHOTO_DOCTYPES or lies_with_evidence(file.file_url)


def lies_with_evidence(file_url: str | None) -> bool:
	"""Whether an address, however written, leads into the folder of evidence."""
	return ADDRESS in normpath(unquote(cstr(file_url)))


def _is_named(file) -> bool:
	"""Whether a row of a document or an event of the case names the photo."""
	row = {
		"parenttype": file.attached_to_doctype,
		"parent": file.attached_to_name,
		"image": file.file_url,
	}
	if frappe.db.exists("Case Photo", row):
		return True
	case = file.attached_to_name
	if file.attached_to_doctype != "Case":
		case = frappe.db.get_value(file.attached_to_doctype, file.attached_to_name, "case_file")
	event = {"case_file": case, "photos": ["like", f"%{file.file_url}%"]}
	return bool(case and frappe.db.exists("Case Event", event))


def _refuse(file) -> NoReturn:
	frappe.throw(
		_("Photo {0} belongs to {1} and stays as it is. Add a new photo that corrects it.").format(
			file.file_name, file.attached_to_name or _("casework")
		),
		exc=ImmutableError,
	)
