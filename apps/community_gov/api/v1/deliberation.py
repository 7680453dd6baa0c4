"""Deliberation over REST: minutes confirmed, tasks given. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core.time import as_day
from community_gov.participation import figures as shares
from community_gov.participation.deliberation import sessions
from community_gov.participation.evidence import keep
from community_gov.participation.tasks import action_items
from community_gov.permissions.access import load_doc, require

TASKED = ("Resolution", "Deliberation Topic", "Public Notice", "Poll", "Micro-project")


@frappe.whitelist(methods=["POST"])
@idempotent("deliberation.confirm_minutes")
def confirm_minutes(session: str, participant: str, signature: str | None = None) -> dict:
	"""Confirms the minutes of a session for one participant.

	Args:
	        participant: name of the row in `participants`.
	        signature: address of the file with the signature, where a clerk confirms for somebody without an account.
	Permission: who may read the session; for somebody else's row who may write it.
	Returns:
	        {session, confirmations}
	Raises:
	        see participation.deliberation.sessions.confirm_minutes
	"""
	doc = load_doc(sessions.DOCTYPE, session, "write" if signature else "read")
	doc = frappe.get_doc(sessions.DOCTYPE, doc.name, for_update=True)
	if signature:
		keep(doc, signature)
	return {"session": session, "confirmations": sessions.confirm_minutes(doc, participant, signature)}


@frappe.whitelist(methods=["POST"])
@idempotent("deliberation.add_task")
def add_task(
	doctype: str,
	name: str,
	task: str,
	due_on: str,
	owner_user: str | None = None,
	owner_unit: str | None = None,
) -> dict:
	"""Gives a task that follows from a resolution, a topic, a notice, a poll or a micro-project.

	Args:
	        owner_user, owner_unit: one of the two does it.
	Permission: who may write the document.
	Returns:
	        {action_item, stage, due_on}
	Raises:
	        BadInputError (422): nobody or two do it, or a day that has passed.
	"""
	require(action_items.DOCTYPE, "create")
	action_items.require_source(doctype, TASKED)
	source = load_doc(doctype, name, "write")
	made = action_items.add(source, task, as_day(due_on, "due_on"), owner_user, owner_unit)
	return {"action_item": made.name, "stage": made.stage, "due_on": str(made.due_on)}


@frappe.whitelist(methods=["GET"])
def figures(from_date: str, to_date: str, area: str | None = None) -> list[dict]:
	"""Shares of participation over what began in a period: opinions, topics, sessions, tasks, objections, turnout,
	micro-projects, groups, stewards, branches.

	Args:
	        from_date, to_date: YYYY-MM-DD, both days included. area: code of a place.
	Permission: who may read topics; counted is what the user may list.
	Returns:
	        [{key, figure, numerator, denominator, rate, unit}]; rate in percent, or what comes on each where unit is "each"; null
	        where nothing was counted
	Raises:
	        BadInputError (422): no period.
	"""
	require("Deliberation Topic", "read")
	return shares.figures(from_date, to_date, area)
