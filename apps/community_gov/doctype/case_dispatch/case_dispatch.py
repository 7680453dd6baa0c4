import frappe

from community_gov.casework.deadlines import due_times
from community_gov.casework.dispatch import dispatching
from community_gov.casework.intake import photos
from community_gov.casework.lifecycle import events, guards
from community_gov.casework.lifecycle.stages import DISPATCH_STAGE_RULES
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.core.step_context import step_context
from community_gov.search import index


class CaseDispatch(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.case_photo.case_photo import CasePhoto

		accepted_at: DF.Datetime | None
		accepted_by: DF.Link | None
		answer: DF.Text | None
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		case_file: DF.Link
		case_title: DF.Data | None
		dispatched_at: DF.Datetime | None
		dispatched_by: DF.Link | None
		due_at: DF.Datetime | None
		duty: DF.Literal["Lead", "Helping"]
		ended_at: DF.Datetime | None
		grid: DF.Link | None
		instruction: DF.SmallText | None
		is_rework: DF.Check
		open_key: DF.Data | None
		photos: DF.Table[CasePhoto]
		replaced_by: DF.Link | None
		respond_due_at: DF.Datetime | None
		round: DF.Int
		stage: DF.Literal[
			"",
			"Reported",
			"Verifying",
			"Accepted",
			"Filed",
			"Dispatched",
			"Handling",
			"Checking",
			"Closed",
			"Rejected",
			"Suspended",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = DISPATCH_STAGE_RULES
	step_fields = frozenset({"answer"})
	server_fields = (
		"case_title",
		"round",
		"grid",
		"open_key",
		"due_at",
		"respond_due_at",
		"is_rework",
		"dispatched_at",
		"dispatched_by",
		"accepted_at",
		"accepted_by",
		"answered_at",
		"answered_by",
		"ended_at",
		"replaced_by",
	)

	def prepare_step(self, step: PlannedStep):
		"""An answer brings photos of the outcome along."""
		refuse_other_values(step.values, type(self).step_fields)
		self.update(step.values)
		photos.attach(self, photos.read_all(step.files))

	def validate(self):
		self.copy_from_case()
		self.check_unit()
		photos.check_rows_if_changed(self)
		self.enforce_stage_rules()
		self.set_dispatcher()
		self.accept_with_answer()
		self.set_end()

	def after_insert(self):
		# Its unit finds the case from now on.
		index.refresh("Case", [self.case_file])

	def on_update(self):
		self.count_when_added_by_hand()
		self.take_effects()

	def copy_from_case(self):
		"""A dispatch belongs to the round in which it was written."""
		if not self.is_new():
			return
		case = frappe.get_doc("Case", self.case_file)
		if not step_context(self).by_case:
			guards.needs_dispatched_case(case)
		self.case_title, self.grid, self.round = case.title, case.grid, case.round
		self.due_at = case.due_at
		self.is_rework = int(bool(step_context(self).rework))
		self.respond_due_at = due_times.due_in_duty_hours("response_hours", self.unit)

	def check_unit(self):
		if self.is_new():
			guards.needs_enabled_unit(self.unit)
			dispatching.refuse_second_open(self)
			dispatching.refuse_second_lead(self)

	def set_dispatcher(self):
		if self.is_new() and step_context(self).dispatcher:
			self.dispatched_by = step_context(self).dispatcher

	def accept_with_answer(self):
		"""Who answers without having accepted accepts by answering."""
		if self.answered_at and not self.accepted_at:
			self.accepted_at, self.accepted_by = self.answered_at, self.answered_by

	def set_end(self):
		self.open_key = dispatching.open_key(self)
		if self.stage_category == "Done" and not self.ended_at:
			self.ended_at = self.answered_at or frappe.utils.now_datetime()

	def count_when_added_by_hand(self):
		if self.flags.in_insert and not step_context(self).by_case:
			case = dispatching.lock_case(self.case_file)
			dispatching.set_open_count(case, case.open_dispatches + 1)
			events.record_step(
				self, self.case_file, unit=self.unit, reference_doctype=self.doctype, reference_name=self.name
			)


def on_doctype_update():
	"""Units ask for what is open or in a stage, and for their cases; the wall for what was answered lately."""
	frappe.db.add_index("Case Dispatch", ["unit", "stage", "case_file"])
	frappe.db.add_index("Case Dispatch", ["stage_category", "unit"])
	frappe.db.add_index("Case Dispatch", ["stage_category", "modified"])
	frappe.db.add_index("Case Dispatch", ["answered_at", "unit", "due_at"])
