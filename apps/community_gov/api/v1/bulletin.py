"""Bulletins over REST: draft, steps, objections, replies, corrections."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.step import act_on, steps_with_needs
from community_gov.casework.lifecycle import notifications
from community_gov.casework.statistics import bulletin_page, bulletins
from community_gov.core.exact import key_of
from community_gov.permissions.access import load_doc, refuse_access, require


@frappe.whitelist(methods=["POST"])
def generate(
	kind: str, from_date: str | None = None, to_date: str | None = None, area: str | None = None
) -> dict:
	"""Drafts the bulletin of a period; the same period gives the same bulletin.

	Args:
	        kind: Weekly, Monthly (the last whole one without dates) or Special.
	        from_date, to_date: YYYY-MM-DD, both days included.
	        area: code of a place, or nothing for all.
	Returns:
	        {bulletin, stage, title, issue_number, objections_until}
	"""
	require("Bulletin", "create")
	return _summary(bulletins.generate(kind, from_date, to_date, area))


@frappe.whitelist(methods=["GET"])
def next_steps(bulletin: str) -> list[dict]:
	"""The workflow actions that the user may take on a bulletin now, and what each needs."""
	return steps_with_needs("Bulletin", bulletin)


@frappe.whitelist(methods=["POST"])
@idempotent("bulletin.act")
def act(bulletin: str, action: str, note: str | None = None) -> dict:
	"""Takes a workflow action: announce, take back, publish, discard with a reason.

	Returns:
	        {bulletin, stage, title, issue_number, objections_until}
	"""
	doc = act_on("Bulletin", bulletin, action, note=note)
	return _summary(doc)


@frappe.whitelist(methods=["POST"])
def refresh(bulletin: str) -> dict:
	"""Computes the figures of a draft anew.

	Returns:
	        {bulletin, stage, title, issue_number, objections_until}
	"""
	require("Bulletin", "write")
	doc = load_doc("Bulletin", bulletin, "write")
	bulletins.compute_anew(doc)
	return _summary(doc)


@frappe.whitelist(methods=["POST"])
@idempotent("bulletin.object")
def object(bulletin: str, unit: str, text: str) -> dict:
	"""Objects to a figure in the name of a unit, while the window is open.

	Args:
	        unit: a Responsible Unit for which the user is a handler.
	Returns:
	        {objection, result}
	"""
	require("Bulletin Objection", "create")
	doc = load_doc("Bulletin", bulletin)
	unit = key_of("Responsible Unit", unit) or unit
	if frappe.session.user not in notifications.handlers_of_unit(unit):
		refuse_access("Responsible Unit", unit)
	objection = bulletins.object_to(doc, unit, text)
	return {"objection": objection.name, "result": objection.result}


@frappe.whitelist(methods=["POST"])
def reply(objection: str, upheld: bool, reply: str) -> dict:
	"""Answers an objection, once: upheld or dismissed.

	Returns:
	        {objection, result}
	"""
	require("Bulletin", "write")
	doc = load_doc("Bulletin Objection", objection)
	bulletins.reply_to(doc, bool(frappe.utils.cint(upheld)), reply)
	return {"objection": doc.name, "result": doc.result}


@frappe.whitelist(methods=["POST"])
@idempotent("bulletin.correct")
def correct(bulletin: str, text: str) -> dict:
	"""Adds a numbered correction to a published bulletin and mails it again.

	Returns:
	        {bulletin, number}
	"""
	require("Bulletin", "write")
	doc = load_doc("Bulletin", bulletin, "write")
	return {"bulletin": bulletin, "number": bulletins.correct(doc, text)}


@frappe.whitelist(methods=["GET"])
def preview(bulletin: str) -> dict:
	"""The frozen figures as the printed page shows them: {html}."""
	return {"html": bulletin_page.page_html(load_doc("Bulletin", bulletin))}


def _summary(doc) -> dict:
	return {
		"bulletin": doc.name,
		"stage": doc.stage,
		"title": doc.title,
		"issue_number": doc.issue_number,
		"objections_until": str(doc.objections_until or "") or None,
	}
