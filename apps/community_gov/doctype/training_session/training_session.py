from frappe.model.document import Document

from community_gov.core.documents import (
	refuse_change,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.team import training


class TrainingSession(Document):
	server_fields = training.COUNTED

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.status = step_context(self).new_status or self.status or training.PLANNED

	def validate(self):
		refuse_unclean_text(self)
		training.check_session(self)
		training.count(self)

	def on_trash(self):
		if self.status == training.HELD:
			refuse_change(self)
