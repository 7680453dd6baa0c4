"""What lay in the ballot box: counted by two people, again by a new count, never corrected."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.documents import as_number, write_audit_record
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.core.notifications import notify_users
from community_gov.participation.decisions.ballots import ISSUE, PAPER, most_choices
from community_gov.registry.identity import account_holders

DOCTYPE = "Paper Count"


def record(
	poll, papers: int, invalid: int, votes: dict[int, int], second_counter: str, reason: str | None = None
):
	"""Writes a count of the papers of a closed, secret poll.

	Args:
	        poll: locked.
	        papers: papers in the box. invalid: those of them that count for nothing, though they took part.
	        votes: number of an option -> votes for it, without abstentions left blank.
	        second_counter: the account that counted along.
	Raises:
	        StageGuardError: the poll is not closed, or open voting has no box.
	        SeparationOfDutiesError: who opened the poll counts, or one person counts alone.
	        BadInputError: numbers that cannot be, or a second count without a reason.
	"""
	_require_closed(poll)
	_require_counters(poll, frappe.session.user, second_counter)
	last = latest(poll.name)
	if last and not str(reason or "").strip():
		_refuse_input(_("The papers were counted before. Write why they are counted again."))
	_check(poll, papers, invalid, votes)
	lines = [
		{"option_number": row.idx, "option_text": row.option_text, "votes": votes.get(row.idx, 0)}
		for row in poll.options
	]
	made = write_audit_record(
		DOCTYPE,
		{
			**{
				"poll": poll.name,
				"round": (last.round if last else 0) + 1,
				"papers": papers,
				"invalid": invalid,
			},
			**{"counted_at": now_datetime(), "counted_by": frappe.session.user},
			**{"second_counter": second_counter, "reason": reason, "lines": lines},
		},
	)
	told = _("You counted papers of {0} along. Confirm the count.").format(poll.title)
	notify_users({second_counter}, told, DOCTYPE, made.name)
	return made


def confirm(count) -> None:
	"""The second counter of a locked count confirms it with the own account, once.

	Raises:
	        SeparationOfDutiesError: it is somebody else's to confirm. ConflictError: it is confirmed.
	"""
	if frappe.session.user != count.second_counter:
		frappe.throw(
			_("Whoever counted along confirms this count. Ask {0}.").format(count.second_counter),
			exc=SeparationOfDutiesError,
		)
	if count.confirmed_at:
		frappe.throw(_("This count is confirmed already. Count again if it is wrong."), exc=ConflictError)
	count.db_set("confirmed_at", now_datetime())


def read_votes(sent: dict) -> dict[int, int]:
	"""Numbers of options with their votes, as a client sent them. Raises BadInputError."""
	found = {as_number(number): votes for number, votes in sent.items()}
	whole = all(number is not None and number.is_integer() for number in found)
	if not whole or len(found) != len(sent) or not all(_is_count(votes) for votes in found.values()):
		_refuse_input(_("Votes are sent as number of the option and number of votes. Send whole numbers."))
	return {int(number): int(votes) for number, votes in found.items() if number is not None}


def _is_count(votes) -> bool:
	"""Whole votes as a number or as digits: a half is not rounded away."""
	number = None if isinstance(votes, bool) else as_number(votes)
	return number is not None and number.is_integer()


def latest(poll: str):
	"""The last count of a poll, or None."""
	names = frappe.get_all(DOCTYPE, {"poll": poll}, pluck="name", order_by="round desc", limit=1)
	return frappe.get_doc(DOCTYPE, names[0]) if names else None


def counters_of(poll: str) -> set[str]:
	"""Accounts that took part in any count of a poll."""
	rows = frappe.get_all(DOCTYPE, {"poll": poll}, ["counted_by", "second_counter"], order_by="round asc")
	return {account for row in rows for account in (row.counted_by, row.second_counter)}


def papers_issued(poll: str) -> int:
	"""Entries that were given a paper."""
	return count_locked(ISSUE, {"poll": poll, "channel": ("in", PAPER)})


def _require_closed(poll) -> None:
	if poll.stage != "Voting Closed":
		frappe.throw(
			_("Poll {0} is not closed, so its box stays shut. Close it first.").format(poll.name),
			exc=StageGuardError,
		)
	if not poll.is_secret_ballot:
		frappe.throw(_("An open vote has no box. Count it as it was recorded."), exc=StageGuardError)


def _require_counters(poll, first: str, second: str) -> None:
	if first == second or account_holders.is_among(first, {second}):
		frappe.throw(
			_("One person does not count alone. Name whoever counted along."), exc=SeparationOfDutiesError
		)
	if second == "Guest" or not frappe.db.get_value("User", second, "enabled"):
		_refuse_input(_("{0} is no account in use. Name whoever counted along.").format(second))
	if not frappe.has_permission("Poll", "read", poll, user=second):
		_refuse_input(_("{0} may not see this poll. Name somebody of this place.").format(second))
	for account in (first, second):
		if account_holders.is_among(account, {poll.opened_by, poll.owner}):
			frappe.throw(
				_("Whoever put the question does not count the votes. Ask somebody else."),
				exc=SeparationOfDutiesError,
			)


def _check(poll, papers: int, invalid: int, votes: dict[int, int]) -> None:
	issued, most = papers_issued(poll.name), most_choices(poll)
	numbers = [papers, invalid, *votes.values()]
	if any(not isinstance(one, int) or isinstance(one, bool) or one < 0 for one in numbers):
		_refuse_input(_("Votes and papers are whole numbers from 0. Correct them."))
	if set(votes) - {row.idx for row in poll.options}:
		_refuse_input(_("There is no such option on the paper. Use the numbers of the options."))
	if papers > issued:
		_refuse_input(
			_("{0} papers lay in the box and {1} were issued. Look for what is too many.").format(
				papers, issued
			)
		)
	valid = papers - invalid
	too_many = sum(votes.values()) > valid * most or max(votes.values(), default=0) > valid
	if valid < 0 or too_many or (poll.kind == "Motion" and sum(votes.values()) != valid):
		_refuse_input(_("The votes do not fit the number of valid papers. Count again."))


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)


def require_counted(poll) -> None:
	"""Refuses a result while issued papers are not counted by two, each with the own account. Raises ConflictError."""
	if not (poll.is_secret_ballot and papers_issued(poll.name)):
		return
	last = latest(poll.name)
	if not last:
		frappe.throw(
			_("The papers are not counted yet. Record the count of two people first."), exc=ConflictError
		)
	if not last.confirmed_at:
		frappe.throw(
			_("{0} has not confirmed the count yet. Ask for it first.").format(last.second_counter),
			exc=ConflictError,
		)
