from community_gov.core.documents import (
	changed_fields,
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.exact import ExactDocument
from community_gov.core.step_context import step_context
from community_gov.registry.privacy import data_requests


class PersonalDataRequest(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Date | None
		asked_by: DF.Literal["The Person", "Guardian", "Relative of the Deceased"]
		due_on: DF.Date | None
		grid: DF.Link | None
		identity_checked: DF.Check
		kind: DF.Literal["Copy of Data", "Correction", "Deletion", "Explanation"]
		received_on: DF.Date
		request: DF.SmallText
		resident: DF.Link
		status: DF.Literal["Received", "Done", "Refused"]
	# end: auto-generated types

	server_fields = ("grid", "due_on", "status", "answer", "answered_by", "answered_on")

	def before_validate(self):
		require_scalars(self)
		if not step_context(self).by_registry:
			restore_server_fields(self)

	def validate(self):
		if self.is_new():
			data_requests.receive(self)
		elif "received_on" in changed_fields(self) or self.get_doc_before_save().status != "Received":
			refuse_change(self)

	def on_trash(self):
		refuse_change(self)
