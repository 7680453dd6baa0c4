"""What a closed poll has decided: votes of all ways added up, held against its rule."""

from collections import Counter
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import cint, flt

from community_gov.core.counting import count_locked
from community_gov.core.errors import ConflictError
from community_gov.participation.decisions import arithmetic, decision_rules, paper_counts
from community_gov.participation.decisions.arithmetic import Turnout, Votes
from community_gov.participation.decisions.ballots import BALLOT, ISSUE, ONLINE, PAPER, most_choices

# Fewer than these, and a number of votes tells how somebody voted.
SMALL = 5


class Tally(NamedTuple):
	"""Votes by the number of the option, and floor area in hundredths of a square metre."""

	online: Counter
	on_paper: Counter
	area: Counter
	area_taking_part: int


def compute(poll) -> None:
	"""Writes turnout, votes and outcome into a locked poll in memory.

	Raises:
	        ConflictError: ballots and entries that took part do not agree, or papers are not counted.
	"""
	paper_counts.require_counted(poll)
	count = paper_counts.latest(poll.name) if poll.is_secret_ballot else None
	tally = _tally(poll, count)
	_fill_turnout(poll, tally, count)
	_require_agreement(poll, tally)
	for row in poll.options:
		online, on_paper = tally.online[row.idx], tally.on_paper[row.idx]
		row.votes, row.area = online + on_paper, tally.area[row.idx] / 100
		row.votes_online, row.votes_on_paper = (online, on_paper) if _may_split(poll) else (0, 0)
	_decide(poll, tally)


def _may_split(poll) -> bool:
	"""Whether votes are told by their way: not in a secret vote in which a few came by one of them."""
	ways = (poll.took_part_online, poll.took_part_on_paper)
	return not poll.is_secret_ballot or all(count >= SMALL or not count for count in ways)


def _tally(poll, count) -> Tally:
	online: Counter[int] = Counter()
	on_paper: Counter[int] = Counter()
	area: Counter[int] = Counter()
	cast_area: Counter[str] = Counter()
	paper_entries = _entries_by(poll.name, PAPER)
	for ballot in _ballots(poll.name):
		(on_paper if ballot.entry in paper_entries else online)[ballot.choice] += 1
		hundredths = arithmetic.hundredths([flt(ballot.area)])
		area[ballot.choice] += hundredths
		if ballot.entry:
			cast_area[ballot.entry] = hundredths
	for line in count.lines if count else ():
		on_paper[line.option_number] += line.votes
	return Tally(online, on_paper, area, sum(cast_area.values()))


def _ballots(poll: str) -> list[frappe._dict]:
	ballot = frappe.qb.DocType(BALLOT)
	query = frappe.qb.from_(ballot).select(ballot.choice, ballot.entry, ballot.area)
	return query.where(ballot.poll == poll).run(as_dict=True)


def _entries_by(poll: str, channels: tuple[str, ...]) -> set[str]:
	issue = frappe.qb.DocType(ISSUE)
	query = frappe.qb.from_(issue).select(issue.entry)
	return set(query.where((issue.poll == poll) & issue.channel.isin(channels)).run(pluck=True))


def _fill_turnout(poll, tally: Tally, count) -> None:
	poll.took_part_online = count_locked(ISSUE, {"poll": poll.name, "channel": ONLINE})
	if poll.is_secret_ballot:
		poll.took_part_on_paper = count.papers if count else 0
	else:
		poll.took_part_on_paper = paper_counts.papers_issued(poll.name)
	poll.took_part = poll.took_part_online + poll.took_part_on_paper
	poll.took_part_area = tally.area_taking_part / 100
	roll = frappe.db.get_value("Voting Roll", poll.roll, ["entries", "total_area"], as_dict=True)
	poll.roll_entries, poll.roll_area = roll.entries, roll.total_area


def _require_agreement(poll, tally: Tally) -> None:
	"""Each entry that voted by phone, or in an open vote at all, left as many ballots as it could choose options."""
	most = most_choices(poll)
	recorded = sum(tally.online.values()) + (0 if poll.is_secret_ballot else sum(tally.on_paper.values()))
	voters = poll.took_part_online if poll.is_secret_ballot else poll.took_part
	if recorded != voters * most:
		frappe.throw(
			_("{0} ballots do not fit {1} votes cast. Declare the poll void and look for the cause.").format(
				recorded, voters * most
			),
			exc=ConflictError,
		)


def _decide(poll, tally: Tally) -> None:
	rule = decision_rules.of_snapshot(poll.rule_snapshot)
	turnout = Turnout(
		poll.roll_entries,
		poll.took_part,
		arithmetic.hundredths([flt(poll.roll_area)]),
		tally.area_taking_part,
	)
	options = [Votes(row.votes, tally.area[row.idx], bool(row.is_abstention)) for row in poll.options]
	poll.base = arithmetic.base_of(rule, turnout, options).count
	taken: list[int] = []
	if poll.kind == "Selection":
		poll.outcome, taken = arithmetic.outcome_of_selection(
			rule, turnout, options, max(cint(poll.seats), 1)
		)
	else:
		poll.outcome = arithmetic.outcome_of_motion(rule, turnout, options)
		taken = [0] if poll.outcome == arithmetic.PASSED else []
	for number, row in enumerate(poll.options):
		row.is_taken = int(number in taken)


def public_result(poll) -> dict:
	"""What everybody may know of a confirmed poll: {outcome, took_part, roll_entries, base, options: [{text, votes, is_taken}]}.

	votes is None where fewer than five took part in a secret vote.
	"""
	hides = poll.is_secret_ballot and poll.took_part < SMALL
	return {
		**{name: poll.get(name) for name in ("outcome", "took_part", "roll_entries", "base")},
		"options": [
			{"text": row.option_text, "votes": None if hides else row.votes, "is_taken": bool(row.is_taken)}
			for row in poll.options
		],
	}
