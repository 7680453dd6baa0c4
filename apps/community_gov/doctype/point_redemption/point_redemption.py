import frappe

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.volunteering.rewards import redemption
from community_gov.volunteering.rewards.redemption import REDEMPTION_STAGE_RULES


class PointRedemption(StagedDocument):
	stage_rules = REDEMPTION_STAGE_RULES
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
		self.enforce_stage_rules()
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
