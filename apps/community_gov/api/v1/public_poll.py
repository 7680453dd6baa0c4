"""Polls for residents without an account: what they may vote on by their telephone number, casting, results."""

import frappe

from community_gov.api.limits import limited
from community_gov.api.requests import as_list
from community_gov.api.v1.public import looks_per_hour
from community_gov.participation.decisions import voting
from community_gov.portal import phone_bindings

VOTES_PER_HOUR = 60


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_poll.mine")
def mine(binding: str) -> list[dict]:
	"""Open polls in which somebody with the number of a binding has a vote.

	Permission: whoever holds the binding. By POST, so that it stands in no log of addresses.
	Returns:
	        [{poll, title, description, closes_at, kind, max_choices, is_secret_ballot, options: [{number, text, cost}],
	        entries: [{entry, label, has_voted}]}]
	Raises:
	        frappe.DoesNotExistError (404): the binding has ended.
	"""
	return voting.open_polls(phone_bindings.number_of(binding))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(VOTES_PER_HOUR, "public_poll.cast")
def cast(binding: str, poll: str, entry: str, choices: list | str) -> dict:
	"""Casts the vote of an entry; a second one is refused, so a retry repeats nothing and nothing of it is kept.

	Args:
	        entry: one of `mine`. choices: numbers of options, from 1.
	Permission: whoever holds the binding of a number of somebody who may cast this vote.
	Returns:
	        {poll, has_voted: true}
	Raises:
	        ConflictError (409): the entry has taken part. StageGuardError (422): the poll is closed.
	        frappe.PermissionError (403): nobody with this number may cast it.
	"""
	voting.cast_by_number(phone_bindings.number_of(binding), poll, entry, as_list(choices, "choices"))
	return {"poll": poll, "has_voted": True}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_poll.results", guesses=False)
def results() -> list[dict]:
	"""Confirmed results of the last year, newest first, at most 50.

	Permission: everybody; names of people stand nowhere in them.
	Returns:
	        [{title, place, confirmed_on, outcome, took_part, roll_entries, base, options: [{text, votes, is_taken}]}]
	"""
	return voting.confirmed_results()
