from community_gov.core.documents import RowDocument


class BulletinCorrection(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_at: DF.Datetime | None
		corrected_by: DF.Link | None
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		text: DF.SmallText | None
	# end: auto-generated types
