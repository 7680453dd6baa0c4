"""Cases by what people know of them: words, number, tracking code, the reporter's telephone."""

import re
import unicodedata

import frappe

from community_gov.casework.intake import tracking
from community_gov.casework.intake.following import followed_case
from community_gov.casework.intake.tracking_codes import LENGTH
from community_gov.core.access_log import log_access
from community_gov.core.code_text import plain_code
from community_gov.registry.privacy.person_places import ANONYMOUS
from community_gov.search.subjects import Subject

SUBJECTS = [Subject("Case", ("title", "description", "address"), left_out=ANONYMOUS)]
MOST_BY_PHONE = 20
# CASE-20261128-00012, also without its letters or its dashes.
_NUMBER = re.compile(r"(?:case)?[\s-]*(\d{8})[\s-]*(\d{5,6})", re.I)


def by_key(text: str) -> list[str]:
	"""Names of the cases whose number, hotline order or tracking code a text is; the caller asks for the rights."""
	plain = unicodedata.normalize("NFKC", text).strip()
	number = _NUMBER.fullmatch(plain)
	found = [f"CASE-{number[1]}-{number[2]}"] if number else []
	if any(sign.isdigit() for sign in plain):
		# get_all: the caller lists what it shows.
		found += frappe.get_all(
			"Case", {"upstream_number": plain}, pluck="name", order_by="creation desc", limit_page_length=5
		)
	if len(plain_code(plain)) == LENGTH:
		found += filter(None, (tracking.case_by_code(plain), followed_case(plain)))
	return found


def may_ask_phones() -> bool:
	"""Whether the session user reads the telephone of a reporter, which stands at a level of its own."""
	return 1 in frappe.new_doc("Case").get_permlevel_access("read")


def by_phone(phone: str, purpose: str) -> list[str]:
	"""Names of the cases that somebody reported with a telephone number, newest first; each is logged.

	Args:
	        phone: as core/phones.py writes it.
	        purpose: one of the purposes of Sensitive Access Log; the caller has checked it.
	"""
	if not may_ask_phones() or not frappe.has_permission("Case", "read"):
		return []
	filters = {"reporter_phone": phone}
	rows = frappe.get_list(
		"Case", filters, pluck="name", order_by="creation desc", limit_page_length=MOST_BY_PHONE
	)
	for name in rows:
		log_access("Case", name, "search by reporter_phone", purpose, None)
	return rows
