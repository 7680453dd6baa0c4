import frappe

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.points.transfer_stages import TRANSFER_STAGE_RULES


class PointTransfer(StagedDocument):
	stage_rules = TRANSFER_STAGE_RULES
	server_fields = ("requested_at", "decided_at", "decided_by", "grid")

	def validate(self):
		refuse_unclean_text(self)
		self.set_grid()
		self.enforce_stage_rules()

	def set_grid(self):
		if self.is_new():
			self.grid = frappe.db.get_value("Volunteer", self.giver, "grid")
