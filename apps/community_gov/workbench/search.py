"""One search over cases, residents and volunteers: whatever people type, as far as the session user may list it."""

from typing import Any

import frappe
from frappe import _

from community_gov.casework import search as cases
from community_gov.core import phones
from community_gov.core.errors import BadInputError
from community_gov.grids import picker
from community_gov.registry.identity import finding as people
from community_gov.registry.identity import reveal
from community_gov.search import finding
from community_gov.search.subjects import subjects

MAX_TEXT = 140
# DocType -> field of its title, and of what says how it stands.
SHOWN = {
	"Case": ("title", "stage"),
	"Resident": ("full_name", "status"),
	"Volunteer": ("full_name", "status"),
}


def readable() -> list[str]:
	"""DocTypes that the session user may search."""
	return [doctype for doctype in SHOWN if frappe.has_permission(doctype, "read")]


def find(text: str, limit: int) -> dict:
	"""What the words of a text, a number of a record or a tracking code lead to.

	Args:
	        limit: hits of each kind at most.
	Returns:
	        {hits: [{doctype, name, title, place, stage, at}], more: [doctype], is_phone, is_short}: kinds in a fixed
	        order, newest first; `is_phone` where the text is a telephone number that the user may look for, with a
	        purpose; `is_short` where it has too little to be searched for
	Raises:
	        BadInputError: more than 140 characters.
	"""
	text = _checked(text)
	hits: list[dict] = []
	more: list[str] = []
	for doctype in readable():
		found = finding.find(doctype, text, limit)
		hits += _shown(doctype, [*_by_key(doctype, text), *found.names][:limit])
		more += [doctype] if found.more else []
	return {"hits": hits, "more": more, "is_phone": _asks_phone(text), "is_short": _is_short(text)}


def names(doctype: str, text: str, limit: int) -> dict:
	"""Names of the documents of one kind that a text leads to, for a list that is narrowed by them.

	Returns:
	        {names, more, is_short}
	Raises:
	        BadInputError: a DocType that is not searched, or more than 140 characters.
	"""
	text = _checked(text)
	if doctype not in SHOWN:
		frappe.throw(
			_("{0} is not searched. Choose one of: {1}.").format(doctype, ", ".join(SHOWN)), exc=BadInputError
		)
	found = finding.find(doctype, text, limit)
	own = _listed(doctype, _by_key(doctype, text)) if doctype in readable() else []
	listed = list(dict.fromkeys([*(row.name for row in own), *found.names]))[:limit]
	return {"names": listed, "more": found.more, "is_short": not listed and _is_short(text, doctype)}


def by_phone(phone: str, purpose: str) -> dict:
	"""Whose telephone number this is, among those whom the session user may list; each hit is logged.

	Returns:
	        {hits}: see find
	Raises:
	        BadInputError: no telephone number, or an unknown purpose.
	        ConflictError: more looks in an hour than the settings allow.
	"""
	reveal.check_purpose(purpose)
	reveal.check_limit()
	number = _phone_of(_checked(phone))
	if number is None:
		frappe.throw(_("This is no telephone number. Type all of its digits."), exc=BadInputError)
		raise AssertionError
	hits = _shown("Case", cases.by_phone(number, purpose))
	for doctype in ("Resident", "Volunteer"):
		hits += _shown(doctype, people.by_mobile(doctype, number, purpose))
	return {"hits": hits}


def _checked(text: str) -> str:
	text = text.strip()
	if len(text) > MAX_TEXT:
		frappe.throw(
			_("What is searched for has {0} characters. Shorten it to {1}.").format(len(text), MAX_TEXT),
			exc=BadInputError,
		)
	return text


def _by_key(doctype: str, text: str) -> list[str]:
	"""What a text names outright; whether the user may list it is asked where it is shown."""
	if doctype == "Case":
		return cases.by_key(text)
	return [text] if text.isascii() and text else []


def _listed(doctype: str, found: list[str]) -> list[frappe._dict]:
	if not found:
		return []
	fields = ["name", *SHOWN[doctype], "grid", "creation"]
	filters = {"name": ["in", found]}
	rows = frappe.get_list(doctype, filters, fields, order_by="creation desc", limit_page_length=len(found))
	known = {row.name: row for row in rows}
	return [known[name] for name in dict.fromkeys(found) if name in known]


def _shown(doctype: str, found: list[str]) -> list[dict[str, Any]]:
	"""Hits as they are shown, in the order given; get_list asks for the rights once more."""
	rows = _listed(doctype, found)
	places = picker.short_paths_of([row.grid for row in rows])
	title, standing = SHOWN[doctype]
	return [
		{
			"doctype": doctype,
			"name": row.name,
			"title": row[title],
			"place": places.get(row.grid),
			"stage": row[standing],
			"at": row.creation,
		}
		for row in rows
	]


def _asks_phone(text: str) -> bool:
	"""Whether a text is a telephone number that the session user may look for."""
	if _phone_of(text) is None:
		return False
	return cases.may_ask_phones() or any(
		frappe.has_permission(name, "read") for name in ("Resident", "Volunteer")
	)


def _phone_of(text: str) -> str | None:
	try:
		phone = phones.read(text)
	except phones.BadPhoneError:
		return None
	return None if phone.kind == phones.SHORT else phone.text


def _is_short(text: str, doctype: str | None = None) -> bool:
	asked = [doctype] if doctype else list(subjects())
	return bool(text) and not any(finding.has_words(name, text) for name in asked)
