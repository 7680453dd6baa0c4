from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.team import assessments
from community_gov.team.assessment_stages import ASSESSMENT_STAGE_RULES


class WorkerAssessment(StagedDocument):
	stage_rules = ASSESSMENT_STAGE_RULES
	server_fields = (
		"worker",
		"worker_name",
		"grid",
		"month",
		"items",
		"score",
		"is_scored",
		"computed_score",
		"grade",
		"formula_version",
		"source_key",
		"objection",
		"ruling",
		"computed_at",
		"announced_at",
		"announced_by",
		"objected_at",
		"ended_at",
		"ended_by",
	)

	def before_validate(self):
		assessments.refuse_typed(self)
		super().before_validate()
		assessments.take_computed(self)

	def validate(self):
		refuse_unclean_text(self)
		self.enforce_stage_rules()
