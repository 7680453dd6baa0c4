from community_gov.core.documents import AuditDocument


class ParticipationEvent(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		event: DF.Data
		from_stage: DF.Data | None
		grid: DF.Link | None
		happened_at: DF.Datetime | None
		note: DF.SmallText | None
		subject: DF.DynamicLink
		subject_doctype: DF.Link
		to_stage: DF.Data | None
		user: DF.Link | None
	# end: auto-generated types
