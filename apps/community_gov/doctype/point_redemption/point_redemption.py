import frappe

from community_gov.protection import refuse_unclean_text
from community_gov.volunteering import redemption
from community_gov.volunteering.redemption import REDEMPTION_LAW
from community_gov.workflows.staged import StagedDocument


class PointRedemption(StagedDocument):
	law = REDEMPTION_LAW
	server_fields = (
		"points",
		"handed_quantity",
		"returned_quantity",
		"grid",
		"pickup_code",
		"expires_at",
		"requested_at",
		"approved_at",
		"approved_by",
		"slip_by",
		"ended_at",
		"ended_by",
	)

	def validate(self):
		refuse_unclean_text(self)
		self.prepare_new()
		self.enforce_law()
		self.forget_given_code()

	def prepare_new(self):
		if self.is_new():
			redemption.price(self)
			self.grid = frappe.db.get_value("Volunteer", self.volunteer, "grid")
			self.pickup_code = redemption.new_pickup_code()
			self.expires_at = redemption.expiry()

	def forget_given_code(self):
		"""The code is compared, not kept."""
		if self.flags.step:
			self.given_code = None
