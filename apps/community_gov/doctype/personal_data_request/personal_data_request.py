from frappe.model.document import Document

from community_gov.core.documents import (
	changed_fields,
	refuse_change,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.registry.privacy import data_requests


class PersonalDataRequest(Document):
	server_fields = ("grid", "due_on", "status", "answer", "answered_by", "answered_on")

	def before_validate(self):
		require_scalars(self)
		if not step_context(self).by_registry:
			restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		if self.is_new():
			data_requests.receive(self)
		elif "received_on" in changed_fields(self) or self.get_doc_before_save().status != "Received":
			refuse_change(self)

	def on_trash(self):
		refuse_change(self)
