"""What endpoints read out of a request beside plain arguments: JSON in form fields, positions, photos."""

import base64
import binascii
import json

import frappe
from frappe import _

from community_gov.core.errors import BadInputError, PhotoTypeError


def as_list(value: list | str | None, label: str) -> list:
	"""A JSON list that came as a list (JSON body) or as text (multipart field)."""
	return _parsed(value, list, label) or []


def as_dict(value: dict | str | None, label: str) -> dict:
	"""A JSON object that came as an object (JSON body) or as text (multipart field)."""
	return _parsed(value, dict, label) or {}


def _parsed(value, kind: type, label: str):
	if isinstance(value, str) and value.strip():
		try:
			value = json.loads(value)
		except ValueError:
			value = None if value is None else value
	if value in (None, "") or isinstance(value, kind):
		return value or None
	frappe.throw(_("{0} cannot be read. Send it as JSON.").format(label), exc=BadInputError)


def position(latitude: float | None, longitude: float | None) -> dict | None:
	"""Where the caller stands, for the event: {latitude, longitude} or None."""
	if latitude is None or longitude is None:
		return None
	return {"latitude": latitude, "longitude": longitude}


def sent_photos(photos: list | str | None, name: str = "photos") -> list[tuple[str, bytes]]:
	"""Photos of the request: multipart files named `name`, or [{file_name, content}] with base64 content."""
	uploads = frappe.request.files.getlist(name) if frappe.request else []
	files = [(upload.filename or "photo.jpg", upload.stream.read()) for upload in uploads]
	return files + [_decoded(photo) for photo in as_list(photos, name)]


def _decoded(photo: dict) -> tuple[str, bytes]:
	try:
		content = base64.b64decode(photo["content"], validate=True)
		return str(photo.get("file_name") or "photo.jpg"), content
	except (KeyError, TypeError, AttributeError, binascii.Error, ValueError):
		frappe.throw(
			_("A photo in `photos` cannot be decoded. Send file_name and base64 content."), exc=PhotoTypeError
		)
