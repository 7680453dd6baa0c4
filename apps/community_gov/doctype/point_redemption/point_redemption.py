import frappe
from frappe.utils import cint

from community_gov.core.documents import refuse_unclean_text
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.core.step_context import step_context
from community_gov.volunteering.rewards import counter, redemption, settlement
from community_gov.volunteering.rewards.redemption_stages import REDEMPTION_STAGE_RULES


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

	def take_planned_step(self, step: PlannedStep):
		"""Part of the goods may be handed over: the redemption then stays where it is."""
		given = step.values.get("quantity")
		if step.stage == "Handed Over" and given is not None and cint(given) != settlement.left(self):
			counter.hand_over_part(self, step.values.get("pickup_code"), cint(given))
			return
		super().take_planned_step(step)

	def prepare_step(self, step: PlannedStep):
		refuse_other_values(step.values, frozenset({"pickup_code", "quantity"}))
		self.given_code = step.values.get("pickup_code")

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
		if step_context(self).step:
			self.given_code = None
