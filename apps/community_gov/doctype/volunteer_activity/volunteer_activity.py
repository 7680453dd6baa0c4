from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.activities import activities
from community_gov.volunteering.activities.activity_stages import ACTIVITY_STAGE_RULES


class VolunteerActivity(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.activity_role.activity_role import ActivityRole

		activity_title: DF.Data
		called_off_reason: DF.SmallText | None
		description: DF.SmallText | None
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		ends_at: DF.Datetime
		grid: DF.Link
		interest_group: DF.Link | None
		latitude: DF.Float
		longitude: DF.Float
		organiser: DF.Link | None
		place: DF.Data
		recruited_at: DF.Datetime | None
		roles: DF.Table[ActivityRole]
		service_project: DF.Link | None
		sign_up_until: DF.Datetime | None
		stage: DF.Literal["", "Scheduled", "Recruiting", "Sign-up Closed", "Held", "Called Off"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		starts_at: DF.Datetime
		step_note: DF.SmallText | None
		team: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = ACTIVITY_STAGE_RULES
	server_fields = (
		*("called_off_reason", "recruited_at"),
		*("ended_at", "ended_by"),
	)

	def validate(self):
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
