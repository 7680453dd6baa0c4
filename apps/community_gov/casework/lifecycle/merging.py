"""Merging a case into another one that is the same: both keep their history, everybody concerned is told."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.intake import following
from community_gov.casework.lifecycle import events, notifications
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.stages.rules import DONE
from community_gov.core.step_context import step_context

GUEST = "Guest"


def merge(case, into, reason: str) -> None:
	"""Ends `case` as a duplicate of `into`; both are locked documents.

	Raises:
	        BadInputError: no reason, or the same case. ConflictError: one is done, or a chain would form.
	        StageGuardError: units still hold dispatches of the case.
	"""
	_refuse_senseless(case, into, reason)
	case.duplicate_of = into.name
	note = _("Into {0}: {1}").format(into.name, reason.strip())
	case.move_to_stage("Rejected", "Merged Into", note)
	events.record(into.name, "Took In", note=f"{case.name}: {reason.strip()}")
	_move_followers(case, into)
	_notify_followers(case, into)


def _refuse_senseless(case, into, reason: str) -> None:
	if case.name == into.name:
		frappe.throw(_("A case cannot be merged into itself. Choose the other case."), exc=BadInputError)
	if not cstr(reason).strip():
		frappe.throw(_("No reason was given. Write why the two are the same."), exc=BadInputError)
	done = next((doc for doc in (case, into) if doc.stage_category == DONE), None)
	if done:
		frappe.throw(
			_("Case {0} is done already. Only open cases are merged.").format(done.name), exc=ConflictError
		)
	taken = count_locked("Case", {"duplicate_of": case.name})
	if taken:
		frappe.throw(
			_("{1} cases were merged into case {0}. Merge the other case into it instead.").format(
				case.name, taken
			),
			exc=ConflictError,
		)


def _move_followers(case, into) -> None:
	"""Reporter and followers of the merged case follow the survivor; who follows both stays where he is."""
	known = {"case_file": into.name, "user": ["is", "set"]}
	already = set(frappe.get_all("Case Follower", filters=known, pluck="user", order_by="user asc"))
	already.add(into.reporter)
	for row in _followers_of(case.name):
		if row.user in already:
			continue
		values = {"case_file": into.name, "via_case": case.name}
		frappe.db.set_value("Case Follower", row.name, values, update_modified=False)
		already |= {row.user} - {None, ""}
	if case.reporter not in (*already, None, GUEST):
		following.follow_case(into, case.reporter, None, via_case=case.name, is_reporter=True)
	following.count(case.name)
	following.count(into.name)


def _followers_of(case_name: str) -> list[frappe._dict]:
	filters = {"case_file": case_name}
	return frappe.get_all("Case Follower", filters=filters, fields=["name", "user"], order_by="creation asc")


def _notify_followers(case, into) -> None:
	"""Accounts hear of the merge with a link to the survivor; guests read it by their code."""
	moved = {"case_file": into.name, "via_case": case.name, "user": ["is", "set"]}
	users = set(frappe.get_all("Case Follower", filters=moved, pluck="user", order_by="user asc"))
	for user in sorted((users | {case.reporter}) - {None, "", GUEST}):
		if language := notifications.language_of(user):
			text = _("Case {0} is the same as {1} and goes on there.", lang=language)
			notifications.notify(user, into, text.format(case.name, into.name))
	if language := notifications.language_of(into.reporter):
		text = _("Case {0} was merged into your case {1}.", lang=language)
		notifications.notify(into.reporter, into, text.format(case.name, into.name))


def undo_if_reopened(case) -> None:
	"""A merged case that is reopened stands for itself again; called before the save, inside the same step."""
	before = case.get_doc_before_save()
	if before and before.duplicate_of and before.stage_category == DONE and case.stage_category != DONE:
		step_context(case).merged_before = before.duplicate_of
		case.duplicate_of = None


def record_undoing(case) -> None:
	"""After the save: followers that came with the merged case go back with it."""
	context = step_context(case)
	survivor, context.merged_before = context.merged_before, None
	if not survivor:
		return
	events.record(survivor, "Gave Back", note=case.name)
	for row in frappe.get_all(
		"Case Follower",
		filters={"case_file": survivor, "via_case": case.name},
		fields=["name", "is_reporter"],
		order_by="creation asc",
	):
		if row.is_reporter:
			# The merge wrote this row; reopening takes it back.
			frappe.delete_doc("Case Follower", row.name, ignore_permissions=True, force=True)
		else:
			values = {"case_file": case.name, "via_case": None}
			frappe.db.set_value("Case Follower", row.name, values, update_modified=False)
	following.count(survivor)
	following.count(case.name)
