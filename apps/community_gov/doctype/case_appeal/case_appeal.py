from community_gov.casework.quality import appeals
from community_gov.casework.quality.appeals import APPEAL_STAGE_RULES
from community_gov.core.documents import refuse_client_insert, refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context


class CaseAppeal(StagedDocument):
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
		refuse_unclean_text(self)
		if self.is_new():
			appeals.prepare(self)
		self.enforce_stage_rules()
