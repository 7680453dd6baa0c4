from community_gov.core.documents import (
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.exact import ExactDocument
from community_gov.core.step_context import step_context
from community_gov.registry.care import visits


class Visit(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.visit_finding.visit_finding import VisitFinding

		address: DF.Data | None
		assignee: DF.Link | None
		care_tag: DF.Link | None
		due_on: DF.Date | None
		findings: DF.Table[VisitFinding]
		grid: DF.Link | None
		household: DF.Link | None
		latitude: DF.Float
		longitude: DF.Float
		note: DF.SmallText | None
		on_time: DF.Check
		plan_key: DF.Data | None
		resident: DF.Link
		result: DF.Literal["", "Met", "Nobody at Home", "Declined", "Moved Away"]
		status: DF.Literal["Planned", "Done", "Missed", "Cancelled"]
		visit_kind: DF.Literal["Door-knock", "Home Visit", "Evening Visit", "Phone Call"]
		visit_plan: DF.Link | None
		visited_at: DF.Datetime | None
		visited_by: DF.Link | None
	# end: auto-generated types

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
