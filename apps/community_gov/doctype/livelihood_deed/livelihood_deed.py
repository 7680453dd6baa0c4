from community_gov.participation.deeds import deeds
from community_gov.participation.deeds.deed_stages import DEED_STAGE_RULES
from community_gov.participation.doers import keep_for_doer
from community_gov.participation.events import ParticipationDocument


class LivelihoodDeed(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.deed_milestone.deed_milestone import DeedMilestone
		from community_gov.community_gov.doctype.deed_score.deed_score import DeedScore
		from community_gov.community_gov.doctype.upkeep_check.upkeep_check import UpkeepCheck

		acceptance_score: DF.Float
		accepted_at: DF.Datetime | None
		accepted_by: DF.Link | None
		baseline: DF.SmallText | None
		beneficiaries: DF.Int
		budget: DF.Currency
		deed_list: DF.Link
		deliberated_in: DF.Link | None
		delivered_at: DF.Datetime | None
		delivered_by: DF.Link | None
		due_on: DF.Date | None
		grid: DF.Link | None
		is_lawful: DF.Check
		is_no_part: DF.Check
		is_public_benefit: DF.Check
		keep_up_until: DF.Date | None
		kind: DF.Literal["Service", "Works"]
		last_check: DF.Literal["", "Works", "Does Not Work"]
		lead_unit: DF.Link | None
		looks_split: DF.Check
		milestones: DF.Table[DeedMilestone]
		number: DF.Int
		origin: DF.Literal[
			"Resident", "Grid Worker", "Unit", "Committee", "Opinion Theme", "Deliberation Topic"
		]
		overspent_reason: DF.SmallText | None
		owed_by_others: DF.Check
		photo_after: DF.AttachImage | None
		photo_before: DF.AttachImage | None
		place: DF.Data | None
		rated_at: DF.Datetime | None
		rating_count: DF.Int
		rating_good: DF.Int
		rating_sum: DF.Int
		reason: DF.Text
		replaced_by: DF.Link | None
		replaces: DF.Link | None
		scores: DF.Table[DeedScore]
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		spent: DF.Currency
		stage: DF.Literal[
			"",
			"Collected",
			"Shortlisted",
			"Deliberated",
			"Chosen",
			"On Show",
			"Doing",
			"Delivered",
			"Result Accepted",
			"Ratings Closed",
			"Kept Up",
			"Not Chosen",
			"Set Aside",
			"Exchanged",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		supports: DF.Int
		target: DF.SmallText | None
		title: DF.Data
		upkeep_checks: DF.Table[UpkeepCheck]
		upkeep_unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = DEED_STAGE_RULES
	step_fields = frozenset(
		{
			*("is_public_benefit", "is_lawful", "is_no_part", "target", "lead_unit", "budget"),
			*("deliberated_in", "spent", "overspent_reason", "photo_after", "keep_up_until", "upkeep_unit"),
		}
	)
	server_fields = (
		"number",
		"supports",
		"looks_split",
		"due_on",
		"last_check",
		"upkeep_checks",
		"acceptance_score",
		"delivered_at",
		"delivered_by",
		"accepted_at",
		"accepted_by",
		"rating_count",
		"rating_sum",
		"rating_good",
		"rated_at",
		"replaced_by",
		"replaces",
	)

	def validate(self):
		keep_for_doer(self, deeds.DOERS_FIELDS)
		deeds.check(self)
		self.enforce_stage_rules()
