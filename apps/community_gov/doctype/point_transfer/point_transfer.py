import frappe

from community_gov.protection import refuse_unclean_text
from community_gov.volunteering.transfer_law import TRANSFER_LAW
from community_gov.workflows.staged import StagedDocument


class PointTransfer(StagedDocument):
	law = TRANSFER_LAW
	server_fields = ("requested_at", "decided_at", "decided_by", "grid")

	def validate(self):
		refuse_unclean_text(self)
		self.set_grid()
		self.enforce_law()

	def set_grid(self):
		if self.is_new():
			self.grid = frappe.db.get_value("Volunteer", self.giver, "grid")
