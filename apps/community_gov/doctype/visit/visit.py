from frappe.model.document import Document

from community_gov.core.documents import (
	refuse_change,
	refuse_unclean_text,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.registry.care import visits


class Visit(Document):
	server_fields = (
		"status",
		"grid",
		"household",
		"address",
		"visited_by",
		"on_time",
		"plan_key",
	)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.keep_plan()

	def validate(self):
		refuse_unclean_text(self)
		visits.keep_findings(self)
		visits.place(self)
		visits.take_result(self)

	def on_trash(self):
		refuse_change(self)

	def keep_plan(self):
		"""Plan and tag are the job's: a client's visit is of its own."""
		if step_context(self).by_plan:
			return
		before = self.get_doc_before_save()
		for name in ("visit_plan", "care_tag"):
			self.set(name, before.get(name) if before else None)
