"""The base of documents whose workflow states carry stages: Case, Case Dispatch, Point Redemption."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.compat import run_hooked
from community_gov.core.documents import (
	GuardedDocument,
	changed_fields,
	deadlock_as_conflict,
	out_of_history,
	refuse_change,
	refuse_submission,
	require_scalars,
	require_storable_texts,
	restore_server_fields,
)
from community_gov.core.errors import BadInputError, DoneDocumentError
from community_gov.core.labels import label_of
from community_gov.core.stages.rules import DONE, STAGES_OF, StageRule
from community_gov.core.stages.states import (
	action_taken,
	active_workflow,
	initial_state,
	stage_of,
	state_for_stage,
)
from community_gov.core.stages.steps import PlannedStep, refuse_other_values, take_step
from community_gov.core.step_context import step_context

STEP_FIELDS = ("workflow_state", "stage", "stage_category", "step_note")
WORKFLOW_ACTIONS = "frappe.workflow.doctype.workflow_action.workflow_action.process_workflow_actions"


class StagedDocument(GuardedDocument):
	"""Keeps stage and timestamps true on every path: desk, REST, import, bulk action, background job.

	Subclasses give `stage_rules` (stage -> StageRule), `server_fields` and `step_fields` (what a step may set), and call
	`enforce_stage_rules` in `validate`.
	Nobody deletes such a document: it is part of a trace.
	"""

	stage_rules: dict[str, StageRule]
	server_fields: tuple[str, ...] = ()
	always_editable: tuple[str, ...] = ()
	step_fields: frozenset[str] = frozenset()

	def run_method(self, method, *args, **kwargs):
		"""Frappe's Workflow Action rows serve its approval mails, ask every user of a role for a permission at
		each step, and know no area: they are written only where the workflow sends such mails."""
		if method == "on_update" and not active_workflow(self.doctype).send_email_alert:
			return run_hooked(self, method, WORKFLOW_ACTIONS)
		return super().run_method(method, *args, **kwargs)

	def save(self, *args, **kwargs):
		with deadlock_as_conflict(self.name):
			return super().save(*args, **kwargs)

	def insert(self, *args, **kwargs):
		with deadlock_as_conflict(_(self.doctype)):
			return super().insert(*args, **kwargs)

	def save_version(self):
		"""Events record every step; the version history is for what people changed between steps.

		It is shown to everybody who may read the document, so fields of a higher level stay out of it.
		"""
		guarded = [df.fieldname for df in self.meta.fields if df.permlevel]
		with out_of_history(self, (*type(self).server_fields, *STEP_FIELDS, *guarded)):
			super().save_version()

	def before_validate(self):
		refuse_submission(self)
		require_scalars(self)
		self.restore_protected_fields()
		self.set_stage()

	def on_update(self):
		self.take_effects()

	def on_trash(self):
		refuse_change(self)

	def restore_protected_fields(self):
		if not step_context(self).by_server:
			restore_server_fields(self)

	def set_stage(self):
		"""Computes the stage from the state; whatever the client sent for it is dropped."""
		if self.is_new():
			self.workflow_state = initial_state(self.doctype)
		self.workflow_state = self.workflow_state or initial_state(self.doctype)
		self.stage = stage_of(self.doctype, self.workflow_state)
		self.stage_category = STAGES_OF[self.doctype][self.stage]

	def enforce_stage_rules(self):
		"""Checks what the entered stage demands and stamps the entry; refuses edits of a done document."""
		require_storable_texts(self)
		step_context(self).step = None
		if self.entered_state():
			step_context(self).step = self.describe_step()
			rule = type(self).stage_rules[self.stage]
			for guard in rule.guards:
				guard(self)
			self.stamp_entry(rule)
			for compute in rule.computes:
				compute(self)
		elif not self.is_new() and self.stage_category == DONE:
			self.refuse_edit_when_done()

	def entered_state(self) -> bool:
		before = self.get_doc_before_save()
		return not before or before.workflow_state != self.workflow_state

	def describe_step(self) -> frappe._dict:
		before = self.get_doc_before_save() or frappe._dict()
		event = step_context(self).event or action_taken(
			self.doctype, before.workflow_state, self.workflow_state
		)
		return frappe._dict(
			event=event if before else self.stage,
			from_state=before.workflow_state,
			to_state=self.workflow_state,
			from_stage=before.stage,
			to_stage=self.stage,
			note=self.get("step_note") or step_context(self).step_note,
		)

	def stamp_entry(self, rule: StageRule):
		if rule.stamp:
			self.set(rule.stamp, now_datetime())
		if rule.stamp_user:
			self.set(rule.stamp_user, frappe.session.user)
		if self.meta.has_field("stage_since"):
			self.stage_since = now_datetime()
		self.step_note = None

	def refuse_edit_when_done(self):
		kind = type(self)
		ignored = (*kind.server_fields, *kind.always_editable, "stage", "stage_category")
		changed = [] if step_context(self).by_server else changed_fields(self, ignore=ignored)
		if changed:
			frappe.throw(
				_("{0} {1} is done, so {2} cannot be changed. Reopen it with a reason first.").format(
					_(self.doctype), self.name, ", ".join(label_of(self.meta, f) for f in changed)
				),
				exc=DoneDocumentError,
			)

	def take_effects(self):
		"""Runs what entering the stage does, inside the same transaction."""
		if not step_context(self).step:
			return
		for effect in type(self).stage_rules[self.stage].effects:
			effect(self)

	def offers_step(self, stage: str) -> bool:
		"""Whether a step into a stage is offered to the session user, beyond what the workflow says of roles."""
		return True

	def take_planned_step(self, step: PlannedStep):
		"""Takes a step with what the person has given: sets values, enters the state, saves."""
		self.prepare_step(step)
		take_step(self, step.transition, step.note, step.position)

	def prepare_step(self, step: PlannedStep):
		"""Sets what a step brings along; subclasses take what is no field of theirs.

		Raises:
		        BadInputError: a value or photos that a step of this document does not take.
		"""
		refuse_other_values(step.values, type(self).step_fields)
		if step.files:
			frappe.throw(
				_("{0} takes no photos here. Leave them out.").format(_(self.doctype)), exc=BadInputError
			)
		self.update(step.values)

	def validate_workflow(self):
		"""The server's own moves follow the rules of the stage, not the roles of a transition."""
		if not step_context(self).system_move:
			super().validate_workflow()

	def move_to_stage(self, stage: str, event: str, note: str | None = None):
		"""Moves on behalf of the system (a dispatch was answered, a check failed) and saves.

		Args:
		        stage: a stage of this DocType; the workflow says which of its states.
		        event: the name that the trace shows.
		        note: text for the event.
		"""
		self.move_to_state(state_for_stage(self.doctype, stage, self.workflow_state, event), event, note)

	def move_to_state(self, state: str, event: str, note: str | None = None):
		"""As `move_to_stage`, into a state that the caller has asked the workflow for."""
		self.workflow_state = state
		step_context(self).tell(system_move=True, by_server=True, event=event, step_note=note)
		# The caller's own step was checked; the person behind it may hold no right on this document.
		self.save(ignore_permissions=True)
