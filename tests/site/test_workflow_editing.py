"""Workflows changed on their page: what is added holds at once, what would break is refused, and all can be undone."""

import pytest

from community_gov.api.v1 import step
from community_gov.api.v1 import workflow as api
from community_gov.core.errors import BadInputError, ConflictError, WorkflowSetupError
from community_gov.core.stages import workflow_editing as editing
from community_gov.core.stages.rules import STAGES_OF
from community_gov.core.stages.workflow_view import documents, look
from community_gov.demo.people import email
from community_gov.setup import seeding

CASE = "Case"


@pytest.fixture
def case_workflow(site):
	"""The workflow as shipped; look() anew before each change."""
	seeding.reset(site.db.get_value("Shipped Record", {"reference_name": "Case Approval"}))
	site.db.delete("Workflow Change", {"workflow": "Case Approval"})
	yield
	site.clear_cache(doctype="Workflow")


def now() -> str:
	return look(CASE)["modified"]


def names(shown: dict) -> list[str]:
	return [row["state"] for row in shown["states"]]


def step_of(shown: dict, action: str) -> dict | None:
	return next((row for row in shown["steps"] if row["action"] == action), None)


def test_every_staged_document_can_be_chosen(site):
	assert {row["document_type"] for row in documents()} == set(STAGES_OF)


@pytest.mark.parametrize("doctype", sorted(STAGES_OF))
def test_what_is_shipped_is_in_order(site, doctype):
	shown = look(doctype)
	assert (
		shown["states"]
		and shown["steps"]
		and {row["stage"] for row in shown["states"]} == {row["stage"] for row in shown["stages"]}
	)
	assert {role for step in shown["steps"] for role in step["roles"]} <= {
		row["role"] for row in shown["roles"]
	}


def test_a_further_state_with_its_steps_is_used_by_a_case(site, case_workflow):
	shown = editing.add_state(CASE, now(), "街道复核", "Accepted")
	assert names(shown).index("街道复核") == names(shown).index("Accepted") + 1
	assert not next(row for row in shown["states"] if row["state"] == "街道复核")["is_reached"]
	editing.set_step(CASE, now(), "街道复核", "复核通过", "Filed", ["Duty Chief"])
	shown = editing.set_step(CASE, now(), "Accepted", "送复核", "街道复核", ["Duty Chief", "Operator"])
	assert step_of(shown, "送复核")["roles"] == ["Duty Chief", "Operator"]
	assert next(row for row in shown["states"] if row["state"] == "街道复核")["is_reached"]
	case = site.get_doc({"doctype": CASE, "description": "井盖", "grid": "421281001002001"}).insert()
	for action in ("Accept", "送复核"):
		site.set_user("Administrator")
		step.take(CASE, case.name, action)
	case.reload()
	assert (case.workflow_state, case.stage) == ("街道复核", "Accepted")
	with pytest.raises(WorkflowSetupError, match="Documents are in state"):
		editing.remove_state(CASE, now(), "街道复核")


def test_who_may_take_a_step_is_changed_and_undone(site, case_workflow):
	before = look(CASE)
	shown = editing.set_step(CASE, now(), "Accepted", "File", "Filed", ["Operator"])
	assert step_of(shown, "File")["roles"] == ["Operator"] and shown["last"]["told"] == "Step File: Operator"
	shown = editing.undo(CASE, now())
	assert (shown["states"], shown["steps"], shown["last"]) == (before["states"], before["steps"], None)
	with pytest.raises(ConflictError, match="nothing to undo"):
		editing.undo(CASE, now())


def test_changes_are_undone_one_after_the_other(site, case_workflow):
	before = look(CASE)["states"]
	editing.add_state(CASE, now(), "一", "Filed")
	editing.add_state(CASE, now(), "二", "Filed")
	assert "二" not in names(editing.undo(CASE, now()))
	assert editing.undo(CASE, now())["states"] == before


def test_what_was_changed_in_frappes_form_is_not_undone_from_here(site, case_workflow):
	editing.add_state(CASE, now(), "一", "Filed")
	workflow = site.get_doc("Workflow", "Case Approval")
	workflow.transitions[0].allow_self_approval = 0
	workflow.save()
	with pytest.raises(ConflictError, match="elsewhere since"):
		editing.undo(CASE, now())


def test_an_undo_loses_no_document(site, case_workflow):
	editing.add_state(CASE, now(), "一", "Reported")
	case = site.get_doc({"doctype": CASE, "description": "井盖", "grid": "421281001002001"}).insert()
	site.db.set_value(CASE, case.name, "workflow_state", "一")
	with pytest.raises(WorkflowSetupError, match="Documents are in state"):
		editing.undo(CASE, now())


def test_who_has_not_seen_the_last_change_changes_nothing(site, case_workflow):
	seen = now()
	editing.add_state(CASE, seen, "一", "Filed")
	with pytest.raises(ConflictError, match="Somebody else"):
		editing.add_state(CASE, seen, "二", "Filed")


@pytest.mark.parametrize(
	("state", "action", "next_state", "roles", "error", "told"),
	[
		("Accepted", "File", "Filed", [], WorkflowSetupError, None),
		("Checking", "Close", "Closed", [], WorkflowSetupError, "get stuck in state Checking"),
		("Accepted", "File", "Not Filed", ["Duty Chief"], WorkflowSetupError, "elsewhere already"),
		("Accepted", "File", "Filed", ["Volunteer Coordinator"], BadInputError, "may not write"),
		("Accepted", "File", "Filed", ["Nobody"], BadInputError, "may not write"),
		("Nowhere", "Go", "Filed", ["Duty Chief"], BadInputError, "no state of this workflow"),
		("Accepted", "Go", "Nowhere", ["Duty Chief"], BadInputError, "no state of this workflow"),
		("Accepted", "", "Filed", ["Duty Chief"], BadInputError, "1 to 40"),
		("Accepted", "<b>x</b>", "Filed", ["Duty Chief"], BadInputError, "1 to 40"),
		("Accepted", "x" * 41, "Filed", ["Duty Chief"], BadInputError, "1 to 40"),
	],
)
def test_a_step_that_breaks_something_is_refused(
	site, case_workflow, state, action, next_state, roles, error, told
):
	before = look(CASE)
	if told is None:
		# Others lead on from here: this one may go.
		assert step_of(editing.set_step(CASE, now(), state, action, next_state, roles), action) is None
		return
	with pytest.raises(error, match=told):
		editing.set_step(CASE, now(), state, action, next_state, roles)
	assert look(CASE) == before


@pytest.mark.parametrize(
	("state", "stage", "told"),
	[
		("Accepted", "Accepted", "there already"),
		("", "Accepted", "1 to 40"),
		("Neu", "Nosuch", "no stage"),
		("“\u200b”", "Accepted", "1 to 40"),
		("a'b", "Accepted", "1 to 40"),
	],
)
def test_a_state_that_cannot_be_is_refused(site, case_workflow, state, stage, told):
	with pytest.raises(BadInputError, match=told):
		editing.add_state(CASE, now(), state, stage)


def test_the_last_state_of_a_stage_stays(site, case_workflow):
	site.db.delete(CASE, {"workflow_state": "Suspended"})
	with pytest.raises(WorkflowSetupError, match="no state left"):
		editing.remove_state(CASE, now(), "Suspended")


def test_a_condition_stays_with_system_managers(site, case_workflow):
	workflow = site.get_doc("Workflow", "Case Approval")
	row = next(row for row in workflow.transitions if row.action == "File")
	row.condition = "doc.urgency == 'Urgent'"
	workflow.save()
	with pytest.raises(WorkflowSetupError, match="condition"):
		editing.set_step(CASE, now(), "Accepted", "File", "Filed", [])
	shown = editing.set_step(CASE, now(), "Accepted", "File", "Filed", ["Duty Chief", "Operator"])
	assert step_of(shown, "File")["has_condition"]
	rows = [row for row in site.get_doc("Workflow", "Case Approval").transitions if row.action == "File"]
	assert {row.condition for row in rows} == {"doc.urgency == 'Urgent'"} and len(rows) == 2


@pytest.mark.parametrize("key", ["gridworker", "chief", "manager", "handler", "operator", "auditor"])
def test_only_administrators_change_workflows(site, case_workflow, key):
	before = now()
	site.set_user(email(key))
	for call in (
		lambda: api.look(CASE),
		lambda: api.documents(),
		lambda: api.add_state(CASE, before, "一", "Filed"),
		lambda: api.set_step(CASE, before, "Accepted", "File", "Filed", ["Operator"]),
		lambda: api.remove_state(CASE, before, "Verifying"),
		lambda: api.undo(CASE, before),
	):
		with pytest.raises(site.PermissionError):
			call()


def test_an_administrator_of_the_community_changes_them(site, case_workflow):
	before = site.db.count("Workflow Change", {"changed_by": email("admin"), "told": "State 一 added"})
	site.set_user(email("admin"))
	assert "一" in names(api.add_state(CASE, now(), "一", "Filed"))
	mine = {"changed_by": email("admin"), "told": "State 一 added"}
	assert site.db.count("Workflow Change", mine) == 1 + before
