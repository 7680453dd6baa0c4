from community_gov.participation.events import ParticipationDocument
from community_gov.participation.groups import groups
from community_gov.participation.groups.groups import GROUP_STAGE_RULES


class InterestGroup(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		ended_at: DF.Datetime | None
		filed_by: DF.Link | None
		filed_on: DF.Date | None
		filing_number: DF.Data | None
		grid: DF.Link
		group_name: DF.Data
		how_to_join: DF.SmallText | None
		kind: DF.Literal[
			"Culture and Sports",
			"Mutual Help",
			"Public Welfare",
			"Environment",
			"Children and Elders",
			"Skills and Hobbies",
		]
		lead_count: DF.Int
		member_count: DF.Int
		purpose: DF.Text
		registration: DF.Literal["Filed Only", "Registered as a Legal Person"]
		registration_number: DF.Data | None
		review_due: DF.Date | None
		stage: DF.Literal["", "Proposed", "On File", "Lapsed", "Halted", "Ended"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = GROUP_STAGE_RULES
	step_fields = frozenset({"filing_number", "review_due"})
	server_fields = ("filed_on", "filed_by", "member_count", "lead_count", "ended_at")

	def before_validate(self):
		super().before_validate()
		groups.refuse_other_bodies(self)

	def validate(self):
		groups.prepare(self)
		self.enforce_stage_rules()
