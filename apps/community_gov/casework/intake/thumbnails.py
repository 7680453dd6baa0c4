"""Small copies of the photos of cases, for lists on a phone and in the desk."""

import base64
import io

from PIL import Image, ImageOps

import frappe

LONGEST = 160  # pixels
QUALITY = 70
SQUARE = 72  # pixels of a picture in a list, where it is shown half as large
KEPT = 3600  # seconds: a photo never changes; one that was deleted is not looked up any more
CACHE = "community_gov_thumbnail:"
ROOT = "Case"


def thumbnail_of(case: str) -> bytes | None:
	"""A JPEG of the first photo of a case that the caller has checked, at most 160 pixels long; None without a photo."""
	address = first_photos([case]).get(case)
	content = _content_of(address) if address else None
	return smaller(content) if content else None


def smaller(content: bytes, longest: int = LONGEST) -> bytes:
	"""A small JPEG of a stored picture, which was decoded and cleaned before; a JPEG is decoded no larger than needed."""
	small = _decoded(content, longest)
	small.thumbnail((longest, longest))
	return _jpeg(small)


def squares(doctype: str, names: list[str]) -> dict[str, str]:
	"""{name: data address of a square JPEG of 72 pixels} of rows of a list, as far as the user lists them and their cases.

	Args:
	        doctype: Case, or one with `case_file`. Rows without a photo are left out.
	"""
	case_of = _cases_of(doctype, names)
	photos = first_photos(sorted(set(case_of.values())))
	files = _files_of(set(photos.values()))
	made = {case: _square_of(address, files[address]) for case, address in photos.items() if address in files}
	pictures = {case: picture for case, picture in made.items() if picture}
	return {name: pictures[case] for name, case in case_of.items() if case in pictures}


def first_photos(cases: list[str]) -> dict[str, str]:
	"""The address of the first photo of each case; get_all: who lists a case sees its photos."""
	filters = {"parenttype": ROOT, "parent": ["in", cases or [""]]}
	rows = frappe.get_all(
		"Case Photo", filters=filters, fields=["parent", "image"], order_by="parent asc, idx desc"
	)
	return {row.parent: row.image for row in rows}


def _cases_of(doctype: str, names: list[str]) -> dict[str, str]:
	"""The cases behind rows, both as the user may list them: a row may be theirs and its case not."""
	if doctype == ROOT:
		return {case: case for case in _listed(ROOT, names, "name")}
	rows = _listed(doctype, names, "case_file")
	cases = _listed(ROOT, sorted(set(filter(None, rows.values()))), "name")
	return {name: case for name, case in rows.items() if case in cases}


def _listed(doctype: str, names: list[str], field: str) -> dict[str, str]:
	rows = frappe.get_list(
		doctype,
		filters={"name": ["in", names or [""]]},
		fields=["name", field],
		order_by="name asc",
		limit_page_length=0,
	)
	return {row["name"]: row[field] for row in rows}


def forget_square(address: str) -> None:
	"""Ends the kept picture of a photo that is being deleted."""
	frappe.cache().delete_value(CACHE + address)


def _files_of(addresses: set[str]) -> dict[str, str]:
	"""The files that stand, by address; get_all: whose rows the user lists, their photos are theirs to see."""
	filters = {"file_url": ["in", sorted(addresses) or [""]]}
	rows = frappe.get_all("File", filters=filters, fields=["file_url", "name"], order_by="creation desc")
	return {row.file_url: row.name for row in rows}


def _square_of(address: str, file: str) -> str | None:
	"""Made once an hour; None for a file that cannot be read."""
	key = CACHE + address
	kept = frappe.cache().get_value(key, expires=True)
	if kept is None:
		content = _content_of_file(file)
		kept = _square(content) if content else ""
		frappe.cache().set_value(key, kept, expires_in_sec=KEPT)
	return kept or None


def _square(content: bytes) -> str:
	picture = ImageOps.fit(_decoded(content, SQUARE), (SQUARE, SQUARE))
	return "data:image/jpeg;base64," + base64.b64encode(_jpeg(picture)).decode()


def _content_of(address: str) -> bytes | None:
	name = frappe.db.get_value("File", {"file_url": address})
	return _content_of_file(name) if name else None


def _content_of_file(name: str) -> bytes | None:
	try:
		content = frappe.get_doc("File", name).get_content()
	except OSError:
		# Its bytes were lost outside of Frappe, such as by a backup without files.
		return None
	return content if isinstance(content, bytes) else content.encode()


def _decoded(content: bytes, longest: int) -> Image.Image:
	with Image.open(io.BytesIO(content)) as image:
		image.draft("RGB", (longest, longest))
		return ImageOps.exif_transpose(image).convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
	out = io.BytesIO()
	picture.save(out, "JPEG", quality=QUALITY)
	return out.getvalue()
