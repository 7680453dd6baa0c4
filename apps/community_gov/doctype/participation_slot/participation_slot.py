from community_gov.core.documents import AuditDocument


class ParticipationSlot(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day: DF.Date | None
		grid: DF.Link | None
		purpose: DF.Literal["Rating", "Sign-up", "Feedback", "Support"]
		subject: DF.DynamicLink
		subject_doctype: DF.Link
	# end: auto-generated types
