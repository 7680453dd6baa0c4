"""A workflow as its page shows it: stages, states with their documents, steps with their roles, the last change."""

import frappe
from frappe import _

from community_gov.core.counting import count_shown
from community_gov.core.errors import BadInputError
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.states import active_workflow
from community_gov.core.stages.workflow_graph import Graph, graph_of

CHANGE = "Workflow Change"


def documents() -> list[dict]:
	"""DocTypes with stages and an active workflow: [{document_type, title, workflow}], by their title."""
	names = {
		row.document_type: row.name
		for row in frappe.get_all(
			"Workflow",
			filters={"document_type": ("in", list(STAGES_OF)), "is_active": 1},
			fields=["name", "document_type"],
			order_by="name asc",
		)
	}
	rows = [
		{"document_type": doctype, "title": _(doctype), "workflow": name} for doctype, name in names.items()
	]
	return sorted(rows, key=lambda row: row["title"])


def look(document_type: str) -> dict:
	"""The workflow of a DocType as its page shows it.

	Returns:
	        {workflow, document_type, modified, stages: [{stage, title, category}], states: [{state, title, stage, documents,
	        is_reached}], steps: [{state, action, title, next_state, roles, has_condition}], roles: [{role, title}], last:
	        {told, changed_by, changed_at} or None}
	"""
	workflow = workflow_of(document_type)
	graph = graph_of_workflow(workflow)
	reached = graph.reached()
	return {
		"workflow": workflow.name,
		"document_type": document_type,
		"modified": str(workflow.modified),
		"stages": [
			{"stage": stage, "title": _(stage, context=document_type), "category": category}
			for stage, category in STAGES_OF[document_type].items()
		],
		"states": [
			{
				"state": state.name,
				"title": _(state.name),
				"stage": state.stage,
				"documents": count_shown(document_type, {workflow.workflow_state_field: state.name}),
				"is_reached": state.name in reached,
			}
			for state in graph.states
		],
		"steps": _steps(workflow),
		"roles": [{"role": role, "title": _(role)} for role in roles_that_write(document_type)],
		"last": last_change(workflow.name),
	}


def _steps(workflow) -> list[dict]:
	steps: dict[tuple, dict] = {}
	for row in workflow.transitions:
		key = (row.state, row.action, row.next_state)
		step = steps.setdefault(
			key,
			{
				**dict(zip(("state", "action", "next_state"), key, strict=True)),
				"title": _(row.action, context="Workflow Action"),
				"roles": [],
				"has_condition": False,
			},
		)
		step["roles"].append(row.allowed)
		step["has_condition"] = step["has_condition"] or bool(row.condition)
	return list(steps.values())


def workflow_of(document_type: str, lock: bool = False):
	"""The active Workflow of a DocType with stages. Raises BadInputError for another DocType."""
	if document_type not in STAGES_OF:
		frappe.throw(
			_("{0} has no workflow that is changed here. Choose one of the list.").format(document_type),
			exc=BadInputError,
		)
	name = active_workflow(document_type).name
	return frappe.get_doc("Workflow", name, for_update=lock)


def graph_of_workflow(workflow) -> Graph:
	"""States and steps of a Workflow, without whatever else its rows hold."""
	return graph_of(workflow.states, workflow.transitions, STAGES_OF[workflow.document_type])


def roles_that_write(document_type: str) -> list[str]:
	"""Roles that may write documents of the DocType: nobody else can take a step."""
	rows = frappe.get_meta(document_type).permissions
	return sorted({row.role for row in rows if row.write and not row.permlevel})


def last_change(workflow: str) -> dict | None:
	"""The last change that was not undone: {name, told, changed_by, changed_at}."""
	rows = frappe.get_all(
		CHANGE,
		filters={"workflow": workflow, "is_undone": 0},
		fields=["name", "told", "changed_by", "changed_at"],
		order_by="creation desc, name desc",
		limit=1,
	)
	return rows[0] if rows else None
