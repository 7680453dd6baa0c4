"""Who speaks for whom: one written authority for an entry, to somebody who has not given away the own vote."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation import events
from community_gov.participation.decisions import roll_units, rolls

# 选举法 Art. 42 (2020) lets one person vote for three others; committees follow it.
MOST = 3


def electors_of(entry: str) -> list[str]:
	"""Residents who may cast the vote of an entry themselves."""
	return frappe.get_all(
		rolls.ELECTOR, {"parent": entry, "parenttype": rolls.ENTRY}, pluck="resident", order_by="idx asc"
	)


def authorise(entry, resident: str, evidence: str) -> None:
	"""Lets a resident cast the vote of an entry, which its own people then cannot.

	Args:
	        entry: Roll Entry, under the lock of its roll.
	        evidence: address of the file with the written authority.
	Raises:
	        BadInputError: no evidence, one of the entry's own people, somebody under age, gone, or without a vote here.
	        ConflictError: it is spoken for, a proxy of a proxy, or more than three for one.
	"""
	own = electors_of(entry.name)
	if not evidence:
		_refuse_input(_("There is no written authority. Attach its photo or scan."))
	if resident in own:
		_refuse_input(_("This person may cast the vote anyway. An authority is for somebody else."))
	_require_adult(entry, resident)
	_require_voter(entry, resident)
	if entry.spoken_for_by:
		_refuse(_("Somebody speaks for {0} already. End that authority first.").format(entry.label))
	_refuse_chain(entry, resident, own)
	if count_locked(rolls.ENTRY, {"roll": entry.roll, "spoken_for_by": resident}) >= MOST:
		_refuse(_("This person speaks for {0} others already. Choose somebody else.").format(MOST))
	entry.db_set({"spoken_for_by": resident, "proxy_evidence": evidence})


def _require_adult(entry, resident: str) -> None:
	day, age = frappe.db.get_value(rolls.ROLL, entry.roll, ["voting_day", "age"])
	born = frappe.db.get_value("Resident", resident, "birth_date")
	if not born or not roll_units.is_of_age(born, day, age):
		_refuse_input(_("Only who is known to be of age speaks for others. Choose somebody else."))


def _require_voter(entry, resident: str) -> None:
	"""Whoever speaks for others lives here, and where the register makes the roll has a vote on it too."""
	if frappe.db.get_value("Resident", resident, "status") != roll_units.PRESENT:
		_refuse_input(_("This person does not live here any more. Choose somebody else."))
	roll = rolls.lock(entry.roll)
	if rolls.unit_of(roll) in rolls.FROM_REGISTER and not _entries_cast_by(entry.roll, resident):
		_refuse_input(_("This person has no vote on the roll. Choose somebody who has."))


def end(entry, reason: str) -> None:
	"""Ends an authority: the people of the entry cast its next votes themselves. What was cast stays.

	Args:
	        entry: Roll Entry, under the lock of its roll.
	Raises:
	        BadInputError: no reason. ConflictError: nobody speaks for it, or the vote is out in a poll that is open.
	"""
	if not cstr(reason).strip():
		_refuse_input(_("Nothing says why the authority ends. Write it."))
	if not entry.spoken_for_by:
		_refuse(_("Nobody speaks for {0}. There is nothing to end.").format(entry.label))
	if _has_voted_in_open_poll(entry):
		_refuse(
			_("The vote of {0} was cast in a poll that is open. End the authority afterwards.").format(
				entry.label
			)
		)
	events.record(entry, "Authority Ended", note=cstr(reason).strip())
	entry.db_set({"spoken_for_by": None, "proxy_evidence": None})


def _has_voted_in_open_poll(entry) -> bool:
	open_polls = frappe.get_all(
		"Poll", {"roll": entry.roll, "stage": "Voting"}, pluck="name", order_by="name asc"
	)
	# A Ballot Issue stands for the vote, whoever cast it.
	return bool(open_polls) and bool(
		count_locked("Ballot Issue", {"entry": entry.name, "poll": ("in", open_polls)})
	)


def _refuse_chain(entry, resident: str, own: list[str]) -> None:
	"""Nobody hands on a vote that was handed to them, nor speaks for others after giving the own vote away."""
	given = _entries_cast_by(entry.roll, resident)
	if any(row.spoken_for_by for row in given):
		_refuse(_("This person has given the own vote to somebody else. Choose somebody who votes."))
	if own and count_locked(rolls.ENTRY, {"roll": entry.roll, "spoken_for_by": ("in", own)}):
		_refuse(
			_("{0} speaks for others, so the own vote is not handed on. End those first.").format(entry.label)
		)


def _entries_cast_by(roll: str, resident: str) -> list[frappe._dict]:
	"""Entries of which a resident is one of the people, committed or not: rows of name, spoken_for_by."""
	entry, elector = frappe.qb.DocType(rolls.ENTRY), frappe.qb.DocType(rolls.ELECTOR)
	query = frappe.qb.from_(entry).join(elector).on(elector.parent == entry.name)
	query = query.select(entry.name, entry.spoken_for_by, entry.label)
	return query.where((entry.roll == roll) & (elector.resident == resident)).run(as_dict=True)


def entries_for(roll: str, residents: list[str]) -> list[frappe._dict]:
	"""Entries that one of these residents may cast: the own ones not given away, and those handed to them.

	Returns:
	        rows of name, label, resident (who casts it), by label
	"""
	found: dict[str, frappe._dict] = {}
	for resident in residents:
		for row in _entries_cast_by(roll, resident):
			if not row.spoken_for_by:
				found.setdefault(row.name, frappe._dict(name=row.name, label=row.label, resident=resident))
		handed = frappe.get_all(
			rolls.ENTRY,
			{"roll": roll, "spoken_for_by": resident},
			["name", "label"],
			order_by="label asc",
		)
		for row in handed:
			found.setdefault(row.name, frappe._dict(name=row.name, label=row.label, resident=resident))
	return sorted(found.values(), key=lambda row: (row.label or "", row.name))


def _refuse(text: str) -> None:
	frappe.throw(text, exc=ConflictError)


def _refuse_input(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
