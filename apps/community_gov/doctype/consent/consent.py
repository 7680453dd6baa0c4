from frappe.model.document import Document

from community_gov.core.documents import (
	changed_fields,
	refuse_change,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.registry.privacy import consents


class Consent(Document):
	server_fields = (
		"purpose",
		"grid",
		"status",
		"given_by",
		"guardian_name",
		"withdrawn_on",
		"withdrawn_reason",
		"needs_renewal",
	)

	def before_validate(self):
		require_scalars(self)
		if not step_context(self).by_registry:
			restore_server_fields(self)

	def validate(self):
		refuse_unclean_text(self)
		if self.is_new():
			consents.take_consent(self)
		elif "given_on" in changed_fields(self):
			refuse_change(self)

	def after_insert(self):
		consents.retire_older(self)

	def on_trash(self):
		refuse_change(self)
