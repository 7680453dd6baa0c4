from community_gov.casework.quality import appeals
from community_gov.casework.quality.appeals import APPEAL_STAGE_RULES
from community_gov.core.documents import refuse_client_insert
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context


class CaseAppeal(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_file: DF.Link
		case_title: DF.Data | None
		decide_level: DF.Literal["", "Building", "Grid", "Community", "Street", "City"]
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		decision_note: DF.SmallText | None
		grid: DF.Link | None
		reason: DF.SmallText
		requested_at: DF.Datetime | None
		requested_by_kind: DF.Literal["Tracking Code", "Account"]
		round: DF.Int
		settled_level: DF.Literal["", "Building", "Grid", "Community", "Street", "City"]
		stage: DF.Literal["", "Requested", "Granted", "Refused"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = APPEAL_STAGE_RULES
	server_fields = (
		"case_file",
		"case_title",
		"reason",
		"round",
		"grid",
		"settled_level",
		"decide_level",
		"requested_at",
		"requested_by_kind",
		"decision_note",
		"decided_at",
		"decided_by",
	)

	def before_insert(self):
		refuse_client_insert(self)

	def restore_protected_fields(self):
		if not step_context(self).by_writer:
			super().restore_protected_fields()

	def validate(self):
		if self.is_new():
			appeals.prepare(self)
		self.enforce_stage_rules()
