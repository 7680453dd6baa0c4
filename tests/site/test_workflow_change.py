"""Stage is law, workflow is configuration: administrators redraw the workflow, and everything still holds."""

import json

import pytest

from community_gov.core.errors import StageGuardError, WorkflowSetupError
from community_gov.core.stages.rules import CASE_STAGES, DISPATCH_STAGES, STAGES_OF
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.demo.people import WATER_BUREAU, email

GRID = "421281001002001"


@pytest.fixture
def workflow(site):
	"""Puts the shipped workflow back when the test ends: the cache outlives a rollback."""
	yield site.get_doc("Workflow", "Case Approval")
	site.db.rollback()
	site.clear_cache()
	site.cache().delete_value("workflow")


def save_through_desk(site, workflow) -> None:
	"""The endpoint behind the desk's Save button."""
	from frappe.desk.form.save import savedocs

	savedocs(json.dumps(workflow.as_dict(), default=str), "Save")


def ensure(site, doctype: str, **values) -> None:
	name = next(iter(values.values()))
	if not site.db.exists(doctype, name):
		site.get_doc({"doctype": doctype, **values}).insert()


def add_triage(site, workflow) -> None:
	"""A state of stage Accepted between Accepted and Filed, with its own actions."""
	ensure(site, "Workflow State", workflow_state_name="In Triage")
	ensure(site, "Workflow Action Master", workflow_action_name="Triage")
	workflow.append(
		"states", {"state": "In Triage", "stage": "Accepted", "doc_status": "0", "allow_edit": "Operator"}
	)
	for state, action, next_state, allowed in (
		("Accepted", "Triage", "In Triage", "Operator"),
		("In Triage", "File", "Filed", "Duty Chief"),
	):
		workflow.append(
			"transitions",
			{"state": state, "action": action, "next_state": next_state, "allowed": allowed},
		)
	save_through_desk(site, workflow)


def new_case(site):
	case = site.new_doc("Case")
	case.update({"description": "Heap", "grid": GRID, "category": "M06010", "source": "Patrol"})
	return case.insert()


def act(site, case, key: str, action: str, **values):
	from community_gov.casework.lifecycle.acting import act_on_case

	site.set_user(email(key))
	case = site.get_doc("Case", case.name)
	act_on_case(case, action, values, None, None)
	site.set_user("Administrator")
	return case


def test_a_state_added_in_the_desk_is_used_like_any_other(site, workflow):
	add_triage(site, workflow)
	case = new_case(site)
	act(site, case, "operator", "Accept")
	case = act(site, case, "operator", "Triage")
	assert (case.workflow_state, case.stage) == ("In Triage", "Accepted")
	act(site, case, "chief", "File")
	case = act(site, case, "chief", "Dispatch", units=[{"unit": WATER_BUREAU, "duty": "Lead"}])
	assert (case.stage, case.open_dispatches) == ("Dispatched", 1)
	events = site.get_all(
		"Case Event", {"case_file": case.name}, pluck="event", order_by="happened_at asc, sequence asc"
	)
	assert events == ["Reported", "Accept", "Triage", "File", "No Routing Rule", "Dispatch"]


def test_renamed_states_change_nothing(site, workflow):
	"""The code asks for the stage: a workflow whose states all have other names runs to the end."""
	names = {row.state: f"{row.state} (town)" for row in workflow.states}
	for name in names.values():
		ensure(site, "Workflow State", workflow_state_name=name)
	for row in workflow.states:
		row.state = names[row.state]
	for row in workflow.transitions:
		row.state, row.next_state = names[row.state], names[row.next_state]
	save_through_desk(site, workflow)
	case = new_case(site)
	assert (case.workflow_state, case.stage) == ("Reported (town)", "Reported")
	act(site, case, "operator", "Accept")
	act(site, case, "chief", "File")
	act(site, case, "chief", "Dispatch", units=[{"unit": WATER_BUREAU, "duty": "Lead"}])
	answer_and_pass(site, case.name)
	case = act(site, case, "chief", "Close")
	assert (case.workflow_state, case.stage) == ("Closed (town)", "Closed")


def answer_and_pass(site, case: str) -> None:
	dispatch = site.get_doc("Case Dispatch", {"case_file": case})
	site.set_user(email("handler"))
	dispatch.answer = "Done."
	dispatch.workflow_state = "Answered"
	dispatch.save()
	site.set_user(email("supervisor"))
	check = site.get_doc("Case Check", {"case_file": case})
	check.result = "Passed"
	check.save()
	site.set_user("Administrator")


def test_a_state_without_stage_is_refused(site, workflow):
	ensure(site, "Workflow State", workflow_state_name="Nowhere")
	workflow.append("states", {"state": "Nowhere", "doc_status": "0", "allow_edit": "Operator"})
	with pytest.raises(WorkflowSetupError, match=r"Nowhere.*Choose one of"):
		workflow.save()


@pytest.mark.parametrize(("doctype", "stages"), [("Case", CASE_STAGES), ("Case Dispatch", DISPATCH_STAGES)])
def test_a_stage_of_another_document_is_refused(site, workflow, doctype, stages):
	name = {"Case": "Case Approval", "Case Dispatch": "Case Dispatch"}[doctype]
	doc = site.get_doc("Workflow", name)
	doc.states[1].stage = "Handed Over"
	with pytest.raises(WorkflowSetupError, match="stage"):
		doc.save()


def test_first_state_must_be_of_the_first_stage(site, workflow):
	workflow.states[0].stage = "Accepted"
	with pytest.raises(WorkflowSetupError, match="first"):
		workflow.save()


def test_a_state_that_submits_is_refused(site, workflow):
	workflow.states[3].doc_status = "1"
	with pytest.raises((WorkflowSetupError, site.ValidationError)):
		workflow.save()


def test_guards_hold_in_added_transitions(site, workflow):
	"""An administrator draws a short cut to Closed: the law of the stage still asks for its inspection."""
	workflow.append(
		"transitions", {"state": "Reported", "action": "Close", "next_state": "Closed", "allowed": "Operator"}
	)
	save_through_desk(site, workflow)
	case = new_case(site)
	with pytest.raises(StageGuardError, match="inspection"):
		act(site, case, "operator", "Close")


def test_without_an_active_workflow_the_message_says_what_to_do(site, workflow):
	workflow.is_active = 0
	workflow.save()
	site.clear_cache()
	with pytest.raises(WorkflowSetupError, match="Activate one"):
		new_case(site)


# Restored by the code that encrypts them, from what is stored.
KEPT_OTHERWISE = ("_secret", "_fingerprint")


@pytest.mark.parametrize("doctype", sorted(STAGES_OF))
def test_what_is_read_only_is_held_by_the_server(doctype, site):
	"""REST writes read-only fields like any other, so each must be named where a client's value is dropped."""
	from frappe.model.base_document import get_controller

	kind, meta = get_controller(doctype), site.get_meta(doctype)
	stamps = {name for rule in kind.stage_rules.values() for name in (rule.stamp, rule.stamp_user) if name}
	held = {*kind.server_fields, *STEP_FIELDS, *stamps}
	layout = ("HTML", "Section Break", "Column Break", "Tab Break", "Button")
	fields = [df for df in meta.fields if (df.read_only or df.hidden) and df.fieldtype not in layout]
	open_ = [df.fieldname for df in fields if not df.fieldname.endswith(KEPT_OTHERWISE)]
	assert [name for name in open_ if name not in held] == []
