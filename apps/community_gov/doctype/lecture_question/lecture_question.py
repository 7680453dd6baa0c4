from community_gov.core.documents import AuditDocument


class LectureQuestion(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Text | None
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		asked_at: DF.Datetime | None
		case_file: DF.Link | None
		channel: DF.Literal["In the Room", "Public Page"]
		due_at: DF.Datetime | None
		grid: DF.Link | None
		is_shown: DF.Check
		lecture: DF.Link
		question: DF.Text
		result: DF.Literal["Open", "Answered", "Became a Case"]
	# end: auto-generated types
