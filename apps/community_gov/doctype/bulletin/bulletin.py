from community_gov.casework.statistics import bulletins
from community_gov.casework.statistics.bulletins import BULLETIN_STAGE_RULES
from community_gov.core.stages.staged_document import StagedDocument


class Bulletin(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.bulletin_correction.bulletin_correction import (
			BulletinCorrection,
		)

		announced_at: DF.Datetime | None
		area: DF.Link | None
		corrections: DF.Table[BulletinCorrection]
		formula_version: DF.Int
		from_date: DF.Date
		generated_at: DF.Datetime | None
		issue_number: DF.Int
		issue_year: DF.Int
		kind: DF.Literal["Weekly", "Monthly", "Special"]
		mailed_at: DF.Datetime | None
		mailed_state: DF.Data | None
		objections_until: DF.Datetime | None
		period_key: DF.Data | None
		published_at: DF.Datetime | None
		published_by: DF.Link | None
		ranking_minimum: DF.Int
		recipients: DF.SmallText | None
		remarks: DF.Text | None
		snapshot: DF.LongText | None
		stage: DF.Literal["", "Drafted", "Announced", "Published", "Discarded"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		title: DF.Data | None
		to_date: DF.Date
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = BULLETIN_STAGE_RULES
	server_fields = (
		"issue_year",
		"issue_number",
		"title",
		"snapshot",
		"formula_version",
		"ranking_minimum",
		"generated_at",
		"announced_at",
		"objections_until",
		"published_at",
		"published_by",
		"mailed_at",
		"mailed_state",
		"corrections",
		"period_key",
	)

	def validate(self):
		bulletins.check_recipients(self)
		self.prepare_new()
		self.enforce_stage_rules()

	def prepare_new(self):
		if self.is_new():
			bulletins.check_period(self)
			bulletins.refuse_second(self)
			bulletins.prepare(self)
