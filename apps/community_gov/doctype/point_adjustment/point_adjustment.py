import frappe

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.step_context import step_context
from community_gov.volunteering.points.transfer_stages import ADJUSTMENT_STAGE_RULES


class PointAdjustment(StagedDocument):
	stage_rules = ADJUSTMENT_STAGE_RULES
	server_fields = ("requested_at", "decided_at", "decided_by", "grid", "is_opening", "reverses")

	def validate(self):
		refuse_unclean_text(self)
		self.set_grid()
		self.enforce_stage_rules()

	def set_grid(self):
		if self.is_new():
			self.is_opening = 1 if step_context(self).is_opening else 0
			self.reverses = step_context(self).reverses
			self.grid = frappe.db.get_value("Volunteer", self.volunteer, "grid")
