from community_gov.casework.deadlines import adjustments
from community_gov.casework.deadlines.adjustments import ADJUSTMENT_STAGE_RULES
from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument


class CaseAdjustment(StagedDocument):
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
		refuse_unclean_text(self)
		self.prepare_new()
		adjustments.refuse_changed_terms(self)
		self.enforce_stage_rules()
		self.open_key = adjustments.open_key(self)

	def prepare_new(self):
		if self.is_new():
			adjustments.prepare(self)
			adjustments.refuse_second_open(self)
