import frappe

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.core.step_context import step_context
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

	def offers_step(self, stage: str) -> bool:
		"""Who is assessed may only object, and nobody may object for them."""
		return (stage == "Objected") == (self.worker == frappe.session.user)

	def prepare_step(self, step: PlannedStep):
		"""A ruling may set another score than the computed one."""
		refuse_other_values(step.values, frozenset({"score"}))
		step_context(self).ruled_score = step.values.get("score")

	def before_validate(self):
		assessments.refuse_typed(self)
		super().before_validate()
		assessments.take_computed(self)

	def validate(self):
		refuse_unclean_text(self)
		self.enforce_stage_rules()
