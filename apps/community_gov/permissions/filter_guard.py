"""Who may not read a field may not ask for it either: Frappe 15 filters and sorts by any column.

Asked often enough ("does the phone begin with 138?"), a list tells what it does not show.
"""

import json
import re
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr

FILTERS = ("filters", "or_filters", "current_filters")
COLUMNS = ("order_by", "group_by", "searchfield", "field", "stats")


def refuse_hidden_fields(doctypes: tuple[str, ...], user: str, listed: str | None = None) -> None:
	"""Looks at what the request filters and sorts by.

	Args:
	        doctypes: whose fields of a higher permission level are protected.
	        listed: the one whose rows are asked for, if it is a list.
	Raises:
	        frappe.PermissionError: a field that the user may not read.
	"""
	texts = _asked_for(frappe.form_dict) if getattr(frappe.local, "request", None) else []
	if not texts:
		return
	asked = " ".join(texts)
	for doctype in concerned(doctypes, texts, listed) if listed else doctypes:
		for fieldname in _hidden_fields(doctype, user):
			if re.search(rf"\b{fieldname}\b", asked, re.IGNORECASE):
				_refuse(doctype, fieldname)


def concerned(doctypes: tuple[str, ...], texts: list[str], listed: str) -> list[str]:
	"""Those that a list can reach: itself and what the texts name; all where a dot may lead through a link.

	Reading the fields of twenty DocTypes at each list took half of its time; "Case Dispatch" alone does not name "Case".
	"""
	others = [text for text in texts if text != listed]
	elsewhere = " ".join(others).replace(f"`tab{listed}`.", "").lower()
	return [name for name in doctypes if name == listed or "." in elsewhere or name.lower() in elsewhere]


def _refuse(doctype: str, fieldname: str) -> NoReturn:
	frappe.throw(
		_("You may not read {0} of {1}, so you cannot filter or sort by it. Leave it out.").format(
			_(frappe.get_meta(doctype).get_label(fieldname)), _(doctype)
		),
		exc=frappe.PermissionError,
	)


def _hidden_fields(doctype: str, user: str) -> list[str]:
	meta = frappe.get_meta(doctype)
	readable = meta.get_permlevel_access("read", user=user)
	return [df.fieldname for df in meta.fields if df.permlevel and df.permlevel not in readable]


def _asked_for(request: dict) -> list[str]:
	"""Texts of a request that name columns; values to compare with are left out."""
	texts = [cstr(request.get(name)) for name in COLUMNS]
	for name in FILTERS:
		texts += _names_in(_parsed(request.get(name)))
	return [text for text in texts if text]


def _parsed(value):
	if not isinstance(value, str):
		return value
	try:
		return json.loads(value)
	except ValueError:
		return value


def _names_in(filters) -> list[str]:
	"""Column names of filters in any of Frappe's shapes: {name: value}, [name, …], [doctype, name, …], nested."""
	if isinstance(filters, str):
		return [filters]
	if isinstance(filters, dict):
		return [*map(cstr, filters), cstr(filters.get("fieldname"))]
	if not isinstance(filters, list | tuple):
		return []
	if any(isinstance(part, list | tuple | dict) for part in filters[:2]):
		return [name for part in filters for name in _names_in(part)]
	return [cstr(part) for part in filters[:2]]
