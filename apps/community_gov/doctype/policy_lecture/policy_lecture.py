from community_gov.core.step_context import step_context
from community_gov.participation.events import ParticipationDocument
from community_gov.participation.lectures import lectures
from community_gov.participation.lectures.lectures import LECTURE_STAGE_RULES


class PolicyLecture(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.lecture_attendee.lecture_attendee import LectureAttendee
		from community_gov.community_gov.doctype.lecture_topic.lecture_topic import LectureTopic

		activity: DF.Link | None
		announced_at: DF.Datetime | None
		announced_by: DF.Link | None
		attendance: DF.Int
		attendees: DF.Table[LectureAttendee]
		audience: DF.SmallText | None
		begins_at: DF.Datetime
		concluded_at: DF.Datetime | None
		ends_at: DF.Datetime
		feedback_count: DF.Int
		feedback_good: DF.Int
		feedback_sum: DF.Int
		follows: DF.Link | None
		from_feedback: DF.Check
		grid: DF.Link
		hall_code: DF.Data | None
		held_at: DF.Datetime | None
		issued_by: DF.Data | None
		materials: DF.Attach | None
		next_topics: DF.Table[LectureTopic]
		place: DF.Data | None
		policy_link: DF.Data | None
		policy_notice: DF.Link | None
		policy_number: DF.Data | None
		policy_title: DF.Data | None
		seats: DF.Int
		sign_ups: DF.Int
		speaker: DF.Data | None
		stage: DF.Literal["", "Being Planned", "Open for Sign-up", "Held", "Completed", "Called Off"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data
		valid_until: DF.Date | None
		venue: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = LECTURE_STAGE_RULES
	step_fields = frozenset({"speaker", "policy_title", "issued_by", "attendance"})
	server_fields = (
		"sign_ups",
		"hall_code",
		"feedback_count",
		"feedback_sum",
		"feedback_good",
		"from_feedback",
		"announced_at",
		"announced_by",
		"held_at",
		"concluded_at",
	)

	def validate(self):
		if not step_context(self).by_server:
			lectures.check(self)
		self.enforce_stage_rules()
