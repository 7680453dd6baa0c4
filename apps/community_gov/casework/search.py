"""Cases by what people know of them: words, number, tracking code, the reporter's telephone."""

import re
import unicodedata

import frappe

from community_gov.casework.intake import tracking
from community_gov.casework.intake.following import followed_case
from community_gov.casework.intake.tracking_codes import LENGTH
from community_gov.core.access_log import log_access
from community_gov.core.code_text import plain_code
from community_gov.permissions.scope import (
	CENTRE_ROLES,
	GRID_FIELD_ROLES,
	areas_of,
	roles_of,
	sees_all,
	units_of,
)
from community_gov.registry.privacy.person_places import ANONYMOUS
from community_gov.search import scopes
from community_gov.search.subjects import Subject

MOST_BY_PHONE = 20
# CASE-20261128-00012, also without its letters or its dashes.
_NUMBER = re.compile(r"(?:case)?[\s-]*(\d{8})[\s-]*(\d{5,6})", re.I)


def _scopes(names: list[str]) -> dict[str, set[str]]:
	"""Places, who reported, the units of the dispatches and whom checks were given to: by these a case is seen."""
	# get_all: what the index keeps is read for nobody.
	cases = frappe.get_all("Case", {"name": ["in", names]}, ["name", "grid", "owner"], order_by="name asc")
	found = {row.name: scopes.places(row.grid) | {f"by {row.owner}"} for row in cases}
	for doctype, field, word in (("Case Dispatch", "unit", "unit"), ("Case Check", "assignee", "checked by")):
		filters = {"case_file": ["in", names], field: ["is", "set"]}
		for row in frappe.get_all(doctype, filters, ["case_file", field], order_by="name asc"):
			found.get(row.case_file, set()).add(f"{word} {row[field]}")
	return found


def _scopes_of(user: str) -> list[str] | None:
	"""As the policy of Case says, which is asked all the same."""
	roles = roles_of(user)
	if sees_all(user) or roles & CENTRE_ROLES:
		return None
	places = scopes.of_areas(areas_of(user, GRID_FIELD_ROLES))
	if places is None:
		return None
	own = [f"by {user}"] if roles & {"Grid Worker", "Community Manager", "Integration"} else []
	checks = [f"checked by {user}"] if roles & {"Grid Worker", "Grid Supervisor"} else []
	units = [f"unit {unit}" for unit in units_of(user)] if "Unit Handler" in roles else []
	return [*places, *own, *checks, *units]


SUBJECTS = [
	Subject(
		*("Case", ("title", "description", "address")),
		left_out=ANONYMOUS,
		scopes=_scopes,
		scope_fields=("grid", "owner"),
		scopes_of=_scopes_of,
	)
]


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
