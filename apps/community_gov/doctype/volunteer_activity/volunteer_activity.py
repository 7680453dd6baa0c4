from community_gov.protection import refuse_unclean_text
from community_gov.volunteering import activities
from community_gov.volunteering.activity_law import ACTIVITY_LAW
from community_gov.workflows.staged import StagedDocument


class VolunteerActivity(StagedDocument):
	law = ACTIVITY_LAW
	server_fields = (
		*("called_off_reason", "recruited_at"),
		*("ended_at", "ended_by"),
	)

	def validate(self):
		refuse_unclean_text(self)
		activities.check(self)
		if self.is_new():
			activities.prepare(self)
		else:
			activities.refuse_moving_begun(self)
			activities.keep_places(self)
		self.enforce_law()

	def on_update(self):
		super().on_update()
		activities.follow(self)
