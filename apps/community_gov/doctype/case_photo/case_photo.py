from community_gov.core.documents import RowDocument


class CasePhoto(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		caption: DF.Data | None
		image: DF.AttachImage
		latitude: DF.Float
		longitude: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		taken_at: DF.Datetime | None
	# end: auto-generated types
