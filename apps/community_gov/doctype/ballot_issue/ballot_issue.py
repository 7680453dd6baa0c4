from community_gov.core.documents import AuditDocument


class BallotIssue(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cast_by: DF.Link | None
		channel: DF.Literal["By Mobile", "Hall", "Door", "Post"]
		entry: DF.Link
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		label: DF.Data | None
		poll: DF.Link
	# end: auto-generated types
