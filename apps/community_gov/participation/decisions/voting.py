"""Voting by telephone: a proven number stands for the residents who have it, and they for the entries they may cast."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import add_months, getdate, now_datetime

from community_gov.grids import picker
from community_gov.participation.decisions import ballots, proxies, results
from community_gov.registry.identity.protected_numbers import fingerprints

MOST = 50


def residents_of(number: str) -> list[str]:
	"""Residents whose number it is; moved out or not, as the roll says who votes."""
	filters = {
		"mobile_fingerprint": ("in", fingerprints(number)),
		"status": ("not in", ("Deceased", "Merged")),
	}
	# Asked for whoever has proven the number; a guest holds no right on the register.
	return frappe.get_all("Resident", filters, pluck="name", order_by="name asc", limit=20)


def open_polls(number: str) -> list[dict]:
	"""Polls that are open by telephone and in which the number has a vote; see api.v1.public_poll.mine."""
	residents, now = residents_of(number), now_datetime()
	if not residents:
		return []
	filters = {"stage": "Voting", "is_online": 1, "opens_at": ("<=", now), "closes_at": (">=", now)}
	names = frappe.get_all("Poll", filters, pluck="name", order_by="closes_at asc, name asc", limit=MOST)
	found = [_told(frappe.get_doc("Poll", name), residents) for name in names]
	return [poll for poll in found if poll["entries"]]


def _told(poll, residents: list[str]) -> dict:
	rows = proxies.entries_for(poll.roll, residents)
	told = ("title", "description", "kind", "max_choices", "is_secret_ballot")
	return {
		"poll": poll.name,
		**{name: poll.get(name) for name in told},
		"closes_at": str(poll.closes_at)[:16],
		"options": [
			{"number": row.idx, "text": row.option_text, "detail": row.detail, "cost": row.cost}
			for row in poll.options
		],
		"entries": [
			{"entry": row.name, "label": row.label, "has_voted": _has_voted(poll.name, row.name)}
			for row in rows
		],
	}


def _has_voted(poll: str, entry: str) -> bool:
	return bool(frappe.db.exists(ballots.ISSUE, ballots.issue_name(poll, entry)))


def cast_by_number(number: str, poll: str, entry: str, choices: Sequence[int]) -> None:
	"""Casts the vote of an entry for whoever has proven a number.

	Raises:
	        frappe.PermissionError (403): nobody with this number may cast it. Else see ballots.cast.
	"""
	row = ballots.require_open(poll)
	allowed = {found.name: found.resident for found in proxies.entries_for(row.roll, residents_of(number))}
	if entry not in allowed:
		frappe.throw(
			_("This number does not cast this vote. Ask the community whose number it has."),
			frappe.PermissionError,
		)
	ballots.cast_in(row, entry, choices, ballots.ONLINE, allowed[entry])


def confirmed_results() -> list[dict]:
	"""Confirmed results of the last year; see api.v1.public_poll.results."""
	filters = {"stage": "Confirmed", "confirmed_at": (">=", add_months(now_datetime(), -12))}
	# Everybody may know them; a guest holds no right on the list.
	names = frappe.get_all("Poll", filters, pluck="name", order_by="confirmed_at desc, name asc", limit=MOST)
	return [_result(frappe.get_doc("Poll", name)) for name in names]


def _result(poll) -> dict:
	place = picker.path_of(poll.grid) if poll.grid else ""
	told = {"title": poll.title, "place": place, "confirmed_on": str(getdate(poll.confirmed_at))}
	return {**told, **results.public_result(poll)}
