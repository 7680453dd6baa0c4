"""What staff release of a case for the page that its reporter shares with others."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_list
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.intake import released
from community_gov.permissions.access import load_doc, refuse_access
from community_gov.permissions.scope import CENTRE_ROLES


def _require_release(case: str, right: str):
	"""Who answers reporters releases, too."""
	if not CENTRE_ROLES & set(frappe.get_roles()):
		refuse_access("Case", case)
	return load_doc("Case", case, right)


@frappe.whitelist(methods=["GET"])
def draft(case: str) -> dict:
	"""What could stand on the shared page of a case, for staff to read and correct before they release it.

	Permission: operators, duty chiefs and administrators.
	Returns:
	        see casework.intake.released.draft_of
	"""
	return released.draft_of(_require_release(case, "read"))


@frappe.whitelist(methods=["POST"])
@idempotent("shared_page.release")
def release(case: str, words: str = "", outcome: str = "", photos: list | str | None = None) -> dict:
	"""Releases words, outcome and photos of the outcome for the shared page; with two empty texts all is taken back.

	Args:
	        photos: addresses out of those that draft gives, at most six.
	Permission: operators, duty chiefs and administrators.
	Returns:
	        {case, is_released}
	Raises:
	        BadInputError (422): a confidential case, too long, or photos of something else.
	"""
	_require_release(case, "write")
	doc = lock_case(case)
	released.release(doc, words, outcome, [str(one) for one in as_list(photos, "photos")])
	return {"case": doc.name, "is_released": bool(words.strip() or outcome.strip())}
