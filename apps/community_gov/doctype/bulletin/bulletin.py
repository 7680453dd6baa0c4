from community_gov.casework.statistics import bulletins
from community_gov.casework.statistics.bulletins import BULLETIN_STAGE_RULES
from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument


class Bulletin(StagedDocument):
	stage_rules = BULLETIN_STAGE_RULES
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
		self.enforce_stage_rules()

	def prepare_new(self):
		if self.is_new():
			bulletins.check_period(self)
			bulletins.refuse_second(self)
			bulletins.prepare(self)
