"""The sheet on a board: where it hangs, with a photo, and which households pass it."""

import frappe
from frappe import _
from frappe.utils import cstr, getdate, now_datetime

from community_gov.casework.intake import photos
from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context
from community_gov.participation import evidence
from community_gov.participation.announcements import deliveries
from community_gov.permissions.scope import within, without_covered

LONGEST = 140
MOST = 500


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


def keep_photo(files: list[tuple[str, bytes]]) -> str:
	"""Stores the photo that a phone sends with a board, cleaned as photos of cases are; returns its address.

	Raises:
	        BadInputError: none, or several. PhotoTypeError, PhotoTooLargeError
	"""
	if len(files) != 1:
		_refuse(_("A board is shown by one photo. Take it and send it with the place."))
	((file_name, photo),) = photos.read_all(files)
	values = {"file_name": file_name[-LONGEST:], "content": photo.content, "is_private": 1}
	# Whoever posts the sheet was permitted to; handlers and workers hold no right on File.
	return frappe.get_doc({"doctype": "File", **values}).insert(ignore_permissions=True).file_url


def to_post() -> list[dict]:
	"""Notices in force that go by board, in the area of the session user; see api.v1.community_notice.board_list."""
	filters = {"by_board": 1, "stage": ("in", deliveries.UNDER_WAY)}
	fields = ["name", "title", "kind", "grid", "valid_until"]
	rows = frappe.get_list(deliveries.NOTICE, filters, fields, order_by="sent_at desc", limit=MOST)
	hanging = _boards([row.name for row in rows])
	in_force = [row for row in rows if not row.valid_until or getdate(row.valid_until) >= getdate()]
	return [
		{
			**{"notice": row.name, "title": row.title, "kind": row.kind, "grid": row.grid},
			"boards": hanging.get(row.name, []),
		}
		for row in in_force
	]


def _boards(notices: list[str]) -> dict[str, list[dict]]:
	fields = ["parent", "place", "posted_at"]
	filters = {"parent": ("in", notices or [""]), "parenttype": deliveries.NOTICE}
	# Rows of notices that the caller was shown.
	rows = frappe.get_all("Notice Board Posting", filters, fields, order_by="parent asc, idx asc")
	found: dict[str, list[dict]] = {}
	for row in rows:
		posted_at = str(row.posted_at)[:16] if row.posted_at else None
		found.setdefault(row.parent, []).append({"place": row.place, "posted_at": posted_at})
	return found


def buildings_of(grids: set[str]) -> list[dict]:
	"""Buildings of places that the session user may list: [{name, title, grid}], at most 500."""
	fields = ["name", "building_title as title", "grid"]
	found: list[dict] = []
	# A place inside another one of them is listed with it.
	for grid in without_covered(list(grids)):
		filters = {"enabled": 1, "grid": ("like", f"{grid}%")}
		found += frappe.get_list("Building", filters, fields, order_by="building_title asc", limit=MOST)
	return found[:MOST]


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
