from community_gov.core.documents import refuse_change, refuse_client_insert
from community_gov.core.exact import ExactDocument


class ActivitySignup(ExactDocument):
	"""Written by the steps of signing up, cancelling and checking in alone, under the lock of the activity."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity: DF.Link
		activity_role: DF.Data | None
		asked_again: DF.Check
		cancelled_at: DF.Datetime | None
		checked_in_at: DF.Datetime | None
		checked_in_by: DF.Link | None
		checked_out_at: DF.Datetime | None
		distance: DF.Int
		grid: DF.Link | None
		hours: DF.Float
		line_number: DF.Int
		moved_up_at: DF.Datetime | None
		out_stated_at: DF.Datetime | None
		out_stated_by: DF.Link | None
		reason: DF.SmallText | None
		service_record: DF.Data | None
		sign_up_key: DF.Data | None
		signed_up_at: DF.Datetime | None
		status: DF.Literal["Signed Up", "Waiting", "Cancelled", "Attended", "Missed"]
		volunteer: DF.Link
		volunteer_name: DF.Data | None
	# end: auto-generated types

	def before_validate(self):
		refuse_client_insert(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
