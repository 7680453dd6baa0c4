from community_gov.casework.intake import reception, reporting
from community_gov.core.documents import (
	GuardedDocument,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context


class ReceptionRecord(GuardedDocument):
	server_fields = ("case_file", "replied_at")

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.keep_case()

	def validate(self):
		refuse_unclean_text(self)
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
