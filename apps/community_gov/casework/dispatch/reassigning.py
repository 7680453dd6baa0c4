"""Another unit takes over a dispatch: reassigned (改派) by the duty chief, transferred (转派) inside a unit's own tree."""

import frappe
from frappe import _

from community_gov.casework.deadlines import due_times
from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.dispatch.units import label_of
from community_gov.core.errors import BadInputError, ConflictError, OutOfScopeError
from community_gov.core.stages.states import state_for_stage
from community_gov.core.stages.steps import possible_steps
from community_gov.core.step_context import step_context


def reassign(dispatch, unit: str, reason: str, instruction: str | None = None):
	"""Withdraws an open dispatch and opens one for another unit in the same round; returns the new one.

	The units of the case change too, so that a rework goes to who really works.

	Raises:
	        BadInputError: no reason, the same unit. ConflictError: the dispatch is done, or the unit holds one.
	"""
	lock_case(dispatch.case_file)
	state = next(
		(step["next_state"] for step in possible_steps(dispatch) if step["stage"] == "Rejected"), None
	)
	return give_to(dispatch, unit, "Reassigned", reason, instruction, state)


def give_to(
	dispatch, unit: str, event: str, reason: str, instruction: str | None = None, state: str | None = None
):
	"""Hands a dispatch over and puts the unit in its place among the units of the case; returns the new one."""
	new = _hand_over(dispatch, unit, event, reason, instruction, state)
	case = lock_case(dispatch.case_file)
	case.set("units", _units_after(case.units, dispatch, unit, instruction))
	step_context(case).by_server = True
	due_times.set_due(case)
	# The right on the dispatch was checked; the case follows.
	case.save(ignore_permissions=True)
	due_times.share_due(case)
	return new


def transfer(dispatch, unit: str, reason: str):
	"""Passes a unit's open dispatch to a unit below it; returns the new dispatch.

	Raises:
	        OutOfScopeError: the session user is no handler of the unit that holds it, or `unit` is not below that unit.
	"""
	lock_case(dispatch.case_file)
	_refuse_no_handler(dispatch.unit)
	if dispatch.unit not in _units_above(unit):
		frappe.throw(
			_("Unit {0} is not below {1}. Return the dispatch with a reason instead.").format(
				label_of(unit), label_of(dispatch.unit)
			),
			exc=OutOfScopeError,
		)
	return _hand_over(dispatch, unit, "Transferred", reason, dispatch.instruction)


def _hand_over(
	dispatch, unit: str, event: str, reason: str, instruction: str | None, state: str | None = None
):
	"""Opens the new dispatch before the old one ends, so that the case never stands without one."""
	_refuse_senseless(dispatch, unit, reason)
	new = frappe.new_doc("Case Dispatch")
	new.update({"case_file": dispatch.case_file, "unit": unit, "duty": dispatch.duty})
	new.instruction = instruction or dispatch.instruction
	step_context(new).replaces = dispatch.name
	# The right on the old dispatch was checked; the new one is its consequence.
	new.insert(ignore_permissions=True)
	dispatch.replaced_by = new.name
	note = _("From {0} to {1}: {2}").format(label_of(dispatch.unit), label_of(unit), reason.strip())
	target = state or state_for_stage(dispatch.doctype, "Rejected", dispatch.workflow_state)
	dispatch.move_to_state(target, event, note)
	return new


def _refuse_senseless(dispatch, unit: str, reason: str) -> None:
	if dispatch.stage_category != "Open":
		frappe.throw(
			_("Dispatch {0} is no longer open. Load the case again.").format(dispatch.name), exc=ConflictError
		)
	if unit == dispatch.unit:
		frappe.throw(
			_("Unit {0} holds this dispatch already. Choose another unit.").format(label_of(unit)),
			exc=BadInputError,
		)
	if not reason.strip():
		frappe.throw(_("No reason was given. Write why another unit takes the dispatch."), exc=BadInputError)


def _units_after(rows: list, dispatch, unit: str, instruction: str | None) -> list[dict]:
	"""The units of a case with `unit` in the place of the dispatch's unit, each unit once."""
	kept = [row for row in rows if row.unit not in (dispatch.unit, unit)]
	before = [{"unit": row.unit, "duty": row.duty, "instruction": row.instruction} for row in kept]
	text = instruction or dispatch.instruction
	return [{"unit": unit, "duty": dispatch.duty, "instruction": text}, *before]


def _refuse_no_handler(unit: str) -> None:
	handler = {"parent": unit, "parenttype": "Responsible Unit", "user": frappe.session.user}
	if not frappe.db.exists("Responsible Unit User", handler):
		frappe.throw(
			_("You are no handler of {0}. Ask one of its handlers, or the duty chief.").format(
				label_of(unit)
			),
			exc=OutOfScopeError,
		)


def _units_above(unit: str) -> list[str]:
	"""The units above a unit, nearest first."""
	above: list[str] = []
	while unit := frappe.db.get_value("Responsible Unit", unit, "parent_unit"):
		if unit in above:
			break
		above.append(unit)
	return above
