"""What is open follows its source: due times are reckoned anew on a changed calendar, limit or condition.

Each function works on one locked document and tells whether it moved. What has ended, or stands still, keeps its figures.
"""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from community_gov.casework.deadlines import due_times, post_limits, watch
from community_gov.casework.lifecycle import events
from community_gov.casework.quality import check_tasks
from community_gov.core.stages.rules import DONE

# A due time was reckoned a moment before or after its stamp was written: that much is no change.
SAME = timedelta(seconds=5)


def recalculate_case(case, reason: str) -> bool:
	"""Limit and due times of an open case, with its marks; one that is overdue now is treated as the clock does it.

	Suspensions and granted extensions count as before. What was late on an earlier clock stays known.

	Args:
	        reason: what changed, for the event.
	"""
	if case.stage_category == DONE:
		return False
	before = frappe._dict({name: case.get(name) for name in ("due_at", "stage_due_at", "limit_value")})
	before.limit_unit, before.warn_at = case.limit_unit, case.warn_at
	_reckon(case, before)
	lines = _changes_of(case, before)
	if not lines:
		return False
	_fit_marks(case)
	case.save_clock()
	due_times.share_due(case)
	events.record(case.name, "Deadline Recalculated", note="\n".join([*lines, reason]))
	if case.stage in watch.RUNNING:
		watch.mark_overdue(case)
	return True


def _reckon(case, before) -> None:
	"""New values on the document; a difference that is none is put back."""
	if case.stage not in due_times.STOPPED:
		due_times.renew_limit(case)
		if due_times.can_reckon(case):
			due_times.set_due(case)
	post_limits.renew_stage_due(case)
	if _is_same(before.due_at, case.due_at):
		case.due_at, case.warn_at = before.due_at, before.warn_at
	if _is_same(before.stage_due_at, case.stage_due_at):
		post_limits.put_stage_due(case, before.stage_due_at)


def _is_same(old, new) -> bool:
	if not (old and new):
		return not old and not new
	return abs(get_datetime(new) - get_datetime(old)) < SAME


def _changes_of(case, before) -> list[str]:
	"""Old and new values in words, one line each."""
	lines = []
	if (before.limit_value, before.limit_unit) != (case.limit_value, case.limit_unit):
		lines.append(_("Limit: {0} → {1}.").format(_limit_in_words(before), _limit_in_words(case)))
	if before.due_at != case.due_at:
		lines.append(_("Due: {0} → {1}.").format(_minute_of(before.due_at), _minute_of(case.due_at)))
	if before.stage_due_at != case.stage_due_at:
		old, new = _minute_of(before.stage_due_at), _minute_of(case.stage_due_at)
		lines.append(_("Next step due: {0} → {1}.").format(old, new))
	return lines


def _limit_in_words(row) -> str:
	return f"{row.limit_value or 0:g} {_(row.limit_unit)}" if row.limit_unit else "—"


def _minute_of(moment) -> str:
	return cstr(moment)[:16] if moment else "—"


def _fit_marks(case) -> None:
	"""Marks of the running clock say what holds now: a case that is not late any more was never late on this clock."""
	if not case.due_at or case.stage in due_times.STOPPED:
		return
	if case.breached_at:
		late = get_datetime(case.due_at) <= now_datetime()
		of_this_clock = case.first_breached_at == case.breached_at
		case.breached_at = case.due_at if late else None
		if of_this_clock:
			case.first_breached_at = case.breached_at
	if case.reminded_at and get_datetime(case.warn_at) > now_datetime():
		case.reminded_at = None


def recalculate_dispatch(dispatch, reason: str) -> bool:
	"""Until when a unit is to accept; the due time of its case comes with the case."""
	if dispatch.stage_category == DONE or dispatch.accepted_at:
		return False
	due = due_times.due_in_duty_hours("response_hours", dispatch.unit, get_datetime(dispatch.dispatched_at))
	return _move(dispatch, "respond_due_at", due, reason)


def recalculate_check(check, reason: str) -> bool:
	"""Until when a check is to be answered."""
	if check.result != "Pending":
		return False
	urgency = frappe.db.get_value("Case", check.case_file, "urgency")
	due = check_tasks.due_by(check.kind, urgency, get_datetime(check.requested_at))
	return _move(check, "due_at", due, reason)


def recalculate_order(order, reason: str) -> bool:
	"""Until when a supervision order is to be answered, where nobody named a deadline for it."""
	if order.stage != "Issued" or not order.due_follows_settings:
		return False
	due = due_times.due_in_duty_hours("supervision_hours", order.unit, get_datetime(order.issued_at))
	return _move(order, "answer_due_at", due, reason)


def _move(doc, fieldname: str, due, reason: str) -> bool:
	"""Stores another due time and tells the case; no limit and no calendar leave it as it is."""
	old = doc.get(fieldname)
	if not due or _is_same(old, due):
		return False
	values = {fieldname: due}
	if doc.get("breached_at"):
		values["breached_at"] = due if due <= now_datetime() else None
	frappe.db.set_value(doc.doctype, doc.name, values)
	line = _("{0} {1} due: {2} → {3}.").format(_(doc.doctype), doc.name, _minute_of(old), _minute_of(due))
	reference = {"reference_doctype": doc.doctype, "reference_name": doc.name, "unit": doc.get("unit")}
	events.record(doc.case_file, "Deadline Recalculated", note=f"{line}\n{reason}", **reference)
	return True
