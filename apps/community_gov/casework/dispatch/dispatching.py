"""Dispatches: one document per unit and round, and how a unit's answer moves the case."""

import frappe
from frappe import _

from community_gov.casework.dispatch.units import label_of
from community_gov.casework.lifecycle import events, notifications
from community_gov.core.documents import deadlock_as_conflict
from community_gov.core.errors import ConflictError
from community_gov.core.step_context import step_context


def open_dispatches(case) -> None:
	"""Writes one Case Dispatch for each unit of the case; nothing while dispatches are still open."""
	if case.open_dispatches:
		return
	for row in case.units:
		_open_dispatch(case, row.unit, row.duty, row.instruction)
	set_open_count(case, len(case.units))


def _open_dispatch(case, unit: str, duty: str, instruction: str | None) -> None:
	doc = frappe.new_doc("Case Dispatch")
	doc.update({"case_file": case.name, "unit": unit, "duty": duty, "instruction": instruction})
	rework = step_context(case).event == "Rework"
	step_context(doc).tell(by_case=True, dispatcher=_dispatcher_of_rework(case), rework=rework)
	# The step on the case was permitted; the dispatch is its consequence.
	doc.insert(ignore_permissions=True)


def _dispatcher_of_rework(case) -> str | None:
	"""A rework comes from the checker's finding, but its dispatcher is still who sent the first round."""
	if not step_context(case).system_move:
		return None
	first = {"case_file": case.name, "dispatched_by": ["is", "set"]}
	return frappe.db.get_value("Case Dispatch", first, "dispatched_by", order_by="creation asc")


def open_key(dispatch) -> str | None:
	"""Case and unit while the dispatch is not done: the database allows each pair once."""
	return None if dispatch.stage_category == "Done" else f"{dispatch.case_file}:{dispatch.unit}"


def refuse_second_open(dispatch) -> None:
	"""At most one open dispatch per case and unit; the unique key stops what slips past this.

	Raises:
	        ConflictError: the unit already has one.
	"""
	key = open_key(dispatch)
	other = key and frappe.db.get_value(
		"Case Dispatch", {"open_key": key, "name": ["!=", dispatch.name or ""]}
	)
	if other:
		frappe.throw(
			_("Unit {0} already holds dispatch {1} of this case. Wait for its answer or withdraw it.").format(
				label_of(dispatch.unit), other
			),
			exc=ConflictError,
		)


def refuse_second_lead(dispatch) -> None:
	"""One unit leads at a time; whoever takes over from the lead is told apart by a flag.

	Raises:
	        ConflictError: another open dispatch of the case is the lead's.
	"""
	if dispatch.duty != "Lead" or step_context(dispatch).by_case or step_context(dispatch).replaces:
		return
	open_lead = {"case_file": dispatch.case_file, "duty": "Lead", "stage_category": "Open"}
	unit = frappe.db.get_value("Case Dispatch", open_lead, "unit")
	if unit:
		frappe.throw(
			_("Unit {0} leads this case. Add the unit as helping, or reassign the lead.").format(
				label_of(unit)
			),
			exc=ConflictError,
		)


def lock_case(case_name: str):
	"""The case, locked until the transaction ends, with values newer than the transaction's snapshot."""
	with deadlock_as_conflict(case_name):
		return frappe.get_doc("Case", case_name, for_update=True)


def set_open_count(case, count: int) -> None:
	"""Keeps the number of open dispatches on the case: reading one locked row avoids deadlocks."""
	case.open_dispatches = count
	frappe.db.set_value("Case", case.name, "open_dispatches", count, update_modified=False)


def tell_handlers(dispatch) -> None:
	"""The people of the unit learn of an order that somebody else gave them."""
	users = notifications.handlers_of_unit(dispatch.unit) - {frappe.session.user}
	due = frappe.utils.cstr(dispatch.due_at or "—")[:16]
	subject = _("Case {0} is dispatched to {1}, due at {2}: {3}").format(
		dispatch.case_file, label_of(dispatch.unit), due, dispatch.case_title
	)
	notifications.notify_users(users, subject, dispatch.doctype, dispatch.name)


def holders(case) -> list[str]:
	"""Units with an open dispatch of the case."""
	return frappe.get_all(
		"Case Dispatch",
		filters={"case_file": case.name, "stage_category": "Open"},
		pluck="unit",
		order_by="creation asc",
	)


def start_handling(dispatch) -> None:
	"""A unit took its dispatch: the case is being handled."""
	_record(dispatch)
	case = lock_case(dispatch.case_file)
	_move_to_handling(case, dispatch)


def _move_to_handling(case, dispatch) -> None:
	if case.stage == "Dispatched":
		case.move_to_stage("Handling", "Handling Started", label_of(dispatch.unit))


def count_answer(dispatch) -> None:
	"""A unit answered; the last open answer moves the case on to its check."""
	_record(dispatch)
	case = lock_case(dispatch.case_file)
	if dispatch.duty == "Lead":
		case.lead_answered_round = case.round
		frappe.db.set_value("Case", case.name, "lead_answered_round", case.round, update_modified=False)
	set_open_count(case, max(case.open_dispatches - 1, 0))
	_move_to_handling(case, dispatch)
	if not case.open_dispatches:
		_move_on(case)


def count_return(dispatch) -> None:
	"""A dispatch came back or was withdrawn: without any answer left, the case is filed again."""
	_record(dispatch)
	case = lock_case(dispatch.case_file)
	set_open_count(case, max(case.open_dispatches - 1, 0))
	if case.open_dispatches or case.stage_category == "Done":
		return
	_move_on(case, step_context(dispatch).step.note)


def lead_has_answered(case) -> bool:
	"""The lead's answer is what closes a case; helpers add to it. Kept on the locked row, like the open count."""
	return case.lead_answered_round == case.round


def _move_on(case, note: str | None = None) -> None:
	"""Nothing is open any more: to its check if the lead has answered, else back to the duty chief."""
	if lead_has_answered(case):
		case.move_to_stage("Checking", "All Units Answered")
	elif case.stage_category != "Done":
		case.move_to_stage("Filed", "All Dispatches Returned", note)


def _record(dispatch) -> None:
	step = step_context(dispatch).step
	note = dispatch.answer if step.to_stage == "Closed" else step.note
	step_context(dispatch).step = frappe._dict(step, note=note)
	events.record_step(
		dispatch,
		dispatch.case_file,
		unit=dispatch.unit,
		reference_doctype=dispatch.doctype,
		reference_name=dispatch.name,
		photos=[row.image for row in dispatch.photos],
	)


def open_new_round(case, note: str | None) -> None:
	"""A failed inspection sends the case back to its units (返工), counted as a new round."""
	case.round, case.reworks = case.round + 1, case.reworks + 1
	case.move_to_stage("Dispatched", "Rework", note)
