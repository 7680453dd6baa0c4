"""Public notices over REST: corrections, objections and their answers. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.participation.notices import objections, public_notices
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("notice.correct")
def correct(notice: str, text: str, restarts: bool = False) -> dict:
	"""Adds a correction to a notice on show.

	Args:
	        restarts: the days start anew, as it matters to whoever reads it.
	Permission: who may write the notice.
	Returns:
	        {notice, ends_at, corrections}
	Raises:
	        BadInputError (422), ConflictError (409): see participation.notices.public_notices.correct
	"""
	require("Public Notice", "write")
	doc = load_doc("Public Notice", notice, "write")
	public_notices.correct(doc, text, restarts)
	return {"notice": doc.name, "ends_at": str(doc.ends_at), "corrections": len(doc.corrections)}


@frappe.whitelist(methods=["POST"])
@idempotent("notice.object")
def object(notice: str, text: str, ground: str = "Other", hide_name: bool = False) -> dict:
	"""Objects to a notice on show, with the own account.

	Permission: who may read the notice, but not who wrote or showed it.
	Returns:
	        {objection, result, reply_due_at}
	Raises:
	        see participation.notices.objections.raise_by_account
	"""
	doc = load_doc("Public Notice", notice)
	# Locked, so that it does not end while somebody objects.
	doc = frappe.get_doc("Public Notice", doc.name, for_update=True)
	made = objections.raise_by_account(doc, ground, text, hide_name)
	return {"objection": made.name, "result": made.result, "reply_due_at": str(made.reply_due_at)}


@frappe.whitelist(methods=["POST"])
@idempotent("notice.reply")
def reply(objection: str, upheld: bool, text: str) -> dict:
	"""Answers an objection once.

	Permission: who may write the notice; neither who wrote or decided it, nor who objects.
	Returns:
	        {objection, result}
	Raises:
	        see participation.notices.objections.reply
	"""
	require("Public Notice", "write")
	doc = load_doc("Notice Objection", objection)
	load_doc("Public Notice", doc.notice, "write")
	doc = frappe.get_doc("Notice Objection", doc.name, for_update=True)
	objections.reply(doc, upheld, text)
	return {"objection": doc.name, "result": doc.result}
