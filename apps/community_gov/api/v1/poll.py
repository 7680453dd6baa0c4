"""Polls over REST: rolls, proxies, papers, open votes, counts and results. Steps are taken by step.take."""

import frappe
from frappe import _

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_dict, as_list
from community_gov.api.sheets import receive_sheet
from community_gov.core.errors import BadInputError
from community_gov.core.sheet_imports.orders import told_problems
from community_gov.participation.decisions import ballots, paper_counts, polls, proxies, results, rolls
from community_gov.participation.evidence import keep
from community_gov.permissions.access import load_doc, refuse_access, require

MOST_PAPERS = 500


@frappe.whitelist(methods=["POST"])
def fill_roll(roll: str) -> dict:
	"""Puts in whom the register names, in the place of what it named before; entries by hand stay.

	Permission: who may write the roll.
	Returns:
	        {roll, entries, without_age}: entries by the register and by hand, and residents without a date of birth
	Raises:
	        ConflictError (409): the roll is frozen. BadInputError (422): the register does not know who votes here.
	"""
	require(rolls.ROLL, "write")
	doc = load_doc(rolls.ROLL, roll, "write")
	return {"roll": doc.name, **rolls.fill(doc)}


@frappe.whitelist(methods=["POST"])
def freeze_roll(roll: str) -> dict:
	"""Freezes a roll: from here on nobody is added or taken out.

	Permission: who may write the roll.
	Returns:
	        {roll, entries, total_area (square metres), list_hash}
	Raises:
	        ConflictError (409): it is frozen. BadInputError (422): nobody is on it, or a floor area is missing.
	"""
	require(rolls.ROLL, "write")
	doc = load_doc(rolls.ROLL, roll, "write")
	rolls.freeze(doc)
	return {"roll": doc.name, **{name: doc.get(name) for name in ("entries", "total_area", "list_hash")}}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.authorise")
def authorise(entry: str, resident: str, evidence: str) -> dict:
	"""Lets a resident cast the vote of an entry under a written authority.

	Args:
	        evidence: address of the file with the authority, as Frappe's upload tells it.
	Permission: who may write the roll.
	Returns:
	        {entry, spoken_for_by}
	Raises:
	        see participation.decisions.proxies.authorise
	"""
	doc = _locked_entry(entry)
	if evidence:
		keep(doc, evidence)
	proxies.authorise(doc, resident, evidence)
	return {"entry": doc.name, "spoken_for_by": doc.spoken_for_by}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.end_authority")
def end_authority(entry: str, reason: str) -> dict:
	"""Ends a written authority; what was cast under it stays.

	Permission: who may write the roll.
	Returns:
	        {entry, spoken_for_by: null}
	Raises:
	        see participation.decisions.proxies.end
	"""
	doc = _locked_entry(entry)
	proxies.end(doc, reason)
	return {"entry": doc.name, "spoken_for_by": doc.spoken_for_by}


def _locked_entry(entry: str):
	require(rolls.ENTRY, "write")
	doc = load_doc(rolls.ENTRY, entry, "write")
	rolls.lock(doc.roll)
	return doc


def _require_keeper(poll: str) -> None:
	"""Refuses whoever may not write the poll, without a lock: many are given their paper at the same moment."""
	require("Poll", "write")
	if not load_doc("Poll", poll).has_permission("write"):
		refuse_access("Poll", poll)


@frappe.whitelist(methods=["POST"])
@idempotent("poll.issue_papers")
def issue_papers(poll: str, entries: list | str, channel: str = "Hall") -> dict:
	"""Notes that entries of the roll were given a paper for a secret vote.

	Args:
	        entries: names of Roll Entry, at most 500. channel: Hall, Door or Post.
	Permission: who may write the poll.
	Returns:
	        {poll, issued, took_part}
	Raises:
	        ConflictError (409): one of them has taken part; then none is noted. BadInputError (422): too many at once.
	"""
	_require_keeper(poll)
	names = [str(name) for name in as_list(entries, "entries")]
	if len(names) > MOST_PAPERS:
		frappe.throw(
			_("{0} papers are too many at once. Send at most {1}.").format(len(names), MOST_PAPERS),
			exc=BadInputError,
		)
	for name in names:
		ballots.issue_paper(poll, name, channel)
	return {"poll": poll, "issued": len(names), "took_part": polls.turnout(poll)}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.record")
def record(poll: str, entry: str, choices: list | str, channel: str = "Hall") -> dict:
	"""Records the vote of an entry in an open poll, as it was given in the hall, at the door or by post.

	Args:
	        choices: numbers of options, from 1.
	Permission: who may write the poll.
	Returns:
	        {poll, took_part}
	Raises:
	        see participation.decisions.ballots.cast
	"""
	_require_keeper(poll)
	ballots.require_by_hand(channel)
	ballots.cast(poll, entry, as_list(choices, "choices"), channel)
	return {"poll": poll, "took_part": polls.turnout(poll)}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.count_papers")
def count_papers(
	poll: str,
	papers: int,
	votes: dict | str,
	second_counter: str,
	invalid: int = 0,
	reason: str | None = None,
) -> dict:
	"""Records what lay in the ballot box of a closed poll, counted by the session user and a second account.

	Args:
	        papers: papers in the box. invalid: those of them that count for nothing.
	        votes: number of an option -> votes, e.g. {"1": 40, "2": 12}.
	        reason: why it is counted again, where it was counted before.
	Permission: who may write the poll; not who put the question.
	Returns:
	        {poll, count, round}
	Raises:
	        see participation.decisions.paper_counts.record
	"""
	require("Poll", "write")
	doc = load_doc("Poll", poll, "write")
	given = paper_counts.read_votes(as_dict(votes, "votes"))
	made = paper_counts.record(doc, papers, invalid, given, second_counter, reason)
	return {"poll": poll, "count": made.name, "round": made.round}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.confirm_count")
def confirm_count(count: str) -> dict:
	"""Confirms a count of papers with the own account, as whoever counted along.

	Permission: the second counter of the count, who may read its poll.
	Returns:
	        {count, confirmed_at}
	Raises:
	        SeparationOfDutiesError (403): somebody else counted along. ConflictError (409): it is confirmed.
	"""
	doc = load_doc(paper_counts.DOCTYPE, count)
	doc = frappe.get_doc(paper_counts.DOCTYPE, doc.name, for_update=True)
	paper_counts.confirm(doc)
	return {"count": doc.name, "confirmed_at": str(doc.confirmed_at)}


@frappe.whitelist(methods=["POST"])
@idempotent("poll.import_entries")
def import_entries(file_url: str) -> dict:
	"""Writes entries of rolls from an uploaded CSV or XLSX sheet, or none if a row cannot be used.

	Permission: who may create entries, for each row in its roll. Columns: see participation.decisions.roll_sheets.
	Returns:
	        {loaded, known, problems: [{line, key, reason, sheet}], message, import, status}; a larger sheet is read in the
	        background, see sheet_import.status
	"""
	require(rolls.ENTRY, "create")
	order = receive_sheet("Roll Entries", file_url)
	answer = {"loaded": order.new_count, "known": order.known_count, "problems": told_problems(order)}
	return {**answer, "message": order.message, "import": order.name, "status": order.status}


@frappe.whitelist(methods=["GET"])
def result(poll: str) -> dict:
	"""Turnout of a poll, and its result once it is confirmed.

	Permission: who may read the poll.
	Returns:
	        {poll, stage, took_part_so_far, result: see participation.decisions.results.public_result, or None}
	"""
	doc = load_doc("Poll", poll)
	found = results.public_result(doc) if doc.stage == "Confirmed" else None
	return {"poll": poll, "stage": doc.stage, "took_part_so_far": polls.turnout(poll), "result": found}
