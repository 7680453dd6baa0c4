"""The printed file of a case (案卷): what stands in it, read anew for the person who prints."""

import base64
import io

from PIL import Image

import frappe
from frappe import _
from frappe.translate import get_all_translations
from frappe.utils import format_datetime

from community_gov.casework.dispatch.units import label_of

THUMBNAIL = (900, 900)  # pixels; enough for a third of an A4 page at 150 dpi
TIME_FORMAT = "yyyy-MM-dd HH:mm"


def case_file(name: str) -> frappe._dict:
	"""Everything the print format shows of a case; called from its template.

	The document that a client sends to be printed counts for nothing: this is the stored one, without the
	fields that the user may not read, and with photos of documents that the user may read.

	Raises:
	        frappe.PermissionError: the user may not print the case.
	"""
	case = frappe.get_doc("Case", name)
	case.check_permission("print")
	case.apply_fieldlevel_read_permissions()
	dispatches = _readable("Case Dispatch", name, "dispatched_at asc")
	checks = _readable("Case Check", name, "requested_at asc")
	return frappe._dict(
		case=case,
		category=_category_title(case.category),
		grid=_place_title(case.grid),
		dispatches=dispatches,
		checks=checks,
		events=_events_of(name),
		photos=[photo for doc in (case, *dispatches, *checks) for photo in _photos_of(doc)],
		at=_printed_time,
		unit=label_of,
	)


def _readable(doctype: str, case_name: str, order_by: str) -> list:
	"""The documents of a case that the user may read, with their photos."""
	if not frappe.has_permission(doctype, "read"):
		return []
	names = frappe.get_list(
		doctype, filters={"case_file": case_name}, pluck="name", order_by=order_by, limit_page_length=0
	)
	return [frappe.get_doc(doctype, name) for name in names]


def _events_of(case_name: str) -> list[frappe._dict]:
	# get_all after the explicit check: the events of a visible case are visible.
	rows = frappe.get_all(
		"Case Event",
		filters={"case_file": case_name},
		fields=["event", "to_stage", "reference_doctype", "happened_at", "actor_name", "unit", "note"],
		order_by="happened_at asc, sequence asc",
	)
	for row in rows:
		row.step = _step_label(row.event, row.reference_doctype)
	return rows


def _step_label(event: str, doctype: str | None) -> str:
	"""The event in the reader's language, in the words of its DocType where it has any."""
	own = get_all_translations(frappe.local.lang).get(f"{event}:{doctype}")
	return own or _(event, context="Workflow Action")


def _photos_of(doc) -> list[dict]:
	"""Photos of one document as data URIs with what they show: [{uri, title, taken_at}]."""
	titles = {
		"Case": _("Photo at the Report"),
		"Case Dispatch": _("Photo of the Answer"),
		"Case Check": _("Photo of the Check"),
	}
	found = [(row, _stored_file(doc, row.image)) for row in doc.photos]
	return [
		{"uri": _data_uri(file), "title": row.caption or titles[doc.doctype], "taken_at": row.taken_at}
		for row, file in found
		if file
	]


def _stored_file(doc, file_url: str):
	"""The File behind an address if it belongs to this very document."""
	owner = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	name = frappe.db.get_value("File", {"file_url": file_url, "is_private": 1, **owner})
	return frappe.get_doc("File", name) if name else None


def _data_uri(file) -> str | None:
	"""A small JPEG of a photo: the printer fetches nothing, so private files need no session."""
	try:
		image = Image.open(file.get_full_path())
		image.thumbnail(THUMBNAIL)
		out = io.BytesIO()
		image.convert("RGB").save(out, "JPEG", quality=80)
	except OSError:
		frappe.log_error(title=f"Photo {file.name} cannot be printed")
		return None
	return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def _category_title(code: str | None) -> str:
	if not code:
		return ""
	row = frappe.db.get_value("Case Category", code, ["category_name", "category_name_en"], as_dict=True)
	chinese = frappe.local.lang.startswith("zh")
	return f"{row.category_name if chinese else row.category_name_en or row.category_name} · {code}"


def _place_title(code: str | None) -> str:
	"""Names from the city down to the grid, with the code."""
	if not code:
		return ""
	codes = [code[:length] for length in (4, 6, 9, 12, 15, 17) if length <= len(code)]
	rows = frappe.get_all("Grid", filters={"name": ["in", codes]}, fields=["grid_name"], order_by="code asc")
	separator = "" if frappe.local.lang.startswith("zh") else " "
	return f"{separator.join(row.grid_name for row in rows)} · {code}"


def _printed_time(value) -> str:
	return format_datetime(value, TIME_FORMAT) if value else ""
