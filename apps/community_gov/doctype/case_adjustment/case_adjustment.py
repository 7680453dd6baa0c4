from community_gov.casework import adjustments
from community_gov.casework.adjustments import ADJUSTMENT_LAW
from community_gov.protection import refuse_unclean_text
from community_gov.workflows.staged import StagedDocument


class CaseAdjustment(StagedDocument):
	law = ADJUSTMENT_LAW
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
		self.enforce_law()
		self.open_key = adjustments.open_key(self)

	def prepare_new(self):
		if self.is_new():
			adjustments.prepare(self)
			adjustments.refuse_second_open(self)
