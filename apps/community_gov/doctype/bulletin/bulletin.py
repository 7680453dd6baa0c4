from community_gov.casework import bulletins
from community_gov.casework.bulletins import BULLETIN_LAW
from community_gov.protection import refuse_unclean_text
from community_gov.workflows.staged import StagedDocument


class Bulletin(StagedDocument):
	law = BULLETIN_LAW
	server_fields = (
		"issue_year",
		"issue_number",
		"title",
		"snapshot",
		"formula_version",
		"ranking_minimum",
		"generated_at",
		"announced_at",
		"objections_until",
		"published_at",
		"published_by",
		"mailed_at",
		"mailed_state",
		"corrections",
		"period_key",
	)

	def validate(self):
		refuse_unclean_text(self)
		bulletins.check_recipients(self)
		self.prepare_new()
		self.enforce_law()

	def prepare_new(self):
		if self.is_new():
			bulletins.check_period(self)
			bulletins.refuse_second(self)
			bulletins.prepare(self)
