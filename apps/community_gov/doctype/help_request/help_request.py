from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep
from community_gov.core.step_context import step_context
from community_gov.registry.identity import protected_numbers
from community_gov.volunteering.help import help_requests, help_steps
from community_gov.volunteering.help.help_stages import HELP_STAGE_RULES


class HelpRequest(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.service_skill_item.service_skill_item import ServiceSkillItem

		by_code: DF.Check
		case_file: DF.Link | None
		claim_due_at: DF.Datetime | None
		claimed_at: DF.Datetime | None
		comment: DF.SmallText | None
		confirmation: DF.Literal["", "By Code", "By Phone", "In Person"]
		contact_name: DF.Data | None
		details: DF.SmallText | None
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		grid: DF.Link | None
		help_kind: DF.Link
		household: DF.Link | None
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		need: DF.Data
		place: DF.Data | None
		raised_at: DF.Datetime | None
		rating: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		reminded_at: DF.Datetime | None
		resident: DF.Link | None
		result: DF.SmallText | None
		served_at: DF.Datetime | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
		source: DF.Literal["Household", "Neighbour", "Visitor", "Staff"]
		stage: DF.Literal["", "Raised", "Claimed", "Served", "Confirmed", "Referred", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		stage_since: DF.Datetime | None
		step_note: DF.SmallText | None
		team: DF.Link | None
		tracking_code_fingerprint: DF.Data | None
		tracking_code_shown_to: DF.Link | None
		urgency: DF.Literal["Ordinary", "Urgent"]
		visit: DF.Link | None
		volunteer: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = HELP_STAGE_RULES
	server_fields = (
		"case_file",
		"stage_since",
		"visit",
		"by_code",
		"confirmation",
		"rating",
		"comment",
		"raised_at",
		"claimed_at",
		"served_at",
		"ended_at",
		"ended_by",
		"claim_due_at",
		"reminded_at",
		"tracking_code_fingerprint",
		"tracking_code_shown_to",
	)

	def before_validate(self):
		super().before_validate()
		help_requests.keep_for_claimant(self)
		help_requests.keep_claimant(self)
		protected_numbers.protect_mobile(self)

	def validate(self):
		self.prepare_new()
		help_requests.place(self)
		self.enforce_stage_rules()

	def prepare_step(self, step: PlannedStep):
		help_steps.prepare_step(self, step)

	def prepare_new(self):
		if self.is_new():
			help_requests.prepare(self)
			self.update(step_context(self).origin or {})
