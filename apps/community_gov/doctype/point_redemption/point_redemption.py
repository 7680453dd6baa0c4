from functools import partial

import frappe
from frappe.utils import cint

from community_gov.core import codes
from community_gov.core.stages.staged_document import StagedDocument
from community_gov.core.stages.steps import PlannedStep, refuse_other_values
from community_gov.volunteering.rewards import counter, pickup_codes, redemption
from community_gov.volunteering.rewards.redemption_stages import REDEMPTION_STAGE_RULES


class PointRedemption(StagedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		ended_at: DF.Datetime | None
		ended_by: DF.Link | None
		expires_at: DF.Datetime | None
		given_code: DF.Data | None
		grid: DF.Link | None
		handed_quantity: DF.Int
		pickup_code_fingerprint: DF.Data | None
		points: DF.Float
		quantity: DF.Int
		requested_at: DF.Datetime | None
		returned_quantity: DF.Int
		reward_item: DF.Link
		slip_by: DF.Link | None
		stage: DF.Literal["", "Requested", "Approved", "Handed Over", "Released"]
		stage_category: DF.Literal["", "Open", "Paused", "Done"]
		step_note: DF.SmallText | None
		volunteer: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	stage_rules = REDEMPTION_STAGE_RULES
	server_fields = (
		"points",
		"handed_quantity",
		"returned_quantity",
		"grid",
		"pickup_code_fingerprint",
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
		finish = partial(super().take_planned_step, step)
		if step.stage != "Handed Over":
			return finish()
		given = step.values.get("quantity")
		counter.hand_over(
			self, step.values.get("pickup_code"), None if given is None else cint(given), finish
		)

	def prepare_step(self, step: PlannedStep):
		refuse_other_values(step.values, frozenset({"pickup_code", "quantity"}))
		self.given_code = step.values.get("pickup_code")

	def validate(self):
		self.prepare_new()
		self.enforce_stage_rules()
		self.forget_given_code()

	def prepare_new(self):
		if self.is_new():
			redemption.price(self)
			self.grid = frappe.db.get_value("Volunteer", self.volunteer, "grid")
			codes.draw(self, pickup_codes.FIELD, pickup_codes.LENGTH)
			self.expires_at = redemption.expiry()

	def forget_given_code(self):
		"""The code is compared, not kept."""
		self.given_code = None
