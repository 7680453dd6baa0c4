from community_gov.core.step_context import step_context
from community_gov.participation.doers import keep_for_doer
from community_gov.participation.events import ParticipationDocument
from community_gov.participation.tasks import action_items
from community_gov.participation.tasks.action_items import ACTION_STAGE_RULES


class ActionItem(ParticipationDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.action_item_evidence.action_item_evidence import (
			ActionItemEvidence,
		)

		accepted_at: DF.Datetime | None
		accepted_by: DF.Link | None
		delivered_at: DF.Datetime | None
		delivered_by: DF.Link | None
		due_on: DF.Date
		evidence: DF.Table[ActionItemEvidence]
		grid: DF.Link
		owner_unit: DF.Link | None
		owner_user: DF.Link | None
		progress: DF.Percent
		result: DF.Text | None
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		stage: DF.Literal["", "Assigned", "Doing", "Delivered", "Result Accepted", "Dropped"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		task: DF.Data
		weight: DF.Int
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = ACTION_STAGE_RULES
	step_fields = frozenset({"result"})
	server_fields = ("delivered_at", "delivered_by", "accepted_at", "accepted_by")

	def before_validate(self):
		super().before_validate()
		keep_for_doer(self, action_items.DOERS_FIELDS)

	def validate(self):
		if not step_context(self).by_server:
			action_items.check(self)
		self.enforce_stage_rules()
