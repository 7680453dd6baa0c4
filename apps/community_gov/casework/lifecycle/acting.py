"""Acting on a case: fields and workflow action together, on one document or on many."""

from collections.abc import Callable
from copy import deepcopy

import frappe
from frappe import _

from community_gov.core.compat import roll_back_to
from community_gov.core.errors import BadInputError
from community_gov.core.stages.states import transition_for_action
from community_gov.core.stages.steps import plan_step, refuse_other_values, transition_to_stage
from community_gov.core.transactions import is_lost

ACTABLE_FIELDS = frozenset(
	{
		"category",
		"filing_condition",
		"urgency",
		"missed_by_patrol",
		"title",
		"description",
		"grid",
		"address",
		"latitude",
		"longitude",
		"units",
		"resolution",
	}
)
MAX_BULK = 200
SAVEPOINT = "act_on_many"


def act_on_case(case, action: str, values: dict, note: str | None, position: dict | None) -> None:
	"""Sets fields, takes the action and saves.

	Raises:
	        BadInputError: a field that a step may not set.
	        StageGuardError: the action is not possible, or the stage demands more.
	"""
	transition = transition_for_action(case, action)
	case.take_planned_step(plan_step(case, transition, values, note=note, position=position))


def act_on_many(names: list[str], step: Callable, load: Callable) -> dict:
	"""Takes a step on each case in a savepoint of its own.

	Args:
	        step: takes a loaded case and acts on it.
	        load: as api.access.load_doc.
	Returns:
	        {done: [name], failed: [{case, reason}]}
	"""
	if len(names) > MAX_BULK:
		frappe.throw(
			_("{0} cases were sent at once. Send at most {1}.").format(len(names), MAX_BULK),
			exc=BadInputError,
		)
	reasons = {name: _try_one(name, step, load) for name in names}
	return {
		"done": [name for name, reason in reasons.items() if not reason],
		"failed": [{"case": name, "reason": reason} for name, reason in reasons.items() if reason],
	}


def _try_one(name: str, step: Callable, load: Callable) -> str | None:
	"""None if the case was acted on, else why not; nothing of a failed one stays."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		step(load("Case", name, "write"))
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
		if is_lost(error):
			# The database has undone the cases before too: all of them are to be sent again.
			raise
		roll_back_to(SAVEPOINT)
		frappe.clear_messages()
		frappe.local.response.pop("exc_type", None)
		return str(error) or _("This step is not possible here and now.")
	return None


def bulk_step(action: str | None, stage: str | None, values: dict, note: str | None) -> Callable:
	"""What `act_on_many` does to each case: the named action, or whichever leads to the stage.

	Raises:
	        BadInputError: neither or both are named, or a field that a step may not set.
	"""
	if bool(action) == bool(stage):
		frappe.throw(_("The step is not clear. Send either an action or a stage."), exc=BadInputError)
	refuse_other_values(values, ACTABLE_FIELDS)

	def step(case) -> None:
		transition = transition_to_stage(case, stage) if stage else transition_for_action(case, action or "")
		case.take_planned_step(plan_step(case, transition, deepcopy(values), note=note))

	return step
