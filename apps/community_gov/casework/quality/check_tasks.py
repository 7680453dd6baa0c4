"""A check as a task: until when, told to whom, with what evidence, and how far from the place."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, now_datetime

from community_gov.casework.deadlines import post_limits
from community_gov.casework.lifecycle import notifications
from community_gov.casework.quality.checking import STAGE_OF_KIND
from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context
from community_gov.grids.distance import distance_km


def due_by(kind: str, urgency: str, start: datetime | None = None) -> datetime | None:
	"""Until when a check of a kind that is asked for then (now) is to be answered, by the time of its post; None without a limit."""
	row = post_limits.limit_of(STAGE_OF_KIND[kind], urgency)
	return post_limits.due_by(row, start) if row else None


def stamp_assignment(check) -> None:
	"""When somebody was named to go, and by whom; nobody's name stands there where the system chose."""
	before = check.get_doc_before_save()
	step_context(check).assigned = (
		bool(check.assignee) and (before.assignee if before else None) != check.assignee
	)
	if step_context(check).assigned:
		by_hand = None if step_context(check).by_case else frappe.session.user
		check.update({"assigned_at": now_datetime(), "assigned_by": by_hand})


def tell_assignee(check) -> None:
	if not check.assignee or check.assignee == frappe.session.user:
		return
	subject = _("{0} of case {1}: answer until {2}.").format(
		_(check.kind, context="Case Check"), check.case_file, cstr(check.due_at or "—")[:16]
	)
	notifications.notify_users({check.assignee}, subject, check.doctype, check.name)


def needs_evidence(check) -> None:
	"""Photo and position, where the settings ask for them.

	Raises:
	        BadInputError
	"""
	settings = frappe.get_cached_doc("Community Gov Settings")
	if cint(settings.check_photo_required) and not check.photos:
		frappe.throw(_("Check {0} has no photo. Take one on site.").format(check.name), exc=BadInputError)
	if cint(settings.check_position_required) and check.latitude is None:
		frappe.throw(
			_("Check {0} has no position. Allow the browser to see where you are.").format(check.name),
			exc=BadInputError,
		)


def distance_to_case(check) -> float | None:
	"""Metres between the answer and the case, or None if either has no position."""
	case = frappe.db.get_value("Case", check.case_file, ["latitude", "longitude"], as_dict=True)
	if check.latitude is None or not (case.latitude or case.longitude):
		return None
	return round(1000 * distance_km((check.latitude, check.longitude), (case.latitude, case.longitude)))


def note_breach(check) -> None:
	"""An answer that comes too late is marked so, also where the watch has not seen it yet."""
	if check.due_at and not check.breached_at and now_datetime() > get_datetime(check.due_at):
		check.breached_at = check.due_at


def overdue_checks() -> list[str]:
	"""Pending checks whose time ran out unmarked; one without a limit never does."""
	check = frappe.qb.DocType("Case Check")
	query = frappe.qb.from_(check).select(check.name).where(check.result == "Pending")
	query = query.where((check.due_at <= now_datetime()) & check.breached_at.isnull())
	return query.orderby(check.due_at).limit(500).run(pluck=True)


def mark_check_overdue(check) -> list[str]:
	"""Marked once; the checker and the operators are told."""
	if check.result != "Pending" or check.breached_at or not check.due_at or check.due_at > now_datetime():
		return []
	frappe.db.set_value(check.doctype, check.name, "breached_at", check.due_at, update_modified=False)
	subject = _("{0} of case {1} is overdue. Answer it, or give it to somebody else.").format(
		_(check.kind, context="Case Check"), check.case_file
	)
	notifications.notify_users(
		notifications.with_role("Operator") | {check.assignee}, subject, check.doctype, check.name
	)
	return ["breached"]
