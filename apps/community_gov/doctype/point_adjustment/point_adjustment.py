import frappe

from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context
from community_gov.volunteering.points.transfer_stages import ADJUSTMENT_STAGE_RULES


class PointAdjustment(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		evidence: DF.Attach | None
		grid: DF.Link | None
		is_opening: DF.Check
		points: DF.Float
		reason: DF.SmallText
		requested_at: DF.Datetime | None
		reverses: DF.Link | None
		stage: DF.Literal["", "Requested", "Granted", "Refused", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		volunteer: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = ADJUSTMENT_STAGE_RULES
	server_fields = ("requested_at", "decided_at", "decided_by", "grid", "is_opening", "reverses")

	def validate(self):
		self.set_grid()
		self.enforce_stage_rules()

	def set_grid(self):
		if self.is_new():
			self.is_opening = 1 if step_context(self).is_opening else 0
			self.reverses = step_context(self).reverses
			self.grid = frappe.db.get_value("Volunteer", self.volunteer, "grid")
