from frappe.exceptions import UniqueValidationError

from community_gov.participation.events import ParticipationDocument
from community_gov.participation.micro_projects import accounts, project_stages, projects
from community_gov.participation.micro_projects.project_stages import PROJECT_STAGE_RULES
from community_gov.registry.identity import protected_numbers


class Microproject(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.project_budget_line.project_budget_line import (
			ProjectBudgetLine,
		)
		from community_gov.community_gov.doctype.project_follow_up.project_follow_up import ProjectFollowup
		from community_gov.community_gov.doctype.project_milestone.project_milestone import ProjectMilestone
		from community_gov.community_gov.doctype.project_photo.project_photo import ProjectPhoto
		from community_gov.community_gov.doctype.project_receipt.project_receipt import ProjectReceipt

		accepted_at: DF.Datetime | None
		accepted_by: DF.Link | None
		all_in_at: DF.Datetime | None
		applicant_kind: DF.Literal["Interest Group", "Party Branch", "Residents"]
		applied_at: DF.Datetime | None
		beneficiaries: DF.Int
		branch: DF.Link | None
		budget: DF.Table[ProjectBudgetLine]
		checked_at: DF.Datetime | None
		checked_by: DF.Link | None
		code_fingerprint: DF.Data | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		ended_at: DF.Datetime | None
		follow_ups: DF.Table[ProjectFollowup]
		granted: DF.Currency
		grid: DF.Link
		handover_to: DF.Data | None
		interest_group: DF.Link | None
		is_excluded_kind: DF.Check
		kind: DF.Data | None
		mid_check: DF.SmallText | None
		mid_checked_at: DF.Datetime | None
		mid_checked_by: DF.Link | None
		milestones: DF.Table[ProjectMilestone]
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		need: DF.Text
		notice: DF.Link | None
		outcome_measure: DF.SmallText
		photos: DF.Table[ProjectPhoto]
		place: DF.Data | None
		plan: DF.Text
		project_call: DF.Link
		published_at: DF.Datetime | None
		published_by: DF.Link | None
		rank_number: DF.Int
		receipts: DF.Table[ProjectReceipt]
		representative_name: DF.Data | None
		requested: DF.Currency
		result: DF.Text | None
		returned: DF.Currency
		reviews_due: DF.Int
		reviews_in: DF.Int
		score: DF.Float
		score_count: DF.Int
		score_sum: DF.Int
		spent: DF.Currency
		split_note: DF.SmallText | None
		split_with: DF.SmallText | None
		stage: DF.Literal[
			"",
			"Applied",
			"Checked",
			"Scored",
			"On Show",
			"Funded",
			"Half-way Checked",
			"Result Accepted",
			"Accounts Published",
			"Kept Up",
			"Given Up",
			"Excluded",
			"Not Funded",
			"Withdrawn",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data
		topic: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = PROJECT_STAGE_RULES
	step_fields = frozenset({"split_note", "granted", "mid_check", "result", "returned"})
	server_fields = (
		*("code_fingerprint", "spent", "split_with", "checked_at", "checked_by", "reviews_due", "reviews_in"),
		*("all_in_at", "score_sum", "score_count", "score", "rank_number", "follow_ups", "applied_at"),
		*("notice", "decided_at", "decided_by", "mid_checked_at", "mid_checked_by", "accepted_at"),
		*("accepted_by", "published_at", "published_by", "ended_at"),
	)

	def save(self, *args, **kwargs):
		try:
			return super().save(*args, **kwargs)
		except UniqueValidationError:
			accounts.refuse_used()

	def before_validate(self):
		super().before_validate()
		protected_numbers.protect_mobile(self)

	def validate(self):
		projects.prepare(self)
		self.enforce_stage_rules()

	def follow_upheld_objection(self, notice: str) -> None:
		"""Asked by the answer to an objection; see participation.notices.objections.reply."""
		project_stages.take_out(self, notice)
