from community_gov.participation.announcements import community_notices
from community_gov.participation.announcements.notice_stages import NOTICE_STAGE_RULES
from community_gov.participation.events import ParticipationDocument


class CommunityNotice(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.notice_audience_rule.notice_audience_rule import (
			NoticeAudienceRule,
		)
		from community_gov.community_gov.doctype.notice_board_posting.notice_board_posting import (
			NoticeBoardPosting,
		)

		approve_due_at: DF.Datetime | None
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		audience: DF.Table[NoticeAudienceRule]
		audience_households: DF.Int
		audience_people: DF.Int
		audience_purpose: DF.SmallText | None
		audio: DF.Attach | None
		boards: DF.Table[NoticeBoardPosting]
		body: DF.Text | None
		by_board: DF.Check
		by_call: DF.Check
		by_door: DF.Check
		by_portal: DF.Check
		by_sms: DF.Check
		chased_at: DF.Datetime | None
		check_code: DF.Data | None
		confirmed_households: DF.Int
		counted_at: DF.Datetime | None
		document_number: DF.Data | None
		doors_done: DF.Int
		doors_needed: DF.Int
		effective_on: DF.Date | None
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		grid: DF.Link
		is_restricted: DF.Check
		issuing_body: DF.Data | None
		kind: DF.Literal["Emergency", "Must Confirm", "Information", "Law", "Policy"]
		neutral_reason: DF.SmallText | None
		photo: DF.AttachImage | None
		plain_summary: DF.SmallText | None
		progress_at: DF.Datetime | None
		quota_area: DF.Data | None
		quota_month: DF.Data | None
		reached_board: DF.Int
		reached_call: DF.Int
		reached_door: DF.Int
		reached_households: DF.Int
		reached_portal: DF.Int
		reached_sms: DF.Int
		reply_wanted: DF.Check
		scheduled_for: DF.Datetime | None
		second_approved_at: DF.Datetime | None
		second_approved_by: DF.Link | None
		sending: DF.Literal["", "Preparing", "Sending", "Done"]
		sent_at: DF.Datetime | None
		source_link: DF.Data | None
		stage: DF.Literal[
			"",
			"Drafted",
			"Submitted",
			"Approved",
			"Scheduled",
			"Sent",
			"Chased",
			"Archived",
			"Withdrawn",
			"Superseded",
		]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		states_deleted_on: DF.Date | None
		step_note: DF.SmallText | None
		submitted_at: DF.Datetime | None
		submitted_by: DF.Link | None
		supersedes: DF.Link | None
		title: DF.Data
		valid_until: DF.Date | None
		with_number: DF.Int
		with_portal: DF.Int
		workflow_state: DF.Link | None
		writers: DF.SmallText | None
	# end: auto-generated types

	stage_rules = NOTICE_STAGE_RULES
	step_fields = frozenset({"scheduled_for"})
	server_fields = (
		"is_restricted",
		"check_code",
		"audience_households",
		"audience_people",
		"with_number",
		"with_portal",
		"counted_at",
		"boards",
		"reached_households",
		"confirmed_households",
		"doors_needed",
		"doors_done",
		"reached_portal",
		"reached_sms",
		"reached_call",
		"reached_door",
		"reached_board",
		"states_deleted_on",
		"submitted_at",
		"submitted_by",
		"approved_at",
		"approved_by",
		"second_approved_at",
		"second_approved_by",
		"approve_due_at",
		"sent_at",
		"chased_at",
		"ended_at",
		"ended_by",
		"sending",
		"progress_at",
		"writers",
		"quota_area",
		"quota_month",
	)

	def validate(self):
		community_notices.prepare(self)
		self.enforce_stage_rules()
