"""The sheet on a board: where it hangs, with a photo, and which households pass it."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context
from community_gov.participation import evidence
from community_gov.participation.announcements import deliveries
from community_gov.permissions.scope import within

LONGEST = 140


def post(notice, place: str, building: str | None, photo: str) -> int:
	"""Notes that the sheet hangs on a board; households of the building count as reached by board.

	Args:
	        notice: locked, and one that the session user may read.
	        photo: address of a private file of the session user.
	Returns:
	        how many households the board reaches
	Raises:
	        BadInputError: no place, no photo of one's own, a building elsewhere, or a notice that is not posted.
	"""
	deliveries.require_under_way(notice.name)
	if not notice.by_board:
		_refuse(_("This notice goes by other ways. Look which ones it names."))
	if not cstr(place).strip() or len(cstr(place)) > LONGEST:
		_refuse(_("A board has a place of 1 to {0} characters. Write where it hangs.").format(LONGEST))
	if building and not within(frappe.db.get_value("Building", building, "grid"), [notice.grid]):
		_refuse(_("This building lies outside the grid of the notice. Choose another one."))
	evidence.keep(notice, photo)
	stamp = {"posted_at": now_datetime(), "posted_by": frappe.session.user}
	notice.append("boards", {"place": cstr(place).strip(), "building": building, "photo": photo, **stamp})
	step_context(notice).by_server = True
	# Who posts the sheet may not have written it; whether they may is asked before.
	notice.save(ignore_permissions=True)
	return deliveries.reach_by_board(notice, building) if building else 0


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
