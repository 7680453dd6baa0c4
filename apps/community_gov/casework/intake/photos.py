"""Photos of cases, dispatches and checks: private files, checked and cleaned on every way in."""

from collections.abc import Callable
from functools import partial
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from community_gov.casework.intake import evidence, images
from community_gov.casework.intake.images import (
	NotAPhotoError,
	Photo,
	TooManyPixelsError,
	TooManyPixelsTogetherError,
)
from community_gov.core.anonymity import GUEST
from community_gov.core.errors import BadInputError, PhotoTooLargeError, PhotoTypeError
from community_gov.core.step_context import step_context

# What a request holds besides one photo: the other arguments and the borders between them.
_BESIDES = 64 * 1024
_MEGABYTE = 1024 * 1024


def _settings() -> frappe._dict:
	"""Limits for photos: max_photo_mb (at most what one request of the site holds), max_photos, max_photo_megapixels."""
	doc = frappe.get_cached_doc("Community Gov Settings")
	return frappe._dict(
		max_photo_mb=min(cint(doc.max_photo_mb) or 10, _most_in_a_request()),
		max_photos=cint(doc.max_photos) or 9,
		max_photo_megapixels=cint(doc.max_photo_megapixels) or 50,
	)


def _most_in_a_request() -> float:
	"""Megabytes of a photo that is the only one of its request, in steps of 0.1."""
	# Frappe 16 opens a log file where this is imported, and there is none before a site is open.
	from frappe.core.api.file import get_max_file_size

	return (get_max_file_size() - _BESIDES) * 10 // _MEGABYTE / 10


def most_photos() -> int:
	"""How many photos one step, or a report with what its reporter adds, may have."""
	return _settings().max_photos


def guard_upload(doc, method: str | None = None) -> None:
	"""Doc event of File: whatever is attached to casework is a clean private photo, or is refused.

	Raises:
	        PhotoTypeError, PhotoTooLargeError, BadInputError
	"""
	doc.update(dict.fromkeys(evidence.CLAIMS))
	if doc.is_folder or doc.attached_to_doctype not in evidence.PHOTO_DOCTYPES:
		return
	if not step_context(doc).photo:
		evidence.check_target(doc)
	_clean_file(doc)


def _clean_file(doc) -> None:
	"""Checks a File document, replaces its bytes by the cleaned picture and keeps position and time."""
	if not doc.is_private or (doc.is_remote_file and not step_context(doc).photo):
		frappe.throw(
			_("Photos of cases are private files. Upload the file itself and mark it private."),
			exc=PhotoTypeError,
		)
	photo = step_context(doc).photo or _read(images.read_photo, _as_bytes(doc.get_content()), doc.file_name)
	doc.file_name = _name_with(doc.file_name, photo.extension)
	evidence.keep(doc, photo.content, photo.extension)
	doc.update(
		{
			"photo_latitude": photo.latitude,
			"photo_longitude": photo.longitude,
			"photo_taken_at": photo.taken_at if photo.taken_at and photo.taken_at <= now_datetime() else None,
			"photo_checked": 1,
		}
	)


def _name_with(file_name: str, extension: str) -> str:
	"""The name of an upload with the ending of what it was converted to."""
	stem, _dot, ending = file_name.rpartition(".")
	same = ending.lower().replace("jpeg", "jpg") == extension
	return file_name if same or not stem else f"{stem}.{extension}"


def _as_bytes(content: bytes | str) -> bytes:
	return content if isinstance(content, bytes) else content.encode()


def _read(reader: Callable, content: bytes, file_name: str):
	"""What a reader of `images` makes of the bytes of one photo.

	Raises:
	        PhotoTooLargeError: more bytes or pixels than the settings allow.
	        PhotoTypeError: not a whole JPEG, HEIC, PNG or WebP picture.
	"""
	limits = _settings()
	if len(content) > limits.max_photo_mb * _MEGABYTE:
		_refuse_size(file_name, limits)
	try:
		return reader(content, limits.max_photo_megapixels * 1_000_000)
	except TooManyPixelsError:
		_refuse_size(file_name, limits)
	except TooManyPixelsTogetherError:
		frappe.throw(
			_("The photos are too large together. Send fewer in one step, or send them as JPEG."),
			exc=PhotoTooLargeError,
		)
	except NotAPhotoError:
		frappe.throw(
			_("File {0} is no photo, or not a whole one. Send a JPEG, HEIC, PNG or WebP picture.").format(
				frappe.bold(file_name)
			),
			exc=PhotoTypeError,
		)


def _refuse_size(file_name: str, limits: frappe._dict) -> NoReturn:
	text = _(
		"Photo {0} is too large. Send at most {1} MB and {2} megapixels, as HEIC, PNG, WebP or progressive JPEG at most {3}."
	)
	megapixels = limits.max_photo_megapixels
	whole = min(megapixels, images.WHOLE_PIXELS / 1_000_000)
	frappe.throw(
		text.format(frappe.bold(file_name), f"{limits.max_photo_mb:g}", megapixels, f"{whole:g}"),
		exc=PhotoTooLargeError,
	)


def _check_count(count: int) -> None:
	limit = most_photos()
	if count > limit:
		frappe.throw(
			_("{0} photos were sent for one step. Send at most {1}.").format(count, limit), exc=BadInputError
		)


def read_all(files: list[tuple[str, bytes]]) -> list[tuple[str, Photo]]:
	"""Checks and cleans the photos of one step before anything is written.

	All are looked at before the first is cleaned, which takes most of the time.

	Raises:
	        BadInputError: too many. PhotoTooLargeError, PhotoTypeError: see _read; the former, too, if they are
	        too large together.
	"""
	_check_count(len(files))
	pixels = 0
	for file_name, content in files:
		pixels = _read(partial(images.check_photo, pixels_before=pixels), content, file_name)
	return [(file_name, _read(images.read_photo, content, file_name)) for file_name, content in files]


def attach(doc, photos: list[tuple[str, Photo]]) -> None:
	"""Stores read photos as private files of a saved document and appends their rows to its `photos` table."""
	for file_name, photo in photos:
		_store_photo(doc, file_name, photo)


def attach_to_stored(doc, photos: list[tuple[str, Photo]]) -> list[str]:
	"""Stores read photos with a document that is not saved as a whole; returns the addresses of their files."""
	attach(doc, photos)
	added = [row for row in doc.photos if row.is_new()]
	for row in added:
		row.db_insert()
	return [row.image for row in added]


def _store_photo(doc, file_name: str, photo: Photo) -> None:
	file = frappe.new_doc("File")
	file.update(
		{
			"file_name": _safe_name(file_name),
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"is_private": 1,
		}
	)
	step_context(file).tell(photo=photo)
	file.flags.ignore_duplicate_entry_error = True
	# The step that brings the photo was permitted; guests and handlers hold no right on File.
	file.insert(ignore_permissions=True)
	_copy_metadata(doc.append("photos", {"image": file.file_url}), file)


def position_of(photos: list[tuple[str, Photo]]) -> tuple[float | None, float | None]:
	"""(latitude, longitude) of the first photo that knows where it was taken, or (None, None)."""
	known = (photo for _name, photo in photos if photo.latitude is not None)
	first = next(known, None)
	return (first.latitude, first.longitude) if first else (None, None)


def _safe_name(file_name: str) -> str:
	"""A short name that keeps the extension; names from phones can hold anything."""
	stem, _dot, extension = (file_name or "photo.jpg").rpartition(".")
	stem = "".join(char for char in stem if char.isalnum() or char in "-_")[:60]
	return f"{stem or 'photo'}-{frappe.generate_hash(length=8)}.{extension[:5]}"


def _copy_metadata(row, file) -> None:
	row.taken_at = file.get("photo_taken_at")
	row.latitude = file.get("photo_latitude")
	row.longitude = file.get("photo_longitude")


def check_rows_if_changed(doc) -> None:
	"""check_rows for a document about to be saved whose photo rows are not the stored ones.

	Place and time of a photo are those of its file, whatever the client sent.
	"""
	before = doc.get_doc_before_save()
	stored = before.photos if before else []
	if [row.image for row in doc.photos] != [row.image for row in stored]:
		_check_rows(doc)
		return
	for row, kept in zip(doc.photos, stored, strict=True):
		row.update({name: kept.get(name) for name in ("taken_at", "latitude", "longitude")})


def _check_rows(doc) -> None:
	"""Every photo row must name a clean private file of this document, or one that its author just sent.

	Raises:
	        BadInputError: a row points at anything else.
	"""
	_check_count_of_rows(doc)
	for row in doc.photos:
		file = _find_file(doc, row.image)
		if not file:
			frappe.throw(
				_("Photo {0} does not belong to this document. Upload it here first.").format(
					row.image or row.idx
				),
				exc=BadInputError,
			)
		row.image = file.file_url
		_copy_metadata(row, file)


def _check_count_of_rows(doc) -> None:
	before = doc.get_doc_before_save()
	_check_count(len(doc.photos) - len(before.photos if before else []))


def _find_file(doc, file_url: str | None):
	"""The checked File behind an address, adopting an unattached one of the same person."""
	names = frappe.get_all(
		"File", filters={"file_url": file_url or "", "is_private": 1}, pluck="name", order_by="creation desc"
	)
	for name in names:
		file = frappe.get_doc("File", name)
		if (
			file.attached_to_doctype == doc.doctype
			and file.attached_to_name == doc.name
			and file.photo_checked
		):
			return file
	own = [frappe.get_doc("File", name) for name in names]
	loose = next((f for f in own if _is_adoptable(f, doc)), None)
	return _adopt_file(loose, doc) if loose else None


def _is_adoptable(file, doc) -> bool:
	unattached = not file.attached_to_doctype
	unsaved = file.attached_to_doctype == doc.doctype and not frappe.db.exists(
		doc.doctype, file.attached_to_name
	)
	account = step_context(doc).filed_by or frappe.session.user
	return file.owner == account and (unattached or unsaved)


def _adopt_file(file, doc):
	"""Checks a file that was uploaded before its document existed; it is attached once the name is known."""
	if not file.photo_checked:
		_clean_file(file)
	file.attached_to_doctype, file.attached_to_name = doc.doctype, doc.name
	step_context(file).by_casework = True
	# The file is the author's own; attaching it to the document just permitted needs no right on File.
	file.save(ignore_permissions=True)
	if step_context(doc).filed_by:
		file.db_set({"owner": GUEST, "modified_by": GUEST}, update_modified=False)
	return file
