from community_gov.protection import refuse_unclean_text
from community_gov.team import assessments
from community_gov.team.assessment_law import ASSESSMENT_LAW
from community_gov.workflows.staged import StagedDocument


class WorkerAssessment(StagedDocument):
	law = ASSESSMENT_LAW
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
		self.enforce_law()
