"""Small copies of the photos of cases, for lists on a phone."""

import io

from PIL import Image, ImageOps

import frappe

LONGEST = 160  # pixels
QUALITY = 70


def thumbnail_of(case: str) -> bytes | None:
	"""A JPEG of the first photo of a case that the caller has checked, at most 160 pixels long; None without a photo."""
	# get_all: who reads a case reads its photos.
	filters = {"parenttype": "Case", "parent": case}
	addresses = frappe.get_all("Case Photo", filters=filters, pluck="image", order_by="idx asc", limit=1)
	name = addresses and frappe.db.get_value("File", {"file_url": addresses[0]})
	if not name:
		return None
	content = frappe.get_doc("File", name).get_content()
	return smaller(content if isinstance(content, bytes) else content.encode())


def smaller(content: bytes) -> bytes:
	"""A small JPEG of a stored picture, which was decoded and cleaned before; a JPEG is decoded no larger than needed."""
	with Image.open(io.BytesIO(content)) as image:
		image.draft("RGB", (LONGEST, LONGEST))
		small = ImageOps.exif_transpose(image).convert("RGB")
	small.thumbnail((LONGEST, LONGEST))
	out = io.BytesIO()
	small.save(out, "JPEG", quality=QUALITY)
	return out.getvalue()
