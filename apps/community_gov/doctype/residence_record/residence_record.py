from community_gov.core.documents import AuditDocument


class ResidenceRecord(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		event: DF.Literal[
			"Registered",
			"Moved In",
			"Moved Within",
			"Moved Out",
			"Returned",
			"Died",
			"Corrected",
			"Merged",
			"Merge Undone",
		]
		from_household: DF.Link | None
		grid: DF.Link | None
		happened_on: DF.Date
		household: DF.Link | None
		note: DF.SmallText | None
		place: DF.Data | None
		recorded_at: DF.Datetime | None
		recorded_by: DF.Link | None
		relation_to_head: DF.Data | None
		residence_kind: DF.Literal["Registered", "Floating", "Elsewhere"]
		resident: DF.Link
	# end: auto-generated types
