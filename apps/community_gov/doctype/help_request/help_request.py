from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep
from community_gov.core.step_context import step_context
from community_gov.registry.identity import protected_numbers
from community_gov.volunteering.help import help_requests, help_steps
from community_gov.volunteering.help.help_stages import HELP_STAGE_RULES


class HelpRequest(StagedDocument):
	stage_rules = HELP_STAGE_RULES
	server_fields = (
		"case_file",
		"stage_since",
		"visit",
		"by_code",
		"confirmation",
		"rating",
		"comment",
		"raised_at",
		"claimed_at",
		"served_at",
		"ended_at",
		"ended_by",
		"claim_due_at",
		"reminded_at",
		"tracking_code",
	)

	def before_validate(self):
		super().before_validate()
		help_requests.keep_for_claimant(self)
		help_requests.keep_claimant(self)
		protected_numbers.protect_mobile(self)

	def validate(self):
		refuse_unclean_text(self)
		self.prepare_new()
		help_requests.place(self)
		self.enforce_stage_rules()

	def prepare_step(self, step: PlannedStep):
		help_steps.prepare_step(self, step)

	def prepare_new(self):
		if self.is_new():
			help_requests.prepare(self)
			self.update(step_context(self).origin or {})
