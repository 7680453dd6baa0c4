from community_gov.core.step_context import step_context
from community_gov.participation.deliberation import sessions
from community_gov.participation.deliberation.sessions import SESSION_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class DeliberationSession(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.session_idea.session_idea import SessionIdea
		from community_gov.community_gov.doctype.session_option.session_option import SessionOption
		from community_gov.community_gov.doctype.session_participant.session_participant import (
			SessionParticipant,
		)

		agenda: DF.Text
		begins_at: DF.Datetime
		called_at: DF.Datetime | None
		called_by: DF.Link | None
		chair: DF.Link
		clerk: DF.Link
		confirmations: DF.Int
		confirmed_at: DF.Datetime | None
		confirmed_by: DF.Link | None
		ended_at: DF.Datetime | None
		grid: DF.Link | None
		ideas: DF.Table[SessionIdea]
		minutes: DF.Text | None
		minutes_hash: DF.Data | None
		options: DF.Table[SessionOption]
		participants: DF.Table[SessionParticipant]
		place: DF.Data | None
		session_kind: DF.Literal["Council", "Hearing", "Coordination", "Appraisal", "Council of Children"]
		sign_in_sheet: DF.Attach | None
		stage: DF.Literal["", "Being Planned", "Called", "Held", "Confirmed", "Called Off"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data | None
		topic: DF.Link
		venue: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = SESSION_STAGE_RULES
	server_fields = (
		"title",
		"grid",
		"ended_at",
		"minutes_hash",
		"confirmations",
		"called_at",
		"called_by",
		"confirmed_at",
		"confirmed_by",
	)

	def validate(self):
		sessions.prepare(self)
		if not step_context(self).by_server:
			sessions.refuse_changed_attendance(self)
		self.enforce_stage_rules()
