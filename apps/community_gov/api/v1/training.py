"""Training sessions over REST: invitations, attendance, hours."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_list
from community_gov.permissions.access import load_doc
from community_gov.team import training as sessions
from community_gov.team import visible_figures


@frappe.whitelist(methods=["POST"])
def invite(session: str) -> dict:
	"""Lists all grid workers of the session's place and of the places in it; repeating adds nobody twice.

	Permission: who may write the session (managers in their area, administrators).
	Returns:
	        {session, added, invited}
	"""
	doc = load_doc("Training Session", session, "write")
	return {"session": doc.name, "added": sessions.invite(doc), "invited": doc.invited_count}


@frappe.whitelist(methods=["POST"])
@idempotent("training.take_attendance")
def take_attendance(session: str, present: list | str) -> dict:
	"""Marks who came to a session that has begun; may be repeated to correct it.

	Args:
	        present: accounts of those who came; who was not on the list is added.
	Returns:
	        {session, status, invited, attended}
	"""
	users = as_list(present, "present")
	doc = load_doc("Training Session", session, "write")
	sessions.take_attendance(doc, users)
	return _session_answer(doc)


@frappe.whitelist(methods=["POST"])
def call_off(session: str) -> dict:
	"""Calls off a session that was not held. Returns {session, status, invited, attended}."""
	doc = load_doc("Training Session", session, "write")
	sessions.call_off(doc)
	return _session_answer(doc)


def _session_answer(session) -> dict:
	return {
		"session": session.name,
		"status": session.status,
		"invited": session.invited_count,
		"attended": session.attended_count,
	}


@frappe.whitelist(methods=["GET"])
def hours_by_person(from_date: str, to_date: str, area: str | None = None) -> dict:
	"""Sessions held in a period by person, among those that the user may list.

	Permission: who may plan sessions.
	Returns:
	        {rows: [{key: account, invited, attended, hours, rate}]}; rate = attended ÷ invited in per cent
	"""
	return visible_figures.hours_by_person(from_date, to_date, area)
