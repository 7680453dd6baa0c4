"""Casting a vote: one Ballot Issue for an entry and poll, whatever the way, and ballots that name nobody where it is secret.

Both are written in one transaction, under names out of a hash or at random, with the day of the opening as their only
time and no account: no table, history or log joins who voted with how. An open vote names its entry.
"""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import cint, flt, get_datetime, getdate, now_datetime

from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.core.exact import exact_key
from community_gov.participation.decisions import rolls

ISSUE, BALLOT = "Ballot Issue", "Ballot"
ONLINE = "By Mobile"
PAPER = ("Hall", "Door", "Post")
# What fills up a ballot on which one may choose several options and has chosen fewer.
NOTHING = 0
NOBODY = "Guest"


def issue_name(poll: str, entry: str) -> str:
	"""The unique slot of an entry in a poll: the second vote meets a key that is taken."""
	return exact_key(f"{poll}:{entry}")[:40]


def require_open(poll: str) -> frappe._dict:
	"""The poll, under a shared lock, so that it is not closed meanwhile.

	Returns:
	        row of name, roll, kind, max_choices, is_secret_ballot, is_online, is_on_paper, opened_at
	Raises:
	        StageGuardError: it is not open, not yet, or its time is over.
	"""
	rows = frappe.db.sql(  # The query builder of Frappe 15 knows no shared lock.
		"""select name, roll, kind, max_choices, is_secret_ballot, is_online, is_on_paper, opened_at, stage, opens_at, closes_at
		from `tabPoll` where name = %s lock in share mode""",
		poll,
		as_dict=True,
	)
	if not rows:
		frappe.throw(_("There is no poll {0}. Open the list again.").format(poll), frappe.DoesNotExistError)
	row, now = rows[0], now_datetime()
	if row.stage != "Voting" or now < get_datetime(row.opens_at):
		_refuse(_("This poll takes no votes now. Look when it is open."))
	if now > get_datetime(row.closes_at):
		_refuse(_("This poll closed at {0}. Its result will be shown.").format(str(row.closes_at)[:16]))
	return row


def most_choices(poll) -> int:
	"""How many options one may choose; `poll` has kind and max_choices."""
	return max(cint(poll.max_choices), 1) if poll.kind == "Selection" else 1


def cast(poll: str, entry: str, choices: Sequence[int], channel: str, resident: str | None = None) -> None:
	"""Takes the vote of an entry; the caller has checked who casts it.

	Args:
	        choices: numbers of options, from 1.
	        channel: By Mobile, or for an open vote the way on which a clerk took it.
	Raises:
	        StageGuardError: the poll is not open. BadInputError: other choices than it offers.
	        ConflictError: the entry has taken part already.
	"""
	cast_in(require_open(poll), entry, choices, channel, resident)


def cast_in(row, entry: str, choices: Sequence[int], channel: str, resident: str | None = None) -> None:
	"""The same in a poll that the caller holds: `row` is of require_open."""
	if channel != ONLINE and row.is_secret_ballot:
		_refuse_input(_("A secret vote on paper goes into the box. Issue the paper only."))
	_require_channel(row, channel)
	numbers = _checked(row, choices)
	_issue(row, entry, channel, resident)
	area = flt(frappe.db.get_value(rolls.ENTRY, entry, "area")) if not row.is_secret_ballot else 0
	for number in numbers:
		_write(BALLOT, frappe.generate_hash(length=20), row, choice=number, **_who(row, entry, area))


def issue_paper(poll: str, entry: str, channel: str, resident: str | None = None) -> None:
	"""Notes that an entry was given a paper for a secret vote, which goes into the box.

	Raises:
	        as cast; BadInputError where the vote is open, so that the choice is noted with it.
	"""
	row = require_open(poll)
	if not row.is_secret_ballot:
		_refuse_input(_("This vote is open. Record the choice with it."))
	require_by_hand(channel)
	_require_channel(row, channel)
	_issue(row, entry, channel, resident)


def require_by_hand(channel: str) -> None:
	"""Refuses a vote by telephone that a clerk would record: it would name nobody who took it. Raises BadInputError."""
	if channel not in PAPER:
		_refuse_input(
			_("{0} is no way of voting on paper. Choose one of: {1}.").format(channel, ", ".join(PAPER))
		)


def _who(row, entry: str, area: float) -> dict:
	return {} if row.is_secret_ballot else {"entry": entry, "area": area}


def _require_channel(row, channel: str) -> None:
	allowed = row.is_online if channel == ONLINE else row.is_on_paper
	if not allowed or channel not in (ONLINE, *PAPER):
		_refuse_input(_("This poll takes no votes in this way. Look how it is held."))


def _checked(row, choices: Sequence[int]) -> list[int]:
	"""The chosen numbers, filled up to what one may choose."""
	most = most_choices(row)
	# Options stand still once a poll is open.
	count = count_shown("Poll Option", {"parent": row.name, "parenttype": "Poll"})
	numbers = list(choices)
	known = all(isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= count for one in numbers)
	if not known or not 1 <= len(numbers) <= most or len(set(numbers)) != len(numbers):
		_refuse_input(
			_("Choose from 1 to {0} of the options, each once. Look at the list again.").format(most)
		)
	return numbers + [NOTHING] * (most - len(numbers))


def _issue(row, entry: str, channel: str, resident: str | None) -> None:
	values = frappe.db.get_value(rolls.ENTRY, {"name": entry, "roll": row.roll}, ["label"], as_dict=True)
	if not values:
		frappe.throw(
			_("This entry is not on the roll of the poll. Open the list again."), frappe.DoesNotExistError
		)
	taker = frappe.session.user if channel != ONLINE else None
	told = {"label": values.label, "channel": channel, "cast_by": resident, "issued_by": taker}
	try:
		_write(ISSUE, issue_name(row.name, entry), row, entry=entry, issued_on=getdate(), **told)
	except Exception as error:
		if not frappe.db.is_primary_key_violation(error):
			raise
		frappe.throw(
			_("{0} has taken part in this poll already. Each has one vote, whatever the way.").format(
				values.label
			),
			exc=ConflictError,
		)


def _write(doctype: str, name: str, row, **values) -> None:
	"""One row without a time of day and without an account: Frappe's insert would stamp both."""
	day = get_datetime(getdate(row.opened_at))
	stamps = {
		"creation": day,
		"modified": day,
		"owner": NOBODY,
		"modified_by": NOBODY,
		"docstatus": 0,
		"idx": 0,
	}
	columns = {"name": name, **stamps, "poll": row.name, **values}
	table = frappe.qb.DocType(doctype)
	frappe.qb.into(table).columns(*columns).insert(*columns.values()).run()


def _refuse(text: str) -> None:
	frappe.throw(text, exc=StageGuardError)


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
