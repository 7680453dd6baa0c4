from community_gov.core.documents import AuditDocument


class WorkflowChange(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		after: DF.Code | None
		before: DF.Code | None
		changed_at: DF.Datetime | None
		changed_by: DF.Link | None
		is_undone: DF.Check
		told: DF.Data
		workflow: DF.Link
	# end: auto-generated types

	pass
