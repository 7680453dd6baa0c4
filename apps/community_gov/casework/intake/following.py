"""Following a case instead of reporting it again: with an account, or with a tracking code of one's own."""

from cryptography.fernet import Fernet, InvalidToken

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime
from frappe.utils.password import get_encryption_key

from community_gov.casework.intake import duplicates
from community_gov.casework.intake.tracking_codes import FIELD, LENGTH
from community_gov.casework.lifecycle import notifications
from community_gov.core import codes
from community_gov.core.anonymity import without_account
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.rules import DONE
from community_gov.core.step_context import step_context

MAX_TEXT = 2_000
HANDLE_SECONDS = 24 * 3600
_PURPOSE = "follow:"


def follow_case(
	case, user: str | None, text: str | None, via_case: str | None = None, is_reporter: bool = False
):
	"""Adds a follower to a locked case and returns the row; an account that follows already keeps its row.

	Args:
	        user: an account, or None for somebody who gets a tracking code of their own.
	        via_case: the merged case whose reporter or follower this is.
	Raises:
	        ConflictError: the case is done. BadInputError: the text is too long.
	"""
	_refuse_done(case)
	if len(cstr(text)) > MAX_TEXT:
		frappe.throw(
			_("The text is too long. Shorten it to {0} characters.").format(MAX_TEXT), exc=BadInputError
		)
	# A locking read: who asked twice at once waited for the case, and this request's view is from before.
	known = user and frappe.db.get_value(
		"Case Follower", {"case_file": case.name, "user": user}, for_update=True
	)
	if known:
		return frappe.get_doc("Case Follower", known, for_update=True)
	row = frappe.new_doc("Case Follower")
	row.update({"case_file": case.name, "user": user, "source_text": text, "via_case": via_case})
	row.update({"is_reporter": int(is_reporter), "followed_at": now_datetime()})
	if not user:
		codes.draw(row, FIELD, LENGTH)
	step_context(row).by_writer = True
	# Whoever may see the case may follow it; the caller has checked that.
	row.insert(ignore_permissions=True)
	count(case.name)
	return row


def _refuse_done(case) -> None:
	if case.stage_category == DONE:
		frappe.throw(
			_("Case {0} is done already. Report what is still wrong as a new case.").format(case.name),
			exc=ConflictError,
		)


def follows(case_name: str, user: str) -> bool:
	return bool(frappe.db.exists("Case Follower", {"case_file": case_name, "user": user}))


def unfollow(case_name: str, user: str) -> bool:
	"""Takes an account off the followers; False if it was none."""
	name = frappe.db.get_value("Case Follower", {"case_file": case_name, "user": user})
	if not name:
		return False
	# An account ends its own following; the case has no event of it.
	frappe.delete_doc("Case Follower", name, ignore_permissions=True, force=True)
	count(case_name)
	return True


def count(case_name: str) -> int:
	"""Stores how many follow a case, and returns it."""
	number = count_locked("Case Follower", {"case_file": case_name})
	frappe.db.set_value("Case", case_name, "followers", number, update_modified=False)
	return number


def tell_followers(case) -> None:
	"""Effect of closing: accounts that follow hear of it; others read it by their code."""
	if not case.followers:
		return
	accounts = {"case_file": case.name, "user": ["is", "set"]}
	for user in frappe.get_all("Case Follower", filters=accounts, pluck="user", order_by="followed_at asc"):
		if language := notifications.language_of(user):
			text = _("Case {0} that you follow is closed.", lang=language)
			notifications.notify(user, case, text.format(case.name))


def for_public(asked: duplicates.Asked) -> list[dict]:
	"""What anybody may know of open cases near a place: never words, names, photos, numbers or codes.

	Returns:
	        [{category, stage, distance (metres, in steps of 50), reported_on, followers, handle}], at most five.
	"""
	table = frappe.qb.DocType("Case")
	radius = duplicates.radius_for(asked.category, "public_duplicate_radius")
	found = duplicates.similar_cases(asked, radius, table.is_confidential == 0)
	return [_public_row(each, each.distance) for each in found[:5] if each.distance is not None]


def _public_row(each: duplicates.Similar, distance: int) -> dict:
	category = each.case.category
	return {
		"category": frappe.get_cached_value("Case Category", category, "category_name") if category else None,
		"stage": each.case.stage,
		"distance": 50 * round(distance / 50),
		"reported_on": each.case.reported_at.date(),
		"followers": each.case.followers,
		"handle": new_handle(each.case.name),
	}


def new_handle(case_name: str) -> str:
	"""A sealed name of a case, good for a day: it opens nothing but following."""
	return Fernet(get_encryption_key()).encrypt(f"{_PURPOSE}{case_name}".encode()).decode()


def _case_of_handle(handle: str) -> str | None:
	try:
		text = Fernet(get_encryption_key()).decrypt(handle.encode(), ttl=HANDLE_SECONDS).decode()
	except (InvalidToken, ValueError):
		return None
	return text.removeprefix(_PURPOSE) if text.startswith(_PURPOSE) else None


def follow_by_handle(handle: str, text: str | None):
	"""Follows the case behind a handle as a guest; the row names no account, also of whoever is signed in.

	Raises:
	        frappe.DoesNotExistError (404): the handle is forged or older than a day. ConflictError: the case is done.
	"""
	name = _case_of_handle(handle)
	if not name or not frappe.db.exists("Case", {"name": name, "is_confidential": 0}):
		frappe.throw(_("This entry is no longer there. Search again."), exc=frappe.DoesNotExistError)
	with without_account():
		return follow_case(frappe.get_doc("Case", name, for_update=True), None, text)


def followed_case(code: str) -> str | None:
	"""The case of a follower's own code."""
	row = codes.find("Case Follower", FIELD, code)
	return frappe.db.get_value("Case Follower", row, "case_file") if row else None
