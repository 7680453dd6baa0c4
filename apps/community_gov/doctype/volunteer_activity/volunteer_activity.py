from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.activities import activities
from community_gov.volunteering.activities.activity_stages import ACTIVITY_STAGE_RULES


class VolunteerActivity(StagedDocument):
	stage_rules = ACTIVITY_STAGE_RULES
	server_fields = (
		*("called_off_reason", "recruited_at"),
		*("ended_at", "ended_by"),
	)

	def validate(self):
		refuse_unclean_text(self)
		activities.check_activity(self)
		if self.is_new():
			activities.prepare(self)
		else:
			activities.refuse_moving_begun(self)
			activities.keep_places(self)
		self.enforce_stage_rules()

	def on_update(self):
		super().on_update()
		activities.follow_changes(self)
