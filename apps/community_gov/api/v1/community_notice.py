"""Community notices over REST: counting, further approvals, doors and calls, boards, figures. Steps are taken by step.take."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import sent_photos
from community_gov.core.errors import BadInputError
from community_gov.participation.announcements import (
	approvals,
	audience,
	boards,
	deliveries,
	door_rounds,
	reach,
)
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.team.noted_times import read_moment

NOTICE, DELIVERY = deliveries.NOTICE, deliveries.DOCTYPE


@frappe.whitelist(methods=["POST"])
def count(notice: str) -> dict:
	"""Counts anew whom a notice is for that is not sent yet, and by which ways they can be reached.

	Permission: who may write the notice.
	Returns:
	        {audience_households, audience_people, with_number, with_portal, needs_second_approval}
	Raises:
	        BadInputError (422): it was sent.
	"""
	doc = load_doc(NOTICE, notice, "write")
	if doc.sent_at or doc.stage_category == "Done":
		frappe.throw(_("This notice was sent or has ended. Look at whom it reached."), exc=BadInputError)
	audience.count(doc)
	fields = ("audience_households", "audience_people", "with_number", "with_portal")
	values = {name: doc.get(name) for name in fields}
	doc.db_set({**values, "counted_at": doc.counted_at}, update_modified=False)
	return {**values, "needs_second_approval": approvals.needs_second(doc)}


@frappe.whitelist(methods=["POST"])
@idempotent("community_notice.approve")
def approve(notice: str) -> dict:
	"""Gives the second approval of a notice to many households, or the one after an emergency was sent.

	Permission: managers of the place and administrators; none who wrote, sent or approved it.
	Returns:
	        {notice, stage, approved_by, second_approved_by}
	Raises:
	        ConflictError (409): it lacks none. SeparationOfDutiesError (403), StageGuardError (422)
	"""
	doc = load_doc(NOTICE, notice, "write")
	approvals.approve_further(doc)
	fields = ("stage", "approved_by", "second_approved_by")
	return {"notice": doc.name, **{name: doc.get(name) for name in fields}}


@frappe.whitelist(methods=["GET"])
def figures(notice: str) -> dict:
	"""How many of the audience were reached, by which way, and how many confirmed.

	Permission: who may read the notice.
	Returns:
	        {audience_households, audience_people, with_number, with_portal, reached_households, reached_portal, reached_sms,
	        reached_call, reached_door, reached_board, confirmed_households, doors_needed, doors_done, unreached: None before it is sent}
	"""
	return reach.told(load_doc(NOTICE, notice))


@frappe.whitelist(methods=["GET"])
def unreached(notice: str) -> list[dict]:
	"""Households of an emergency or of what is to be confirmed that nothing has reached yet, of the own area.

	Permission: grid workers of the place and above; of other kinds only figures are told.
	Returns:
	        [{recipient, household, address, grid, door, call}]: names of deliveries that wait at the door and by call, at most 500
	Raises:
	        BadInputError (422): a kind of which households are not told.
	"""
	require(DELIVERY, "read")
	return door_rounds.unreached(load_doc(NOTICE, notice))


@frappe.whitelist(methods=["GET"])
def door_round() -> dict:
	"""Doors that wait for the session user, by building and room.

	Permission: grid workers and managers, of their area.
	Returns:
	        {doors: [{delivery, notice, title, kind, summary, asks_confirmation, is_restricted, address, grid, tries, reason}]}; at most 500
	"""
	require(DELIVERY, "read")
	return {"doors": door_rounds.waiting("Door")}


@frappe.whitelist(methods=["GET"])
def call_list() -> dict:
	"""Calls that wait for the session user; shaped as door_round, with the resident whose number is looked up in the register.

	Permission: grid workers and managers, of their area.
	Returns:
	        {calls: [{…, resident}]}
	"""
	require(DELIVERY, "read")
	return {"calls": door_rounds.waiting("Call")}


@frappe.whitelist(methods=["POST"])
@idempotent("community_notice.record")
def record(
	delivery: str, result: str, confirms: bool = False, note: str | None = None, at: str | None = None
) -> dict:
	"""Notes what came of a door or a call.

	Args:
	        result: Told, Nobody Home, No Answer or Refused.
	        confirms: the household confirmed what is to be confirmed.
	        at: when, in the site's time, for a phone that sends it later; see team.noted_times.
	Permission: grid workers of the place and above.
	Returns:
	        {delivery, status, tries, is_confirmed}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.announcements.deliveries.record
	"""
	doc = load_doc(DELIVERY, delivery)
	doc = frappe.get_doc(DELIVERY, doc.name, for_update=True)
	deliveries.record(doc, result, bool(confirms), note, read_moment(at).at)
	fields = ["status", "tries", "confirmed_at"]
	row = frappe.db.get_value(DELIVERY, doc.name, fields, as_dict=True)
	is_confirmed = door_rounds.is_confirmed(doc.notice, doc.recipient)
	return {"delivery": doc.name, "status": row.status, "tries": row.tries, "is_confirmed": is_confirmed}


@frappe.whitelist(methods=["POST"])
@idempotent("community_notice.confirm")
def confirm(delivery: str, how: str = "Office") -> dict:
	"""Confirms for a household that said so itself: by call or in the office.

	Args:
	        how: Call or Office.
	Permission: grid workers of the place and above, whose account is kept with it.
	Returns:
	        {delivery, is_confirmed}
	Raises:
	        BadInputError (422): another way, or nothing is to be confirmed. ConflictError (409): the notice has ended.
	"""
	doc = load_doc(DELIVERY, delivery)
	if how not in ("Call", "Office"):
		frappe.throw(
			_("{0} is no way to confirm for somebody. Choose one of: {1}.").format(how, "Call, Office"),
			exc=BadInputError,
		)
	frappe.get_doc(DELIVERY, doc.name, for_update=True)
	notice = deliveries.require_under_way(doc.notice)
	deliveries.confirm(notice, doc.recipient, how, frappe.session.user)
	return {"delivery": doc.name, "is_confirmed": door_rounds.is_confirmed(doc.notice, doc.recipient)}


@frappe.whitelist(methods=["GET"])
def board_list() -> dict:
	"""Notices in force that are to hang on boards in the area of the session user, with the boards they hang on.

	Permission: grid workers, managers and the command centre, of their area.
	Returns:
	        {notices: [{notice, title, kind, grid, boards: [{place, posted_at}]}], buildings: [{name, title, grid}]};
	        buildings are those below the places of the notices whose households a board may reach. At most 500 of each.
	"""
	require(DELIVERY, "read")
	notices = boards.to_post()
	return {"notices": notices, "buildings": boards.buildings_of({row["grid"] for row in notices})}


@frappe.whitelist(methods=["POST"])
@idempotent("community_notice.post_board")
def post_board(notice: str, place: str, photo: str | None = None, building: str | None = None) -> dict:
	"""Notes that the sheet hangs on a board, with a photo of it.

	Args:
	        photo: address of a private file that the session user has uploaded; or one multipart file named `photos`.
	        building: whose households pass the board.
	Permission: who may write the notice, and grid workers of its place.
	Returns:
	        {notice, boards, households: how many the board reaches}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.announcements.boards.post
	"""
	doc = load_doc(NOTICE, notice)
	if not (doc.has_permission("write") or frappe.has_permission(DELIVERY, "read")):
		refuse_access(NOTICE, notice)
	doc = frappe.get_doc(NOTICE, doc.name, for_update=True)
	households = boards.post(doc, place, building, photo or boards.keep_photo(sent_photos(None)))
	return {"notice": doc.name, "boards": len(doc.boards), "households": households}
