from community_gov.core.step_context import step_context
from community_gov.participation.decisions import polls
from community_gov.participation.decisions.polls import POLL_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class Poll(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.poll_option.poll_option import PollOption

		base: DF.Int
		closes_at: DF.Datetime
		confirmed_at: DF.Datetime | None
		confirmed_by: DF.Link | None
		counted_at: DF.Datetime | None
		counted_by: DF.Link | None
		description: DF.Text | None
		grid: DF.Link | None
		is_on_paper: DF.Check
		is_online: DF.Check
		is_secret_ballot: DF.Check
		kind: DF.Literal["Motion", "Selection"]
		max_choices: DF.Int
		opened_at: DF.Datetime | None
		opened_by: DF.Link | None
		opens_at: DF.Datetime
		options: DF.Table[PollOption]
		outcome: DF.Literal["", "Passed", "Not Passed", "Too Few Took Part", "Chosen", "Tie"]
		roll: DF.Link
		roll_area: DF.Float
		roll_entries: DF.Int
		rule_snapshot: DF.SmallText | None
		seats: DF.Int
		stage: DF.Literal["", "Drafted", "Voting", "Voting Closed", "Counted", "Confirmed", "Void"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		subject: DF.DynamicLink | None
		subject_doctype: DF.Link | None
		title: DF.Data
		took_part: DF.Int
		took_part_area: DF.Float
		took_part_on_paper: DF.Int
		took_part_online: DF.Int
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = POLL_STAGE_RULES
	server_fields = (
		"grid",
		"outcome",
		"took_part",
		"took_part_online",
		"took_part_on_paper",
		"took_part_area",
		"base",
		"roll_entries",
		"roll_area",
		"rule_snapshot",
		"opened_at",
		"opened_by",
		"counted_at",
		"counted_by",
		"confirmed_at",
		"confirmed_by",
	)

	def validate(self):
		if not step_context(self).by_server:
			polls.refuse_changed_question(self)
		polls.prepare(self)
		self.enforce_stage_rules()
