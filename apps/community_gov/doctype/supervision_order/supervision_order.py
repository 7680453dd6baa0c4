import frappe
from frappe.utils import now_datetime

from community_gov.casework.deadlines import supervision
from community_gov.casework.deadlines.supervision import SUPERVISION_STAGE_RULES
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context


class SupervisionOrder(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Text | None
		answer_due_at: DF.Datetime | None
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		breached_at: DF.Datetime | None
		case_file: DF.Link
		case_title: DF.Data | None
		demand: DF.SmallText
		dispatch: DF.Link | None
		due_follows_settings: DF.Check
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		grid: DF.Link | None
		ground: DF.Literal["Overdue", "Refused", "Unsolved", "Harmful", "Other"]
		is_automatic: DF.Check
		issued_at: DF.Datetime | None
		issued_by: DF.Link | None
		source_key: DF.Data | None
		stage: DF.Literal["", "Issued", "Answered", "Settled", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = SUPERVISION_STAGE_RULES
	step_fields = frozenset({"answer"})
	server_fields = (
		"case_title",
		"dispatch",
		"grid",
		"is_automatic",
		"due_follows_settings",
		"issued_at",
		"issued_by",
		"answered_at",
		"answered_by",
		"ended_at",
		"ended_by",
		"breached_at",
		"source_key",
	)

	def validate(self):
		self.prepare_new()
		self.enforce_stage_rules()

	def prepare_new(self):
		if self.is_new():
			supervision.prepare(self)
			self.issued_at, self.issued_by = now_datetime(), frappe.session.user
			self.source_key = step_context(self).source_key
			self.is_automatic = int(bool(self.source_key))
