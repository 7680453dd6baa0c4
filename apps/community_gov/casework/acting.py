"""Acting on a case: fields and workflow action together, on one document or on many."""

from collections.abc import Callable

import frappe
from frappe import _

from community_gov.errors import BadInputError
from community_gov.workflows.states import transition_for_action
from community_gov.workflows.steps import take

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


def act_on_case(case, action: str, values: dict, note: str | None, position: dict | None) -> None:
	"""Sets fields, takes the action and saves.

	Raises:
	        BadInputError: a field that a step may not set.
	        StageGuardError: the action is not possible, or the stage demands more.
	"""
	refuse_other_fields(values)
	transition = transition_for_action(case, action)
	case.update(values)
	take(case, transition, note, position)


def refuse_other_fields(values: dict) -> None:
	others = sorted(set(values) - ACTABLE_FIELDS)
	if others:
		frappe.throw(
			_("A step cannot set {0}. Set only: {1}.").format(
				", ".join(others), ", ".join(sorted(ACTABLE_FIELDS))
			),
			exc=BadInputError,
		)


def act_on_many(names: list[str], action: str, values: dict, note: str | None, load: Callable) -> dict:
	"""Acts on each case in a savepoint of its own.

	Returns:
	        {done: [name], failed: [{case, reason}]}
	"""
	if len(names) > MAX_BULK:
		frappe.throw(
			_("{0} cases were sent at once. Send at most {1}.").format(len(names), MAX_BULK),
			exc=BadInputError,
		)
	result: dict[str, list] = {"done": [], "failed": []}
	for number, name in enumerate(names, start=1):
		reason = try_one(name, action, values, note, load)
		if reason:
			result["failed"].append({"case": name, "reason": reason})
		else:
			result["done"].append(name)
		frappe.publish_progress(number * 100 / len(names), title=_("Cases"), description=name)
	return result


def try_one(name: str, action: str, values: dict, note: str | None, load: Callable) -> str | None:
	"""None if the case was acted on, else why not; nothing of a failed one stays."""
	frappe.db.savepoint("act_on_many")
	try:
		act_on_case(load("Case", name, "write"), action, dict(values), note, None)
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
		frappe.db.rollback(save_point="act_on_many")
		frappe.clear_messages()
		return str(error) or error.__class__.__name__
	return None
