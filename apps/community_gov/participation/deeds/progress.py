"""What happens to a deed between its steps: milestones reached with evidence, and checks of its upkeep."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import add_days, cstr, getdate, now_datetime

from community_gov.casework.lifecycle.notifications import handlers_of_unit
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.notifications import notify_users
from community_gov.core.step_context import step_context
from community_gov.participation import events
from community_gov.participation.deeds.deeds import DOCTYPE
from community_gov.participation.evidence import keep

KEPT = ("Result Accepted", "Ratings Closed")
# Working facilities are looked at twice a year.
CHECK_DAYS = 182


def reach_milestone(deed, row_name: str, evidence: str, note: str | None) -> str:
	"""Notes that a milestone of a locked deed was reached, once; returns the day.

	Args:
	        row_name: name of the row in `milestones`. evidence: address of a private file of the session user.
	Raises:
	        ConflictError: the deed is not being done, or the milestone is noted. BadInputError: no such row, no evidence.
	"""
	if deed.stage != "Doing":
		_refuse_late(_("This deed is not being done now. Open it to see its stage."))
	row = next((one for one in deed.milestones if one.name == row_name), None)
	if not row:
		_refuse(_("The deed has no such milestone. Open it again."))
	if row.done_on:
		_refuse_late(_("This milestone was noted already. Add another one if there is more."))
	keep(deed, evidence)
	stamp = {"done_on": getdate(), "noted_by": frappe.session.user, "evidence": evidence}
	row.update({**stamp, "note": cstr(note).strip()})
	_save(deed)
	events.record(deed, "Milestone Reached", note=row.task)
	return str(row.done_on)


def check_upkeep(deed, works: bool, note: str, photo: str | None) -> int:
	"""Notes whether a deed still works; one that does not becomes a case. Returns the number of checks.

	Raises:
	        ConflictError: the deed is not kept up now. BadInputError: no note on what does not work.
	"""
	if deed.stage not in KEPT:
		_refuse_late(_("This deed is not being kept up now. Open it to see its stage."))
	if not works and not cstr(note).strip():
		_refuse(_("Nothing says what does not work. Write it."))
	if photo:
		keep(deed, photo)
	stamp = {"checked_at": now_datetime(), "checked_by": frappe.session.user}
	deed.append("upkeep_checks", {**stamp, "works": int(works), "note": cstr(note).strip(), "photo": photo})
	deed.last_check = "Works" if works else "Does Not Work"
	_save(deed)
	events.record(deed, "Upkeep Check", note=cstr(note).strip())
	if not works:
		_report(deed, note)
	return len(deed.upkeep_checks)


def tell_due_checks() -> int:
	"""Scheduler: tells the units of deeds that nobody has looked at for half a year; returns how many deeds."""
	since = add_days(getdate(), -CHECK_DAYS)
	names = frappe.get_all(DOCTYPE, {"stage": ("in", KEPT)}, pluck="name", order_by="name asc", limit=1000)
	due = [deed for deed in (frappe.get_doc(DOCTYPE, name) for name in names) if _last_look(deed) == since]
	for deed in due:
		text = _("Nobody has looked for half a year whether {0} still works. Look, and note it.")
		notify_users(handlers_of_unit(deed.upkeep_unit), text.format(deed.title), DOCTYPE, deed.name)
	return len(due)


def _last_look(deed):
	checks = [row.checked_at for row in deed.upkeep_checks]
	return getdate(checks[-1] if checks else deed.accepted_at)


def _report(deed, note: str) -> None:
	case = frappe.new_doc("Case")
	text = _("{0} does not work any more: {1}").format(deed.title, cstr(note).strip())
	case.update({"title": deed.title, "description": text, "grid": deed.grid, "address": deed.place})
	# Whoever looks after a deed need not be allowed to report cases.
	case.insert(ignore_permissions=True)
	events.record(deed, "Case Reported", note=case.name)


def _save(deed) -> None:
	step_context(deed).by_server = True
	# The caller was asked for the right to write the deed, or does it with the unit.
	deed.save(ignore_permissions=True)


def _refuse_late(text: str) -> NoReturn:
	frappe.throw(text, exc=ConflictError)


def _refuse(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)
