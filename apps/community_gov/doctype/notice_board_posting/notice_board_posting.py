from community_gov.core.documents import RowDocument


class NoticeBoardPosting(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		building: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		photo: DF.AttachImage | None
		place: DF.Data
		posted_at: DF.Datetime | None
		posted_by: DF.Link | None
	# end: auto-generated types
