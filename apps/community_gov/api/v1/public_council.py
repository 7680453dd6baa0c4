"""Deliberation for everybody: sessions ahead with their agenda, and what was resolved."""

import frappe

from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.participation.deliberation import shown


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
