from community_gov.core.documents import RowDocument


class NoticeCorrection(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_at: DF.Datetime | None
		corrected_by: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		restarts: DF.Check
		text: DF.SmallText
	# end: auto-generated types
