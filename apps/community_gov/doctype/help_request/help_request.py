from community_gov.protection import refuse_unclean_text
from community_gov.registry import secrets
from community_gov.volunteering import help_requests
from community_gov.volunteering.help_law import HELP_LAW
from community_gov.workflows.staged import StagedDocument


class HelpRequest(StagedDocument):
	law = HELP_LAW
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
		secrets.protect_mobile(self)

	def validate(self):
		refuse_unclean_text(self)
		self.prepare_new()
		help_requests.place(self)
		self.enforce_law()

	def prepare_new(self):
		if self.is_new():
			help_requests.prepare(self)
			self.update(self.flags.origin or {})
