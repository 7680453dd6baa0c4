"""Deliberation for everybody: sessions ahead with their agenda, and what was resolved."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.core.anonymity import without_account
from community_gov.participation.deliberation import shown
from community_gov.participation.deliberation import support as supports
from community_gov.portal import phone_bindings

VOICES_PER_HOUR = 120


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_council.agenda", guesses=False)
def agenda() -> list[dict]:
	"""Sessions that are called and lie ahead, the next one first, at most 50; those of children are left out.

	Permission: everybody; no names of people.
	Returns:
	        [{title, kind, agenda, begins_at, place, area}]
	"""
	return shown.sessions_ahead()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_council.outcomes", guesses=False)
def outcomes() -> list[dict]:
	"""Resolutions of a year that were shown, newest first, at most 50.

	Permission: everybody; no names of people.
	Returns:
	        [{title, text, dissent, stage, decided_on, area, votes_for, votes_against, abstentions, tasks_done, tasks}]
	"""
	return shown.outcomes()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_council.topics", guesses=False)
def topics() -> list[dict]:
	"""Topics that were taken up and are not decided yet, the most wanted first, at most 50.

	Permission: everybody; those about a person are left out, numbers of people too.
	Returns:
	        [{topic, title, description, stage, supports, area}]
	"""
	return supports.shown()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_council.propose", guesses=False)
@idempotent("public_council.propose", is_anonymous=True)
def propose(title: str, description: str, grid: str | None = None) -> dict:
	"""Raises a topic, which the clerk sorts within five working days; who raises it is not kept.

	Permission: everybody, while guest reporting is allowed in the settings; only the arguments named here are taken.
	Args:
	        grid: code of a place; that of the settings without one.
	Returns:
	        {is_noted: true, sort_due_at}
	Raises:
	        BadInputError (422): no words, too many, or no such place.
	"""
	if not frappe.get_cached_doc("Community Gov Settings").allow_guest_reporting:
		frappe.throw(_("Public reporting is switched off. Call your community."), frappe.PermissionError)
	with without_account():
		made = supports.propose(title, description, grid)
	return {"is_noted": True, "sort_due_at": str(made.sort_due_at)[:16]}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(VOICES_PER_HOUR, "public_council.support")
def support(binding: str, topic: str) -> dict:
	"""Supports a topic for the household behind a binding, once; a second time is refused, so a retry repeats nothing.

	Permission: whoever holds the binding.
	Returns:
	        {topic, supports}
	Raises:
	        ConflictError (409): the household supports it already, or the topic is not open for it.
	"""
	return {"topic": topic, "supports": supports.support(topic, phone_bindings.number_of(binding))}
