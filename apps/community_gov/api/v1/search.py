"""Search: cases, residents and volunteers by words, numbers and codes; by telephone with a purpose.

POST throughout, because addresses end up in logs and a body does not: what is typed here is often a name.
"""

import frappe

from community_gov.api.limits import limited_account
from community_gov.permissions.access import refuse_access
from community_gov.workbench import search

SEARCHES_PER_HOUR, PHONES_PER_HOUR = 3_000, 60
MOST_HITS, MOST_NAMES = 20, 500


def _require_any() -> None:
	"""Refuses accounts that may read nothing of what is searched (403)."""
	if not search.readable():
		refuse_access("Case")


@frappe.whitelist(methods=["POST"])
@limited_account(SEARCHES_PER_HOUR, "search.find")
def find(text: str, limit: int = 8) -> dict:
	"""What a text leads to among the documents that the user may list; nothing tells of others.

	Args:
	        text: words, a case number, a hotline order or a tracking code, at most 140 characters.
	        limit: hits of each kind, at most 20.
	Returns:
	        {hits: [{doctype, name, title, place, stage, at}], more: [doctype], is_phone, is_short}
	"""
	_require_any()
	return search.find(text, min(max(limit, 1), MOST_HITS))


@frappe.whitelist(methods=["POST"])
@limited_account(SEARCHES_PER_HOUR, "search.find")
def names(doctype: str, text: str) -> dict:
	"""Names of the documents of one kind that a text leads to, newest first, at most 500: a list is narrowed by them.

	Args:
	        doctype: Case, Resident or Volunteer.
	Returns:
	        {names, more, is_short}
	"""
	_require_any()
	return search.names(doctype, text, MOST_NAMES)


@frappe.whitelist(methods=["POST"])
@limited_account(PHONES_PER_HOUR, "search.phone")
def phone(phone: str, purpose: str) -> dict:
	"""Whose telephone number this is, by its fingerprint; each hit is logged, each guess counts.

	Args:
	        purpose: one of the purposes of Sensitive Access Log.
	Returns:
	        {hits: [{doctype, name, title, place, stage, at}]}
	"""
	_require_any()
	return search.by_phone(phone, purpose)
