from community_gov.participation.events import ParticipationDocument
from community_gov.participation.micro_projects import calls
from community_gov.participation.micro_projects.calls import CALL_STAGE_RULES


class ProjectCall(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.project_criterion.project_criterion import ProjectCriterion

		called_at: DF.Datetime | None
		cap: DF.Currency
		closes_at: DF.Datetime
		criteria: DF.Table[ProjectCriterion]
		excluded: DF.SmallText | None
		funder: DF.Data
		grid: DF.Link
		kinds: DF.SmallText
		max_score: DF.Int
		notice_days: DF.Int
		opens_at: DF.Datetime
		outlier_percent: DF.Int
		paid_for: DF.SmallText
		pitch_count: DF.Int
		pitch_on: DF.Date | None
		promised: DF.Currency
		reviewers: DF.Int
		reviews_until: DF.Datetime
		stage: DF.Literal["", "Drafted", "Open for Applications", "Call Ended", "Called Off"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data
		total: DF.Currency
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = CALL_STAGE_RULES
	server_fields = ("promised", "called_at")

	def validate(self):
		calls.prepare(self)
		self.enforce_stage_rules()
