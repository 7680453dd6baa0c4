"""Forced closing (强制结案): the duty chief ends a case past missing answers and checks, with a reason."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.lifecycle import guards
from community_gov.core.stages.rules import DONE
from community_gov.core.stages.steps import transition_to_stage
from community_gov.core.step_context import step_context


def force_close(case, reason: str) -> None:
	"""Closes a case whatever is missing; what is still open around it is withdrawn.

	Args:
	        case: the locked document.
	Raises:
	        StageGuardError: no reason, not yet accepted, or done already.
	        SeparationOfDutiesError: the user handled the case.
	"""
	_check_may_be_forced(case, reason)
	case.forced_closed = 1
	step_context(case).forced = True
	case.move_to_stage("Closed", "Forced Closing", reason.strip())
	for name in _open_dispatches(case.name):
		_withdraw(frappe.get_doc("Case Dispatch", name, for_update=True), reason)


def _check_may_be_forced(case, reason: str) -> None:
	if not cstr(reason).strip():
		guards.refuse(_("Forced closing needs a reason."), _("Write why the case ends without its check."))
	if case.stage_category == DONE:
		guards.refuse(_("Case {0} is done already.").format(case.name), _("Reopen it with a reason first."))
	if not case.accepted_at:
		guards.refuse(
			_("Case {0} is not accepted yet.").format(case.name), _("Reject it with a reason instead.")
		)


def _open_dispatches(case_name: str) -> list[str]:
	return frappe.get_all(
		"Case Dispatch",
		filters={"case_file": case_name, "stage_category": ["!=", DONE]},
		pluck="name",
		order_by="creation asc",
	)


def _withdraw(dispatch, reason: str) -> None:
	"""Takes the step by which the user withdraws, so that no unit is counted as having returned the case."""
	dispatch.workflow_state = transition_to_stage(dispatch, "Rejected").next_state
	step_context(dispatch).tell(system_move=True, by_server=True)
	step_context(dispatch).tell(event="Withdrawn by Forced Closing", step_note=reason)
	# The duty chief closed the case; the end of its dispatches is the consequence.
	dispatch.save(ignore_permissions=True)
