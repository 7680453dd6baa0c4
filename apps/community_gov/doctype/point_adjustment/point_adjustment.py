import frappe

from community_gov.protection import refuse_unclean_text
from community_gov.volunteering.transfer_law import ADJUSTMENT_LAW
from community_gov.workflows.staged import StagedDocument


class PointAdjustment(StagedDocument):
	law = ADJUSTMENT_LAW
	server_fields = ("requested_at", "decided_at", "decided_by", "grid", "is_opening", "reverses")

	def validate(self):
		refuse_unclean_text(self)
		self.set_grid()
		self.enforce_law()

	def set_grid(self):
		if self.is_new():
			self.is_opening = 1 if self.flags.is_opening else 0
			self.reverses = self.flags.reverses
			self.grid = frappe.db.get_value("Volunteer", self.volunteer, "grid")
