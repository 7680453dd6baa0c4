from community_gov.core.documents import AuditDocument


class PaperCount(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.paper_count_line.paper_count_line import PaperCountLine

		confirmed_at: DF.Datetime | None
		counted_at: DF.Datetime | None
		counted_by: DF.Link | None
		invalid: DF.Int
		lines: DF.Table[PaperCountLine]
		papers: DF.Int
		photo: DF.Attach | None
		poll: DF.Link
		reason: DF.SmallText | None
		round: DF.Int
		second_counter: DF.Link
	# end: auto-generated types
