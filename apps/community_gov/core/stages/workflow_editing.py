"""Workflows as administrators change them on their page: states, steps and who takes them; each change can be undone.

Conditions and scripts are for System Managers in Frappe's own form: a step with a condition keeps it, and is not removed here.
"""

import json
from collections.abc import Callable
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.documents import write_audit_record
from community_gov.core.errors import BadInputError, ConflictError, WorkflowSetupError
from community_gov.core.plain_text import one_line
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.workflow_graph import Graph
from community_gov.core.stages.workflow_view import (
	CHANGE,
	graph_of_workflow,
	last_change,
	look,
	roles_that_write,
	workflow_of,
)

MOST_STATES, MOST_ROWS, LONGEST = 40, 200, 40
# What a snapshot keeps of the two tables; the rest is Frappe's.
STATE_FIELDS = (
	"state",
	"stage",
	"doc_status",
	"allow_edit",
	"update_field",
	"update_value",
	"is_optional_state",
)
STEP_FIELDS = ("state", "action", "next_state", "allowed", "allow_self_approval", "condition")


# Changes. Each takes the locked workflow, changes its rows in memory and tells in one line what it did.


def add_state(document_type: str, modified: str, state: str, stage: str) -> dict:
	"""A further state of a stage, behind those that it has.

	Raises:
	        BadInputError: no name, a name that is there, a stage that the DocType does not know.
	"""
	name = _plain_name(state)
	if stage not in STAGES_OF.get(document_type, {}):
		_refuse_input(_("{0} is no stage of this document. Choose one of the list.").format(stage))

	def change(workflow) -> str:
		if name in graph_of_workflow(workflow).names() or len(workflow.states) >= MOST_STATES:
			_refuse_input(
				_("State {0} is there already, or there are too many. Choose another name.").format(name)
			)
		_ensure("Workflow State", "workflow_state_name", name)
		place = max((row.idx for row in workflow.states if row.stage == stage), default=len(workflow.states))
		like = next((row for row in workflow.states if row.stage == stage), workflow.states[-1])
		row = workflow.append("states", {**_row(like, STATE_FIELDS), "state": name, "stage": stage})
		_move_behind(workflow.states, row, place)
		return _("State {0} added").format(_(name))

	return _apply(document_type, modified, change)


def remove_state(document_type: str, modified: str, state: str) -> dict:
	"""Takes a state away, with the steps to and from it.

	Raises:
	        WorkflowSetupError: documents are in it, or the stage would have no state left.
	"""

	def change(workflow) -> str:
		_require_state(workflow, state)
		_require_empty(workflow, state)
		gone = [row for row in workflow.transitions if state in (row.state, row.next_state)]
		_require_no_condition(gone)
		workflow.states = _renumbered(row for row in workflow.states if row.state != state)
		workflow.transitions = _renumbered(row for row in workflow.transitions if row not in gone)
		return _("State {0} removed").format(_(state))

	return _apply(document_type, modified, change)


def set_step(
	document_type: str, modified: str, state: str, action: str, next_state: str, roles: list[str]
) -> dict:
	"""Adds a step, or says anew who may take it; no role takes it away. A condition of a step stays.

	Raises:
	        BadInputError: a state, an action or a role that is not known here.
	        WorkflowSetupError: the action leads elsewhere already, or documents would get stuck.
	"""
	name, wanted = _plain_name(action), list(dict.fromkeys(roles))
	unknown = sorted(set(wanted) - set(roles_that_write(document_type)))
	if unknown:
		_refuse_input(
			_("{0} may not write this document, so nobody would get on. Choose roles of the list.").format(
				", ".join(map(_, unknown))
			)
		)

	def change(workflow) -> str:
		for one in (state, next_state):
			_require_state(workflow, one)
		_set_roles(workflow, (state, name, next_state), wanted)
		text = _("Step {0}: {1}") if wanted else _("Step {0} removed")
		return text.format(_(name, context="Workflow Action"), ", ".join(map(_, wanted)))

	return _apply(document_type, modified, change)


def _set_roles(workflow, key: tuple[str, str, str], roles: list[str]) -> None:
	rows = [row for row in workflow.transitions if (row.state, row.action, row.next_state) == key]
	gone = [row for row in rows if row.allowed not in roles]
	_require_no_condition(gone)
	workflow.transitions = _renumbered(row for row in workflow.transitions if row not in gone)
	if roles:
		_ensure("Workflow Action Master", "workflow_action_name", key[1])
	values = dict(zip(("state", "action", "next_state"), key, strict=True))
	# A further role stands under the condition of the step.
	shared = {"allow_self_approval": 1, "condition": rows[0].condition if rows else None}
	for role in roles:
		if role not in {row.allowed for row in rows}:
			workflow.append("transitions", {**shared, **values, "allowed": role})


def undo(document_type: str, modified: str) -> dict:
	"""Puts back what was there before the last change that was not undone.

	Raises:
	        ConflictError: there is none, or the workflow was changed elsewhere since.
	"""
	workflow = _locked(document_type, modified)
	last = last_change(workflow.name)
	if not last:
		frappe.throw(_("There is nothing to undo. Changes of the page only are undone."), exc=ConflictError)
	before, after = frappe.db.get_value(CHANGE, last["name"], ("before", "after"))
	if json.loads(after) != _snapshot(workflow):
		frappe.throw(
			_("The workflow was changed elsewhere since. Change it by hand, or reset it."), exc=ConflictError
		)
	former = json.loads(before)
	for state in set(graph_of_workflow(workflow).names()) - {row["state"] for row in former["states"]}:
		_require_empty(workflow, state)
	_restore(workflow, former)
	# An administrator may not write workflows in Frappe's form, which has conditions.
	workflow.save(ignore_permissions=True)
	frappe.db.set_value(CHANGE, last["name"], "is_undone", 1)
	return look(document_type)


def _require_empty(workflow, state: str) -> None:
	if count_locked(workflow.document_type, {workflow.workflow_state_field: state}):
		_refuse_change(_("Documents are in state {0}. Take them on to another state first.").format(_(state)))


# What all changes have in common.


def _apply(document_type: str, modified: str, change: Callable) -> dict:
	workflow = _locked(document_type, modified)
	graph, before = graph_of_workflow(workflow), _snapshot(workflow)
	told = change(workflow)
	_check(graph, graph_of_workflow(workflow), document_type)
	# An administrator may not write workflows in Frappe's form, which has conditions.
	workflow.save(ignore_permissions=True)
	after = _snapshot(workflow)
	if after != before:
		values = {"workflow": workflow.name, "told": told, "changed_by": frappe.session.user}
		snapshots = {"before": json.dumps(before), "after": json.dumps(after)}
		write_audit_record(CHANGE, {**values, **snapshots, "changed_at": now_datetime()})
	return look(document_type)


def _locked(document_type: str, modified: str):
	workflow = workflow_of(document_type, lock=True)
	if cstr(workflow.modified) != cstr(modified):
		frappe.throw(
			_("Somebody else changed this workflow. Load the page again and repeat the change."),
			exc=ConflictError,
		)
	return workflow


def _check(before: Graph, after: Graph, document_type: str) -> None:
	"""Refuses what breaks something that worked."""
	if len(after.steps) > MOST_ROWS:
		_refuse_change(_("There are {0} steps already. Remove one first.").format(MOST_ROWS))
	for stage in sorted(after.empty_stages() - before.empty_stages()):
		_refuse_change(
			_("Stage {0} would have no state left, and the app enters it by itself. Keep one.").format(
				_(stage, context=document_type)
			)
		)
	for state, action in sorted(after.ambiguous() - before.ambiguous()):
		_refuse_change(
			_("{0} leads from state {1} elsewhere already. Choose another action.").format(
				_(action, context="Workflow Action"), _(state)
			)
		)
	for state in sorted(after.dead_ends() - before.dead_ends()):
		_refuse_change(
			_("Documents would get stuck in state {0}. Add a step that leaves it first.").format(_(state))
		)
	for state in sorted((after.unreached() - before.unreached()) & set(before.names())):
		_refuse_change(
			_("No document would get to state {0} any more. Remove the state, or keep a step to it.").format(
				_(state)
			)
		)


def _snapshot(workflow) -> dict:
	return {
		"states": [_row(row, STATE_FIELDS) for row in workflow.states],
		"transitions": [_row(row, STEP_FIELDS) for row in workflow.transitions],
	}


def _restore(workflow, snapshot: dict) -> None:
	workflow.set("states", snapshot["states"])
	workflow.set("transitions", snapshot["transitions"])


def _row(row, fields: tuple[str, ...]) -> dict:
	return {name: cstr(row.get(name)) for name in fields if row.meta.has_field(name)}


def _renumbered(rows) -> list:
	kept = list(rows)
	for number, row in enumerate(kept, 1):
		row.idx = number
	return kept


def _move_behind(rows: list, row, place: int) -> None:
	rows.remove(row)
	rows.insert(place, row)
	_renumbered(rows)


def _plain_name(text: str) -> str:
	name = one_line(cstr(text))
	if not 0 < len(name) <= LONGEST or name != cstr(text).strip() or set(name) & set("<>\"'&{}[]|"):
		_refuse_input(
			_(
				"A name has 1 to {0} letters or characters, without brackets and quotes. Write another one."
			).format(LONGEST)
		)
	return name


def _ensure(doctype: str, fieldname: str, name: str) -> None:
	if not frappe.db.exists(doctype, name):
		# Names of states and actions are lists of Frappe's, which administrators do not write otherwise.
		frappe.get_doc({"doctype": doctype, fieldname: name}).insert(ignore_permissions=True)


def _require_state(workflow, state: str) -> None:
	if state not in graph_of_workflow(workflow).names():
		_refuse_input(_("{0} is no state of this workflow. Choose one of the list.").format(state))


def _require_no_condition(rows: list) -> None:
	if any(row.condition for row in rows):
		_refuse_change(_("The step has a condition, which a System Manager set. Ask for the change there."))


def _refuse_input(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)


def _refuse_change(text: str) -> NoReturn:
	frappe.throw(text, exc=WorkflowSetupError)
