from community_gov.casework.intake import reception, reporting
from community_gov.core.documents import (
	GuardedDocument,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context


class ReceptionRecord(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_file: DF.Link | None
		category: DF.Link | None
		grid: DF.Link
		matter: DF.Text
		outcome: DF.Literal["Settled on the Spot", "Promised Reply", "Turned into Case"]
		place: DF.Data | None
		promised_reply_date: DF.Date | None
		reception_date: DF.Date
		receptionist: DF.Data
		replied_at: DF.Datetime | None
		reply: DF.SmallText | None
		visitor_name: DF.Data | None
		visitor_phone: DF.Data | None
	# end: auto-generated types

	server_fields = ("case_file", "replied_at")

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.keep_case()

	def validate(self):
		reception.check_record(self)
		reception.refuse_second_outcome(self)
		reception.stamp_reply(self)
		self.check_scope()

	def keep_case(self):
		self.case_file = step_context(self).case_file or self.case_file

	def check_scope(self):
		"""The place may have been changed to one outside the own area."""
		if not self.flags.ignore_permissions and (self.is_new() or self.has_value_changed("grid")):
			reporting.refuse_out_of_scope(self, "create")
