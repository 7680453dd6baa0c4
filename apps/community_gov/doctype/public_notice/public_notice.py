from community_gov.core.step_context import step_context
from community_gov.participation.events import ParticipationDocument
from community_gov.participation.notices import public_notices
from community_gov.participation.notices.public_notices import NOTICE_STAGE_RULES


class PublicNotice(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.notice_board_posting.notice_board_posting import (
			NoticeBoardPosting,
		)
		from community_gov.community_gov.doctype.notice_correction.notice_correction import NoticeCorrection

		boards: DF.Table[NoticeBoardPosting]
		body: DF.Text
		corrections: DF.Table[NoticeCorrection]
		day_unit: DF.Literal["Working Days", "Natural Days"]
		days: DF.Int
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		ends_at: DF.Datetime | None
		grid: DF.Link
		kind: DF.Literal[
			"Deliberation Result", "Poll Result", "Voting Roll", "Livelihood Deed", "Micro-project", "Other"
		]
		open_objections: DF.Int
		shown_at: DF.Datetime | None
		shown_by: DF.Link | None
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		stage: DF.Literal["", "Drafted", "On Show", "Passed", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = NOTICE_STAGE_RULES
	always_editable = ("boards",)
	server_fields = (
		"open_objections",
		"shown_at",
		"shown_by",
		"ends_at",
		"ended_at",
		"ended_by",
		"corrections",
	)

	def validate(self):
		if not step_context(self).by_server:
			public_notices.check(self)
		self.enforce_stage_rules()
