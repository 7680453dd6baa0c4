import frappe

from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.points.transfer_stages import TRANSFER_STAGE_RULES


class PointTransfer(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		giver: DF.Link
		grid: DF.Link | None
		kind: DF.Literal["Gift", "Family"]
		points: DF.Float
		reason: DF.SmallText | None
		requested_at: DF.Datetime | None
		stage: DF.Literal["", "Requested", "Granted", "Refused", "Withdrawn"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		taker: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = TRANSFER_STAGE_RULES
	server_fields = ("requested_at", "decided_at", "decided_by", "grid")

	def validate(self):
		self.set_grid()
		self.enforce_stage_rules()

	def set_grid(self):
		if self.is_new():
			self.grid = frappe.db.get_value("Volunteer", self.giver, "grid")
