from community_gov.core.documents import AuditDocument


class ResidentMerge(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		kept: DF.Link
		merged: DF.Link
		merged_at: DF.Datetime | None
		merged_by: DF.Link | None
		moved: DF.Code | None
		reason: DF.Data
		status: DF.Literal["Merged", "Undone"]
		undone_at: DF.Datetime | None
		undone_by: DF.Link | None
	# end: auto-generated types
