from community_gov.participation.doers import keep_for_doer
from community_gov.participation.events import ParticipationDocument
from community_gov.participation.opinions import opinions
from community_gov.participation.opinions.opinion_stages import OPINION_STAGE_RULES
from community_gov.registry.identity import protected_numbers


class Opinion(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		about_unit: DF.Link | None
		answer: DF.Text | None
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		call_back: DF.Literal["", "Confirmed", "Not Confirmed", "Not Reached"]
		case_file: DF.Link | None
		channel: DF.Literal["Visit", "Reception", "Venue", "Patrol", "Opinion Box", "Public Page", "Hotline"]
		code_fingerprint: DF.Data | None
		due_at: DF.Datetime | None
		grid: DF.Link
		handler_unit: DF.Link | None
		identity: DF.Literal["Named", "Known to the Clerk", "Anonymous"]
		is_about_person: DF.Check
		is_called_back: DF.Check
		is_campaign: DF.Check
		is_protected: DF.Check
		kind: DF.Literal["Question", "Request", "Complaint", "Report of Wrongdoing", "Suggestion", "Praise"]
		merged_into: DF.Link | None
		mobile: DF.Data | None
		mobile_fingerprint: DF.Data | None
		mobile_secret: DF.SmallText | None
		noted_at: DF.Datetime | None
		rating: DF.Int
		rating_comment: DF.SmallText | None
		referral: DF.SmallText | None
		reply_to: DF.Link | None
		route: DF.Literal[
			"", "Emergency", "Statutory Channel", "Already Answered", "Secret", "Outside Duties", "Unlawful"
		]
		said_by: DF.Link | None
		shown_text: DF.Text | None
		source_doctype: DF.Link | None
		source_key: DF.Data | None
		source_name: DF.DynamicLink | None
		speaker_name: DF.Data | None
		stage: DF.Literal["", "Noted", "Handed Out", "Answered", "Told", "Referred", "Merged", "Kept"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		text: DF.Text
		text_key: DF.Data | None
		theme: DF.Link | None
		title: DF.Data | None
		told_at: DF.Datetime | None
		told_by: DF.Link | None
		told_how: DF.Literal["", "Code", "Call", "Visit", "Letter", "Notice", "Cannot Be Reached"]
		topic: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = OPINION_STAGE_RULES
	step_fields = frozenset({"handler_unit", "answer", "route", "referral", "told_how"})
	always_editable = ("call_back",)
	server_fields = (
		"title",
		"due_at",
		"is_campaign",
		"shown_text",
		"merged_into",
		"topic",
		"case_file",
		"rating",
		"rating_comment",
		"is_called_back",
		"noted_at",
		"answered_at",
		"answered_by",
		"told_at",
		"told_by",
		"code_fingerprint",
		"reply_to",
		"text_key",
		"source_doctype",
		"source_name",
		"source_key",
	)

	def before_validate(self):
		super().before_validate()
		keep_for_doer(self, opinions.UNIT_FIELDS)
		protected_numbers.protect_mobile(self)

	def validate(self):
		opinions.refuse_own_call_back(self)
		opinions.keep_drawn_speaker(self)
		opinions.prepare(self)
		self.enforce_stage_rules()

	def on_update(self):
		super().on_update()
		opinions.follow_theme(self)
