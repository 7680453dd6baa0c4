"""The one permission check of the endpoints, and what they all need of a request."""

import base64
import binascii
import json
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from community_gov.core.errors import BadInputError, ConflictError, PhotoTypeError


def load_doc(doctype: str, name: str, ptype: str = "read", modified: str | None = None):
	"""The stored document, after checking the right of the session user on it.

	Args:
	        modified: the `modified` the client has seen; refused if somebody changed the document since.
	Raises:
	        frappe.DoesNotExistError (404), frappe.PermissionError (403), ConflictError (409)
	"""
	doc = frappe.get_doc(doctype, name, for_update=ptype != "read")
	if not doc.has_permission(ptype):
		refuse_access(doctype, name)
	if modified and str(doc.modified) != str(modified):
		frappe.throw(
			_("{0} was changed by somebody else at {1}. Load it again and repeat the step.").format(
				name, str(doc.modified)[:19]
			),
			exc=ConflictError,
		)
	return doc


def require(doctype: str, ptype: str) -> None:
	"""Refuses users whose roles give them no such right on any document of the DocType (403)."""
	if not frappe.has_permission(doctype, ptype):
		refuse_access(doctype)


def refuse_access(doctype: str, name: str | None = None) -> None:
	"""Raises frappe.PermissionError (403) with what to do."""
	frappe.throw(
		_(
			"You have no right to do this with {0} {1}. Sign in with the right account or ask its owner."
		).format(_(doctype), name or ""),
		exc=frappe.PermissionError,
	)


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


def as_day(value: str | None, label: str = "on") -> date:
	"""The day that an ISO 8601 text names; today without one. Raises BadInputError (422) for anything else."""
	if not value:
		return getdate()
	try:
		return date.fromisoformat(str(value)[:10])
	except ValueError:
		frappe.throw(
			_("{0} is not a day. Send it as YYYY-MM-DD.").format(label),
			exc=BadInputError,
		)
		raise


def as_moment(value: str | None, label: str) -> datetime:
	"""The moment of the site's time that an ISO 8601 text names. Raises BadInputError (422) for anything else."""
	try:
		moment = datetime.fromisoformat(str(value).strip())
	except ValueError:
		moment = None
	if not moment or moment.tzinfo:
		frappe.throw(
			_("{0} is no moment. Send it as YYYY-MM-DD HH:MM, in the time of the site.").format(label),
			exc=BadInputError,
		)
	return moment.replace(microsecond=0)


def position(latitude: float | None, longitude: float | None) -> dict | None:
	"""Where the caller stands, for the trace: {latitude, longitude} or None."""
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
