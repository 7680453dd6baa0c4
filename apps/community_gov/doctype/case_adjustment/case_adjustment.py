from community_gov.casework.deadlines import adjustments
from community_gov.casework.deadlines.adjustments import ADJUSTMENT_STAGE_RULES
from community_gov.core.stages.staged_document import StagedDocument


class CaseAdjustment(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Float
		case_file: DF.Link
		case_title: DF.Data | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		dispatch: DF.Link | None
		due_at: DF.Datetime | None
		grid: DF.Link | None
		kind: DF.Literal["Extension", "Suspension", "Return"]
		open_key: DF.Data | None
		reason: DF.SmallText
		requested_at: DF.Datetime | None
		requested_by: DF.Link | None
		resume_on: DF.Date | None
		ruling: DF.SmallText | None
		stage: DF.Literal["", "Requested", "Granted", "Refused", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = ADJUSTMENT_STAGE_RULES
	step_fields = frozenset({"amount"})
	server_fields = (
		"case_title",
		"unit",
		"grid",
		"due_at",
		"ruling",
		"requested_at",
		"requested_by",
		"decided_at",
		"decided_by",
		"open_key",
	)

	def validate(self):
		self.prepare_new()
		adjustments.refuse_changed_terms(self)
		self.enforce_stage_rules()
		self.open_key = adjustments.open_key(self)

	def prepare_new(self):
		if self.is_new():
			adjustments.prepare(self)
			adjustments.refuse_second_open(self)
