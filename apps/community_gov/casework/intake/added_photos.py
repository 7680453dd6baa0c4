"""Photos that the reporter sends after the report: what happened since, or one by one what is too large for one request."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.casework.intake import photos
from community_gov.casework.lifecycle import events
from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError, DoneDocumentError
from community_gov.core.stages.rules import DONE


def add(case, files: list[tuple[str, bytes]]) -> int:
	"""Stores photos of the reporter with a locked case; returns how many the case has now.

	Args:
	        files: (file name, bytes) pairs.
	Raises:
	        BadInputError: no photo, or more than a case takes. DoneDocumentError: the case is done.
	        PhotoTooLargeError, PhotoTypeError: see photos.read_all.
	"""
	_refuse_done(case)
	_check_count(len(case.photos), len(files))
	addresses = photos.attach_to_stored(case, photos.read_all(files))
	# A form that was opened before has no row of these and would delete them.
	case.db_set("modified", now_datetime(), update_modified=False, notify=True)
	events.record(case.name, "Photos Added", photos=addresses)
	return len(case.photos)


def has_room(case: frappe._dict) -> bool:
	"""Whether the reporter of a case may add a photo. Args: name and stage_category of the case."""
	return case.stage_category != DONE and _stored(case.name) < photos.most_photos()


def _stored(case_name: str) -> int:
	return count_shown("Case Photo", {"parenttype": "Case", "parent": case_name})


def _refuse_done(case) -> None:
	if case.stage_category == DONE:
		frappe.throw(
			_("This case is done and takes no more photos. Report the problem anew if it is still there."),
			exc=DoneDocumentError,
		)


def _check_count(stored: int, sent: int) -> None:
	if not sent:
		frappe.throw(_("No photo was sent. Choose at least one."), exc=BadInputError)
	limit = photos.most_photos()
	if stored + sent > limit:
		frappe.throw(
			_(
				"This case has {0} photos and takes {1} from its reporter. Send the most important ones."
			).format(stored, limit),
			exc=BadInputError,
		)
