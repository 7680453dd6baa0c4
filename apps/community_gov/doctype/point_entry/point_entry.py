import frappe
from frappe import _

from community_gov.core.documents import refuse_change, refuse_client_insert, require_scalars
from community_gov.core.errors import ConflictError
from community_gov.core.exact import ExactDocument
from community_gov.volunteering.points import ledger, lots


class PointEntry(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Float
		balance_after: DF.Float
		happened_at: DF.Datetime | None
		held_amount: DF.Float
		kind: DF.Literal[
			"Credit",
			"Opening Balance",
			"Adjustment",
			"Hold",
			"Settle",
			"Release",
			"Goods Return",
			"Reversal",
			"Expire",
			"Transfer Out",
			"Transfer In",
		]
		reason: DF.SmallText | None
		reversal_of: DF.Link | None
		source_doctype: DF.Link | None
		source_key: DF.Data | None
		source_name: DF.DynamicLink | None
		volunteer: DF.Link
	# end: auto-generated types

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		if not self.is_new():
			refuse_change(self)
		ledger.prepare(self)
		self.refuse_second_booking()

	def after_insert(self):
		lots.follow_entry(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)

	def refuse_second_booking(self):
		"""The volunteer is locked here, so nobody can slip in between this look and the insert."""
		if frappe.db.exists("Point Entry", {"source_key": self.source_key}):
			frappe.throw(
				_("This source was booked already. Look at the volunteer's entries."), exc=ConflictError
			)


def on_doctype_update():
	frappe.db.add_index("Point Entry", ["volunteer", "happened_at"], "volunteer_happened_at")
