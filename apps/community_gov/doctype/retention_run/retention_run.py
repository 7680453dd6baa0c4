from community_gov.core.documents import AuditDocument


class RetentionRun(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		deceased: DF.Int
		dry_run: DF.Check
		failed: DF.Int
		moved_out: DF.Int
		records: DF.Code | None
		run_at: DF.Datetime | None
		run_by: DF.Link | None
		volunteering: DF.Int
	# end: auto-generated types
