from community_gov.participation.deliberation import resolutions
from community_gov.participation.deliberation.resolutions import RESOLUTION_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class Resolution(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		abstentions: DF.Int
		basis: DF.Literal["Consensus", "Vote in the Session", "Poll"]
		cost: DF.Currency
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		dissent: DF.Text | None
		done_at: DF.Datetime | None
		grid: DF.Link | None
		in_force_at: DF.Datetime | None
		notice: DF.Link | None
		notice_days: DF.Int
		option_number: DF.Int
		poll: DF.Link | None
		session: DF.Link | None
		stage: DF.Literal["", "Drafted", "On Show", "In Force", "Done", "Overturned"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		text: DF.Text
		title: DF.Data
		topic: DF.Link
		voters: DF.Int
		votes_against: DF.Int
		votes_for: DF.Int
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = RESOLUTION_STAGE_RULES
	server_fields = (
		"grid",
		"votes_for",
		"votes_against",
		"abstentions",
		"voters",
		"notice",
		"decided_at",
		"decided_by",
		"in_force_at",
		"done_at",
	)

	def validate(self):
		resolutions.prepare(self)
		self.enforce_stage_rules()
